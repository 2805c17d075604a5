package studio_test

import (
	"archive/zip"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"figurehead/widgets"
)

// reportLink is what a plain copy leaves out of a page: nobody receives reports there.
var reportLink = regexp.MustCompile(`<p><a href="/w/[0-9a-z]+/report" rel="nofollow">[^<]*</a></p>\n +`)

func TestPlainCopyIsOneArchive(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	publisher := o.as("publisher")
	edition := publisher.publishes(publisher.draft(spend, widgets.Bar))
	got := o.as("admin").get("/studio/settings/site.zip")
	archive, err := zip.NewReader(strings.NewReader(got.body), int64(len(got.body)))
	if got.status != http.StatusOK || err != nil {
		t.Fatalf("GET site.zip = %d, %v", got.status, err)
	}
	packed := map[string]string{}
	for _, file := range archive.File {
		r, err := file.Open()
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(r)
		if err != nil {
			t.Fatalf("%s: %v", file.Name, err)
		}
		packed[file.Name] = string(body)
	}
	for path, address := range map[string]string{
		"index.html": "/", "embed/" + edition.PublicID + "/index.html": "/embed/" + edition.PublicID,
		"w/" + edition.PublicID + "/index.html": "/w/" + edition.PublicID, "w/" + edition.PublicID + "/og.png": "/w/" + edition.PublicID + "/og.png",
	} {
		want := reportLink.ReplaceAllString(o.as("admin").get(address).body, "")
		if packed[path] == "" || packed[path] != want {
			t.Errorf("%s is not what %s answers", path, address)
		}
	}
	for name := range packed {
		if strings.Contains(name, "studio") && !strings.HasPrefix(name, "assets/") || strings.HasPrefix(name, "/") || strings.Contains(name, "..") {
			t.Errorf("the archive holds %s", name)
		}
	}
}

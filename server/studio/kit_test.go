package studio_test

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"image/png"
	"io"
	"net/http"
	"strings"
	"testing"

	"figurehead/widgets"
)

// TestTheZIPOfAKit has every file that the manifest and the README name, with
// its hash, and nothing else.
func TestTheZIPOfAKit(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	publisher := o.as("publisher")
	f := publisher.draft(spend, widgets.Bar)
	publisher.publishes(f)
	got := o.as("viewer").get(f.page("kit.zip"))
	archive, err := zip.NewReader(strings.NewReader(got.body), int64(len(got.body)))
	if err != nil {
		t.Fatalf("status %d: %v", got.status, err)
	}
	files := map[string][]byte{}
	for _, file := range archive.File {
		r, err := file.Open()
		o.must(err)
		files[file.Name], err = io.ReadAll(r)
		o.must(err)
	}
	var m struct {
		Figure, Alt string
		Sources     []struct{ Name, Licence string }
		Files       []struct {
			Name, What, SHA256, Alt string
			Width                   int
		}
	}
	o.must(json.Unmarshal(files["manifest.json"], &m))
	if len(m.Sources) == 0 || m.Sources[0].Name == "" || m.Sources[0].Licence == "" || m.Alt == "" || !strings.Contains(m.Figure, "/w/") {
		t.Errorf("manifest: %+v", m)
	}
	readme := string(files["README.txt"])
	for _, file := range m.Files {
		sum := sha256.Sum256(files[file.Name])
		if hex.EncodeToString(sum[:]) != file.SHA256 {
			t.Errorf("%s has another hash than the manifest says", file.Name)
		}
		if file.What == "Part of the figure" {
			t.Errorf("nothing says what %s is", file.Name)
		}
		if file.Width > 0 && file.Alt != m.Alt {
			t.Errorf("%s has no description", file.Name)
		}
		if file.Name != "README.txt" && !strings.Contains(readme, "\n"+file.Name+" ") {
			t.Errorf("the README does not name %s", file.Name)
		}
	}
	if len(m.Files) != len(files)-1 {
		t.Errorf("the manifest names %d files of %d", len(m.Files), len(files))
	}
	kit := o.as("viewer").get(f.page("kit"))
	if want := "ZIP, " + thousands(len(files)) + " files"; !strings.Contains(kit.text("main"), want) {
		t.Errorf("the kit does not say %q", want)
	}
}

func thousands(n int) string { raw, _ := json.Marshal(n); return string(raw) }

func TestQRCodes(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	publisher := o.as("publisher")
	f := publisher.draft(spend, widgets.Bar)
	viewer := o.as("viewer")
	for _, name := range []string{"qr.svg", "qr.png"} {
		if got := viewer.get(f.page(name)); got.status != http.StatusNotFound {
			t.Errorf("%s of a figure that was never published: status %d", name, got.status)
		}
	}
	publisher.publishes(f)
	got := viewer.get(f.page("qr.png"))
	picture, err := png.Decode(bytes.NewReader([]byte(got.body)))
	if err != nil || picture.Bounds().Dx() < 500 {
		t.Errorf("qr.png: status %d, %v", got.status, err)
	}
	if got := viewer.get(f.page("qr.svg")); got.status != http.StatusOK || !strings.Contains(got.body, "<svg") {
		t.Errorf("qr.svg: status %d", got.status)
	}
}

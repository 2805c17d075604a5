package embed

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/store"
)

// copySite writes the plain copy of p into folder.
func (p *publicFace) copySite(folder string) SiteReport {
	p.t.Helper()
	figures, err := p.store.PublicFigures(p.t.Context())
	if err != nil {
		p.t.Fatal(err)
	}
	report, err := WriteSite(p.t.Context(), p.deps(p.store), figures, folder)
	if err != nil {
		p.t.Fatalf("WriteSite() = %v", err)
	}
	return report
}

// filesIn returns the files below folder with their bytes.
func filesIn(t *testing.T, folder string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := fs.WalkDir(os.DirFS(folder), ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		raw, err := os.ReadFile(filepath.Join(folder, path))
		out[path] = string(raw)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestSiteIsWhatTheServerAnswers(t *testing.T) {
	t.Parallel()
	p := newPublicFace(t)
	bar, gone := p.published("waste-bar"), p.published("waste-line")
	p.withdraw(gone, "The figures were wrong")
	folder := filepath.Join(t.TempDir(), "site")
	report := p.copySite(folder)
	files := filesIn(t, folder)
	if report.Files != len(files)-1 || report.Written != report.Files {
		t.Errorf("WriteSite() = %+v, but %d files are there", report, len(files))
	}
	assets := 0
	for path, body := range files {
		address := "/" + strings.TrimSuffix(strings.TrimSuffix(path, "index.html"), "/")
		switch {
		case path == siteManifest:
		case strings.HasPrefix(path, "s/"):
			if !strings.Contains(body, `content="0;url=/w/`) {
				t.Errorf("%s leads nowhere: %s", path, body)
			}
		default:
			if got := p.get(address); reportLink.ReplaceAllString(got.body, "") != body {
				t.Errorf("%s is not what %s answers", path, address)
			}
			if strings.HasPrefix(path, "assets/") {
				assets++
			}
		}
	}
	for _, path := range []string{
		"index.html", "robots.txt", "sitemap.xml", ".well-known/security.txt", "accessibility/index.html",
		"w/" + bar.live.PublicID + "/index.html", "w/" + bar.live.PublicID + "/og.png", "w/" + bar.live.PublicID + "/data.csv",
		"w/" + bar.live.PublicID + "/e/1/index.html", "w/" + bar.live.PublicID + "/e/1/og.png",
		"embed/" + bar.live.PublicID + "/index.html", "embed/" + bar.live.PublicID + "/e/1/index.html", "s/" + bar.live.ShortCode + "/index.html",
		"w/" + gone.live.PublicID + "/index.html", "w/" + gone.live.PublicID + "/og.png", "embed/" + gone.live.PublicID + "/index.html",
	} {
		if files[path] == "" {
			t.Errorf("%s is missing", path)
		}
	}
	if page := files["embed/"+gone.live.PublicID+"/index.html"]; !strings.Contains(page, "The figures were wrong") {
		t.Errorf("the frame of a withdrawn figure is %s", page)
	}
	for _, path := range []string{"w/" + gone.live.PublicID + "/data.csv", "w/" + gone.live.PublicID + "/e/1/data.csv"} {
		if files[path] != "" {
			t.Errorf("%s of a withdrawn figure is there: %s", path, files[path])
		}
	}
	if assets < 2 {
		t.Errorf("%d style sheets and scripts", assets)
	}
}

func TestSiteFollowsWhatChanged(t *testing.T) {
	t.Parallel()
	p := newPublicFace(t)
	bar, line := p.published("waste-bar"), p.published("waste-line")
	folder := t.TempDir()
	first := p.copySite(folder)
	if again := p.copySite(folder); again.Written != 0 || again.Removed != 0 || again.Files != first.Files {
		t.Errorf("a second copy = %+v, want nothing to do", again)
	}
	before := filesIn(t, folder)
	broken := filepath.Join(folder, "w", bar.live.PublicID, "data.csv")
	if err := os.WriteFile(broken, []byte("Area,Value\r\nnobody,1\r\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if mended := p.copySite(folder); mended.Written != 1 {
		t.Errorf("a changed file: %+v, want it written again", mended)
	}
	if diff := cmp.Diff(before, filesIn(t, folder)); diff != "" {
		t.Errorf("after mending:\n%s", diff)
	}
	p.withdraw(line, "Wrong")
	report := p.copySite(folder)
	after := filesIn(t, folder)
	if report.Removed == 0 || after["w/"+line.live.PublicID+"/data.csv"] != "" {
		t.Errorf("after a withdrawal %+v, %v", report, slices.Sorted(maps.Keys(after)))
	}
	if after["w/"+bar.live.PublicID+"/data.csv"] != before["w/"+bar.live.PublicID+"/data.csv"] {
		t.Error("another figure changed")
	}
}

func TestSiteIsRefused(t *testing.T) {
	t.Parallel()
	p := newPublicFace(t)
	p.published("waste-bar")
	d := p.deps(p.store)
	figures := must(t)(p.store.PublicFigures(t.Context()))
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "thesis.doc"), []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := WriteSite(t.Context(), d, figures, folder)
	if err == nil || !strings.Contains(err.Error(), "holds thesis.doc and was not made by this command: give an empty folder") {
		t.Errorf("a folder with other files: %v", err)
	}
	if diff := cmp.Diff(map[string]string{"thesis.doc": "mine"}, filesIn(t, folder)); diff != "" {
		t.Errorf("the folder changed:\n%s", diff)
	}
	folder = t.TempDir()
	p.copySite(folder)
	kept, empty := filesIn(t, folder), newPublicFace(t)
	if _, err = WriteSite(t.Context(), empty.deps(empty.store), nil, folder); err == nil || !strings.Contains(err.Error(), "holds /w/"+figures[0].PublicID+", which these data never published") {
		t.Errorf("the copy of other data: %v", err)
	}
	if diff := cmp.Diff(kept, filesIn(t, folder)); diff != "" {
		t.Errorf("the copy of other data changed:\n%s", diff)
	}
	full := errors.New("no space left on device")
	wrote := 0
	err = Site(t.Context(), d, figures, func(SiteFile) error {
		if wrote++; wrote == 3 {
			return full
		}
		return nil
	})
	if !errors.Is(err, full) || wrote != 3 {
		t.Errorf("a full disk: %v after %d files", err, wrote)
	}
	ended, stop := context.WithCancel(t.Context())
	stop()
	if err := Site(ended, d, figures, func(SiteFile) error { return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("a copy that was stopped: %v", err)
	}
}

// Symbolic links inside the folder must not lead the copy out of it.
func TestSiteStaysInItsFolder(t *testing.T) {
	t.Parallel()
	p := newPublicFace(t)
	p.published("waste-bar")
	folder, outside := t.TempDir(), t.TempDir()
	p.copySite(folder)
	if err := os.RemoveAll(filepath.Join(folder, "embed")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(outside, filepath.Join(folder, "embed")); err != nil {
		t.Fatal(err)
	}
	if _, err := WriteSite(t.Context(), p.deps(p.store), must(t)(p.store.PublicFigures(t.Context())), folder); err == nil {
		t.Error("WriteSite() follows a link out of its folder")
	}
	if left := filesIn(t, outside); len(left) > 0 {
		t.Errorf("outside of the folder: %v", left)
	}
}

// A store that fails in the middle is an error, never half a site called whole.
func TestSiteSaysWhatItCouldNotRead(t *testing.T) {
	t.Parallel()
	p := newPublicFace(t)
	f := p.published("waste-bar")
	d := p.deps(failingBlobs{p.store})
	err := Site(t.Context(), d, must(t)(p.store.PublicFigures(t.Context())), func(SiteFile) error { return nil })
	if err == nil || !strings.Contains(err.Error(), "/w/"+f.live.PublicID+"/") || !strings.Contains(err.Error(), "the server answers 503") {
		t.Errorf("Site() = %v", err)
	}
}

type failingBlobs struct{ *store.Store }

func (failingBlobs) Blobs() store.Blobs { return noBlobs{} }

type noBlobs struct{ store.Blobs }

func (noBlobs) Get(context.Context, string) ([]byte, error) { return nil, errors.New("disk error") }

func must(t *testing.T) func([]store.PublicFigure, error) []store.PublicFigure {
	return func(list []store.PublicFigure, err error) []store.PublicFigure {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return list
	}
}

// reportLink is the one line that a plain copy leaves out: it has nobody to
// receive a report.
var reportLink = regexp.MustCompile(`<p><a href="/w/[0-9a-z]+/report" rel="nofollow">[^<]*</a></p>\n    `)

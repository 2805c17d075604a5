package studio

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"figurehead/embed"
	"figurehead/server/publishing"
	"figurehead/widgets"
)

// kitZip sends every picture, text and number of the live Edition.
func (s *Studio) kitZip(c *fiber.Ctx) error {
	page, err := s.kitPage(c)
	if err != nil {
		return err
	}
	if page.Widget.State != widgets.Live {
		return fiber.ErrNotFound
	}
	var body bytes.Buffer
	z := zip.NewWriter(&body)
	if err := errors.Join(s.addKit(c.UserContext(), z, "", page), z.Close()); err != nil {
		return fmt.Errorf("kit of %s: %w", page.Widget.ID, err)
	}
	c.Set(fiber.HeaderContentType, "application/zip")
	c.Set(fiber.HeaderContentDisposition, fmt.Sprintf(`attachment; filename="figure-%s-%d.zip"`, page.Edition.ShortCode, page.Edition.Number))
	return c.Send(body.Bytes())
}

// kitTexts are the files of a kit that are no pictures or numbers of the Edition.
func kitTexts(page kitPage) map[string][]byte {
	texts := map[string][]byte{
		"link.txt":               []byte(page.Link + "\n"),
		"description.txt":        []byte(page.Edition.Alt + "\n"),
		"frame.html":             []byte(page.Frame + "\n"),
		"frame-with-script.html": []byte(page.BestFit + "\n"),
		"email.html":             []byte(page.Email + "\n"),
	}
	for _, p := range page.Posts {
		texts["post-"+p.ID+".txt"] = []byte(p.Text + "\n")
	}
	return texts
}

// pictured are the Renditions of an Edition that go into its kit.
func pictured(e widgets.Edition) map[string]widgets.Rendition {
	kept := maps.Clone(e.Renditions)
	maps.DeleteFunc(kept, func(name string, _ widgets.Rendition) bool { return strings.HasPrefix(name, "withdrawn.") })
	return kept
}

// FilesInKit is how many files the ZIP has.
func (p kitPage) FilesInKit() int {
	return len(kitTexts(p)) + len(pictured(p.Edition)) + len([]string{"qr.svg", "qr.png", "README.txt", "manifest.json"})
}

// kitFiles are all files of a kit by their names.
func (s *Studio) kitFiles(ctx context.Context, page kitPage) (map[string][]byte, error) {
	files := kitTexts(page)
	for name, r := range pictured(page.Edition) {
		raw, err := s.Store.Blobs().Get(ctx, r.SHA256)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		files[name] = raw
	}
	code, err := qrTo(page.Short)
	if err != nil {
		return nil, err
	}
	files["qr.svg"], files["qr.png"] = []byte(qrSVG(code)), qrPNG(code)
	files["README.txt"] = []byte(kitReadme(page))
	files["manifest.json"], err = kitManifest(page, files)
	return files, err
}

// addKit puts the files of a kit into an archive, under a folder when one is
// named ("waste/").
func (s *Studio) addKit(ctx context.Context, z *zip.Writer, folder string, page kitPage) error {
	files, err := s.kitFiles(ctx, page)
	if err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		part, err := z.CreateHeader(&zip.FileHeader{Name: folder + name, Method: zip.Deflate, Modified: page.Edition.PublishedAt})
		if err != nil {
			return err
		}
		if _, err := part.Write(files[name]); err != nil {
			return err
		}
	}
	return nil
}

// manifest says for programs what is in a kit and where it comes from.
type manifest struct {
	Figure    string         `json:"figure"`
	Short     string         `json:"short"`
	Title     string         `json:"title"`
	Alt       string         `json:"alt"`
	Lang      string         `json:"lang"`
	Edition   int            `json:"edition"`
	Published string         `json:"published"` // UTC, RFC 3339
	Publisher string         `json:"publisher"`
	Period    string         `json:"period,omitempty"` // that the numbers cover, as ISO 8601 days
	Sources   []manifestFrom `json:"sources"`
	Files     []manifestFile `json:"files"`
}

type manifestFrom struct {
	Name      string `json:"name"`
	Link      string `json:"link,omitempty"`
	Licence   string `json:"licence"`
	Terms     string `json:"terms,omitempty"`
	Statement string `json:"statement,omitempty"`
	Edited    string `json:"edited,omitempty"`
	AsAt      string `json:"asAt"`
}

type manifestFile struct {
	Name   string `json:"name"`
	What   string `json:"what"`
	Bytes  int    `json:"bytes"`
	SHA256 string `json:"sha256"`
	Width  int    `json:"width,omitempty"`
	Height int    `json:"height,omitempty"`
	Alt    string `json:"alt,omitempty"` // of pictures
}

func kitManifest(page kitPage, files map[string][]byte) ([]byte, error) {
	e := page.Edition
	m := manifest{Figure: page.Link, Short: page.Short, Title: e.Title, Alt: e.Alt, Lang: e.Lang, Edition: e.Number,
		Published: e.PublishedAt.UTC().Format(time.RFC3339), Publisher: e.Provenance.Organisation, Period: embed.Coverage(e.Result)}
	for _, o := range e.Provenance.Origins() {
		m.Sources = append(m.Sources, manifestFrom{o.Source, o.SourceLink, o.Licence.Name, o.Licence.Link, o.Statement, o.Edited, o.AsAt.UTC().Format(time.RFC3339)})
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		sum := sha256.Sum256(files[name])
		f := manifestFile{Name: name, What: inKit(name), Bytes: len(files[name]), SHA256: hex.EncodeToString(sum[:])}
		r := e.Renditions[name]
		f.Width, f.Height = r.Width, r.Height
		if strings.HasPrefix(r.ContentType, "image/") {
			f.Alt = e.Alt
		}
		m.Files = append(m.Files, f)
	}
	return json.MarshalIndent(m, "", " ")
}

// inKit says what a file of the kit is for.
func inKit(name string) string {
	stem, ending, _ := strings.Cut(name, ".")
	for _, i := range publishing.Pictures {
		if i.Preset == stem {
			return i.Words + " picture"
		}
	}
	for _, n := range publishing.Networks {
		if stem == "post-"+n.ID {
			return "Post for " + n.Name
		}
	}
	switch {
	case stem == "data":
		return "The numbers shown, as " + map[string]string{"csv": "CSV", "xlsx": "an Excel workbook", "json": "JSON", "parquet": "Parquet"}[ending]
	case stem == "qr":
		return "QR code of the short address"
	}
	if what, ok := kitWords[name]; ok {
		return what
	}
	return "Part of the figure"
}

var kitWords = map[string]string{
	"link.txt": "Address of the figure", "description.txt": "Alt text: goes wherever you post a picture",
	"frame.html": "Frame code for a web page, without script", "frame-with-script.html": "Frame code that follows its content exactly",
	"email.html": "Block for a newsletter", "README.txt": "What is what", "print.svg": "Drawing for print, at any size",
	"datapackage.json": "Description of the numbers, as a data package",
}

func kitReadme(page kitPage) string {
	e := page.Edition
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\n%s\n\n", e.Title, page.Link)
	for _, o := range e.Provenance.Origins() {
		edited := ""
		if o.Edited != "" {
			edited = " (" + o.Edited + ")"
		}
		fmt.Fprintf(&b, "Source: %s%s\nLicence: %s\n%s\nAs at %s\n\n", o.Source, edited, o.Licence.Name, o.Statement, o.AsAtWords)
	}
	if first, last, ok := strings.Cut(embed.Coverage(e.Result), "/"); ok {
		fmt.Fprintf(&b, "The numbers are of %s to %s\n\n", first, last)
	}
	b.WriteString("Put the text of description.txt wherever you post an image.\nKeep the source with the figure wherever you use it.\n\n")
	names := slices.Concat(slices.Collect(maps.Keys(kitTexts(page))), slices.Collect(maps.Keys(pictured(e))), []string{"qr.svg", "qr.png", "manifest.json"})
	slices.Sort(names)
	for _, name := range names {
		what := inKit(name)
		if name == "manifest.json" {
			what = "The same for programs, with SHA-256 of every file"
		}
		if r := e.Renditions[name]; r.Width > 0 {
			what += fmt.Sprintf(", %d × %d", r.Width, r.Height)
		}
		fmt.Fprintf(&b, "%-24s%s\n", name, what)
	}
	return b.String()
}

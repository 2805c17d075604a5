package docs

import (
	"embed"
	"html/template"
	"io/fs"
	"path"
	"strings"
)

//go:embed how-to/*.md reference/*.md pictures/walkthrough/*.png
var files embed.FS

// Page is a page of the documentation as the studio shows it.
type Page struct {
	Name    string // in addresses: "find-open-data"
	Folder  string // "how-to" or "reference"
	Title   string
	Summary string // its first paragraph
	Body    template.HTML
}

// folders are those whose pages are shown, in the order in which a name is looked up.
var folders = []string{"how-to", "reference"}

// Pages lists the pages of a folder by name, without their bodies.
func Pages(folder string) []Page {
	names, err := fs.Glob(files, folder+"/*.md")
	if err != nil {
		return nil
	}
	var list []Page
	for _, name := range names {
		if p, ok := PageNamed(strings.TrimSuffix(path.Base(name), ".md"), ""); ok && p.Folder == folder {
			p.Body = ""
			list = append(list, p)
		}
	}
	return list
}

// PageNamed is the page of that name with links to others under an address such
// as /studio/help/; false where there is none.
func PageNamed(name, under string) (Page, bool) {
	for _, folder := range folders {
		text, err := files.ReadFile(folder + "/" + name + ".md")
		if err != nil {
			continue
		}
		p := Page{Name: name, Folder: folder}
		for _, block := range blocks(string(text)) {
			if title, is := strings.CutPrefix(block, "# "); is {
				p.Title = title
			} else if p.Summary == "" {
				p.Summary = plain(block)
			}
		}
		w := writer{link: func(to string) string { return linkTo(folder, to, under) }}
		w.write(string(text))
		p.Body = template.HTML(w.out.String()) // from our own pages, escaped by writer
		return p, true
	}
	return Page{}, false
}

// plain is a paragraph without its marks.
func plain(text string) string {
	w := writer{link: func(string) string { return "" }}
	return strings.NewReplacer("<b>", "", "</b>", "", "<i>", "", "</i>", "", "<code class=\"fh-code\">", "", "</code>", "", "&#34;", `"`, "&#39;", "'", "&amp;", "&", "&lt;", "<", "&gt;", ">").Replace(w.inline(text))
}

// linkTo is where a link of a page leads in the studio: to another page, a
// picture, or out; "" to what is not shown here.
func linkTo(folder, to, under string) string {
	if strings.HasPrefix(to, "https://") || strings.HasPrefix(to, "http://") || strings.HasPrefix(to, "#") {
		return to
	}
	target, fragment, _ := strings.Cut(to, "#")
	target = path.Join(folder, target)
	if _, err := fs.Stat(files, target); err != nil {
		return ""
	}
	if fragment != "" {
		fragment = "#" + fragment
	}
	if picture, is := strings.CutPrefix(target, "pictures/walkthrough/"); is {
		return under + "pictures/" + picture
	}
	return under + strings.TrimSuffix(path.Base(target), ".md") + fragment
}

// Picture is a picture of the walkthrough, or false.
func Picture(name string) ([]byte, bool) {
	raw, err := files.ReadFile("pictures/walkthrough/" + path.Base(name))
	return raw, err == nil && path.Ext(name) == ".png"
}

package studio

import (
	files "embed"
	"fmt"
	"html/template"
	"io/fs"
	"path"
	"strings"
	"sync"
)

//go:embed templates/*.html
var templateFiles files.FS

// parsedPages has every page with what all pages share, by name. It is parsed
// once in a process and never executed, so that it can be cloned.
var parsedPages = sync.OnceValues(func() (map[string]*template.Template, error) {
	shared, err := template.New("").Funcs((&Studio{}).functions()).ParseFS(templateFiles, "templates/base.html", "templates/part_*.html")
	if err != nil {
		return nil, fmt.Errorf("studio templates: %w", err)
	}
	names, err := fs.Glob(templateFiles, "templates/*.html")
	if err != nil {
		return nil, fmt.Errorf("studio templates: %w", err)
	}
	pages := map[string]*template.Template{}
	for _, name := range names {
		base := path.Base(name)
		if base == "base.html" || strings.HasPrefix(base, "part_") {
			continue
		}
		page, err := template.Must(shared.Clone()).ParseFS(templateFiles, name)
		if err != nil {
			return nil, fmt.Errorf("studio template %s: %w", base, err)
		}
		pages[strings.TrimSuffix(base, ".html")] = page
	}
	return pages, nil
})

// pages are those of one Studio, made when they are first asked for.
type pages struct {
	mu   sync.Mutex
	made map[string]*template.Template
}

// page returns the page of a name, with functions that look at this Studio.
func (s *Studio) page(name string) (*template.Template, error) {
	s.pages.mu.Lock()
	defer s.pages.mu.Unlock()
	if page := s.pages.made[name]; page != nil {
		return page, nil
	}
	parsed, err := parsedPages()
	if err != nil {
		return nil, err
	}
	if parsed[name] == nil {
		return nil, fmt.Errorf("studio: no template %q", name)
	}
	page := template.Must(parsed[name].Clone()).Funcs(s.functions())
	if s.pages.made == nil {
		s.pages.made = map[string]*template.Template{}
	}
	s.pages.made[name] = page
	return page, nil
}

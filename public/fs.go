// Package public holds what browsers load besides pages: style sheets, scripts
// and icons, built by npm into dist under names that carry a hash of their
// bytes. Third-party files come from npm at build and are never committed.
//
//	assets, err := public.Open()
//	assets.URL("figurehead.css") // "/assets/figurehead.0123456789ab.css"
package public

import (
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"
)

//go:embed all:dist
var dist embed.FS

// ErrNotBuilt is returned by Open when the browser's files were not built.
var ErrNotBuilt = errors.New("the browser's files are not built: run make build")

// Assets finds the built files. Its methods may be called concurrently.
type Assets struct {
	names map[string]string // plain name to hashed name
	files map[string][]byte // hashed name to bytes
}

// Open reads every built file. It returns ErrNotBuilt when there are none.
func Open() (*Assets, error) { return open(dist) }

func open(files fs.FS) (*Assets, error) {
	manifest, err := fs.ReadFile(files, "dist/manifest.json")
	if err != nil {
		return nil, ErrNotBuilt
	}
	a := &Assets{names: map[string]string{}, files: map[string][]byte{}}
	if err := json.Unmarshal(manifest, &a.names); err != nil {
		return nil, fmt.Errorf("manifest of the browser's files: %w", err)
	}
	for name, hashed := range a.names {
		body, err := fs.ReadFile(files, path.Join("dist", hashed))
		if err != nil {
			return nil, fmt.Errorf("browser's file %s: %w", name, err)
		}
		a.files[hashed] = body
	}
	return a, nil
}

// URL returns the address of a file by its plain name: it changes with the
// bytes, so it may be kept for ever. An unknown name gives "/assets/missing".
func (a *Assets) URL(name string) string {
	hashed, ok := a.names[name]
	if !ok {
		return "/assets/missing"
	}
	return "/assets/" + hashed
}

// File returns the bytes and content type of a hashed name.
func (a *Assets) File(hashed string) (body []byte, contentType string, ok bool) {
	body, ok = a.files[hashed]
	return body, contentTypes[path.Ext(hashed)], ok
}

// Names returns the plain names of all files.
func (a *Assets) Names() []string {
	names := make([]string, 0, len(a.names))
	for name := range a.names {
		names = append(names, name)
	}
	return names
}

var contentTypes = map[string]string{
	".css": "text/css; charset=utf-8",
	".js":  "text/javascript; charset=utf-8",
	".svg": "image/svg+xml",
}

// Licences returns the licences of the third-party files, as text.
func Licences() string {
	text, err := fs.ReadFile(dist, "dist/licences.txt")
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(text))
}

package embed

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"

	"figurehead/store"
)

// siteManifest stands in a folder that WriteSite made: what it holds, by path.
const siteManifest = "figurehead-site.json"

// SiteReport counts the files of a plain copy.
type SiteReport struct {
	Files, Written, Removed int
	Bytes                   int64 // of all files
}

// manifest is the content of siteManifest.
type manifest struct {
	Version int                     `json:"version"`
	Site    string                  `json:"site"` // public address that the pages name
	Files   map[string]manifestFile `json:"files"`
}

type manifestFile struct {
	SHA256 string `json:"sha256"`
	Size   int    `json:"size"`
}

// WriteSite makes a folder the plain copy of the public face (see Site). Files
// that are there with the same bytes stay as they are; others are written
// beside their place and moved there, and read back; files of an earlier copy
// that are no longer part of it are removed. A folder that holds anything else,
// or a figure that figures does not name, is refused as it is, and nothing
// outside of it is touched.
func WriteSite(ctx context.Context, d Deps, figures []store.PublicFigure, folder string) (report SiteReport, err error) {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return report, err
	}
	root, err := os.OpenRoot(folder)
	if err != nil {
		return report, err
	}
	defer func() { err = errors.Join(err, root.Close()) }()
	before, err := readManifest(root, folder)
	if err != nil {
		return report, err
	}
	if other := figureOfAnother(before, figures); other != "" {
		return report, fmt.Errorf("%s holds /w/%s, which these data never published: it is the copy of other data, or of newer ones. Nothing was changed. Give the right data folder, or an empty folder to write into", folder, other)
	}
	now := manifest{Version: 1, Site: d.PublicURL, Files: map[string]manifestFile{}}
	err = Site(ctx, d, figures, func(f SiteFile) error {
		sum := sha256.Sum256(f.Body)
		now.Files[f.Path] = manifestFile{SHA256: hex.EncodeToString(sum[:]), Size: len(f.Body)}
		report.Files++
		report.Bytes += int64(len(f.Body))
		if kept, err := root.ReadFile(f.Path); err == nil && bytes.Equal(kept, f.Body) {
			return nil
		}
		report.Written++
		return replaceFile(root, f)
	})
	if err != nil {
		return report, err
	}
	for old := range before.Files {
		if _, still := now.Files[old]; still {
			continue
		}
		if err := root.Remove(old); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return report, err
		}
		report.Removed++
	}
	return report, writeManifest(root, now)
}

// figureOfAnother is the public id of a figure in an earlier copy that is not
// among those ever published, "" when there is none.
func figureOfAnother(before manifest, figures []store.PublicFigure) string {
	published := make(map[string]bool, len(figures))
	for _, f := range figures {
		published[f.PublicID] = true
	}
	for _, file := range slices.Sorted(maps.Keys(before.Files)) {
		if id := path.Base(path.Dir(file)); file == "w/"+id+"/index.html" && !published[id] {
			return id
		}
	}
	return ""
}

// readManifest returns what an earlier copy left. A new folder gets an empty
// one at once, so that a copy that was interrupted can be taken up again.
func readManifest(root *os.Root, folder string) (m manifest, err error) {
	raw, err := root.ReadFile(siteManifest)
	if err == nil {
		if err := json.Unmarshal(raw, &m); err != nil {
			return m, fmt.Errorf("%s: %w", path.Join(folder, siteManifest), err)
		}
		return m, nil
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return m, err
	}
	there, err := fs.ReadDir(root.FS(), ".")
	if err != nil {
		return m, err
	}
	if len(there) > 0 {
		return m, fmt.Errorf("%s holds %s and was not made by this command: give an empty folder", folder, there[0].Name())
	}
	return m, writeManifest(root, manifest{Version: 1})
}

func writeManifest(root *os.Root, m manifest) error {
	raw, err := json.MarshalIndent(m, "", " ")
	if err != nil {
		return err
	}
	return replaceFile(root, SiteFile{Path: siteManifest, Body: append(raw, '\n')})
}

// replaceFile writes a file whole or not at all, and reads it back.
func replaceFile(root *os.Root, f SiteFile) error {
	if err := root.MkdirAll(path.Dir(f.Path), 0o755); err != nil {
		return err
	}
	beside := f.Path + ".new"
	if err := root.WriteFile(beside, f.Body, 0o644); err != nil {
		return err
	}
	written, err := root.ReadFile(beside)
	if err != nil {
		return err
	}
	if !bytes.Equal(written, f.Body) {
		return fmt.Errorf("%s was not written as it is: is the disk sound?", f.Path)
	}
	return root.Rename(beside, f.Path)
}

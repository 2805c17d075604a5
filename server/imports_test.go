package server

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// layers is the import table of docs/architecture.md: a package may import
// the packages of layers above its own, and those named beside it.
var layers = [][]string{
	{"datasets/table", "datasets/progress"},
	{"datasets"},
	{"datasets/oracle", "datasets/fetch/hostile"}, // tests only
	{"datasets/work", "datasets/records", "datasets/jsontext"},
	{"datasets/office", "datasets/zipped"},
	{"datasets/records/contract"}, // tests only
	{"datasets/csvfile", "datasets/htmltable", "datasets/jsonfile", "datasets/xlsx", "datasets/ods", "datasets/fetch", "datasets/export", "datasets/places", "datasets/personal", "datasets/protect"},
	{"datasets/jsonstat", "datasets/sdmxcsv", "datasets/onscsv", "datasets/portal", "datasets/datapackage", "datasets/parquetfile"},
	{"datasets/intake"},
	{"datasets/shapes"},
	{"widgets/words", "widgets/prose"},
	{"widgets"},
	{"widgets/draw"},
	{"widgets/draw/logo", "widgets/draw/fontfile"},
	{"store/blob"},
	{"store/blob/blobtest"}, // tests only
	{"store/blob/dir"},
	{"store"},
	{"docs", "public"},
	{"embed"},
	{"server/publishing"},
	{"server/auth", "server/plans", "server/jobs", "server/views", "server/reports", "server/upload", "server/brand"},
	{"server/refresh"},
	{"server/notify"},
	{"server/search"},
	{"server/settings"},
	{"server/studio", "server/api", "server/demo"},
	{"server"},
	{"server/figurehead"},
}

// never lists what a package may not reach, not even through others.
var never = map[string][]string{
	"datasets":          {"net/http", "database/sql", "figurehead/widgets", "github.com/gofiber/fiber/v2"},
	"widgets":           {"figurehead/datasets/intake", "figurehead/datasets/fetch", "figurehead/datasets/portal", "figurehead/datasets/csvfile", "figurehead/store"},
	"store":             {"figurehead/datasets/intake", "figurehead/datasets/fetch", "figurehead/datasets/portal", "figurehead/datasets/csvfile", "figurehead/widgets/draw"},
	"embed":             {"figurehead/widgets/draw", "figurehead/datasets/fetch", "figurehead/datasets/portal", "figurehead/datasets/intake", "figurehead/datasets/csvfile", "figurehead/server"},
	"server/publishing": {"github.com/gofiber/fiber/v2/middleware/session"},
}

// walls names the one home of a third-party package.
var walls = map[string][]string{
	"github.com/wcharczuk/go-chart/v2": {"widgets/draw"},
	"github.com/mattn/go-sqlite3":      {"store"},
	"database/sql":                     {"store"},
	"github.com/gofiber/fiber/v2":      {"embed", "server"},
	"figurehead/widgets/draw":          {"server/publishing", "widgets/draw"},
	"figurehead/widgets/draw/logo":     {"server/publishing"},
	"figurehead/widgets/draw/fontfile": {"server/publishing"},
	"github.com/parquet-go/parquet-go": {"datasets/parquetfile"},
	"github.com/yuin/goldmark":         {"widgets/prose"},
	"github.com/yuin/goldmark/parser":  {"widgets/prose"},
	"golang.org/x/image/font/sfnt":     {"widgets/draw/fontfile"},
}

type goPackage struct {
	ImportPath string
	Imports    []string
	Deps       []string
}

func TestImportsFollowTheTable(t *testing.T) {
	t.Parallel()
	rank := map[string]int{}
	for i, layer := range layers {
		for _, name := range layer {
			rank[name] = i
		}
	}
	for _, p := range ownPackages(t) {
		name := strings.TrimPrefix(p.ImportPath, "figurehead/")
		at, listed := rank[name]
		if !listed {
			t.Errorf("package %s has no place in the import table: add it there and in docs/architecture.md", name)
			continue
		}
		for _, imported := range p.Imports {
			own, isOwn := strings.CutPrefix(imported, "figurehead/")
			if above, known := rank[own]; isOwn && (!known || above >= at) {
				t.Errorf("%s imports %s, which is not above it in the import table", name, own)
			}
			if homes, walled := walls[imported]; walled && !inside(name, homes) {
				t.Errorf("%s imports %s, whose home is %v", name, imported, homes)
			}
		}
		for _, forbidden := range never[name] {
			if slices.Contains(p.Deps, forbidden) {
				t.Errorf("%s reaches %s, perhaps through another package", name, forbidden)
			}
		}
	}
}

// inside reports whether a package is one of the homes or below it.
func inside(name string, homes []string) bool {
	for _, home := range homes {
		if name == home || strings.HasPrefix(name, home+"/") {
			return true
		}
	}
	return false
}

func ownPackages(t *testing.T) []goPackage {
	t.Helper()
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports,Deps", "figurehead/...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var packages []goPackage
	decoder := json.NewDecoder(strings.NewReader(string(out)))
	for {
		var p goPackage
		if err := decoder.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		packages = append(packages, p)
	}
	if len(packages) < 10 {
		t.Fatalf("go list found %d packages", len(packages))
	}
	return packages
}

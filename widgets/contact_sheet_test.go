package widgets_test

import (
	"html/template"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// sheet shows every example with all that is kept of it, for a person to look
// at before golden files are committed. It is read beside testdata/figures.
var sheet = template.Must(template.New("sheet").Parse(`<!DOCTYPE html>
<html lang="en-GB"><meta charset="utf-8"><title>Figures</title>
<style>body{font:16px/1.4 Arial,sans-serif;margin:24px}section{margin:0 0 48px}div{display:flex;flex-wrap:wrap;gap:16px;align-items:flex-start}img{max-width:480px;border:1px solid #bbb}img.s{width:320px}img.m{width:600px;max-width:600px}img.l{width:900px;max-width:900px}</style>
<h1>{{len .}} figures</h1>
{{range .}}<section><h2>{{.Name}} <small>({{.Kind}})</small></h2><p>{{.Alt}}</p><div>
{{range .Frames}}<img class="{{.Class}}" src="{{.Source}}" alt="">{{end}}{{range .Pictures}}<img src="{{.}}" alt="">{{end}}</div></section>
{{end}}</html>
`))

type sheetFrame struct{ Class, Source string }

type sheetFigure struct {
	Name, Kind, Alt string
	Frames          []sheetFrame
	Pictures        []string
}

// TestContactSheet writes testdata/out/contact-sheet.html when goldens are
// rewritten.
func TestContactSheet(t *testing.T) {
	if !*update {
		t.Skip("written with -update only")
	}
	var figures []sheetFigure
	for _, e := range examples(t) {
		name := filepath.Base(e.folder)
		s := sheetFigure{Name: name, Kind: string(e.spec.Kind), Alt: e.figure(t).Alt}
		for _, f := range e.about.Frames {
			s.Frames = append(s.Frames, sheetFrame{strings.TrimPrefix(f, "frame-"), "../figures/" + name + "/" + f + ".svg"})
		}
		for _, p := range e.about.Pictures {
			s.Pictures = append(s.Pictures, "../figures/"+name+"/"+p+".png")
		}
		figures = append(figures, s)
	}
	if err := os.MkdirAll("testdata/out", 0o755); err != nil {
		t.Fatal(err)
	}
	f, err := os.Create("testdata/out/contact-sheet.html")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := sheet.Execute(f, figures); err != nil {
		t.Fatal(err)
	}
}

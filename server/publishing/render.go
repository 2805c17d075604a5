package publishing

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"time"

	"figurehead/datasets"
	"figurehead/datasets/export"
	"figurehead/datasets/intake"
	"figurehead/embed"
	"figurehead/store"
	"figurehead/widgets"
)

// Render is a figure to draw from a file, without a store.
type Render struct {
	Raw       []byte
	Name      string
	Recipe    *datasets.Recipe // nil: as the reader proposes
	Query     datasets.Query
	Spec      widgets.Spec
	Source    datasets.Source
	Retrieved time.Time
	Preset    string
	Format    string // "svg", "png", "html", "csv", "json" or "txt" (the description)
}

// Formats are what WriteRender writes.
var Formats = []string{"png", "svg", "html", "csv", "json", "txt"}

// WriteRender draws a figure by the same code that publishes one, and writes
// it in the format asked for. A Spec or Query that does not fit the file is a
// datasets.Problem.
func WriteRender(ctx context.Context, w io.Writer, r Render) error {
	m, err := r.make(ctx)
	if err != nil {
		return err
	}
	switch r.Format {
	case "csv":
		return export.CSV(w, m.result)
	case "json":
		return export.JSON(w, m.result, about(m, r.Retrieved))
	case "txt":
		_, err := io.WriteString(w, m.figure.Alt+"\n")
		return err
	case "html":
		return writeFrame(w, m)
	}
	placed, err := place(m.figure, r.Preset, widgets.Light)
	if err != nil {
		return err
	}
	switch r.Format {
	case "svg":
		return svgWriter(placed, metadata(m.figure))(w)
	case "png":
		return pngWriter(placed, nil, metadata(m.figure))(w)
	}
	return fmt.Errorf("there is no format %q: it is one of %v", r.Format, Formats)
}

// make reads the file, runs the Query and resolves the words.
func (r Render) make(ctx context.Context) (made, error) {
	reading, err := Import{Raw: r.Raw, Name: r.Name, Recipe: r.Recipe}.read(ctx, intake.Options{})
	if err != nil {
		return made{}, err
	}
	m := made{
		draft:    widgets.Draft{Query: r.Query, Spec: r.Spec},
		dataset:  datasets.Dataset{Source: r.Source},
		snapshot: datasets.Snapshot{SHA256: reading.SHA256, RetrievedAt: r.Retrieved},
	}
	if m.result, err = datasets.Run(ctx, r.Query, reading.Table); err != nil {
		return made{}, err
	}
	provenance := Provenance(r.Source, r.Retrieved, store.Organisation{}, langOf(r.Spec, store.Organisation{}))
	provenance.Edited = widgets.EditedBy(m.result, provenance.Organisation, langOf(r.Spec, store.Organisation{}))
	m.figure, err = widgets.NewFigure(r.Spec, m.result, provenance, widgets.DefaultTheme(), langOf(r.Spec, store.Organisation{}))
	return m, err
}

// writeFrame writes the frame as a file that stands alone, without its script.
func writeFrame(w io.Writer, m made) error {
	e := worded(m)
	if err := frameParts(&e, m.figure); err != nil {
		return err
	}
	body, err := embed.Frame(e, embed.FrameOptions{})
	if err != nil {
		return err
	}
	_, err = io.Copy(w, bytes.NewReader(body))
	return err
}

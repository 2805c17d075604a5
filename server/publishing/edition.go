package publishing

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"runtime"
	"strconv"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"figurehead/datasets/export"
	"figurehead/datasets/parquetfile"
	"figurehead/datasets/progress"
	"figurehead/embed"
	"figurehead/widgets"
	"figurehead/widgets/draw"
	"figurehead/widgets/words"
)

// edition draws and stores everything the public may ask for. The row that
// makes it public is written by the caller.
func (p *Publisher) edition(ctx context.Context, m made, w widgets.Widget, code string, at time.Time) (widgets.Edition, error) {
	e := worded(m)
	e.PublicID, e.ShortCode, e.PublishedAt = w.PublicID, code, at
	if err := frameParts(&e, m.figure); err != nil {
		return widgets.Edition{}, err
	}
	files, err := renditionFiles(m, e)
	if err != nil {
		return widgets.Edition{}, err
	}
	return e, p.keep(ctx, files, e.Renditions)
}

// worded is an Edition without its drawings and addresses.
func worded(m made) widgets.Edition {
	e := widgets.Edition{
		Kind: m.figure.Kind, Lang: m.figure.Lang,
		Title: m.figure.Title, Subtitle: m.figure.Subtitle, Notes: m.figure.Notes,
		Alt: m.figure.Alt, Long: m.figure.Long, Post: widgets.Post(m.figure),
		Headline: m.figure.Headline, Headlines: m.figure.Headlines, Table: m.figure.Table,
		Result: m.result, Facts: m.figure.Facts, Provenance: m.figure.Provenance,
		HowMade: widgets.HowMade(m.draft.Query, m.figure.Lang), DataSHA256: m.snapshot.SHA256,
		Listed: m.draft.Spec.Listed, ThemeID: m.figure.Theme.ID, ThemeVersion: m.figure.Theme.Version, Footer: m.figure.Theme.Footer,
		Dress: map[widgets.Scheme]widgets.Dress{
			widgets.Light: widgets.NewDress(m.figure.Theme, widgets.Light),
			widgets.Dark:  widgets.NewDress(m.figure.Theme, widgets.Dark),
		},
		Parts: map[string]widgets.Drawing{}, Renditions: map[string]widgets.Rendition{},
	}
	if note := m.dataset.Source.Note; note != "" {
		e.HowMade = append([]string{note}, e.HowMade...)
	}
	for _, j := range m.joined {
		if note := j.dataset.Source.Note; note != "" {
			e.HowMade = append(e.HowMade, note)
		}
	}
	if set := m.figure.Places; set != nil {
		e.HowMade = append(e.HowMade, words.For(e.Lang).Say(words.MadeOn, "name", set.Name, "n", strconv.Itoa(set.Version)))
	}
	if rule := m.dataset.Protection; rule.Threshold > 1 {
		e.HowMade = append(e.HowMade, words.For(e.Lang).Say(words.HidSmall, "n", strconv.Itoa(rule.Threshold)))
	}
	if m.dataset.Protection.Round {
		e.HowMade = append(e.HowMade, words.For(e.Lang).Say(words.RoundedTo5))
	}
	return e
}

// frameParts draws the plots of the frame in three widths and two schemes.
func frameParts(e *widgets.Edition, f widgets.Figure) error {
	var light [3]widgets.Placed
	for _, scheme := range []widgets.Scheme{widgets.Light, widgets.Dark} {
		for i, preset := range []string{"frame-s", "frame-m", "frame-l"} {
			placed, err := place(f, preset, scheme)
			if err != nil {
				return err
			}
			if scheme == widgets.Light {
				light[i] = placed
			}
			prefix := fmt.Sprintf("%c%c", preset[len(preset)-1], scheme[0]) // "sl", "md" …
			if part := drawing(placed, prefix); part.HTML != "" {
				e.Parts[preset+"."+string(scheme)] = part
			}
		}
	}
	e.FrameHeight = widgets.FrameHeight(f, light)
	return nil
}

// file is one rendition before it is stored.
type file struct {
	name        string
	contentType string
	width       int
	height      int
	write       func(io.Writer) error
	optional    bool // left out where its format cannot hold the figures
}

// renditionFiles lists everything that can be downloaded of an Edition.
func renditionFiles(m made, e widgets.Edition) ([]file, error) {
	files := dataFiles(m, e)
	for _, preset := range widgets.Presets {
		if preset.Frame {
			continue
		}
		placed, err := place(m.figure, preset.Name, widgets.Light)
		if err != nil {
			return nil, err
		}
		about := metadata(m.figure)
		width, height := int(placed.Width), int(placed.Height)
		files = append(files, file{preset.Name + ".svg", "image/svg+xml", width, height, svgWriter(placed, about), false})
		if preset.Name != "print" {
			pictures, err := pictureFiles(m, preset)
			if err != nil {
				return nil, err
			}
			files = append(files, pictures...)
		}
	}
	return files, nil
}

// pictureFiles are the PNG of a preset and what stands in its place when the
// figure is withdrawn, in the theme's typeface.
func pictureFiles(m made, preset widgets.Preset) ([]file, error) {
	text := measurer(m.typeface)
	placed, err := placeIn(m.figure, preset.Name, widgets.Light, text)
	if err != nil {
		return nil, err
	}
	gone := words.For(m.figure.Lang)
	notice, err := widgets.PlaceNotice(gone.Say(words.PictureGone), gone.Lang, m.figure.Provenance, preset, m.figure.Theme, text)
	if err != nil {
		return nil, err
	}
	width, height := int(placed.Width), int(placed.Height)
	return []file{
		{preset.Name + ".png", "image/png", width, height, pngWriter(placed, m.typeface, metadata(m.figure)), false},
		{"withdrawn." + preset.Name + ".png", "image/png", width, height, pngWriter(notice, m.typeface, draw.Metadata{Title: gone.Say(words.GoneTitle), Lang: gone.Lang}), false},
	}, nil
}

func svgWriter(placed widgets.Placed, about draw.Metadata) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, string(draw.SVG(placed, draw.SVGOptions{Standalone: true, Metadata: &about}).HTML))
		return err
	}
}

func pngWriter(placed widgets.Placed, face *draw.Typeface, about draw.Metadata) func(io.Writer) error {
	return func(w io.Writer) error {
		body, err := draw.PNG(placed, draw.PNGOptions{Level: draw.PublishedLevel, Metadata: about, Typeface: face})
		if err != nil {
			return err
		}
		_, err = w.Write(body)
		return err
	}
}

// metadata is what every picture file says about itself. More programs show the
// description than the field made for alt text, so both have it.
func metadata(f widgets.Figure) draw.Metadata {
	return draw.Metadata{
		Lang: f.Lang, Title: f.Title, Description: f.Alt, AltText: f.Alt, Credit: f.Provenance.Organisation,
		Source: f.Provenance.Sources(), Copyright: f.Provenance.Statements(),
		LicenceURL: f.Provenance.Licence.Link, Address: f.Provenance.AddressURL, AsAt: f.Provenance.AsAt.Format(time.DateOnly),
	}
}

// dataFiles are exactly the figures shown, with source and licence.
func dataFiles(m made, e widgets.Edition) []file {
	about := about(m, e.PublishedAt)
	return []file{
		{name: "data.csv", contentType: "text/csv; charset=utf-8", write: func(w io.Writer) error { return export.CSV(w, m.result) }},
		{name: "data.json", contentType: "application/json", write: func(w io.Writer) error { return export.JSON(w, m.result, about) }},
		{name: "datapackage.json", contentType: "application/json", write: func(w io.Writer) error { return export.DataPackage(w, m.result, about) }},
		{
			name: "data.xlsx", contentType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", optional: true,
			write: func(w io.Writer) error { return export.XLSX(w, m.result, about) },
		},
		{
			name: "data.parquet", contentType: "application/vnd.apache.parquet", optional: true,
			write: func(w io.Writer) error { return parquetfile.Write(w, m.result, about) },
		},
	}
}

// about is what a data file says of the figure it belongs to.
func about(m made, published time.Time) export.About {
	about := export.About{
		Lang: m.figure.Lang, Title: m.figure.Title, Description: m.figure.Subtitle, Source: m.dataset.Source,
		Licence: m.figure.Provenance.Licence, Statement: m.figure.Provenance.Statement,
		Retrieved: m.snapshot.RetrievedAt, Published: published,
		Address: m.figure.Provenance.AddressURL, SHA256: m.snapshot.SHA256, Covers: embed.Coverage(m.result),
	}
	for i, j := range m.joined {
		o := m.figure.Provenance.Also[i]
		about.Also = append(about.Also, export.Also{Source: j.dataset.Source, Licence: o.Licence, Statement: o.Statement, Retrieved: o.AsAt, SHA256: j.snapshot.SHA256})
	}
	return about
}

// tellPictures has the pictures of one figure told as they are drawn: where many
// figures are, it is those that are counted.
func tellPictures(ctx context.Context) context.Context {
	return context.WithValue(ctx, picturesKey{}, true)
}

type picturesKey struct{}

// drawn counts the pictures among files, and tells of each that is drawn.
func drawn(ctx context.Context, files []file) (one func(file)) {
	if ctx.Value(picturesKey{}) == nil {
		return func(file) {}
	}
	of, done := 0, 0
	for _, f := range files {
		if f.width > 0 {
			of++
		}
	}
	progress.Tell(ctx, progress.Drawing, 0, of)
	return func(f file) {
		if f.width > 0 {
			done++
			progress.Tell(ctx, progress.Drawing, done, of)
		}
	}
}

// keep makes and stores the files, as many at once as there are processors.
func (p *Publisher) keep(ctx context.Context, files []file, kept map[string]widgets.Rendition) error {
	var mu sync.Mutex
	one := drawn(ctx, files)
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(runtime.GOMAXPROCS(0))
	for _, f := range files {
		g.Go(func() error {
			if ctx.Err() != nil { // nothing is drawn for nobody
				return context.Cause(ctx)
			}
			var body bytes.Buffer
			err := f.write(&body)
			if _, mends := Mendable(err); mends && f.optional {
				return nil
			}
			if err != nil {
				return fmt.Errorf("make %s: %w", f.name, err)
			}
			sha256, size, err := p.store.Blobs().Put(ctx, &body)
			if err != nil {
				return fmt.Errorf("keep %s: %w", f.name, err)
			}
			mu.Lock()
			defer mu.Unlock()
			one(f)
			kept[f.name] = widgets.Rendition{SHA256: sha256, SizeBytes: size, ContentType: f.contentType, Width: f.width, Height: f.height}
			return nil
		})
	}
	return g.Wait()
}

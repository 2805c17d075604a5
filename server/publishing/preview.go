package publishing

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"figurehead/datasets"
	"figurehead/datasets/places"
	"figurehead/datasets/table"
	"figurehead/widgets"
	"figurehead/widgets/draw"
	"figurehead/widgets/words"
)

// Preview is a Draft drawn as the public would get it.
type Preview struct {
	Figure   widgets.Figure
	Result   datasets.Result
	Drawings map[string]widgets.Drawing // by preset
	Refused  []Refusal                  // the presets it does not fit
	Checks   []widgets.Check
	Sets     []*places.Set // boundary sets that it may be drawn on beside those shipped
	kinds    func() []widgets.Kind
	// Spots are the marks of the first preset that was looked at, and Size the
	// width and height they are measured in.
	Spots []widgets.Spot
	Size  widgets.Pt
}

// Refusal is why a figure does not fit a preset, and what to do.
type Refusal struct {
	Preset  string
	Problem datasets.Problem
}

// Preview draws a Draft in the named presets, light, and says which presets it
// does not fit. An error that a person can mend is a datasets.Problem.
func (p *Publisher) Preview(ctx context.Context, draft widgets.Draft, presets ...string) (Preview, error) {
	m, err := p.makeFigure(ctx, draft, "")
	if err != nil {
		return Preview{}, err
	}
	preview := Preview{Figure: m.figure, Result: m.result, Drawings: map[string]widgets.Drawing{}}
	if preview.Sets, err = p.Boundaries(ctx); err != nil {
		return Preview{}, err
	}
	var faults []widgets.ContrastFault
	for _, preset := range widgets.Presets {
		placed, err := place(m.figure, preset.Name, widgets.Light)
		if err == nil && m.typeface != nil && !preset.Frame { // the picture breaks its lines elsewhere
			_, err = placeIn(m.figure, preset.Name, widgets.Light, m.typeface)
		}
		if problem, ok := Mendable(err); ok {
			preview.Refused = append(preview.Refused, Refusal{preset.Name, problem})
			continue
		}
		if err != nil {
			return Preview{}, err
		}
		faults = append(faults, widgets.ContrastFaults(placed, draw.Text)...)
		if slices.Contains(presets, preset.Name) {
			preview.Drawings[preset.Name] = drawing(placed, "p-"+preset.Name+"-")
		}
	}
	preview.Checks, err = p.checks(ctx, m, faults)
	return preview, err
}

// Figure makes the words and numbers of a Draft and draws nothing. An error
// that a person can mend is a datasets.Problem.
func (p *Publisher) Figure(ctx context.Context, draft widgets.Draft) (widgets.Figure, error) {
	m, err := p.makeFigure(ctx, draft, "")
	return m.figure, err
}

// Suggested is a Suggestion with its words and its drawing.
type Suggested struct {
	widgets.Suggestion
	Other   bool   // one step further: another kind for the same data
	PerHead string // title of the reference table that its numbers are set against
	Figure  widgets.Figure
	Drawing widgets.Drawing
}

// Heading is the title of a Draft with the numbers of its data in place of tokens,
// or "" where it has none or cannot be made.
func (p *Publisher) Heading(ctx context.Context, draft widgets.Draft) string {
	if !words.HasToken(draft.Spec.Title) {
		return ""
	}
	m, err := p.makeFigure(ctx, draft, "")
	if err != nil {
		return ""
	}
	return words.Plain(m.figure.Title)
}

// Suggestions returns the figures that the Snapshot supports, drawn at phone
// width, headline first, after the best of them one of each other kind, and then
// some per head where a reference table fits. One whose words leave no room for its drawing comes
// without one: they are shortened after it was picked.
func (p *Publisher) Suggestions(ctx context.Context, snapshotID string) ([]Suggested, error) {
	return p.SuggestionsAbout(ctx, snapshotID, "")
}

// SuggestionsAbout are Suggestions about a place of the data instead of the
// organisation's own; "" is its own.
func (p *Publisher) SuggestionsAbout(ctx context.Context, snapshotID, about string) ([]Suggested, error) {
	snapshot, err := p.store.Snapshot(ctx, snapshotID)
	if err != nil {
		return nil, fmt.Errorf("snapshot %s: %w", snapshotID, err)
	}
	dataset, err := p.store.Dataset(ctx, snapshot.DatasetID)
	if err != nil {
		return nil, fmt.Errorf("dataset %s: %w", snapshot.DatasetID, err)
	}
	t, err := p.Table(ctx, snapshotID)
	if err != nil {
		return nil, err
	}
	suggestions, best, further, reference, err := p.suggested(ctx, dataset, t, about)
	if err != nil {
		return nil, err
	}
	drawn := make([]Suggested, 0, len(suggestions))
	for i, s := range suggestions {
		draft := widgets.Draft{SnapshotID: snapshotID, Query: s.Query, Spec: s.Spec}
		m, err := p.makeFigure(ctx, draft, "")
		if _, mends := Mendable(err); mends && (dataset.Protection.On() || i >= further) {
			continue // small numbers cannot be protected in it, or in its reference table
		}
		if err != nil {
			return nil, fmt.Errorf("suggestion %q: %w", s.Sentence, err)
		}
		placed, err := place(m.figure, "frame-s", widgets.Light)
		if _, words := Mendable(err); err != nil && !words {
			return nil, fmt.Errorf("suggestion %q: %w", s.Sentence, err)
		}
		drawn = append(drawn, Suggested{s, i >= best && i < further, "", m.figure, drawing(placed, fmt.Sprintf("s%d-", i))})
		if i >= further {
			drawn[len(drawn)-1].PerHead = reference
		}
	}
	return drawn, nil
}

// suggested are the figures that a table supports: the best, as many others as
// to further, and then those per head of a reference table, by its title.
func (p *Publisher) suggested(ctx context.Context, dataset datasets.Dataset, t *table.Table, about string) (list []widgets.Suggestion, best, further int, reference string, err error) {
	organisation, err := p.Organisation(ctx)
	if err != nil {
		return nil, 0, 0, "", err
	}
	sets, err := p.Boundaries(ctx)
	if err != nil {
		return nil, 0, 0, "", err
	}
	options := widgets.SuggestOptions{Area: cmp.Or(about, organisation.Area), Lang: organisation.Lang, Source: dataset.Source, Sets: sets, Run: p.suggestedBy(dataset)}
	if list, err = widgets.Suggest(ctx, t, options); err != nil {
		return nil, 0, 0, "", err
	}
	others, err := widgets.SuggestOthers(ctx, t, options, list)
	if err != nil {
		return nil, 0, 0, "", err
	}
	perHead, reference, err := p.perHead(ctx, dataset, t, options)
	return slices.Concat(list, others, perHead), len(list), len(list) + len(others), reference, err
}

// drawing draws what was placed for a page whose ids begin with the prefix. A
// headline without a sparkline is all words: its frame has nothing to draw.
func drawing(placed widgets.Placed, idPrefix string) widgets.Drawing {
	if placed.Height == 0 {
		return widgets.Drawing{}
	}
	return draw.SVG(placed, draw.SVGOptions{IDPrefix: idPrefix})
}

// place lays a figure out for a preset by its name, in the built-in typeface.
func place(f widgets.Figure, preset string, scheme widgets.Scheme) (widgets.Placed, error) {
	return placeIn(f, preset, scheme, draw.Text)
}

// placeIn lays it out in another typeface.
func placeIn(f widgets.Figure, preset string, scheme widgets.Scheme, text widgets.TextMeasurer) (widgets.Placed, error) {
	size, ok := widgets.PresetByName(preset)
	if !ok {
		return widgets.Placed{}, fmt.Errorf("no preset %q", preset)
	}
	placed, err := widgets.Place(f, size, scheme, text)
	if err != nil {
		return widgets.Placed{}, fmt.Errorf("preset %s: %w", preset, err)
	}
	return placed, nil
}

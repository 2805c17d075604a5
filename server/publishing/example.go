package publishing

import (
	"context"
	"fmt"
	"reflect"
	"sync"

	"figurehead/widgets"
)

// Example is a figure on real numbers as readers get it on a page and on a phone.
type Example struct {
	Kind        widgets.Kind
	Figure      widgets.Figure
	Page, Phone widgets.Drawing
}

// drawnExamples are the examples as they were last drawn: what they hold never
// changes while the program runs, and an organisation seldom changes its dress.
type drawnExamples struct {
	mu    sync.Mutex
	theme widgets.Theme
	name  string
	drawn []Example
}

// Examples are figures on real numbers of every kind, one for each of its looks, in
// the organisation's colours. The caller may not change them.
func (p *Publisher) Examples(ctx context.Context) ([]Example, error) {
	organisation, err := p.Organisation(ctx)
	if err != nil {
		return nil, err
	}
	d := &p.examples
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.drawn != nil && d.name == organisation.Name && reflect.DeepEqual(d.theme, organisation.Theme) {
		return d.drawn, nil
	}
	drawn, err := drawExamples(organisation.Theme, organisation.Name)
	if err != nil {
		return nil, err
	}
	d.theme, d.name, d.drawn = organisation.Theme, organisation.Name, drawn
	return drawn, nil
}

func drawExamples(theme widgets.Theme, organisation string) ([]Example, error) {
	examples, err := widgets.Examples()
	if err != nil {
		return nil, err
	}
	var drawn []Example
	for _, kind := range widgets.Kinds() {
		for _, e := range widgets.ExamplesOf(kind, examples) {
			figure, err := e.Figure(theme, organisation)
			if err != nil {
				return nil, err
			}
			shown := Example{Kind: kind, Figure: figure}
			for preset, into := range map[string]*widgets.Drawing{"frame-m": &shown.Page, "frame-s": &shown.Phone} {
				placed, err := place(figure, preset, widgets.Light)
				if err != nil {
					return nil, fmt.Errorf("example %s: %w", e.Name, err)
				}
				*into = drawing(placed, fmt.Sprintf("k%d-%s-", len(drawn), preset))
			}
			drawn = append(drawn, shown)
		}
	}
	return drawn, nil
}

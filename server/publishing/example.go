package publishing

import (
	"context"
	"fmt"

	"figurehead/widgets"
)

// Example is a figure on real numbers as readers get it on a page and on a phone.
type Example struct {
	Kind        widgets.Kind
	Figure      widgets.Figure
	Page, Phone widgets.Drawing
}

// Examples draws one figure on real numbers of each kind, in the organisation's
// colours.
func (p *Publisher) Examples(ctx context.Context) ([]Example, error) {
	organisation, err := p.Organisation(ctx)
	if err != nil {
		return nil, err
	}
	examples, err := widgets.Examples()
	if err != nil {
		return nil, err
	}
	var drawn []Example
	for i, kind := range widgets.Kinds() {
		e, found := widgets.ExampleOf(kind, examples)
		if !found {
			continue
		}
		figure, err := e.Figure(organisation.Theme, organisation.Name)
		if err != nil {
			return nil, err
		}
		shown := Example{Kind: kind, Figure: figure}
		for preset, into := range map[string]*widgets.Drawing{"frame-m": &shown.Page, "frame-s": &shown.Phone} {
			placed, err := place(figure, preset, widgets.Light)
			if err != nil {
				return nil, fmt.Errorf("example %s: %w", e.Name, err)
			}
			*into = drawing(placed, fmt.Sprintf("k%d-%s-", i, preset))
		}
		drawn = append(drawn, shown)
	}
	return drawn, nil
}

package publishing

import (
	"context"
	"fmt"

	"figurehead/widgets"
)

// Examples draws one figure on real numbers of each kind for a page 600 px wide,
// in the organisation's colours.
func (p *Publisher) Examples(ctx context.Context) ([]Suggested, error) {
	organisation, err := p.Organisation(ctx)
	if err != nil {
		return nil, err
	}
	examples, err := widgets.Examples()
	if err != nil {
		return nil, err
	}
	var drawn []Suggested
	for i, kind := range widgets.Kinds() {
		e, found := widgets.ExampleOf(kind, examples)
		if !found {
			continue
		}
		figure, err := e.Figure(organisation.Theme, organisation.Name)
		if err != nil {
			return nil, err
		}
		placed, err := place(figure, "frame-m", widgets.Light)
		if err != nil {
			return nil, fmt.Errorf("example %s: %w", e.Name, err)
		}
		drawn = append(drawn, Suggested{
			Suggestion: widgets.Suggestion{Kind: kind, Spec: e.Spec}, Figure: figure, Drawing: drawing(placed, fmt.Sprintf("k%d-", i)),
		})
	}
	return drawn, nil
}

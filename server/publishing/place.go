package publishing

import (
	"context"
	"slices"
	"strings"

	"figurehead/datasets/table"
	"figurehead/widgets"
)

// Place is one of the places that the data of a Snapshot tells of.
type Place struct{ Value, Name string }

// Places are those that Suggestions can be about, by name, and the one that the
// organisation's own area stands for; "" where the data does not have it.
func (p *Publisher) Places(ctx context.Context, snapshotID string) (list []Place, own string, err error) {
	organisation, err := p.Organisation(ctx)
	if err != nil {
		return nil, "", err
	}
	t, err := p.Table(ctx, snapshotID)
	if err != nil {
		return nil, "", err
	}
	column, own, ok := widgets.PlacesIn(t, organisation.Area)
	if !ok {
		return nil, "", nil
	}
	f := t.Fields()[column]
	for _, word := range t.Column(column).Words[table.FirstCode:] {
		if word != own && slices.Contains(f.Totals, word) {
			continue
		}
		list = append(list, Place{word, placeName(f, word, nil)})
	}
	slices.SortFunc(list, func(a, b Place) int { return strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)) })
	return list, own, nil
}

package publishing

import (
	"context"
	"fmt"
	"slices"

	"figurehead/datasets"
)

// NumberColumn is a column of numbers of the newest copy in use, with its Band.
type NumberColumn struct {
	datasets.Band
	Least, Most string // that it holds now; "" when it has no number
}

// NumberColumns lists the columns of a Dataset that may have a Band, in their
// order: none before somebody has confirmed how a copy is read.
func (p *Publisher) NumberColumns(ctx context.Context, d datasets.Dataset) ([]NumberColumn, error) {
	snapshots, err := p.store.Snapshots(ctx, d.ID)
	if err != nil {
		return nil, fmt.Errorf("dataset %s: %w", d.ID, err)
	}
	newest := slices.IndexFunc(snapshots, func(s datasets.Snapshot) bool { return s.Confirmed && s.PurgedAt.IsZero() })
	if newest < 0 {
		return nil, nil
	}
	t, err := p.Table(ctx, snapshots[newest].ID)
	if err != nil {
		return nil, err
	}
	var columns []NumberColumn
	for at, f := range t.Fields() {
		if !f.Kind.Number() || len(columns) == datasets.MaxBands {
			continue
		}
		column := NumberColumn{Band: datasets.Band{Field: f.Name}}
		if kept := slices.IndexFunc(d.Bands, func(b datasets.Band) bool { return b.Field == f.Name }); kept >= 0 {
			column.Band = d.Bands[kept]
		}
		if p := t.Profile(at); p.Min.Missing == 0 && p.Max.Missing == 0 {
			column.Least, column.Most = p.Min.String(), p.Max.String()
		}
		columns = append(columns, column)
	}
	return columns, nil
}

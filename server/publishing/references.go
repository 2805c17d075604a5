package publishing

import (
	"context"
	"errors"
	"fmt"

	"figurehead/datasets"
	"figurehead/datasets/table"
)

// ReferenceTable is a Dataset from which other figures may take numbers, in its
// newest copy.
type ReferenceTable struct {
	DatasetID, SnapshotID, Title string
	Fields                       []table.Field
	reference                    datasets.Reference
}

// ReferenceTables are those of the server.
func (p *Publisher) ReferenceTables(ctx context.Context) ([]ReferenceTable, error) {
	var tables []ReferenceTable
	err := p.eachReference(ctx, func(r ReferenceTable) error {
		tables = append(tables, r)
		return nil
	})
	return tables, err
}

// errEnough ends eachReference.
var errEnough = errors.New("enough")

// eachReference calls use with one reference table after the other, until it gives
// an error. Those without a copy that can be read are passed over.
func (p *Publisher) eachReference(ctx context.Context, use func(ReferenceTable) error) error {
	all, err := p.store.Datasets(ctx)
	if err != nil {
		return fmt.Errorf("reference tables: %w", err)
	}
	for _, d := range all {
		if !d.Reference.On() {
			continue
		}
		last, err := p.lastGood(ctx, d.ID)
		var t *table.Table
		if err == nil {
			t, err = p.Table(ctx, last.ID)
		}
		if _, none := Mendable(err); none {
			continue
		}
		if err == nil {
			err = use(ReferenceTable{d.ID, last.ID, d.Title, t.Fields(), d.Reference})
		}
		if err != nil {
			if errors.Is(err, errEnough) {
				return nil
			}
			return err
		}
	}
	return nil
}

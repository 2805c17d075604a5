package publishing

import (
	"context"
	"fmt"

	"figurehead/datasets"
	"figurehead/datasets/intake"
	"figurehead/datasets/table"
)

// Described is a copy in words: how it was read, and what is in its columns.
type Described struct {
	Recipe   []intake.Sentence
	Problems []datasets.Problem
	Columns  []DescribedColumn
}

// DescribedColumn is a column with what is in it.
type DescribedColumn struct {
	table.Field
	Missing, Distinct int
	Min, Max          string // "" for text, and where nothing is there
	Personal          bool   // it was found to tell of people
}

// Describe says how a copy was read and what is in its columns. The answer is
// kept: the file is read once.
func (p *Publisher) Describe(ctx context.Context, snapshot datasets.Snapshot) (Described, error) {
	key := snapshot.ID + "." + snapshot.TableDigest
	if d, ok := p.described.GetIfPresent(key); ok {
		return d, nil
	}
	reading, err := p.Reading(ctx, snapshot.ID)
	if err != nil {
		return Described{}, fmt.Errorf("describe snapshot %s: %w", snapshot.ID, err)
	}
	d := Described{Recipe: reading.Sentences, Problems: reading.Problems}
	for at, f := range reading.Table.Fields() {
		profile := reading.Table.Profile(at)
		c := DescribedColumn{Field: f, Missing: profile.Missing, Distinct: profile.Distinct}
		if profile.Min.Missing == table.Present {
			c.Min, c.Max = profile.Min.String(), profile.Max.String()
		}
		for _, column := range snapshot.Recipe.Columns {
			c.Personal = c.Personal || column.Field.Name == f.Name && column.Personal != nil
		}
		d.Columns = append(d.Columns, c)
	}
	p.described.Set(key, d)
	return d, nil
}

// KnownDescription reports whether Describe has its answer ready.
func (p *Publisher) KnownDescription(snapshot datasets.Snapshot) bool {
	_, ok := p.described.GetIfPresent(snapshot.ID + "." + snapshot.TableDigest)
	return ok
}

package publishing

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"

	"figurehead/datasets"
	"figurehead/datasets/intake"
	"figurehead/datasets/table"
)

// What a newer file may lose or gain in rows before somebody has to look at it:
// 30 % fewer, three times as many.
const (
	leastRows = 0.7
	mostRows  = 3
)

// newer reads a newer file of a dataset as the last good copy was read. It
// reports false when its table is the same, and a datasets.Problem when a person
// has to look at it. Nothing is stored.
func (p *Publisher) newer(ctx context.Context, last datasets.Snapshot, name string, raw []byte) (intake.Kept, bool, error) {
	if sum := sha256.Sum256(raw); hex.EncodeToString(sum[:]) == last.SHA256 {
		return intake.Kept{}, false, nil
	}
	options, err := p.intakeOptions(ctx)
	if err != nil {
		return intake.Kept{}, false, err
	}
	kept, err := intake.Keep(ctx, name, raw, &last.Recipe, nil, options)
	if err != nil {
		return intake.Kept{}, false, err
	}
	if err := p.whole(ctx, last, raw); err != nil {
		return intake.Kept{}, false, err
	}
	if err := p.likeBefore(ctx, last, kept); err != nil {
		return intake.Kept{}, false, err
	}
	// A sealed copy, or other bytes, may give the same table.
	return kept, kept.Reading.Table.Digest() != last.TableDigest, nil
}

// lastGood is the newest copy whose reading a person confirmed.
func (p *Publisher) lastGood(ctx context.Context, datasetID string) (datasets.Snapshot, error) {
	list, err := p.store.Snapshots(ctx, datasetID)
	if err != nil {
		return datasets.Snapshot{}, fmt.Errorf("refresh dataset %s: %w", datasetID, err)
	}
	at := slices.IndexFunc(list, func(s datasets.Snapshot) bool { return s.Confirmed && s.PurgedAt.IsZero() })
	if at < 0 {
		return datasets.Snapshot{}, datasets.Problem{Message: "Nobody has looked at how this file is read.", Suggestion: "Open its copy and press “Yes, use it like this” first."}
	}
	return list[at], nil
}

// whole refuses a text whose last line does not end where that of the last good
// copy did: half a file looks like that when its server promised no length.
func (p *Publisher) whole(ctx context.Context, last datasets.Snapshot, raw []byte) error {
	if last.Recipe.Format != "csv" || last.Recipe.Sealed != nil || endsLine(raw) {
		return nil
	}
	before, err := p.store.Blobs().Get(ctx, last.SHA256)
	if err != nil {
		return fmt.Errorf("snapshot %s: raw bytes: %w", last.ID, err)
	}
	if !endsLine(before) {
		return nil
	}
	return datasets.Problem{Message: "The last row of the file does not end as it did before, so the file looks cut short.", Suggestion: "The last good copy stays in use. Try again later."}
}

// endsLine reports whether a text ends with the end of a line, in any encoding
// that is read.
func endsLine(raw []byte) bool {
	raw = bytes.TrimRight(raw, "\x00")
	return bytes.HasSuffix(raw, []byte("\n")) || bytes.HasSuffix(raw, []byte("\r"))
}

// likeBefore refuses what a person has to look at.
func (p *Publisher) likeBefore(ctx context.Context, last datasets.Snapshot, kept intake.Kept) error {
	if err := rowsLike(last.Rows, kept.Reading.Rows); err != nil {
		return err
	}
	if len(kept.Dropped) > 0 {
		return peopleNow(kept.Dropped[0].Field)
	}
	if err := p.inBands(ctx, last.DatasetID, kept.Reading.Table); err != nil {
		return err
	}
	return p.notAhead(ctx, last, kept.Reading.Table)
}

// rowsLike refuses far fewer or more rows than before.
func rowsLike(before, now int) error {
	if float64(now) >= leastRows*float64(before) && now <= mostRows*before {
		return nil
	}
	return datasets.Problem{
		Message:    fmt.Sprintf("The file had %d rows; now it has %d.", before, now),
		Suggestion: "The last good copy stays in use. If this is right, bring it in as a new release.",
	}
}

// peopleNow refuses personal data in a column where there was none.
func peopleNow(field string) error {
	return datasets.Problem{
		Field:      field,
		Message:    fmt.Sprintf("The column “%s” may hold personal data now.", field),
		Suggestion: "The last good copy stays in use. Bring the file in as new data and decide what may be kept.",
	}
}

// notAhead refuses days in the future where the last good copy had none.
func (p *Publisher) notAhead(ctx context.Context, last datasets.Snapshot, t *table.Table) error {
	year, month, date := p.now().Date()
	today := table.Date(year, int(month), date)
	for at, f := range t.Fields() {
		newest := t.Profile(at).Max
		if !f.Kind.Calendar() || newest.Missing != table.Present || newest.Day <= today+1 {
			continue
		}
		before, err := p.Table(ctx, last.ID)
		if err != nil {
			return err
		}
		was := before.Index(f.Name)
		if was < 0 || before.Profile(was).Max.Missing != table.Present || before.Profile(was).Max.Day > today+1 {
			continue
		}
		return datasets.Problem{
			Field:      f.Name,
			Message:    fmt.Sprintf("The column “%s” reaches into the future now, to %s.", f.Name, newest),
			Suggestion: "The last good copy stays in use. If this is right, bring the file in as new data.",
		}
	}
	return nil
}

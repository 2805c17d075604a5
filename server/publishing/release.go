package publishing

import (
	"context"
	"errors"
	"fmt"

	"figurehead/datasets"
	"figurehead/datasets/intake"
	"figurehead/store"
	"figurehead/widgets"
)

// TakeIn is how a new release of a Dataset is taken in.
type TakeIn string

// The ways: the release stands for all of the data, or is added below it. Where
// rows of both have the same key, one of them is used.
const (
	Replace TakeIn = "replace"
	AddOnly TakeIn = "add"      // no key may stand in both
	KeepOld TakeIn = "keep-old" // the rows that there are stay
	TakeNew TakeIn = "take-new" // those of the release are used
)

// Incoming is a new release on its way into a Dataset.
type Incoming struct {
	DatasetID string
	Name      string // of the file
	Raw       []byte
	Way       TakeIn
	// May says which published figures may follow in the name of whoever brings
	// it in.
	May func(widgets.Widget) bool
	// Base is the id of the copy that it was compared with; when it is no more
	// the newest, UseRelease is store.ErrConflict. "" when it was not compared.
	Base string
	// Sure is set when a person said that what is in doubt is right.
	Sure bool
}

// Release is a new release of a Dataset, read and compared, before anything of
// it is stored.
type Release struct {
	Trial
	Differences Differences
	// Overlap is how many rows of the release have the key of one that there is,
	// where it is added. With AddOnly the differences are those of TakeNew.
	Overlap int
	// Doubts are what an unattended fetch would be refused for, each in a
	// sentence; a person may say that it is right.
	Doubts []string
	// Base is the id of the copy that it was compared with.
	Base string
}

// TryRelease reads a release as the last good copy was read and says what would
// change. What stands in the way is a datasets.Problem. Nothing is stored.
func (p *Publisher) TryRelease(ctx context.Context, in Incoming) (Release, error) {
	last, kept, doubts, err := p.release(ctx, in)
	if err != nil {
		return Release{}, err
	}
	before, err := p.Table(ctx, last.ID)
	if err != nil {
		return Release{}, err
	}
	r := Release{Doubts: doubts, Overlap: kept.overlap, Base: last.ID}
	t := kept.Reading.Table
	r.Trial = Trial{Changed: t.Digest() != last.TableDigest, Before: before.Rows(), Rows: t.Rows()}
	r.New, r.Gone = rowsApart(before, t)
	dataset, err := p.store.Dataset(ctx, in.DatasetID)
	if err != nil {
		return Release{}, fmt.Errorf("dataset %s: %w", in.DatasetID, err)
	}
	open, err := p.OpenPeople(ctx, last.ID)
	if err != nil {
		return Release{}, err
	}
	r.Differences = withheld(compared(before, t), dataset, kept.Reading.Recipe, len(open) > 0)
	next := datasets.Snapshot{DatasetID: in.DatasetID, Recipe: kept.Reading.Recipe, Confirmed: true, Rows: t.Rows(), RetrievedAt: p.now()}
	if r.Changed {
		r.Figures, err = p.tryFigures(ctx, last, next, t, in.May)
	}
	return r, err
}

// UseRelease stores a release as the newest copy, and lets figures follow as
// Refresh does. What TryRelease refuses it refuses, and what is in doubt unless
// somebody is Sure; then nothing changes.
func (p *Publisher) UseRelease(ctx context.Context, by store.Actor, in Incoming) (Refreshed, error) {
	last, kept, doubts, err := p.release(ctx, in)
	if err != nil {
		return Refreshed{}, err
	}
	if in.Base != "" && last.ID != in.Base {
		return Refreshed{}, fmt.Errorf("dataset %s has a newer copy: %w", in.DatasetID, store.ErrConflict)
	}
	if in.Way == AddOnly && kept.overlap > 0 {
		return Refreshed{}, overlapProblem(kept.overlap)
	}
	if len(doubts) > 0 && !in.Sure {
		return Refreshed{}, datasets.Problem{Field: "sure", Message: "Something in the release is in doubt.", Suggestion: "Say that you have looked and that it is right."}
	}
	if kept.Reading.Table.Digest() == last.TableDigest {
		return p.Follow(ctx, by, in.DatasetID, in.May)
	}
	return p.keepNewer(ctx, by, in.DatasetID, kept.Kept, in.May)
}

// overlapProblem asks which rows are used where both have some.
func overlapProblem(n int) datasets.Problem {
	return datasets.Problem{Field: "way-keep-old", Message: fmt.Sprintf("The release and the data have rows in common: %d.", n), Suggestion: "Choose which of them are used."}
}

// grown is a release as it may be stored, with the rows that both have.
type grown struct {
	intake.Kept
	overlap int
}

// release reads a release in the way it is to be taken in.
func (p *Publisher) release(ctx context.Context, in Incoming) (last datasets.Snapshot, kept grown, doubts []string, err error) {
	if last, err = p.lastGood(ctx, in.DatasetID); err != nil {
		return last, kept, nil, err
	}
	options, err := p.intakeOptions(ctx)
	if err != nil {
		return last, kept, nil, err
	}
	if kept.Kept, err = intake.Keep(ctx, in.Name, in.Raw, &last.Recipe, nil, options); err != nil {
		return last, kept, nil, err
	}
	if in.Way != Replace {
		if kept.Kept, kept.overlap, err = p.below(ctx, last, kept.Kept, in.Way); err != nil {
			return last, kept, nil, err
		}
	}
	if doubts, err = p.doubts(ctx, last, kept.Kept, in); err != nil {
		return last, kept, nil, err
	}
	return last, kept, doubts, nil
}

// below adds a release below the last good copy.
func (p *Publisher) below(ctx context.Context, last datasets.Snapshot, more intake.Kept, way TakeIn) (intake.Kept, int, error) {
	raw, err := p.store.Blobs().Get(ctx, last.SHA256)
	if err != nil {
		return intake.Kept{}, 0, fmt.Errorf("snapshot %s: raw bytes: %w", last.ID, err)
	}
	use := map[TakeIn]intake.Overlap{KeepOld: intake.KeepFirst, TakeNew: intake.TakeMore, AddOnly: intake.TakeMore}[way]
	appended, err := intake.Append(ctx, raw, last.Recipe, more, use)
	return appended.Kept, appended.Overlap, err
}

// doubts are what likeBefore refuses and a person may say is right. Personal
// data that nobody decided about is no doubt: it is refused.
func (p *Publisher) doubts(ctx context.Context, last datasets.Snapshot, kept intake.Kept, in Incoming) ([]string, error) {
	if len(kept.Dropped) > 0 {
		return nil, peopleNow(kept.Dropped[0].Field)
	}
	var list []string
	checks := []func() error{
		func() error {
			if in.Way != Replace {
				return nil
			}
			return rowsLike(last.Rows, kept.Reading.Rows)
		},
		func() error { return p.inBands(ctx, last.DatasetID, kept.Reading.Table) },
		func() error { return p.notAhead(ctx, last, kept.Reading.Table) },
	}
	for _, check := range checks {
		err := check()
		var problem datasets.Problem
		if errors.As(err, &problem) {
			list = append(list, problem.Message)
		} else if err != nil {
			return nil, err
		}
	}
	return list, nil
}

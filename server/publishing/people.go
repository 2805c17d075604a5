package publishing

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"figurehead/datasets"
	"figurehead/datasets/intake"
	"figurehead/datasets/personal"
	"figurehead/datasets/progress"
	"figurehead/store"
	"figurehead/widgets"
)

// OpenPeople gives the columns of a Snapshot that hold what may be personal
// data and about which nobody has decided.
func (p *Publisher) OpenPeople(ctx context.Context, snapshotID string) ([]personal.Finding, error) {
	snapshot, err := p.store.Snapshot(ctx, snapshotID)
	if err != nil {
		return nil, fmt.Errorf("snapshot %s: %w", snapshotID, err)
	}
	found, ok := p.people.GetIfPresent(snapshot.TableDigest)
	if !ok {
		t, err := p.Table(ctx, snapshotID)
		if err != nil {
			return nil, err
		}
		if found, err = personal.Scan(ctx, t); err != nil {
			return nil, err
		}
		p.people.Set(snapshot.TableDigest, found)
	}
	return personal.Open(found, snapshot.Recipe), nil
}

// DecidePeople records what was decided about columns of a Snapshot and returns
// the Snapshot that figures go on from. When a column is left out or cut, a
// cleaned copy takes the place of the stored file, whose bytes are erased.
func (p *Publisher) DecidePeople(ctx context.Context, by store.Actor, snapshotID string, decisions map[string]datasets.PersonalDecision) (datasets.Snapshot, error) {
	snapshot, err := p.store.Snapshot(ctx, snapshotID)
	if err != nil {
		return datasets.Snapshot{}, fmt.Errorf("snapshot %s: %w", snapshotID, err)
	}
	dataset, err := p.store.Dataset(ctx, snapshot.DatasetID)
	if err != nil {
		return datasets.Snapshot{}, fmt.Errorf("dataset %s: %w", snapshot.DatasetID, err)
	}
	raw, err := p.store.Blobs().Get(ctx, snapshot.SHA256)
	if err != nil {
		return datasets.Snapshot{}, fmt.Errorf("snapshot %s: raw bytes: %w", snapshotID, err)
	}
	options, err := p.intakeOptions(ctx)
	if err != nil {
		return datasets.Snapshot{}, err
	}
	kept, err := intake.KeepStored(ctx, raw, snapshot.Recipe, p.signed(by, decisions), options)
	if err != nil {
		return datasets.Snapshot{}, err
	}
	next, err := p.stored(ctx, kept)
	if err != nil {
		return datasets.Snapshot{}, fmt.Errorf("snapshot %s: %w", snapshotID, err)
	}
	next.DatasetID, next.Confirmed, next.RetrievedAt = snapshot.DatasetID, snapshot.Confirmed, snapshot.RetrievedAt
	switch {
	case next.SHA256 != snapshot.SHA256:
		next, err = p.store.SealSnapshot(ctx, by, snapshotID, next)
	case snapshot.Confirmed:
		next, err = p.store.AddSnapshot(ctx, by, next)
	default:
		next.ID = snapshotID
		err = p.store.SaveRecipe(ctx, by, next)
	}
	if err != nil {
		return datasets.Snapshot{}, fmt.Errorf("snapshot %s: %w", snapshotID, err)
	}
	p.forget(snapshotID)
	return next, p.recordDecisions(ctx, by, dataset, next.Recipe)
}

// stored puts what may be kept of a file into Blobs and describes it.
func (p *Publisher) stored(ctx context.Context, kept intake.Kept) (datasets.Snapshot, error) {
	sha256, size, err := p.store.Blobs().Put(ctx, &beating{ctx: ctx, left: kept.Raw})
	if err != nil {
		return datasets.Snapshot{}, fmt.Errorf("keep its bytes: %w", err)
	}
	return datasets.Snapshot{
		SHA256: sha256, SizeBytes: size, Recipe: kept.Reading.Recipe, Rows: kept.Reading.Rows,
		TableDigest: kept.Reading.Table.Digest(), RetrievedAt: p.now(),
	}, nil
}

// beating gives bytes and lets the beat of the work be heard.
type beating struct {
	ctx   context.Context
	left  []byte
	given int
}

func (b *beating) Read(to []byte) (int, error) {
	const often = 1 << 20
	if len(b.left) == 0 {
		return 0, io.EOF
	}
	n := copy(to, b.left)
	b.left = b.left[n:]
	if b.given += n; b.given >= often {
		b.given = 0
		progress.Beat(b.ctx)
	}
	return n, nil
}

// signed adds who decides and when.
func (p *Publisher) signed(by store.Actor, decisions map[string]datasets.PersonalDecision) map[string]datasets.PersonalDecision {
	signed := make(map[string]datasets.PersonalDecision, len(decisions))
	for field, d := range decisions {
		d.By, d.On = by.Name, p.now().Format(time.DateOnly)
		signed[field] = d
	}
	return signed
}

// recordDecisions writes into the audit trail what was decided about personal
// data: the names of columns, never a cell.
func (p *Publisher) recordDecisions(ctx context.Context, by store.Actor, d datasets.Dataset, r datasets.Recipe) error {
	said := intake.Decisions(r)
	if len(said) == 0 {
		return nil
	}
	return p.store.Record(ctx, store.Event{ActorID: by.ID, Actor: by.Name, Action: store.PersonalDecided, Subject: "dataset " + d.ID, Title: d.Title, Detail: strings.Join(said, " ")})
}

// peopleCheck asks about personal data nobody has decided about. It stands in
// the way of publishing any figure from the data, whatever columns it shows.
func (p *Publisher) peopleCheck(ctx context.Context, snapshotID string) (widgets.Check, error) {
	open, err := p.OpenPeople(ctx, snapshotID)
	if err != nil {
		return widgets.Check{}, err
	}
	c := widgets.Check{ID: "people", Title: "No personal data is undecided", Reason: "Every column was looked at.", Done: true}
	if len(open) == 0 {
		return c, nil
	}
	c.Title, c.Done, c.Blocking = "The data may tell of single people", false, true
	var names []string
	for _, f := range open {
		names = append(names, "“"+f.Field+"”")
	}
	c.Reason = fmt.Sprintf("Decide about %s first: leave it out, make it coarser, or keep it for a reason.", strings.Join(names, ", "))
	return c, nil
}

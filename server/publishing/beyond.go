package publishing

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/store"
	"figurehead/widgets"
)

// beyond are the columns of a table that hold more or less than a person said that
// they may, each with a Problem in words.
func beyond(bands []datasets.Band, t *table.Table) (out []datasets.Problem) {
	for _, band := range bands {
		at := t.Index(band.Field)
		if at < 0 {
			continue
		}
		if problem, ok := Mendable(band.Check(t, at)); ok {
			problem.Field = band.Field
			out = append(out, problem)
		}
	}
	return out
}

// inBands refuses a value beyond what a person said that it may be, unless a
// second person looks at the figures that it moves before they are public.
func (p *Publisher) inBands(ctx context.Context, datasetID string, t *table.Table) error {
	d, err := p.store.Dataset(ctx, datasetID)
	if err != nil {
		return fmt.Errorf("dataset %s: %w", datasetID, err)
	}
	problems := beyond(d.Bands, t)
	if len(problems) == 0 {
		return nil
	}
	if looked, err := p.looked(ctx, datasetID); err != nil || looked {
		return err
	}
	return problems[0]
}

// looked reports whether somebody may approve each public figure of a dataset, of
// which there is one at least.
func (p *Publisher) looked(ctx context.Context, datasetID string) (bool, error) {
	o, err := p.Organisation(ctx)
	if err != nil || !o.ApprovalOn {
		return false, err
	}
	list, err := p.store.Widgets(ctx, store.WidgetFilter{DatasetID: datasetID, State: widgets.Live, Limit: 1000})
	if err != nil {
		return false, fmt.Errorf("figures of dataset %s: %w", datasetID, err)
	}
	joined, err := p.store.JoinedWidgets(ctx, datasetID, widgets.Live)
	if err != nil {
		return false, fmt.Errorf("figures that take numbers from dataset %s: %w", datasetID, err)
	}
	list = append(list, joined...)
	for _, w := range list {
		if people, err := p.approvers(ctx, w, store.ByItself.ID); err != nil || len(people) == 0 {
			return false, err
		}
	}
	return len(list) > 0, nil
}

// bandsOf tells of copies which of their columns go beyond their bands, and looks
// at each copy once.
type bandsOf struct {
	publisher *Publisher
	seen      map[string][]datasets.Problem // by id of the Snapshot
}

func (p *Publisher) bandsOf() bandsOf {
	return bandsOf{p, map[string][]datasets.Problem{}}
}

// look is of a stored copy, or of one that was looked at already.
func (b bandsOf) look(ctx context.Context, snapshotID string) ([]datasets.Problem, error) {
	if problems, known := b.seen[snapshotID]; known {
		return problems, nil
	}
	s, err := b.publisher.store.Snapshot(ctx, snapshotID)
	if err != nil {
		return nil, fmt.Errorf("snapshot %s: %w", snapshotID, err)
	}
	return b.lookAt(ctx, s, func() (*table.Table, error) { return b.publisher.Table(ctx, s.ID) })
}

// lookAt is look of a copy that need not be stored.
func (b bandsOf) lookAt(ctx context.Context, s datasets.Snapshot, read func() (*table.Table, error)) ([]datasets.Problem, error) {
	d, err := b.publisher.store.Dataset(ctx, s.DatasetID)
	if err != nil {
		return nil, fmt.Errorf("dataset %s: %w", s.DatasetID, err)
	}
	var problems []datasets.Problem
	if len(d.Bands) > 0 {
		t, err := read()
		if err != nil {
			return nil, err
		}
		problems = beyond(d.Bands, t)
	}
	b.seen[s.ID] = problems
	return problems, nil
}

// moved is why newer copies move a figure beyond what is allowed, "" when the
// columns beyond are none that it shows or asks about. Every copy is judged that the
// public one was not made from, of whichever Dataset: one that waits for a yes is
// not past it because another was fetched meanwhile.
func (p *Publisher) moved(ctx context.Context, d drafted, bands bandsOf) (string, error) {
	public, err := p.store.PublishedRevision(ctx, d.widget.ID)
	if err != nil {
		return "", fmt.Errorf("figure %s: %w", d.widget.ID, err)
	}
	if d.newest.SnapshotID != public.Draft.SnapshotID {
		problems, err := bands.look(ctx, d.newest.SnapshotID)
		if err != nil {
			return "", err
		}
		if reason, err := p.movedItself(ctx, d, problems); err != nil || reason != "" {
			return reason, err
		}
	}
	was := public.Draft.Query.References()
	for _, id := range d.newest.Query.References() {
		if slices.Contains(was, id) {
			continue
		}
		problems, err := bands.look(ctx, id)
		if err != nil {
			return "", err
		}
		taken := fieldsTaken(d.newest.Query, id)
		if i := slices.IndexFunc(problems, func(p datasets.Problem) bool { return slices.Contains(taken, p.Field) }); i >= 0 {
			return problems[i].Message, nil
		}
	}
	return "", nil
}

// movedItself is moved by the copy of the figure's own Dataset.
func (p *Publisher) movedItself(ctx context.Context, d drafted, problems []datasets.Problem) (string, error) {
	if len(problems) == 0 {
		return "", nil
	}
	asked, err := json.Marshal(d.newest.Query)
	if err != nil {
		return "", fmt.Errorf("figure %s: %w", d.widget.ID, err)
	}
	m, err := p.makeFigure(ctx, d.draft, "")
	if err != nil {
		return problems[0].Message, nil // it cannot be told, so a person looks
	}
	for _, problem := range problems {
		name, err := json.Marshal(problem.Field)
		if err != nil {
			return "", fmt.Errorf("figure %s: %w", d.widget.ID, err)
		}
		shown := slices.ContainsFunc(m.result.Fields, func(f table.Field) bool { return f.Name == problem.Field })
		if shown || strings.Contains(string(asked), string(name)) {
			return problem.Message, nil
		}
	}
	return "", nil
}

// askToFollow keeps the newer numbers as the draft of a figure and asks for
// approval of them; what is public stays. The reason says so. Where approval is off
// nobody is asked, and the draft stays too.
func (p *Publisher) askToFollow(ctx context.Context, by store.Actor, d drafted) (string, error) {
	o, err := p.Organisation(ctx)
	if err != nil {
		return "", err
	}
	if !o.ApprovalOn {
		return wouldWait(d.moved, false), nil
	}
	d.newest.Heading = p.Heading(ctx, d.newest)
	draft, err := p.store.SaveDraft(ctx, by, d.newest)
	if err != nil {
		return "", fmt.Errorf("figure %s: %w", d.widget.ID, err)
	}
	if _, err := p.store.Ask(ctx, by, d.widget.ID, draft.Version, "", d.moved); err != nil {
		return "", fmt.Errorf("figure %s: %w", d.widget.ID, err)
	}
	return "It waits for approval. " + d.moved, nil
}

// wouldWait says what becomes of a figure that newer numbers move too far.
func wouldWait(moved string, approval bool) string {
	if !approval {
		return moved + " If this is right, publish it from the newer copy."
	}
	return "It would wait for approval. " + moved
}

package publishing

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"

	"figurehead/datasets"
	"figurehead/datasets/intake"
	"figurehead/datasets/progress"
	"figurehead/datasets/table"
	"figurehead/store"
	"figurehead/widgets"
)

// Import is a file on its way in: its bytes and what is known of its source.
type Import struct {
	Raw    []byte
	Name   string // file name, or "Pasted table"
	Source datasets.Source
	Recipe *datasets.Recipe // nil: as the reader proposes
	File   string           // of a ZIP archive; "" for the one proposed
	Part   string           // of a file that holds several tables; "" for the one proposed
	// Only are the columns that are read, as intake.Options has them.
	Only []int
	// DescribedBy is the address of a description of the file, to be followed;
	// Described is what it says of the columns.
	DescribedBy string
	Described   *intake.Described
	// Decisions are what was decided about columns with personal data, by the
	// name of the Field. A column that has none is left out.
	Decisions map[string]datasets.PersonalDecision
	// Ask makes columns with personal data that have none an intake.Undecided
	// instead, and then nothing is stored.
	Ask bool
	// Directorate and owner of the Dataset that is made.
	DirectorateID, OwnerID string
	// CampaignID is that of the campaign that its first figure joins, if any.
	CampaignID string
}

// Import proposes how the file is read and stores its bytes, Dataset and an
// unconfirmed Snapshot. Of a file with personal data that is left out or cut,
// only a cleaned copy is stored. What a person can mend comes back as a
// datasets.Problem, and then nothing is stored; nor is it when ctx ends before
// everything is read and checked.
func (p *Publisher) Import(ctx context.Context, by store.Actor, in Import) (datasets.Dataset, datasets.Snapshot, error) {
	options, err := p.intakeOptions(ctx)
	if err != nil {
		return datasets.Dataset{}, datasets.Snapshot{}, err
	}
	options = in.options(options)
	kept, err := intake.Keep(ctx, in.Name, in.bytes(), in.Recipe, p.signed(by, in.Decisions), options)
	if err != nil {
		return datasets.Dataset{}, datasets.Snapshot{}, err
	}
	if ctx, err = progress.Keep(ctx); err != nil {
		return datasets.Dataset{}, datasets.Snapshot{}, err
	}
	snapshot, err := p.stored(ctx, kept)
	if err != nil {
		return datasets.Dataset{}, datasets.Snapshot{}, fmt.Errorf("import %q: %w", in.Name, err)
	}
	title := in.Source.Title
	if title == "" {
		title = in.Name
	}
	in.Source.Retrieved = snapshot.RetrievedAt
	dataset := datasets.Dataset{Title: title, Source: in.Source, DirectorateID: in.DirectorateID, OwnerID: in.OwnerID}
	dataset, snapshot, err = p.store.CreateDataset(ctx, by, dataset, snapshot)
	if err != nil {
		return datasets.Dataset{}, datasets.Snapshot{}, fmt.Errorf("import %q: %w", in.Name, err)
	}
	if in.CampaignID != "" {
		if err := p.store.PlanForCampaign(ctx, by, dataset.ID, in.CampaignID); err != nil {
			return dataset, snapshot, fmt.Errorf("import %q: %w", in.Name, err)
		}
	}
	return dataset, snapshot, p.recordDecisions(ctx, by, dataset, snapshot.Recipe)
}

// options adds what is known of the file to what is known of the organisation.
func (in Import) options(o intake.Options) intake.Options {
	o.Ask, o.File, o.Part, o.Only, o.Described = in.Ask, in.File, in.Part, in.Only, in.Described
	return o
}

// bytes are those of the file, or what was pasted with an end to its last line: a
// file without one may have been cut short, what was pasted was not.
func (in Import) bytes() []byte {
	if in.Source.Kind != "paste" || bytes.HasSuffix(in.Raw, []byte("\n")) {
		return in.Raw
	}
	return append(slices.Clip(in.Raw), '\n')
}

// read makes a table of the file, by its Recipe where it has one.
func (in Import) read(ctx context.Context, options intake.Options) (intake.Reading, error) {
	if in.Recipe != nil {
		return intake.Read(ctx, in.bytes(), *in.Recipe, options)
	}
	return intake.Propose(ctx, in.Name, in.bytes(), in.options(options))
}

// Reading replays the Recipe of a Snapshot and says in words how it was read.
func (p *Publisher) Reading(ctx context.Context, snapshotID string) (intake.Reading, error) {
	snapshot, err := p.store.Snapshot(ctx, snapshotID)
	if err != nil {
		return intake.Reading{}, fmt.Errorf("snapshot %s: %w", snapshotID, err)
	}
	raw, err := p.store.Blobs().Get(ctx, snapshot.SHA256)
	if err != nil {
		return intake.Reading{}, fmt.Errorf("snapshot %s: raw bytes: %w", snapshotID, err)
	}
	options, err := p.intakeOptions(ctx)
	if err != nil {
		return intake.Reading{}, err
	}
	return intake.Read(ctx, raw, snapshot.Recipe, options)
}

// ChangeRecipe answers questions of the reading and returns the Snapshot that
// holds the new Recipe: the same one, or another when the old reading was
// confirmed and figures may rest on it. An answer that cannot be used is a
// datasets.Problem and changes nothing.
func (p *Publisher) ChangeRecipe(ctx context.Context, by store.Actor, snapshotID string, answers map[string]string) (datasets.Snapshot, intake.Reading, error) {
	return p.saveRecipe(ctx, by, snapshotID, answers, false)
}

// ConfirmRecipe is ChangeRecipe, and records that a person looked at the
// reading and said yes.
func (p *Publisher) ConfirmRecipe(ctx context.Context, by store.Actor, snapshotID string, answers map[string]string) (datasets.Snapshot, intake.Reading, error) {
	return p.saveRecipe(ctx, by, snapshotID, answers, true)
}

func (p *Publisher) saveRecipe(ctx context.Context, by store.Actor, snapshotID string, answers map[string]string, confirm bool) (datasets.Snapshot, intake.Reading, error) {
	snapshot, err := p.store.Snapshot(ctx, snapshotID)
	if err != nil {
		return datasets.Snapshot{}, intake.Reading{}, fmt.Errorf("snapshot %s: %w", snapshotID, err)
	}
	reading, err := p.changed(ctx, snapshot, answers)
	if err != nil {
		return datasets.Snapshot{}, intake.Reading{}, err
	}
	digest := reading.Table.Digest()
	if snapshot.Confirmed && digest == snapshot.TableDigest {
		return snapshot, reading, nil
	}
	another := snapshot.Confirmed
	snapshot.Recipe, snapshot.Rows, snapshot.TableDigest = reading.Recipe, reading.Rows, digest
	snapshot.Confirmed = confirm
	if another {
		snapshot.ID = ""
		snapshot, err = p.store.AddSnapshot(ctx, by, snapshot)
	} else {
		err = p.store.SaveRecipe(ctx, by, snapshot)
	}
	if err != nil {
		return datasets.Snapshot{}, intake.Reading{}, fmt.Errorf("snapshot %s: keep its recipe: %w", snapshotID, err)
	}
	p.tables.Invalidate(snapshot.ID)
	return snapshot, reading, nil
}

// changed reads a Snapshot again with the answers put into its Recipe.
func (p *Publisher) changed(ctx context.Context, snapshot datasets.Snapshot, answers map[string]string) (intake.Reading, error) {
	raw, err := p.store.Blobs().Get(ctx, snapshot.SHA256)
	if err != nil {
		return intake.Reading{}, fmt.Errorf("snapshot %s: raw bytes: %w", snapshot.ID, err)
	}
	options, err := p.intakeOptions(ctx)
	if err != nil {
		return intake.Reading{}, err
	}
	recipe, err := intake.Change(ctx, raw, snapshot.Recipe, answers, options)
	if err != nil {
		return intake.Reading{}, err
	}
	return intake.Read(ctx, raw, recipe, options)
}

// Table returns the table of a Snapshot, from memory or rebuilt from the raw
// bytes and the Recipe. A rebuild that differs from what was confirmed is
// never used: it is an error.
func (p *Publisher) Table(ctx context.Context, snapshotID string) (*table.Table, error) {
	if t, ok := p.tables.GetIfPresent(snapshotID); ok {
		return t, nil
	}
	snapshot, err := p.store.Snapshot(ctx, snapshotID)
	if err != nil {
		return nil, fmt.Errorf("snapshot %s: %w", snapshotID, err)
	}
	reading, err := p.Reading(ctx, snapshotID)
	if err != nil {
		return nil, err
	}
	if got := reading.Table.Digest(); got != snapshot.TableDigest {
		return nil, fmt.Errorf("snapshot %s: its table reads differently from when it was confirmed (digest %s, was %s)", snapshotID, got, snapshot.TableDigest)
	}
	p.tables.Set(snapshotID, reading.Table)
	return reading.Table, nil
}

// intakeOptions gives the reader the organisation's area; before set-up there is none.
func (p *Publisher) intakeOptions(ctx context.Context) (intake.Options, error) {
	o, err := p.Organisation(ctx)
	return intake.Options{Area: o.Area}, err
}

// Organisation returns the organisation, or an unnamed one before set-up.
func (p *Publisher) Organisation(ctx context.Context) (store.Organisation, error) {
	o, err := p.store.Organisation(ctx)
	if errors.Is(err, store.ErrNotFound) {
		return store.Organisation{Theme: widgets.DefaultTheme()}, nil
	}
	return o, err
}

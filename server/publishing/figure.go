package publishing

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sync/atomic"
	"time"

	"figurehead/datasets"
	"figurehead/datasets/places"
	"figurehead/datasets/table"
	"figurehead/store"
	"figurehead/widgets"
	"figurehead/widgets/draw"
	"figurehead/widgets/words"
)

// made is a Draft with its numbers and words: everything but the drawing.
type made struct {
	draft        widgets.Draft
	dataset      datasets.Dataset
	snapshot     datasets.Snapshot
	organisation store.Organisation
	result       datasets.Result
	shown        shown    // the result with what is hidden in it
	joined       []joined // the other datasets that it takes numbers from
	unmatched    []datasets.Unmatched
	figure       widgets.Figure
	provenance   widgets.Provenance
	lang         string
	theme        widgets.Theme
	typeface     *draw.Typeface // of its pictures; nil is the built-in one
}

// makeFigure runs the Draft's Query and resolves its words. shortCode is empty
// before the first publish.
func (p *Publisher) makeFigure(ctx context.Context, draft widgets.Draft, shortCode string) (made, error) {
	snapshot, err := p.store.Snapshot(ctx, draft.SnapshotID)
	if err != nil {
		return made{}, fmt.Errorf("snapshot %s: %w", draft.SnapshotID, err)
	}
	t, err := p.Table(ctx, draft.SnapshotID)
	if err != nil {
		return made{}, err
	}
	return p.makeFrom(ctx, draft, snapshot, t, shortCode)
}

// makeFrom is makeFigure on a table that may belong to a copy that is not
// stored.
func (p *Publisher) makeFrom(ctx context.Context, draft widgets.Draft, snapshot datasets.Snapshot, t *table.Table, shortCode string) (made, error) {
	b, err := p.basisOf(ctx, snapshot, t)
	if err != nil {
		return made{}, err
	}
	return p.makeOn(ctx, b, draft, shortCode)
}

// makeOn makes a Draft on its basis.
func (p *Publisher) makeOn(ctx context.Context, b basis, draft widgets.Draft, shortCode string) (made, error) {
	m, err := p.gatherOn(ctx, b, draft, shortCode)
	if err != nil {
		return made{}, err
	}
	sets, err := p.boundariesFor(ctx, draft.Spec.Kind)
	if err != nil {
		return made{}, err
	}
	err = m.word(ctx, b.table, sets)
	return m, err
}

// basis is what the figures of one table have in common.
type basis struct {
	snapshot     datasets.Snapshot
	table        *table.Table
	dataset      datasets.Dataset
	organisation store.Organisation
	run          func(context.Context, datasets.Query, []joined) (shown, error)
}

// basisOf reads it.
func (p *Publisher) basisOf(ctx context.Context, snapshot datasets.Snapshot, t *table.Table) (basis, error) {
	b := basis{snapshot: snapshot, table: t}
	var err error
	if b.dataset, err = p.store.Dataset(ctx, snapshot.DatasetID); err != nil {
		return b, fmt.Errorf("dataset %s: %w", snapshot.DatasetID, err)
	}
	if b.organisation, err = p.Organisation(ctx); err != nil {
		return b, err
	}
	b.run = func(ctx context.Context, q datasets.Query, joined []joined) (shown, error) {
		return p.result(ctx, b.dataset, q, joined, t)
	}
	return b, nil
}

// gather brings together all that a figure is made from.
func (p *Publisher) gather(ctx context.Context, draft widgets.Draft, snapshot datasets.Snapshot, t *table.Table, shortCode string) (made, error) {
	b, err := p.basisOf(ctx, snapshot, t)
	if err != nil {
		return made{}, err
	}
	return p.gatherOn(ctx, b, draft, shortCode)
}

func (p *Publisher) gatherOn(ctx context.Context, b basis, draft widgets.Draft, shortCode string) (made, error) {
	m := made{draft: draft, snapshot: b.snapshot, dataset: b.dataset, organisation: b.organisation}
	var err error
	if m.theme, m.typeface, err = p.themeOf(ctx, draft, b.organisation); err != nil {
		return made{}, err
	}
	if m.draft.Query, m.joined, err = p.join(ctx, draft.Query); err != nil {
		return made{}, err
	}
	if m.shown, err = b.run(ctx, m.draft.Query, m.joined); err != nil {
		return made{}, err
	}
	m.result = m.shown.Result
	if m.dataset.Protection.On() || slices.ContainsFunc(m.joined, func(j joined) bool { return j.dataset.Protection.On() }) {
		m.result.Ties = nil // the ledger does not know of those that are left out
	}
	m.lang = langOf(draft.Spec, m.organisation)
	provenance := Provenance(m.dataset.Source, m.snapshot.RetrievedAt, m.organisation, m.lang)
	provenance.Edited = widgets.EditedBy(m.result, m.organisation.Name, m.lang)
	for _, j := range m.joined {
		provenance.Also = append(provenance.Also, Provenance(j.dataset.Source, j.snapshot.RetrievedAt, m.organisation, m.lang).Origin())
	}
	if shortCode != "" {
		provenance.Address = p.host() + "/s/" + shortCode
		provenance.AddressURL = p.publicURL + "/s/" + shortCode
	}
	m.provenance = provenance
	return m, nil
}

// word makes the words and numbers of the figure.
func (m *made) word(ctx context.Context, t *table.Table, sets []*places.Set) error {
	var err error
	m.figure, err = widgets.NewFigure(m.draft.Spec, m.result, m.provenance, m.theme, m.lang, sets...)
	if err != nil {
		return err
	}
	m.figure.Notes = append(m.figure.Notes, tieNotes(*m)...)
	if len(m.joined) == 0 {
		return nil
	}
	if m.unmatched, err = m.draft.Query.Unmatched(ctx, t); err != nil {
		return err
	}
	m.figure.Notes = append(m.figure.Notes, unmatchedNotes(*m)...)
	return nil
}

// Provenance words where figures come from, in that language. The date is the
// calendar day in the organisation's time zone on which the data was retrieved.
func Provenance(s datasets.Source, retrieved time.Time, o store.Organisation, lang string) widgets.Provenance {
	licence, _ := datasets.LicenceByKey(s.Licence) // undecided prints nothing and blocks publishing
	statement := s.Statement
	if statement == "" {
		statement = licence.StatementOf(s, retrieved)
	}
	source := s.Publisher
	if s.Title != "" && s.Title != source {
		source = joinWords(source, s.Title)
	}
	short := s.ShortName
	if short == "" {
		short = s.Publisher
	}
	link := s.Link
	if link == "" {
		link = s.Address
	}
	return widgets.Provenance{
		Source: source, ShortSource: short, SourceLink: link,
		Licence: licence, Statement: statement,
		AsAt: retrieved, AsAtWords: words.For(lang).On(retrieved.In(Location(o))),
		Organisation: o.Name,
	}
}

// langOf is the language a figure is worded in: its own, else the organisation's.
func langOf(s widgets.Spec, o store.Organisation) string {
	return words.For(cmp.Or(s.Lang, o.Lang)).Lang
}

// Location is the organisation's time zone; an unknown one is that of London.
func Location(o store.Organisation) *time.Location {
	if last := lastLocation.Load(); last != nil && last.name == o.TimeZone {
		return last.location
	}
	found := namedLocation{o.TimeZone, time.UTC}
	for _, name := range []string{o.TimeZone, "Europe/London"} {
		if location, err := time.LoadLocation(name); err == nil && name != "" {
			found.location = location
			break
		}
	}
	lastLocation.Store(&found)
	return found.location
}

// namedLocation is a time zone by the name that an organisation has for it.
type namedLocation struct {
	name     string
	location *time.Location
}

// lastLocation is that of the one organisation of a server: its rules are a file,
// which is not read for every time of day that is worded.
var lastLocation atomic.Pointer[namedLocation]

// joinWords joins what is not empty by a comma.
func joinWords(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + ", " + b
}

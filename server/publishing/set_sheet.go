package publishing

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"figurehead/datasets"
	"figurehead/datasets/progress"
	"figurehead/datasets/protect"
	"figurehead/datasets/table"
	"figurehead/store"
	"figurehead/widgets"
)

// Sheet makes every figure that a Set would publish now, with what deserves a
// look, and draws none. The table is read once.
func (p *Publisher) Sheet(ctx context.Context, set widgets.Set) (Sheet, error) {
	last, err := p.lastGood(ctx, set.DatasetID)
	if err != nil {
		return Sheet{}, err
	}
	sheet, b, err := p.emptySheet(ctx, set, last)
	if err != nil {
		return sheet, err
	}
	if sheet.Fields, err = p.setFields(ctx, b.table); err != nil {
		return sheet, err
	}
	if sheet.Members, sheet.Gone, err = p.members(ctx, set, b); err != nil {
		return sheet, err
	}
	many := p.setRunner(b)
	for _, asked := range []bool{true, false} { // what is not asked hides nothing of what is
		for i := range sheet.Members {
			if m := &sheet.Members[i]; m.Asked == asked && (asked || set.State == widgets.InDraft || m.New) {
				if err := p.makeMember(ctx, many, m, ""); err != nil {
					return sheet, err
				}
			}
		}
	}
	sheet.settle()
	return sheet, nil
}

// emptySheet is a Sheet without its figures, and their basis.
func (p *Publisher) emptySheet(ctx context.Context, set widgets.Set, s datasets.Snapshot) (Sheet, basis, error) {
	t, err := p.Table(ctx, s.ID)
	if err != nil {
		return Sheet{}, basis{}, err
	}
	b, err := p.basisOf(ctx, s, t)
	return Sheet{Set: set, Dataset: b.dataset, Snapshot: s}, b, err
}

// members are the figures of a Set on a table, before they are made.
func (p *Publisher) members(ctx context.Context, set widgets.Set, b basis) (list, gone []Member, err error) {
	known, err := p.store.SetFigures(ctx, set.ID)
	if err != nil {
		return nil, nil, fmt.Errorf("figures of set %s: %w", set.ID, err)
	}
	byPlace := map[string]widgets.SetFigure{}
	for _, f := range known {
		byPlace[f.Place] = f
	}
	here, err := p.setPlaces(ctx, set.Pattern, b.table)
	if err != nil {
		return nil, nil, err
	}
	all := make([]string, len(here))
	for i, place := range here {
		all[i] = place.place
	}
	theme := setTheme(known)
	for _, place := range here {
		f, is := byPlace[place.place]
		delete(byPlace, place.place)
		list = append(list, newMember(set, b, f, is, place, all, theme))
	}
	for _, f := range known {
		if _, left := byPlace[f.Place]; left && f.Widget.State == widgets.Live && !f.Out {
			gone = append(gone, Member{SetFigure: f, Name: p.nameOf(set, b.table, f.Place)})
		}
	}
	return list, gone, nil
}

// setTheme is the theme that the public figures of a Set keep, which one for a
// place that is new to it takes too; "" before they are public.
func setTheme(known []widgets.SetFigure) string {
	for _, f := range known {
		if f.Widget.State == widgets.Live && !f.Out {
			return f.Draft.ThemeID
		}
	}
	return ""
}

// newMember is one figure: a person's own Draft, or what the Pattern gives.
func newMember(set widgets.Set, b basis, f widgets.SetFigure, known bool, place setPlace, all []string, theme string) Member {
	m := Member{SetFigure: f, Name: place.name}
	m.Place = place.place
	m.New = !known && set.State != widgets.InDraft
	m.Asked = !f.Out && !m.New
	stored := f.Draft
	if !f.Own || f.Widget.ID == "" {
		m.Draft = set.Pattern.Draft(place.place, place.name, all)
		m.Draft.WidgetID, m.Draft.Version = stored.WidgetID, stored.Version
		m.Draft.ThemeID = cmp.Or(stored.ThemeID, theme, m.Draft.ThemeID)
	}
	m.Draft.SnapshotID = b.snapshot.ID
	return m
}

// nameOf is the name of a place that the data may not have any more.
func (p *Publisher) nameOf(set widgets.Set, t *table.Table, place string) string {
	if at := t.Index(set.Pattern.Field); at >= 0 {
		return placeName(t.Fields()[at], place, set.Pattern.Spec.Names)
	}
	return place
}

// setRunner is a basis for many figures. Under a rule each is made by the ledger
// with the numbers of those before it, as if they had been published one after
// the other: so no total over them gives a small number away. Without one, figures
// of the same Query have the same Result.
func (p *Publisher) setRunner(b basis) basis {
	if !b.dataset.Protection.On() {
		var key string
		var kept shown
		b.run = func(ctx context.Context, q datasets.Query, _ []joined) (shown, error) {
			text, err := json.Marshal(q)
			if err != nil {
				return shown{}, err
			}
			if string(text) == key {
				return kept, nil
			}
			result, err := datasets.Run(ctx, q, b.table)
			if err == nil {
				key, kept = string(text), shown{Outcome: protect.Outcome{Result: result}}
			}
			return shown{Outcome: protect.Outcome{Result: result}}, err
		}
		return b
	}
	var ledger *store.Ledger
	var many *protect.Many
	b.run = func(ctx context.Context, q datasets.Query, _ []joined) (shown, error) {
		if ledger == nil {
			l, err := p.store.Ledger(ctx, b.dataset.ID)
			if err != nil {
				return shown{}, err
			}
			ledger, many = &l, protect.NewMany(b.table, b.dataset.Protection, l.Entries)
		}
		s := shown{ledger: store.Ledger{Version: ledger.Version}}
		var err error
		if s.Outcome, err = many.Run(ctx, q); err != nil {
			return s, err
		}
		return s, smallEdits(b.dataset.Protection, q, s.Result)
	}
	return b
}

// makeMember gives a member its figure, or says why it has none.
func (p *Publisher) makeMember(ctx context.Context, b basis, m *Member, code string) error {
	made, err := p.makeOn(ctx, b, m.Draft, code)
	if problem, mends := Mendable(err); err != nil && (mends || errors.Is(err, widgets.ErrNoNumbers)) {
		m.Wrong = problem.Error()
		if !mends {
			m.Wrong = "There are no numbers for it."
		}
		return nil
	}
	if err != nil {
		return fmt.Errorf("figure for one of %q: %w", b.snapshot.DatasetID, err)
	}
	m.made, m.Figure = made, made.figure
	m.Small = made.shown.Small + made.shown.Others
	checks, err := p.checks(ctx, made, nil)
	if err != nil {
		return err
	}
	for _, c := range checks {
		if !c.Done {
			m.Checks = append(m.Checks, c)
		}
	}
	return nil
}

// settle tells apart what is the same for all figures, and puts those that
// deserve a look first.
func (s *Sheet) settle() {
	count, figures := map[string]int{}, 0
	for _, m := range s.Members {
		if m.Figure.Kind == "" {
			continue
		}
		figures++
		for _, c := range m.Checks {
			count[c.ID+c.Reason]++
		}
	}
	common := func(c widgets.Check) bool { return figures > 1 && count[c.ID+c.Reason] == figures }
	for i := range s.Members {
		m := &s.Members[i]
		for _, c := range m.Checks {
			if common(c) && !slices.ContainsFunc(s.Checks, func(o widgets.Check) bool { return o.ID == c.ID }) {
				s.Checks = append(s.Checks, c)
			}
		}
		m.Checks = slices.DeleteFunc(m.Checks, common)
		m.looks()
	}
	if !s.Set.Pattern.NamesPlace() && figures > 1 {
		s.Checks = append(s.Checks, widgets.Check{ID: "place", Title: "The words do not name the place.",
			Reason: "Readers could not tell the figures apart. Put " + widgets.PlaceToken + " into the title, or into the sentence of a headline figure."})
	}
	slices.SortStableFunc(s.Members, func(a, b Member) int { return cmp.Compare(a.urgency(), b.urgency()) })
}

// DrawMembers draws members as small pictures, by place. One that does not fit
// says so instead.
func (p *Publisher) DrawMembers(members []Member) (map[string]widgets.Drawing, error) {
	drawn := map[string]widgets.Drawing{}
	for i := range members {
		m := &members[i]
		if m.Figure.Kind == "" {
			continue
		}
		placed, err := place(m.Figure, "frame-s", widgets.Light)
		if problem, mends := Mendable(err); err != nil && mends {
			m.Wrong = problem.Error()
			continue
		}
		if err != nil {
			return nil, err
		}
		drawn[m.Place] = drawing(placed, fmt.Sprintf("m%d-", i))
	}
	return drawn, nil
}

// tellDrawing says how many figures are drawn.
func tellDrawing(ctx context.Context, done, of int) error {
	progress.Tell(ctx, progress.Drawing, done, of)
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return nil
}

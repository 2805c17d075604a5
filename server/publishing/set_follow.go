package publishing

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"figurehead/datasets"
	"figurehead/store"
	"figurehead/widgets"
)

// NewPlaces are places that came with newer data and that have no figure in a
// Set yet. Nothing is published of them by itself.
type NewPlaces struct {
	Set   widgets.Set
	Names []string
}

// sortPlaces puts places in order of name.
func sortPlaces(list []widgets.PublishedPlace) {
	slices.SortStableFunc(list, func(a, b widgets.PublishedPlace) int {
		return strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name))
	})
}

// sameFigure reports whether two Drafts make the same figure of the same data.
func sameFigure(a, b widgets.Draft) bool {
	one, errA := json.Marshal([]any{a.SnapshotID, a.Query, a.Spec, a.ThemeID})
	other, errB := json.Marshal([]any{b.SnapshotID, b.Query, b.Spec, b.ThemeID})
	return errA == nil && errB == nil && string(one) == string(other)
}

// bySet takes the figures of live Sets out of a list: they follow together.
func (p *Publisher) bySet(ctx context.Context, list []drafted) (alone []drafted, sets map[string][]drafted, err error) {
	sets = map[string][]drafted{}
	owner := map[string]string{}
	seen := map[string]bool{}
	for _, d := range list {
		if seen[d.widget.DatasetID] {
			continue
		}
		seen[d.widget.DatasetID] = true
		live, err := p.store.Sets(ctx, store.SetFilter{DatasetID: d.widget.DatasetID, State: widgets.Live})
		if err != nil {
			return nil, nil, fmt.Errorf("sets of dataset %s: %w", d.widget.DatasetID, err)
		}
		for _, set := range live {
			figures, err := p.store.SetFigures(ctx, set.ID)
			if err != nil {
				return nil, nil, fmt.Errorf("figures of set %s: %w", set.ID, err)
			}
			for _, f := range figures {
				if !f.Out && f.Widget.ID != "" {
					owner[f.Widget.ID] = set.ID
				}
			}
		}
	}
	for _, d := range list {
		if id := owner[d.widget.ID]; id != "" {
			sets[id] = append(sets[id], d)
		} else {
			alone = append(alone, d)
		}
	}
	return alone, sets, nil
}

// followSet publishes the figures of a Set anew on newer data, all or none. Places
// that are not in the data any more keep their last Edition.
func (p *Publisher) followSet(ctx context.Context, by store.Actor, setID string, list []drafted, may func(widgets.Widget) bool) ([]Followed, error) {
	set, err := p.store.Set(ctx, setID)
	if err != nil {
		return nil, fmt.Errorf("set %s: %w", setID, err)
	}
	w, err := p.setBehind(ctx, set, list)
	if err != nil {
		return nil, err
	}
	reason, err := p.setStays(ctx, w, list, may)
	if err == nil && reason == "" && len(w.members) > 0 {
		_, err = p.publishMembers(ctx, by, w)
		if words, stopped := notReadySet(err); stopped {
			reason, err = words, nil
		}
		if problem, mends := Mendable(err); err != nil && mends {
			reason, err = problem.Error(), nil
		}
		if errors.Is(err, store.ErrConflict) {
			reason, err = "Somebody changed the set or its data at the same time.", nil
		}
	}
	if err != nil {
		return nil, fmt.Errorf("set %s: %w", setID, err)
	}
	return p.setFollowed(ctx, w, list, reason), nil
}

// setBehind is the work of bringing a Set to newer data.
func (p *Publisher) setBehind(ctx context.Context, set widgets.Set, list []drafted) (setWork, error) {
	w := setWork{set: set, action: store.SetRefreshed}
	snapshot, err := p.store.Snapshot(ctx, list[0].newest.SnapshotID)
	if err != nil {
		return w, fmt.Errorf("snapshot %s: %w", list[0].newest.SnapshotID, err)
	}
	if _, w.basis, err = p.emptySheet(ctx, set, snapshot); err != nil {
		return w, err
	}
	members, gone, err := p.members(ctx, set, w.basis)
	if err != nil {
		return w, err
	}
	w.gone = gone
	newest := map[string]widgets.Draft{}
	for _, d := range list {
		newest[d.widget.ID] = d.newest
	}
	for _, m := range members {
		draft, behind := newest[m.Widget.ID]
		switch {
		case behind && m.Asked:
			m.Draft = draft
			w.members = append(w.members, m)
		case m.Asked && m.Widget.State == widgets.Live:
			w.stay = append(w.stay, widgets.PublishedPlace{Place: m.Place, Name: m.Name, PublicID: m.Widget.PublicID})
		}
	}
	return w, nil
}

// setStays is why a Set cannot follow newer data as a whole, "" when it can.
func (p *Publisher) setStays(ctx context.Context, w setWork, list []drafted, may func(widgets.Widget) bool) (string, error) {
	was := map[string]drafted{}
	for _, d := range list {
		was[d.widget.ID] = d
	}
	for _, m := range w.members {
		d := was[m.Widget.ID]
		asPublished, err := p.asPublished(ctx, d.draft)
		if err != nil {
			return "", err
		}
		spec := d.newest.Spec
		if !m.Own { // the name of its place claims nothing, and may hold a digit
			spec = w.set.Pattern.Draft("", "place", nil).Spec
		}
		switch {
		case d.moved != "":
			return fmt.Sprintf("The figure for %s needs a look: %s Publish the set to let it follow.", m.Name, sentence(d.moved)), nil
		case !may(m.Widget):
			return "A publisher has to publish the set.", nil
		case !asPublished:
			return fmt.Sprintf("The figure for %s has changes that are not published yet, so no figure of the set was moved.", m.Name), nil
		case !followsData(spec):
			return "The words of the set were written for the earlier numbers. Put names in braces into its title and publish it, then fetch again.", nil
		}
	}
	return p.setNamesOne(ctx, w)
}

// setNamesOne is why words would give to one place what several share.
func (p *Publisher) setNamesOne(ctx context.Context, w setWork) (string, error) {
	many := p.setRunner(w.basis)
	for _, m := range w.members {
		if err := p.makeMember(ctx, many, &m, ""); err != nil {
			return "", err
		}
		if m.Wrong != "" {
			return m.Name + ": " + m.Wrong + " No figure of the set was moved.", nil
		}
		if widgets.NamesOneOfSeveral(m.Figure) {
			return fmt.Sprintf("In the figure for %s several share the number that its words give to one. No figure of the set was moved.", m.Name), nil
		}
	}
	return "", nil
}

// setFollowed tells of each figure what became of it.
func (p *Publisher) setFollowed(ctx context.Context, w setWork, list []drafted, reason string) []Followed {
	gone := map[string]bool{}
	for _, m := range w.gone {
		gone[m.Widget.ID] = true
	}
	var all []Followed
	for _, d := range list {
		one := Followed{Widget: d.widget, Reason: reason}
		switch {
		case gone[d.widget.ID]:
			one.Reason = "Its place is not in the data any more. It keeps its last numbers."
		case reason == "":
			if now, err := p.store.Widget(ctx, d.widget.ID); err == nil {
				one.Widget, one.Edition = now, now.Edition
			}
		}
		all = append(all, one)
	}
	return all
}

// newPlaces are the places of live Sets that a newer copy brought.
func (p *Publisher) newPlaces(ctx context.Context, next datasets.Snapshot) ([]NewPlaces, error) {
	live, err := p.store.Sets(ctx, store.SetFilter{DatasetID: next.DatasetID, State: widgets.Live})
	if err != nil {
		return nil, fmt.Errorf("sets of dataset %s: %w", next.DatasetID, err)
	}
	var all []NewPlaces
	for _, set := range live {
		_, b, err := p.emptySheet(ctx, set, next)
		if err != nil {
			return nil, err
		}
		members, _, err := p.members(ctx, set, b)
		if _, mends := Mendable(err); mends {
			continue // its column is gone; its figures say so
		}
		if err != nil {
			return nil, err
		}
		fresh := NewPlaces{Set: set}
		for _, m := range members {
			if m.New {
				fresh.Names = append(fresh.Names, m.Name)
			}
		}
		if len(fresh.Names) > 0 {
			all = append(all, fresh)
		}
	}
	return all, nil
}

package embed

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"

	"figurehead/widgets"
	"figurehead/widgets/words"
)

// shown is what lists of what is published name: a figure, or a set by its page.
type shown struct {
	widgets.Edition // of a set: that of its first place, under the name of the set
	Path            string
	Places          []widgets.PublishedPlace // of a set; nil for a figure
}

// newest are the limit newest of the live figures and sets that stand in lists.
func (f *face) newest(ctx context.Context, limit int) ([]shown, error) {
	figures, err := f.Store.Listed(ctx, "", limit)
	if err != nil {
		return nil, fmt.Errorf("newest: %w", err)
	}
	all := listedFigures(figures)
	sets, err := f.listedSets(ctx)
	if err != nil {
		return nil, err
	}
	for _, s := range sets[:min(limit, len(sets))] {
		first, err := f.firstOf(ctx, s)
		if err != nil {
			return nil, err
		}
		if first.PublicID != "" {
			all = append(all, shown{Edition: first, Path: "/p/" + s.PublicID, Places: s.Places})
		}
	}
	slices.SortStableFunc(all, func(a, b shown) int { return b.PublishedAt.Compare(a.PublishedAt) })
	return all[:min(limit, len(all))], nil
}

func listedFigures(published []widgets.Published) []shown {
	figures := make([]shown, len(published))
	for i, p := range published {
		figures[i] = shown{Edition: p.Edition, Path: "/w/" + p.Edition.PublicID}
	}
	return figures
}

// listedSets are the live sets that stand in lists.
func (f *face) listedSets(ctx context.Context) ([]widgets.PublishedSet, error) {
	sets, err := f.Store.PublishedSets(ctx)
	if err != nil {
		return nil, fmt.Errorf("sets: %w", err)
	}
	return slices.DeleteFunc(sets, func(s widgets.PublishedSet) bool { return !s.Listed || s.State != widgets.Live }), nil
}

// firstOf is the Edition of the first place of a set that has a live one, with the
// words of the set in place of its own; empty when there is none.
func (f *face) firstOf(ctx context.Context, s widgets.PublishedSet) (widgets.Edition, error) {
	for _, place := range s.Places {
		if place.Gone {
			continue
		}
		p, err := f.Store.Published(ctx, place.PublicID)
		if err != nil {
			return widgets.Edition{}, fmt.Errorf("set %s: %w", s.PublicID, err)
		}
		if p.State != widgets.Live {
			continue
		}
		e := p.Edition
		e.Title, e.Subtitle, e.Lang = s.Name, "", cmp.Or(s.Lang, e.Lang)
		e.Alt = placesWords(words.For(e.Lang), s.Places)
		e.Headline, e.Renditions, e.Corrections = widgets.HeadlineWords{}, nil, nil
		if s.PublishedAt.After(e.PublishedAt) {
			e.PublishedAt = s.PublishedAt
		}
		return e, nil
	}
	return widgets.Edition{}, nil
}

// maxNamed is how many places of a set its words name.
const maxNamed = 20

// placesWords says of how many figures a set is made, and for which places.
func placesWords(l *words.Locale, places []widgets.PublishedPlace) string {
	if len(places) > maxNamed {
		return sentence(say(l, "setOf", "n", strconv.Itoa(len(places))))
	}
	return sentence(say(l, "setOfNamed", "n", strconv.Itoa(len(places)), "names", l.List(placeNames(places))))
}

// placesInShort are the places of a set on its card, three of them by name.
func placesInShort(l *words.Locale, places []widgets.PublishedPlace) string {
	if len(places) > 3 {
		return say(l, "setCardSome", "names", l.List(placeNames(places[:3])))
	}
	return say(l, "setCard", "names", l.List(placeNames(places)))
}

func placeNames(places []widgets.PublishedPlace) []string {
	names := make([]string, len(places))
	for i, p := range places {
		names[i] = p.Name
	}
	return names
}

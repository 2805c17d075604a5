package publishing_test

import (
	"slices"
	"testing"

	"figurehead/datasets"
	"figurehead/server/publishing"
	"figurehead/store"
	"figurehead/widgets"
)

// themedSet is a desk whose organisation has a theme, with a set that is public.
func themedSet(t *testing.T) (desk, widgets.Set) {
	t.Helper()
	d, set := setDesk(t, councils, datasets.Protection{})
	if err := d.store.SaveOrganisation(t.Context(), officer, store.Organisation{Name: "Example County Council", Theme: widgets.DefaultTheme()}); err != nil {
		t.Fatal(err)
	}
	return d, d.publishSet(t, set)
}

// newTheme publishes the next version of the theme that figures have.
func (d desk) newTheme(t *testing.T) widgets.Theme {
	t.Helper()
	o, err := d.publisher.Organisation(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	o.Theme.Name, o.Theme.Footer = "Example County Council", "Made by the insight team"
	return d.publishTheme(t, o.Theme)
}

// moves moves figures to a theme and returns why each stays, "" for those that moved.
func (d desk) moves(t *testing.T, m publishing.ThemeMove) (reasons []string) {
	t.Helper()
	m.May = everyone
	done, err := d.publisher.MoveTheme(t.Context(), officer, m)
	if err != nil {
		t.Fatal(err)
	}
	for _, one := range done {
		reasons = append(reasons, one.Reason)
	}
	return reasons
}

// behind are the live figures that are not in a version of a theme, with their sets.
func (d desk) behind(t *testing.T, theme widgets.Theme) (list []store.ThemedFigure) {
	t.Helper()
	all, err := d.store.ThemedFigures(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return slices.DeleteFunc(all, func(f store.ThemedFigure) bool { return f.ThemeID == theme.ID && f.Version == theme.Version })
}

// A set moves to another version of its theme as a whole. The figure of a place that
// the data has lost is not of it any more: it moves alone, with its last numbers.
func TestSetMovesToATheme(t *testing.T) {
	t.Parallel()
	d, set := themedSet(t)
	newer := "District,Year,Recycled\nHarlow,2022,4100\nHarlow,2023,4200\nHarlow,2024,4300\nMaldon,2022,5100\nMaldon,2023,5300\nMaldon,2024,5400\n"
	if _, err := d.publisher.Refresh(t.Context(), officer, d.dataset.ID, "councils.csv", []byte(newer), everyone); err != nil {
		t.Fatal(err)
	}
	theme := d.newTheme(t)
	if list := d.behind(t, theme); len(list) != 3 {
		t.Fatalf("%d figures are behind the theme, want 3", len(list))
	}
	if reasons := d.moves(t, publishing.ThemeMove{Theme: theme, Sets: []string{set.ID}}); !slices.Equal(reasons, []string{"", ""}) {
		t.Fatalf("moved: %q, want two figures", reasons)
	}
	wantLines(t, "public", d.public(t, set), "Harlow: 4,300 tonnes were recycled in Harlow, live, edition 3",
		"Maldon: 5,400 tonnes were recycled in Maldon, live, edition 3", "Tendring: 3,500 tonnes were recycled in Tendring, live, edition 1 gone")
	list := d.behind(t, theme)
	if len(list) != 1 || list[0].SetID != "" {
		t.Fatalf("behind the theme afterwards: %+v, want the figure of Tendring alone", list)
	}
	if reasons := d.moves(t, publishing.ThemeMove{Theme: theme, Figures: []string{list[0].Widget.ID}}); !slices.Equal(reasons, []string{""}) {
		t.Fatalf("the figure of Tendring stays: %q", reasons)
	}
	if lines := d.public(t, set); lines[2] != "Tendring: 3,500 tonnes were recycled in Tendring, live, edition 2 gone" {
		t.Errorf("afterwards: %s", lines[2])
	}
	if list := d.behind(t, theme); len(list) != 0 {
		t.Errorf("still behind the theme: %+v", list)
	}
}

// One figure of a set with changes of its own keeps the whole set as it is.
func TestSetStaysWithItsTheme(t *testing.T) {
	t.Parallel()
	d, set := themedSet(t)
	draft := d.figures(t, set)[1].Draft
	draft.Spec.Note = "Under review"
	if _, err := d.store.SaveDraft(t.Context(), officer, draft); err != nil {
		t.Fatal(err)
	}
	before, theme := d.public(t, set), d.newTheme(t)
	const why = "The figure for Maldon has changes that are not published yet, so no figure of the set was moved."
	if reasons := d.moves(t, publishing.ThemeMove{Theme: theme, Sets: []string{set.ID}}); !slices.Equal(reasons, []string{why, why, why}) {
		t.Errorf("moved: %q", reasons)
	}
	wantLines(t, "public", d.public(t, set), before...)
}

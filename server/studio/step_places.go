package studio

import (
	"context"
	"maps"
	"slices"
	"strings"

	"figurehead/datasets/places"
	"figurehead/datasets/table"
	"figurehead/server/publishing"
)

// placesOffer is a boundary set whose places can be filled in as the values of a
// test: the districts of a county, say, out of all there are.
type placesOffer struct {
	ID, Name string
	Places   int
}

// placeSets are the boundary sets of the store and those shipped.
func (s *Studio) placeSets(ctx context.Context) ([]*places.Set, error) {
	sets, err := s.Publishing.Boundaries(ctx)
	if err != nil {
		return nil, err
	}
	stored := func(id string) bool {
		return slices.ContainsFunc(sets, func(set *places.Set) bool { return set.ID == id })
	}
	for _, shipped := range places.AllShipped() {
		if !stored(shipped.ID) {
			sets = append(sets, shipped)
		}
	}
	return sets, nil
}

// takesPlaces reports whether a step tests for values, among columns of which one
// has place codes.
func (form stepForm) takesPlaces(fields []table.Field) bool {
	return slices.ContainsFunc(form.Parts, func(part stepPart) bool { return part.Name == valueLines.Name && part.Sort == linesPart }) &&
		slices.ContainsFunc(fields, isPlaceCode)
}

func isPlaceCode(f table.Field) bool { return f.Kind == table.PlaceCode }

// offerPlaces puts the sets beside the values of an open form.
func (s *Studio) offerPlaces(ctx context.Context, form *stepFormShown, stages []publishing.Stage) error {
	if form == nil || !form.takesPlaces(stages[form.At].Fields) {
		return nil
	}
	sets, err := s.placeSets(ctx)
	for _, set := range sets {
		form.Places = append(form.Places, placesOffer{set.ID, set.Name, len(set.Places)})
	}
	return err
}

// filledIn is a form with the places of a set as its values: their codes, or their
// names where the chosen column has no codes.
func filledIn(typed map[string]string, set *places.Set, fields []table.Field) map[string]string {
	typed = maps.Clone(typed)
	column, test := partName("field"), partName("test")
	at := slices.IndexFunc(fields, func(f table.Field) bool { return f.Name == typed[column] })
	if at < 0 {
		at = slices.IndexFunc(fields, isPlaceCode)
		typed[column] = fields[at].Name
	}
	if typed[test] == "" {
		typed[test] = "is"
	}
	var lines []string
	for _, place := range set.Places {
		if isPlaceCode(fields[at]) {
			lines = append(lines, place.Code)
		} else {
			lines = append(lines, place.Name)
		}
	}
	typed[partName(valueLines.Name)] = strings.Join(lines, "\n")
	return typed
}

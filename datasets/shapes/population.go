package shapes

import (
	"regexp"

	"figurehead/datasets/table"
)

// populationRule recognises numbers of people by area, as the Office for National
// Statistics, Nomis and councils publish them: a count called population or the
// like, in rows whose place codes are real, perhaps by age and sex.
func populationRule() Rule {
	return Rule{Population, []string{"people", "place", "code", "age", "sex", "year"}, findPopulation}
}

var (
	sexValue = regexp.MustCompile(`(?i)^(all|both|both sexes|persons|people|total|males?|females?|men|women|m|f|p|all persons|all people)$`)
	ageValue = regexp.MustCompile(`(?i)^(aged? )?(\d{1,3}( ?(-|–|to) ?\d{1,3}| years)?|\d{1,3}( ?\+| and over| and above| or over)|under \d{1,2}|all ages|total|all)( years)?( and over)?$`)
)

func findPopulation(v view) (Found, bool) {
	people := v.find(v.whole, []string{"population", "usual residents", "all usual residents", "number of residents", "residents", "mid year population", "number of people", "all persons", "persons", "people"},
		[]string{"per", "rate", "density", "percent", "change", "index", "rank", "projected", "weighted", "cases", "deaths", "km", "hectare", "under", "over", "aged"})
	code := v.find(func(c int) bool { return v.fields[c].Kind == table.PlaceCode }, anyHeading(v), nil)
	if people < 0 || code < 0 || v.present(people) < 90 || v.present(code) < 80 {
		return Found{}, false
	}
	place := v.placeName(code)
	if place < 0 || v.table.Profile(people).Min.Number.Sign() < 0 {
		return Found{}, false
	}
	sex := v.find(func(c int) bool { return v.text(c) && v.share(c, sexValue) >= 95 && v.table.Profile(c).Distinct > 1 }, anyHeading(v), nil)
	age := v.find(func(c int) bool {
		return c != people && v.table.Profile(c).Distinct > 1 && (v.text(c) && v.share(c, ageValue) >= 95 || v.whole(c) && v.within(c, 0, 120) && saysAny(v.headings[c], []string{"age"}))
	}, anyHeading(v), nil)
	if sex == age {
		age = -1
	}
	found := Found{Column: v.columns(map[string]int{"people": people, "place": place, "code": code, "age": age, "sex": sex,
		"year": v.find(v.calendar, anyHeading(v), nil)}), Values: map[string][]string{}}
	found.Values["sexes"] = v.matching(sex, regexp.MustCompile(`(?i)^(males?|females?|men|women|m|f)$`))
	return found, true
}

// whole reports whether a column holds whole numbers that can be added up.
func (v view) whole(column int) bool {
	return v.fields[column].Kind == table.Integers && v.fields[column].Additive() && v.fields[column].Role != table.Identifier
}

// anyHeading are all headings, so that values alone decide.
func anyHeading(v view) []string { return v.headings }

// placeName is the column of names that goes with the codes: one name for each.
func (v view) placeName(code int) int {
	c := v.table.Column(code)
	for column := range v.fields {
		if !v.text(column) || v.table.Profile(column).Distinct < 2 {
			continue
		}
		names, of, one := v.table.Column(column), map[uint32]uint32{}, true
		for row := range v.table.Rows() {
			k, n := c.Codes[row], names.Codes[row]
			if k < table.FirstCode {
				continue
			}
			if before, seen := of[k]; seen && before != n {
				one = false
				break
			}
			of[k] = n
		}
		if one && 10*v.table.Profile(column).Distinct >= 9*v.table.Profile(code).Distinct {
			return column
		}
	}
	return -1
}

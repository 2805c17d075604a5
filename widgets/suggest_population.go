package widgets

import (
	"slices"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/widgets/words"
)

// population suggests figures of people by area: how many in all, where most
// live, and by age and sex. Rows that are totals of others are never added up
// with them.
func (k *shaped) population() {
	if !k.oneLevel() {
		return
	}
	k.peopleInAll()
	k.peopleByArea()
	k.peopleByAge()
	k.peopleBySex()
}

// levels are what the codes of one kind of area begin with; the others are
// levels of their own.
var levels = map[string]string{
	"E06": "district", "E07": "district", "E08": "district", "E09": "district", "W06": "district", "S12": "district", "N09": "district",
	"E05": "ward", "W05": "ward", "S13": "ward",
}

// oneLevel reports whether all places are of one kind, so that none is part of
// another.
func (k *shaped) oneLevel() bool {
	found := ""
	for _, code := range k.table.Column(k.column("code")).Words[table.FirstCode:] {
		level := code[:min(3, len(code))]
		if named, ok := levels[level]; ok {
			level = named
		}
		if found != "" && level != found {
			return false
		}
		found = level
	}
	return true
}

// onceEach are the rows that make up the people: of the newest year, each once.
// It keeps the parts of a column where parts names it, else its total.
func (k *shaped) onceEach(parts ...string) []datasets.Step {
	var steps []datasets.Step
	if year, ok := k.Column["year"]; ok {
		steps = append(steps, datasets.Latest{Field: year, Count: 1})
	}
	for _, part := range []string{"sex", "age", "place"} {
		column := k.column(part)
		if column < 0 {
			continue
		}
		total := k.totalOf(column)
		switch {
		case total == "":
		case slices.Contains(parts, part) || part == "place":
			steps = append(steps, datasets.Filter{Field: k.Column[part], Test: "isNot", Values: []string{total}})
		default:
			steps = append(steps, datasets.Filter{Field: k.Column[part], Test: "is", Values: []string{total}})
		}
	}
	return steps
}

// wholes are the words for a total of sexes or ages.
var wholes = []string{"All", "Total", "Persons", "All persons", "All people", "People", "Both", "Both sexes", "All ages", "all", "total", "P", "T"}

// totalOf is the value of a column whose rows add up the others, or "".
func (k *shaped) totalOf(column int) string {
	f := k.fields[column]
	if f.Kind != table.Text {
		return ""
	}
	if len(f.Totals) > 0 && f.Totals[0] != "" {
		return f.Totals[0]
	}
	for _, word := range k.table.Column(column).Words[table.FirstCode:] {
		if slices.Contains(wholes, word) && k.table.Profile(column).Distinct > 1 {
			return word
		}
	}
	return ""
}

// yearRole is the year, which words name: the figures show the newest.
func (k *shaped) yearRole() (name string, by []string) {
	if year, ok := k.Column["year"]; ok {
		return year, []string{year}
	}
	return "", nil
}

func (k *shaped) aboutPeople(what string) string {
	span := ""
	if year, _ := k.yearRole(); year != "" {
		span = "{span}"
	}
	return subtitle(what, k.options.Source.Publisher, span)
}

func (k *shaped) peopleInAll() {
	people := k.Column["people"]
	year, by := k.yearRole()
	areas := k.count(append(k.onceEach("place"), datasets.Group{By: []string{k.Column["place"]}})...)
	if areas < 2 {
		return
	}
	spec := Spec{Kind: Headline, Encoding: datasets.Roles{Value: people, Time: year}, Sentence: k.say(words.PeopleInAll),
		Subtitle: k.aboutPeople(measureName(people)), Compare: "none"}
	spec.Title = "{latest} " + spec.Sentence
	k.tell(spec, "", "", append(k.onceEach("place"), summing(people, by...)))
}

func (k *shaped) peopleByArea() {
	people, place := k.Column["people"], k.Column["place"]
	year, by := k.yearRole()
	steps := append(k.onceEach("place"), summing(people, append([]string{place}, by...)...), ordered(people, "descending"))
	catch := ""
	if n := k.count(steps...); n > maxSuggestedBars {
		steps, catch = append(steps, datasets.Limit{Count: maxSuggestedBars}), "The highest of "+words.Whole(n)
	}
	k.tell(Spec{Kind: Bar, Order: "value", Highlight: []string{HighestStandsOut}, Encoding: datasets.Roles{Category: place, Value: people, Time: year},
		Title:    k.say(words.PeopleMost, "name", "{highest:name}", "number", "{highest}"),
		Subtitle: k.aboutPeople(k.say(words.PeopleBy, "what", k.say(words.ByArea)))}, "", catch, steps)
}

func (k *shaped) peopleByAge() {
	age, ok := k.Column["age"]
	if !ok || k.fields[k.column("age")].Kind != table.Text || k.table.Profile(k.column("age")).Distinct > MaxBars {
		return
	}
	people := k.Column["people"]
	year, by := k.yearRole()
	k.tell(Spec{Kind: Bar, Order: "data", Highlight: []string{HighestStandsOut}, Encoding: datasets.Roles{Category: age, Value: people, Time: year},
		Title:    k.say(words.PeopleAged, "name", "{highest:name}", "number", "{highest}"),
		Subtitle: k.aboutPeople(k.say(words.PeopleBy, "what", k.say(words.ByAge)))}, "", "",
		append(k.onceEach("age"), summing(people, append([]string{age}, by...)...)))
}

func (k *shaped) peopleBySex() {
	age, okAge := k.Column["age"]
	sex, okSex := k.Column["sex"]
	if !okAge || !okSex || len(k.Values["sexes"]) != 2 || k.fields[k.column("age")].Kind != table.Text || k.table.Profile(k.column("age")).Distinct > 20 {
		return
	}
	people := k.Column["people"]
	keep := datasets.Filter{Field: sex, Test: "is", Values: k.Values["sexes"]}
	k.tell(Spec{Kind: GroupedBar, Order: "data", Encoding: datasets.Roles{Category: age, Series: sex, Value: people},
		Title: k.say(words.PeopleSex, "name", "{highest:name}", "number", "{highest}"), Subtitle: subtitle(k.say(words.PeopleBy, "what", k.say(words.ByAge)), k.options.Source.Publisher, k.newestYear())}, "", "",
		append(k.onceEach("age", "sex"), keep, summing(people, age, sex)))
}

// newestYear is the newest year in words, or "".
func (k *shaped) newestYear() string {
	year := k.column("year")
	if year < 0 {
		return ""
	}
	return k.words.Period(k.table.Profile(year).Max)
}

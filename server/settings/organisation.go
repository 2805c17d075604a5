package settings

import (
	"slices"
	"strings"
	"time"

	"figurehead/datasets"
	"figurehead/store"
	"figurehead/widgets/words"
)

// MaxName is the most characters of a name: more than any council needs.
const MaxName = 200

// TimeZones are those that a council of these islands may need, the usual one
// first, and the one of servers.
var TimeZones = []string{"Europe/London", "Europe/Dublin", "Europe/Jersey", "Europe/Guernsey", "Europe/Isle_of_Man", "Europe/Gibraltar", "UTC"}

// problems gathers what has to be mended.
type problems []datasets.Problem

func (p *problems) add(field, message string) {
	*p = append(*p, datasets.Problem{Field: field, Message: message})
}

// Organisation asks of an organisation what its words must be.
func Organisation(o store.Organisation) []datasets.Problem {
	var wrong problems
	if !isName(o.Name) {
		wrong.add("organisation", "Enter the name of your council, of up to 200 characters")
	}
	if !isName(o.Area) {
		wrong.add("area", "Enter the area that your council serves, such as Essex")
	}
	if !isPlaceCode(o.AreaCode) {
		wrong.add("area-code", "Enter the area's code as one letter and eight digits, such as E10000012, or leave it empty")
	}
	if licence, ok := datasets.LicenceByKey(o.Licence); !ok || !licence.Open {
		wrong.add("licence", "Choose the licence of your council's own data")
	}
	if _, err := time.LoadLocation(o.TimeZone); err != nil || !slices.Contains(TimeZones, o.TimeZone) {
		wrong.add("time-zone", "Choose a time zone")
	}
	if o.Lang != "" && !slices.Contains(words.Langs(), o.Lang) {
		wrong.add("lang", "Choose a language")
	}
	return wrong
}

// Named puts the answers of a form into an organisation, its theme's name too.
func Named(o store.Organisation, name string) store.Organisation {
	o.Name = name
	if o.Theme.ID != "" {
		o.Theme.Name = name
	}
	return o
}

func isName(text string) bool { return text != "" && len([]rune(text)) <= MaxName }

// isPlaceCode accepts nothing, or a code as the ONS gives: a letter and eight digits.
func isPlaceCode(code string) bool {
	if code == "" {
		return true
	}
	if len(code) != 9 || code[0] < 'A' || code[0] > 'Z' {
		return false
	}
	return strings.Trim(code[1:], "0123456789") == ""
}

// Directorate asks of a directorate what its name must be, beside the others.
func Directorate(d store.Directorate, all []store.Directorate) []datasets.Problem {
	var wrong problems
	if !isName(d.Name) {
		wrong.add("directorate", "Enter the name of the directorate, of up to 200 characters")
	}
	for _, other := range all {
		if other.Name == d.Name && other.ID != d.ID {
			wrong.add("directorate", "There is a directorate of that name already")
		}
	}
	return wrong
}

// Closed reports whether a directorate's time is over: it keeps its people and
// figures and takes no new ones.
func Closed(d store.Directorate, now time.Time) bool {
	return !d.ValidTo.IsZero() && !now.Before(d.ValidTo)
}

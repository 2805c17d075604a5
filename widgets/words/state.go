package words

import (
	"slices"
	"strings"
	"unicode"
)

// State is how firm a number is.
type State uint8

// The states. The zero State is a final number.
const (
	Final State = iota
	Provisional
	Estimated
	Forecast
	Unreliable   // published, of low reliability
	PartOfPeriod // covers a part of its period only
	Revised      // final, but not the number first published
)

// Open reports whether numbers of the state are drawn in another dress, because
// they may still change or were never counted.
func (s State) Open() bool {
	return s == Provisional || s == Estimated || s == Forecast || s == Unreliable
}

// Status is all that a column of statuses says of one number.
type Status struct {
	State State
	Break bool   // what is counted changes here: not to be joined to the numbers before
	Part  string // of PartOfPeriod: what is covered, "April to June"; may be empty
}

// states maps the words of a status to a State, longest life first: the one-letter
// forms are those of the Government Statistical Service and of SDMX. Of
// several in one cell the one that stands higher in this list counts.
var states = []struct {
	state State
	words []string
}{
	{PartOfPeriod, []string{"part", "partial", "incomplete", "rhan", "rhannol", "anghyflawn"}},
	{Estimated, []string{"e", "estimated", "estimate", "est", "imputed", "amcangyfrif", "amcangyfrifedig"}},
	{Forecast, []string{"f", "forecast", "projected", "projection", "rhagolwg", "amcanestyniad"}},
	{Provisional, []string{"p", "provisional", "preliminary", "prov", "dros dro", "rhagarweiniol"}},
	{Unreliable, []string{"u", "unreliable", "low reliability", "annibynadwy", "dibynadwyedd isel"}},
	{Revised, []string{"r", "revised", "rev", "diwygiedig", "diwygiwyd"}},
	{Final, []string{"a", "final", "actual", "normal", "official", "confirmed", "terfynol", "cadarnhawyd"}},
}

// breaks are the words for a break of the series.
var breaks = []string{"b", "break", "series break", "toriad", "toriad yn y gyfres"}

// ParseStatus reads a cell of a status column: "provisional", "[p]", "[b][e]",
// "revised", "April to June only", in English or Welsh, whatever the capitals.
// A blank cell is final. It reports false, and a final Status, for other words.
func ParseStatus(text string) (Status, bool) {
	plain := strings.ToLower(strings.Join(strings.Fields(text), " "))
	if plain == "" || plain == "-" {
		return Status{}, true
	}
	if part, ok := partCovered(strings.Join(strings.Fields(text), " ")); ok {
		return Status{State: PartOfPeriod, Part: part}, true
	}
	var s Status
	known, best := false, len(states)
	for _, word := range statusWords(plain) {
		if slices.Contains(breaks, word) {
			s.Break, known = true, true
		}
		for i, entry := range states {
			if slices.Contains(entry.words, word) {
				known = true
				if i < best {
					best, s.State = i, entry.state
				}
			}
		}
	}
	return s, known
}

// statusWords are the texts to look a status up by: all of it, and its words.
// Single letters count only where every word is one, as in "[b][p]".
func statusWords(plain string) []string {
	list := strings.FieldsFunc(plain, func(r rune) bool { return !unicode.IsLetter(r) })
	letters := !slices.ContainsFunc(list, func(w string) bool { return len(w) > 1 })
	whole := strings.Join(list, " ")
	for _, phrase := range []string{"dros dro", "low reliability", "dibynadwyedd isel"} {
		if strings.Contains(whole, phrase) {
			list = append(list, phrase)
		}
	}
	if letters {
		return list
	}
	list = slices.DeleteFunc(list, func(w string) bool { return len(w) == 1 })
	return append(list, whole)
}

// partCovered reads "April to June only", "part: April to June" and
// "Ebrill i Fehefin yn unig".
func partCovered(text string) (string, bool) {
	lower := strings.ToLower(text)
	for _, ending := range []string{" yn unig", " only"} {
		if strings.HasSuffix(lower, ending) {
			return strings.Trim(text[:len(text)-len(ending)], " ()[]"), true
		}
	}
	for _, opening := range []string{"part:", "part (", "rhan:", "rhan ("} {
		if strings.HasPrefix(lower, opening) {
			return strings.Trim(text[len(opening):], " ()[]"), true
		}
	}
	return "", false
}

package records

import (
	"strings"
	"unicode"
)

// observation is what a code list says of a number that stands beside it, and
// of one that does not.
type observation struct {
	status string // for a column of statuses: "Provisional"; "" says nothing
	marker string // in place of a missing number; intake reads its reason
}

// OBS_STATUS of the SDMX cross-domain code list (CL_OBS_STATUS 2.2) and the
// flags of Eurostat; the markers are the shorthand of the Government Analysis
// Function, which package intake reads.
var observations = map[string]observation{
	"A": {"", "[x]"}, "B": {"Break", "[x]"}, "D": {"Definition differs", "[x]"}, "E": {"Estimated", "[x]"}, "F": {"Forecast", "[x]"},
	"G": {"Experimental", "[x]"}, "H": {"", "[z]"}, "I": {"Imputed", "[x]"}, "J": {"Derogation", "[x]"}, "K": {"", "[x]"},
	"L": {"", "[x]"}, "M": {"", "[x]"}, "N": {"Not significant", "[z]"}, "O": {"", "[x]"}, "P": {"Provisional", "[x]"},
	"Q": {"", "[s]"}, "S": {"", "[x]"}, "U": {"Unreliable", "[u]"}, "V": {"Unvalidated", "[x]"}, "W": {"Includes others", "[x]"},
	"X": {"Part of others", "[x]"}, "Z": {"", "[z]"}, "C": {"", "[c]"}, "R": {"Revised", "[x]"},
}

// confidential are the codes of CONF_STATUS (CL_CONF_STATUS) under which a
// number is held back.
var confidential = map[string]bool{"A": true, "C": true, "D": true, "G": true, "M": true, "N": true, "O": true, "P": true, "R": true, "S": true, "T": true}

// Marker is what stands in place of a number that is missing under these codes.
func Marker(status, confidentiality string) string {
	if confidential[strings.ToUpper(confidentiality)] {
		return "[c]"
	}
	marker := ""
	for _, code := range codes(status) {
		if o, known := observations[code]; known && (marker == "" || marker == "[x]") {
			marker = o.marker
		}
	}
	return marker
}

// Missing is what stands in place of a missing number that has a status: the
// marker of its code, or not available. A status that is a marker stays one.
func Missing(status string) string {
	switch marker := Marker(status, ""); {
	case marker != "":
		return marker
	case strings.HasPrefix(status, "[") && len(status) < 8:
		return status
	}
	return "[x]"
}

// Status words the codes beside a number: "Provisional", "Break; Estimated".
// A code that no list has stands as it is.
func Status(status string) string {
	var words []string
	for _, code := range codes(status) {
		o, known := observations[code]
		if !known {
			return status
		}
		if o.status != "" {
			words = append(words, o.status)
		}
	}
	return strings.Join(words, "; ")
}

// codes takes "P", "bp" and "[p] [r]" apart. Words are one code, as they stand.
func codes(status string) []string {
	letters := strings.Join(strings.FieldsFunc(status, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }), "")
	if len(letters) > 3 || strings.EqualFold(letters, "low") {
		return []string{strings.ToUpper(status)}
	}
	var out []string
	for _, r := range letters {
		out = append(out, strings.ToUpper(string(r)))
	}
	return out
}

// markings are the data markings of the Office for National Statistics and the
// shorthand of the Government Analysis Function.
var markings = map[string]observation{
	"c": {"", "[c]"}, "x": {"", "[x]"}, "z": {"", "[z]"}, "low": {"", "[low]"}, "k": {"", "[low]"}, "u": {"Unreliable", "[u]"}, "w": {"", "[w]"}, "s": {"", "[s]"},
	"p": {"Provisional", "[x]"}, "e": {"Estimated", "[x]"}, "f": {"Forecast", "[x]"}, "r": {"Revised", "[x]"}, "b": {"Break", "[x]"},
	"..": {"", "[x]"}, ":": {"", "[x]"}, ".": {"", "[z]"}, "-": {"", "[x]"}, "*": {"", "[c]"},
}

// Marking reads a data marking: what stands in place of a missing number, and
// what is said of one that is there. A marking that is not known stands as it is.
func Marking(mark string) (marker, status string) {
	mark = strings.TrimSpace(mark)
	if mark == "" {
		return "", ""
	}
	if o, known := markings[strings.ToLower(strings.Trim(mark, "[]"))]; known {
		return o.marker, o.status
	}
	return "[x]", mark
}

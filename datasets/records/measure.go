package records

import "strings"

// Measure is a column of numbers in a unit as publishers write it: per cent and
// pounds are kinds of their own, other units stand beside the number.
func Measure(name, unit string) Column {
	unit = strings.TrimSpace(unit)
	switch strings.ToLower(unit) {
	case "":
		return Column{Name: name, As: "number"}
	case "%", "per cent", "percent", "percentage", "pct":
		return Column{Name: name, As: "percentage", Unit: "%"}
	case "£", "gbp", "pounds", "pounds sterling", "uk pounds":
		return Column{Name: name, As: "currency", Unit: "£"}
	case "number", "numbers", "count", "units", "index", "persons count":
		return Column{Name: name, As: "number"}
	}
	const most = 40
	if r := []rune(unit); len(r) > most {
		unit = ""
	}
	return Column{Name: name, As: "number", Unit: unit}
}

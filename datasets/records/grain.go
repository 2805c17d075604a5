package records

import (
	"regexp"
	"slices"
	"strings"

	"figurehead/datasets"
)

// Grains are the lengths of periods that files stack in one column, as parts
// of a file: the longest first.
var Grains = []string{"years", "half-years", "quarters", "months", "weeks", "days"}

var grainForms = []struct {
	grain string
	form  *regexp.Regexp
}{
	{"years", regexp.MustCompile(`^\d{4}(-A1?)?$`)},
	{"half-years", regexp.MustCompile(`^\d{4}-?[SHB][12]$`)},
	{"quarters", regexp.MustCompile(`^\d{4}[ -]?Q[1-4]$`)},
	{"months", regexp.MustCompile(`^\d{4}(-M?\d{2}| [A-Z]{3})$`)},
	{"weeks", regexp.MustCompile(`^\d{4}-?W\d{1,2}$`)},
	{"days", regexp.MustCompile(`^\d{4}-\d{2}-\d{2}$`)},
}

// Grain is the length of a period as statistical offices write it: 2023,
// 2023 Q1, 2023-Q1, 2023 JAN, 2023-01, 2023-W05, 2023-S1; "" for other texts.
func Grain(period string) string {
	period = strings.ToUpper(strings.TrimSpace(period))
	for _, f := range grainForms {
		if f.form.MatchString(period) {
			return f.grain
		}
	}
	return ""
}

// Plain writes a period of SDMX as others do: 2023-M04 is 2023-04, 2023-A1 2023, 2023-S1 2023 H1.
func Plain(period string) string {
	if year, rest, found := strings.Cut(period, "-"); found && len(year) == 4 {
		switch {
		case rest == "A1" || rest == "A":
			return year
		case len(rest) == 2 && strings.ContainsAny(rest[:1], "SB"):
			return year + " H" + rest[1:]
		case len(rest) == 3 && rest[0] == 'M':
			return year + "-" + rest[1:]
		}
	}
	return period
}

// Stack counts the periods of a file by their grain.
type Stack map[string]int

// Choose is the grain that is read: the one asked for, or the one with the
// most rows. It is "" where there is one grain alone, or none that is known.
func (s Stack) Choose(part string) (grain string, known bool) {
	if part != "" {
		return part, s[part] > 0 && len(s) > 1
	}
	if len(s) < 2 {
		return "", true
	}
	for _, g := range Grains {
		if s[g] > s[grain] {
			grain = g
		}
	}
	return grain, true
}

// Parts offers the grains, the longest first.
func (s Stack) Parts() []Part {
	if len(s) < 2 {
		return nil
	}
	var out []Part
	for _, g := range Grains {
		if s[g] > 0 {
			out = append(out, Part{g, datasets.Capital(g) + " (" + Counted(s[g], "row", "rows") + ")"})
		}
	}
	return out
}

// Others names the grains that are not read.
func (s Stack) Others(grain string) string {
	var out []string
	for _, g := range Grains {
		if s[g] > 0 && g != grain {
			out = append(out, g)
		}
	}
	slices.Sort(out)
	return strings.Join(out, " and ")
}

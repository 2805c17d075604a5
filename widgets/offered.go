package widgets

import (
	"cmp"
	"slices"

	"figurehead/widgets/words"
)

// Offer is one choice that a form gives for a figure: what the Spec would hold,
// and how a person reads it.
type Offer struct{ Value, Label string }

// The most annotations and breaks that a figure has.
const (
	MaxAnnotations = maxAnnotations
	MaxBreaks      = maxBreaks
)

// Shows is what a figure can show besides its numbers.
type Shows struct {
	Words, Lines, Bands bool // annotations at a mark, at a number, between two
	Times, Breaks       bool // events and stretches of time, breaks of the series
	States              bool // how firm its numbers are
	Gives               bool // a name whose number is a line has no mark of its own
	Groups              bool // words can be about all that stands at a name
}

// ShownBy says what the figure of a Spec can show.
func ShownBy(s Spec) Shows {
	k, f := kindNamed(s.Kind).shows, Figure{Kind: s.Kind, Spec: s}
	inTime, small := f.overTime(), ReadsSetting(s.Kind, "panel") && ofBars(f)
	return Shows{k.words && !small, k.values, k.values && !small, k.times && inTime && !small, k.breaks && inTime, k.states, k.gives && !inTime, kindNamed(s.Kind).crossed}
}

// Annotates reports whether the figure shows annotations or breaks.
func (s Shows) Annotates() bool { return s.Words || s.Lines || s.Bands || s.Times || s.Breaks }

// ReadsRole reports whether a Spec's kind reads a column in that role; one that
// reads "target" shows the Spec's target too.
func ReadsRole(s Spec, role string) bool {
	return slices.ContainsFunc(Roles(s), func(r Role) bool { return r.Name == role })
}

// ReadsSetting reports whether a kind reads a setting of the Spec that most
// kinds leave alone: "measures", "panel", "scale".
func ReadsSetting(name Kind, setting string) bool {
	return slices.Contains(kindNamed(name).settings, setting)
}

// Panels and Scales are the choices for what small multiples are made of and
// for their value axes, the first the one that an empty setting means.
func Panels() []string { return slices.Clone(panels[1:]) }

// Scales is as [Panels].
func Scales() []string { return slices.Clone(scales[1:]) }

// OverTime reports whether the marks of a figure stand along days or periods.
func OverTime(f Figure) bool { return f.overTime() }

// Marks lists the names or periods that a figure shows, once each and in its
// order, as a Spec names them.
func Marks(f Figure) []Offer {
	points := slices.DeleteFunc(slices.Clone(allPoints(f)), func(p Point) bool { return p.Key == "" })
	if f.overTime() {
		slices.SortStableFunc(points, func(a, b Point) int { return cmp.Compare(a.Ordinal, b.Ordinal) })
	}
	var list []Offer
	for _, p := range points {
		list = offer(list, p.Key, p.Category)
	}
	return list
}

// Lines lists the series of a figure that has several.
func Lines(f Figure) []Offer {
	if len(f.Series) < 2 {
		return nil
	}
	var list []Offer
	for _, s := range f.Series {
		list = offer(list, s.Key, s.Name)
	}
	return list
}

// References lists the names and periods whose own number a line can stand at,
// with those that are lines already. Where a name has several numbers there
// are none.
func References(f Figure) []Offer {
	if len(f.Series) != 1 {
		return nil
	}
	var list []Offer
	for _, r := range f.Remarks {
		if r.Instead {
			list = offer(list, reference(r.Place), r.Text)
		}
	}
	for _, p := range f.Series[0].Points {
		if !p.Missing && p.Key != "" {
			list = offer(list, reference(p.Key), p.Category+", "+words.Plain(p.Label))
		}
	}
	return list
}

// reference is the value of an annotation that is the number of the name.
func reference(name string) string {
	if looksNumeric(name) {
		return "=" + name
	}
	return name
}

// IsTyped reports whether the value of an annotation is a number that a person
// wrote, not the name of the mark whose number it is.
func IsTyped(value string) bool { return looksNumeric(value) }

// Standouts lists the marks that can stand out where that is not a name of the
// data: periods of columns, bins. Any number in a bin may name it.
func Standouts(f Figure) []Offer {
	if k := kindNamed(f.Kind); k.alongTime || k.asTheyAre || len(f.Series) != 1 {
		return nil
	}
	var list []Offer
	for _, p := range f.Series[0].Points {
		value := p.Key
		if p.Highlight && len(f.Spec.Highlight) == 1 {
			value = f.Spec.Highlight[0]
		}
		if value != "" {
			list = offer(list, value, p.Category)
		}
	}
	return list
}

func offer(list []Offer, value, label string) []Offer {
	if slices.ContainsFunc(list, func(o Offer) bool { return o.Value == value }) {
		return list
	}
	return append(list, Offer{value, words.Capital(words.Plain(label))})
}

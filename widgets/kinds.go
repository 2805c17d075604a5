package widgets

import (
	"fmt"
	"slices"
	"strings"

	"figurehead/datasets"
	"figurehead/datasets/places"
	"figurehead/widgets/words"
)

// kind is all that sets one kind of figure apart from the others. Each is made
// by a function of the file that is named by the kind's noun and stands once in
// the list below; no other place asks which kind a figure is.
type kind struct {
	name Kind
	// called is what a reader calls it in each language, as it stands inside a
	// sentence: "bar chart".
	called map[string]string
	// roles are the columns that it reads, in the order the studio asks for them.
	roles []Role
	// rolesOf are these of one Spec, where its other settings change them; nil
	// where they never do.
	rolesOf func(Spec) []Role
	// read makes Series and the other parts of the figure from the Result.
	read func(b *reading, f *Figure) error
	// plot is how it is placed.
	plot plot
	// describe gives the sentences of the description, most telling first.
	describe func(f Figure) []string
	// more gives what the long description says besides; nil for nothing.
	more func(f Figure) []string
	// message is the part of the description that holds the numbers; nil for
	// a kind whose title is its message.
	message func(f Figure) []string
	// suggest offers the figure where the table supports it; nil where Suggest
	// itself does.
	suggest func(g *suggester)
	// again is set when suggest is asked even where a figure of the kind, which
	// looks otherwise, is offered already.
	again bool
	// leads is set where data that supports the figure is unmistakable, so that
	// it stands among the first.
	leads bool
	// checks are what only this kind is held to.
	checks []func(e examination) (Check, bool)
	// drawnOn reports whether a boundary set has the shapes that it draws; nil for
	// a kind that is no map.
	drawnOn func(*places.Set) bool
	// inTime is set when rows without a date or period have no place in it.
	inTime bool
	// alongTime is set when its axis is the time even beside a category.
	alongTime bool
	// shows is what its plot shows besides the numbers.
	shows shown
	// settings are those of the Spec that it reads and most kinds do not, by name.
	settings []string
	// wordy is set when it can be shown without a column of numbers.
	wordy bool
	// asTheyAre is set when it shows the rows of the Result, or one Fact of
	// them, rather than one mark for each number.
	asTheyAre bool
	// crossed is set when its table has a row for each category and a column
	// for each series.
	crossed bool
	// grid is set when its table has a row for each series.
	grid bool
	// stacked is set when its series are parts that stand end to end.
	stacked bool
	// whole is set when percentages are written without decimals unless the
	// Spec says how many.
	whole bool
	// formatsEdges is set when the Spec's number format is that of the edges of
	// bins, because its values are counts.
	formatsEdges bool
	// empty reports whether there is nothing to draw; nil means that no
	// Series has a value.
	empty func(f Figure) bool
	// drawn counts the numbers drawn; nil means one for each value of Series.
	drawn func(f Figure) int
}

// shown is what a plot shows besides its numbers. What it does not is told in a
// Check, and a person's words for it are kept for another kind.
type shown struct {
	words     bool // of annotations, at a mark
	values    bool // lines across at a number, and ranges of numbers
	times     bool // events and stretches of time
	breaks    bool
	states    bool // how firm a number is: hatched, dashed or hollow
	intervals bool
	// gives is set where a name whose number is a line has no mark of its own.
	gives bool
	// tells is set where the kind reads the intervals and says what they are by
	// itself.
	tells bool
}

// annotates reports whether the plot places annotations of any type.
func (s shown) annotates() bool { return s.words || s.values || s.times }

// Role is one column that a kind reads.
type Role struct {
	Name   string // as in the Spec's encoding: "category"
	Label  string // what the studio calls it: "Names of the bars"
	Needed bool
}

// kinds are the kinds of figure this release draws, in the order shown. It is
// filled here and not where it stands, because what a kind does looks kinds up.
var kinds []kind

func init() {
	kinds = []kind{
		headlineKind(), headlinesKind(), barKind(),
		groupedBarKind(), stackedBarKind(), percentBarKind(), divergingBarKind(),
		columnKind(), groupedColumnKind(), stackedColumnKind(), lineKind(), areaKind(), stackedAreaKind(), smallMultiplesKind(), tableKind(),
		dotPlotKind(), arrowKind(), slopeKind(), waterfallKind(), iconArrayKind(), heatTableKind(),
		pieKind(), donutKind(),
		tileMapKind(), choroplethKind(),
		histogramKind(), scatterKind(),
	}
}

// kindOf finds a kind by its name.
func kindOf(name Kind) (kind, bool) {
	i := slices.IndexFunc(kinds, func(k kind) bool { return k.name == name })
	if i < 0 {
		return kind{}, false
	}
	return kinds[i], true
}

// unknownKind is the Problem of a kind that is not there.
func unknownKind(name Kind) error {
	return datasets.Problem{Field: "kind", Message: fmt.Sprintf("There is no kind of figure named %q.", shorten(string(name))),
		Suggestion: "The kinds are " + words.List(names(Kinds())) + "."}
}

// Kinds lists the kinds of figure this release draws, in the order shown.
func Kinds() []Kind {
	list := make([]Kind, len(kinds))
	for i, k := range kinds {
		list[i] = k.name
	}
	return list
}

// KindWord is what a reader calls the kind inside a sentence: "bar chart".
func KindWord(name Kind, lang string) string {
	k, _ := kindOf(name)
	base, _, _ := strings.Cut(lang, "-")
	if word, ok := k.called[base]; ok {
		return word
	}
	return k.called["en"]
}

// KindName is the kind's name at the start of a line, in English: "Bar chart".
func KindName(name Kind) string { return KindNameIn(name, "en") }

// KindNameIn is the kind's name at the start of a line in that language.
func KindNameIn(name Kind, lang string) string {
	return words.Capital(KindWord(name, lang))
}

// Roles are the columns that a figure reads, in the order the studio asks for them.
func Roles(s Spec) []Role {
	k, _ := kindOf(s.Kind)
	return slices.Clone(k.rolesIn(s))
}

func (k kind) rolesIn(s Spec) []Role {
	if k.rolesOf != nil {
		return k.rolesOf(s)
	}
	return k.roles
}

// OnMap reports whether a kind is drawn on a boundary set.
func OnMap(name Kind) bool {
	k, _ := kindOf(name)
	return k.drawnOn != nil
}

// DrawnOn reports whether a kind can be drawn on that boundary set.
func DrawnOn(name Kind, set *places.Set) bool {
	k, _ := kindOf(name)
	return k.drawnOn != nil && k.drawnOn(set)
}

// called names a kind in English and Welsh.
func called(english, welsh string) map[string]string {
	return map[string]string{"en": english, "cy": welsh}
}

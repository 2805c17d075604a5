package widgets

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/widgets/words"
)

// MaxTitleWords is how long a title reads well (ONS service manual, "Titles").
const MaxTitleWords = 15

// MaxSeries is how many lines can be told apart by colour (Analysis Function).
const MaxSeries = 4

// Check is one thing that a machine can check about a figure, done or not,
// with the reason in plain words.
type Check struct {
	ID       string // "source", "licence", "alt" …
	Title    string
	Reason   string
	Done     bool
	Blocking bool    // not done, it stands in the way of publishing
	Field    string  // the form field to mend it in
	Repair   *Repair // one click that mends it, where there is one
}

// Repair sets one form field to a value.
type Repair struct {
	Name, Value string
	Label       string // of the button: "Add “in 2018/19” to the title"
}

// Checks looks at everything about a figure that a machine can. Result is the
// Query run again on the Snapshot; the figure must say the same. What needs a
// look comes first, and of that what stands in the way of publishing. faults
// are what ContrastFaults found in the drawings.
func Checks(f Figure, s Spec, src datasets.Source, r datasets.Result, faults ...ContrastFault) []Check {
	k, _ := kindOf(f.Kind)
	e := examination{f, s, src, r, k, faults}
	var checks []Check
	for _, examine := range slices.Concat([]func(examination) (Check, bool){
		examination.sourceNamed, examination.licence, examination.description, examination.altNumbers, examination.tokens, examination.numbers,
		examination.contrast, examination.missing, examination.annotations, examination.typedNumbers, examination.unreadIntervals, examination.statuses,
		examination.titleFinding, examination.titleLength,
		examination.titleNumeral, examination.titleNumbers, examination.period,
	}, k.checks) {
		if c, applies := examine(e); applies {
			c.Blocking = c.Blocking && !c.Done
			checks = append(checks, c)
		}
	}
	slices.SortStableFunc(checks, func(a, b Check) int { return cmp.Compare(Urgency(a), Urgency(b)) })
	return checks
}

// Urgency orders checks: 0 for what stands in the way of publishing, 1 for what
// needs a look, 2 for what is done.
func Urgency(c Check) int {
	switch {
	case c.Blocking:
		return 0
	case !c.Done:
		return 1
	}
	return 2
}

// examination is a figure with all that it is checked against.
type examination struct {
	figure Figure
	spec   Spec
	from   datasets.Source
	result datasets.Result
	kind   kind
	faults []ContrastFault // of its drawings
}

func (e examination) sourceNamed() (Check, bool) {
	c := Check{ID: "source", Title: "The source is named", Blocking: true, Field: "publisher"}
	c.Reason = ended(e.from.Publisher)
	c.Done = strings.TrimSpace(e.from.Publisher) != ""
	if !c.Done {
		c.Title = "The source is not named"
		c.Reason = "Readers must be able to see whose figures these are. Name the publisher."
	}
	return c, true
}

func (e examination) licence() (Check, bool) {
	c := Check{ID: "licence", Title: "The licence is decided", Blocking: true, Field: "licence"}
	licence, known := datasets.LicenceByKey(e.from.Licence)
	c.Done = known && licence.Open
	switch {
	case c.Done:
		c.Reason = ended(licence.Name)
		if e.from.LicenceBy != "" {
			c.Reason += " Decided by " + ended(e.from.LicenceBy)
		}
	case known:
		c.Title = "The licence does not allow this"
		c.Reason = fmt.Sprintf("%s does not allow the figures to be published again.", licence.Name)
	default:
		c.Title = "The licence is not decided"
		c.Reason = "Without a licence nobody may publish these figures again. Choose the one the publisher gives."
	}
	return c, true
}

func (e examination) description() (Check, bool) {
	c := Check{ID: "alt", Title: "There is a description", Blocking: true, Field: "alt"}
	n := len(strings.Fields(e.figure.Alt))
	c.Done = n > 0
	switch {
	case !c.Done:
		c.Title = "There is no description"
		c.Reason = "People who cannot see the figure would get nothing. Describe it in a sentence or two."
	case strings.TrimSpace(e.spec.Alt) == "":
		c.Reason = words.Count(n, "word", "words") + ", written from the numbers."
	default:
		c.Reason = words.Count(n, "word", "words") + ", written by a person."
		if written := Describe(e.figure); written != e.figure.Alt {
			c.Repair = &Repair{Name: "alt", Value: "", Label: "Write it from the numbers"}
		}
	}
	return c, true
}

func (e examination) tokens() (Check, bool) {
	c := Check{ID: "tokens", Title: "Every word in braces has its number", Blocking: true, Field: "title"}
	if len(e.figure.Unresolved) == 0 {
		c.Done = true
		c.Reason = "Numbers in the text follow the data."
		holds := slices.ContainsFunc(e.spec.texts(), func(t specText) bool { return words.HasToken(t.text) })
		return c, holds
	}
	c.Title = "A word in braces has no number"
	for i, fault := range TokenFaults(e.figure) {
		if i == 0 {
			c.Field = fault.Field
		}
		c.Reason = strings.TrimSpace(c.Reason + " " + fault.Error())
	}
	return c, true
}

// numbers compares the figure with one made afresh from the Result.
func (e examination) numbers() (Check, bool) {
	c := Check{ID: "numbers", Title: "The numbers are those of the source", Blocking: true}
	fresh, err := NewFigure(e.spec, e.result, e.figure.Provenance, e.figure.Theme, e.figure.Lang, e.figure.sets()...)
	if err != nil {
		c.Title = "The numbers are not those of the source"
		c.Reason = "The figure cannot be made again from the stored file. " + err.Error()
		return c, true
	}
	equal := 0
	for i, row := range fresh.Table.Rows {
		if i < len(e.figure.Table.Rows) && slices.Equal(row, e.figure.Table.Rows[i]) {
			equal++
		}
	}
	c.Done = equal == len(fresh.Table.Rows) && len(e.figure.Table.Rows) == equal &&
		reflect.DeepEqual(fresh.Series, e.figure.Series) && reflect.DeepEqual(fresh.Totals, e.figure.Totals) && reflect.DeepEqual(fresh.Headline, e.figure.Headline) &&
		reflect.DeepEqual(fresh.Headlines, e.figure.Headlines) &&
		reflect.DeepEqual(fresh.Facts, e.figure.Facts)
	c.Reason = fmt.Sprintf("%s of %s equal the stored file, row by row.", words.Whole(equal), words.Count(len(fresh.Table.Rows), "row", "rows"))
	if at := e.figure.Provenance.AsAtWords; at != "" {
		c.Reason += " Last fetched " + at + "."
	}
	if !c.Done {
		c.Title = "The numbers are not those of the source"
		c.Reason = "The figure was made from other rows than the stored file now gives. Open it again to make it afresh."
	}
	return c, true
}

// missing counts that each missing number of the Result is a gap in the figure.
func (e examination) missing() (Check, bool) {
	c := Check{ID: "missing", Title: "Nothing missing is drawn as zero", Blocking: true}
	column := e.result.Index(e.spec.Encoding.Value)
	if column < 0 {
		return c, false
	}
	gone, there := 0, 0
	time := -1
	if e.kind.inTime {
		time = e.result.Index(e.spec.Encoding.Time)
	}
	for _, row := range e.result.Rows {
		if time >= 0 && row[time].Kind.Calendar() && row[time].Missing != table.Present {
			continue // told of in a note
		}
		if row[column].Missing == table.Present {
			there++
		} else {
			gone++
		}
	}
	drawn := len(present(allPoints(e.figure))) + e.figure.references()
	switch {
	case e.kind.asTheyAre:
		drawn = there
	case e.kind.drawn != nil:
		drawn = e.kind.drawn(e.figure)
	}
	c.Done = drawn == there
	switch {
	case !c.Done:
		c.Title = "Something missing is drawn as a number"
		c.Reason = fmt.Sprintf("%s are drawn, but the data has %s.", words.Count(drawn, "number", "numbers"), words.Whole(there))
	case gone == 0:
		c.Reason = "No number is missing."
	default:
		c.Reason = fmt.Sprintf("%s missing; each is left open and its reason given.", words.Count(gone, "number is", "numbers are"))
	}
	return c, true
}

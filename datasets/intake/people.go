package intake

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"

	"figurehead/datasets"
	"figurehead/datasets/office"
	"figurehead/datasets/personal"
	"figurehead/datasets/table"
	"figurehead/datasets/work"
)

// Found is personal data in a file, before anything of it is kept.
type Found struct {
	Used   []personal.Finding // in columns that would be used: a person decides
	Unused []personal.Finding // in columns that say the same in every row: left out
}

// FindPeople looks at every column of a reading, used or not.
func FindPeople(ctx context.Context, raw []byte, r Reading) (Found, error) {
	var found Found
	var err error
	if found.Used, err = personal.Scan(ctx, r.flat); err != nil {
		return found, err
	}
	found.Used = personal.Open(found.Used, r.Recipe)
	rest, some := unused(r.Recipe)
	if !some {
		return found, nil
	}
	other, err := Read(ctx, raw, rest, Options{})
	var problem datasets.Problem
	if errors.As(err, &problem) { // cells that no kind fits are read as text
		other, err = Read(ctx, raw, asText(rest), Options{})
	}
	if err != nil {
		return found, err
	}
	found.Unused, err = personal.Scan(ctx, other.flat)
	return found, err
}

// unused is a Recipe that reads just the columns that r leaves out of itself.
func unused(r datasets.Recipe) (datasets.Recipe, bool) {
	r = clone(r)
	r.TotalRows, r.Unpivot, r.Within = nil, nil, ""
	some := false
	for i := range r.Columns {
		c := &r.Columns[i]
		c.Dropped = !c.Dropped || c.Personal != nil
		some = some || !c.Dropped
	}
	return r, some
}

func asText(r datasets.Recipe) datasets.Recipe {
	for i := range r.Columns {
		r.Columns[i].Field = table.Field{Name: r.Columns[i].Field.Name}
	}
	return r
}

// Undecided is the error of a file about whose personal data somebody has to
// decide first.
type Undecided struct{ Found []personal.Finding }

// Error counts the columns.
func (u *Undecided) Error() string {
	return fmt.Sprintf("%s may hold personal data", counted(len(u.Found), "column", "columns"))
}

// Kept is a file as it may be stored: the original, or a cleaned copy.
type Kept struct {
	Raw     []byte
	Reading Reading
	// Dropped names the columns that nobody had decided about.
	Dropped []personal.Finding
	// New names the columns that the file did not have when somebody decided about
	// people in it. They were left out.
	New []string
}

// Keep reads raw, by a Recipe where there is one, and gives what may be stored
// of it. Columns with personal data are treated as decided, by the name of the
// Field or in the Recipe; those that nobody decided about are left out. When
// anything is left out or cut, rows around the table name people or its columns
// were chosen, only a cleaned copy of the used columns is given back. Of a workbook without people
// in the table the cells are given back and nothing else: see copyWorkbook.
//
// A Recipe of a cleaned copy reads the original as it was read before. Columns
// that are new in it are then left out and reported: nobody looked at them.
func Keep(ctx context.Context, name string, raw []byte, r *datasets.Recipe, decisions map[string]datasets.PersonalDecision, o Options) (Kept, error) {
	defer collectEarly(len(raw))()
	reading, news, err := readOriginal(ctx, name, raw, r, o)
	if err != nil {
		return Kept{}, err
	}
	kept, err := keepReading(ctx, raw, reading, decisions, o)
	kept.New = news
	for _, name := range news {
		kept.Reading.Problems = append(kept.Reading.Problems, datasets.Problem{Field: name, Message: fmt.Sprintf("The column %s is new in the file. It was left out.", quote(name)),
			Suggestion: "This file holds personal data, so only columns that somebody looked at are kept. To use the new one, read the file again from the start."})
	}
	return kept, err
}

// KeepStored is Keep of bytes that are stored already, with the Recipe that
// they are read by.
func KeepStored(ctx context.Context, raw []byte, r datasets.Recipe, decisions map[string]datasets.PersonalDecision, o Options) (Kept, error) {
	reading, err := Read(ctx, raw, r, o)
	if err != nil {
		return Kept{}, err
	}
	return keepReading(ctx, raw, reading, decisions, o)
}

func keepReading(ctx context.Context, raw []byte, reading Reading, decisions map[string]datasets.PersonalDecision, o Options) (Kept, error) {
	found, err := FindPeople(ctx, raw, reading)
	if err != nil {
		return Kept{}, err
	}
	kept := Kept{Raw: raw, Reading: reading}
	recipe, err := Decide(reading.Recipe, slices.Concat(found.Used, found.Unused), decisions)
	if err != nil {
		return Kept{}, err
	}
	for _, f := range found.Used {
		if _, decided := decisions[f.Field]; !decided {
			kept.Dropped = append(kept.Dropped, f)
		}
	}
	if o.Ask && len(kept.Dropped) > 0 {
		return Kept{}, &Undecided{kept.Dropped}
	}
	if !NeedsSeal(recipe) && len(recipe.Only) == 0 {
		var only onlyColumns
		if err := keepUnsealed(ctx, raw, recipe, &kept, o); !errors.As(err, &only) {
			return kept, err
		}
		recipe.Elsewhere = []string{only.why + " Only its used columns were kept."}
	}
	o.File, o.Sheet, o.Part = "", "", "" // the copy has none
	if kept.Raw, kept.Reading, err = sealRead(ctx, raw, recipe, o); err != nil {
		return Kept{}, err
	}
	return kept, nil
}

// onlyColumns is the error of a file of which only the used columns of its table
// may be kept.
type onlyColumns struct{ why string }

func (o onlyColumns) Error() string { return o.why }

var (
	errOnlyColumns = onlyColumns{"People may be named outside the table."}
	errNotLooked   = onlyColumns{"Whether people are named outside the table could not be found out within 30 seconds and 512 MB of memory."}
	errOtherCopy   = onlyColumns{"A copy of the workbook, without comments and notes, would not give the same table."}
)

// whyNoCopy is why a workbook may not be kept as a copy of its cells; nil when
// it may.
func whyNoCopy(err error, same bool) error {
	var only onlyColumns
	switch {
	case errors.As(err, &only):
		return only
	case errors.Is(err, work.ErrBroken):
		return errNotLooked
	case err != nil || !same:
		return errOtherCopy
	}
	return nil
}

// keepUnsealed keeps a file of which every used column may be kept: as it is,
// or of a workbook its cells. The copy of a workbook must read as it does.
func keepUnsealed(ctx context.Context, raw []byte, r datasets.Recipe, kept *Kept, o Options) error {
	before := r.Elsewhere
	r.Elsewhere = nil
	if beside, err := namedBeside(ctx, raw, r); err != nil {
		return err
	} else if beside {
		return errOnlyColumns
	}
	inner, err := namedElsewhere(ctx, raw, r, o)
	if err != nil {
		return err
	}
	if r.Format != xlsxFormat && r.Format != odsFormat {
		named, err := namedOutside(ctx, inner, r, kept.Reading.Table)
		switch {
		case err != nil:
			return err
		case named || kept.Reading.names:
			return errOnlyColumns
		case reflect.DeepEqual(r, kept.Reading.Recipe):
			return nil
		}
		kept.Reading, err = Read(ctx, raw, r, o)
		return err
	}
	digest, where := kept.Reading.Table.Digest(), aroundTable(r, kept.Reading.Table)
	kept.Reading = Reading{} // room for the copy and for its reading
	copied, said, err := copyWorkbook(ctx, raw, r, where)
	if err == nil {
		if office.CopyOf(raw) != "" { // of what was left out before nothing is left to find
			said = append(before, said...)
		}
		r.Elsewhere = said
		kept.Raw = copied
		kept.Reading, err = Read(ctx, copied, r, o)
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return whyNoCopy(err, err == nil && kept.Reading.Table.Digest() == digest)
}

// readOriginal reads a file that was never stored; news are its new columns.
func readOriginal(ctx context.Context, name string, raw []byte, r *datasets.Recipe, o Options) (reading Reading, news []string, err error) {
	switch {
	case r == nil:
		reading, err = Propose(ctx, name, raw, o)
		return reading, nil, err
	case r.Sealed == nil:
		reading, err = Read(ctx, raw, *r, o)
		return reading, nil, err
	}
	origin := *r.Sealed
	g, inner := givenBy(origin), raw
	if origin.File != "" {
		if inner, g.packed, err = unpack(raw, origin.File); err != nil {
			return Reading{}, nil, err
		}
	}
	p, err := examine(ctx, inner, g)
	if err != nil {
		return Reading{}, nil, withoutCells(err)
	}
	origin, news = admit(origin, p.layout)
	reading, err = Read(ctx, raw, origin, o)
	return reading, news, withoutCells(err)
}

// admit finds the columns of r among the headings of a newer file, in their
// order, and leaves all others out. Where one is missing r stays as it is.
func admit(r datasets.Recipe, l layout) (datasets.Recipe, []string) {
	admitted := clone(r)
	admitted.Columns = nil
	var news []string
	known := 0
	for position, heading := range l.headings {
		if known < len(r.Columns) && r.Columns[known].Heading == heading {
			c := clone(r).Columns[known]
			c.Position = position
			admitted.Columns = append(admitted.Columns, c)
			known++
			continue
		}
		news = append(news, l.names[position])
		admitted.Columns = append(admitted.Columns, datasets.RecipeColumn{
			Position: position, Heading: heading, Dropped: true, Field: table.Field{Name: freeName(r, l.names[position])},
			Personal: &datasets.PersonalDecision{Use: datasets.PersonalDrop},
		})
	}
	if known < len(r.Columns) {
		return r, nil
	}
	return admitted, news
}

// freeName is a name that no column of r has.
func freeName(r datasets.Recipe, name string) string {
	for free := name; ; free += " (new)" {
		if columnNamed(&r, free) == nil {
			return free
		}
	}
}

// sealedFile says what was kept of a file with people in it.
func (d *describer) sealedFile() string {
	if d.r.Releases > 1 {
		return fmt.Sprintf("%s, put below each other: %s in %s. The columns that are used were kept.",
			counted(d.r.Releases, "release", "releases"), counted(d.p.sheet.rows()-1, "row", "rows"), counted(len(d.r.Columns), "column", "columns"))
	}
	if len(d.r.Sealed.Only) > 0 {
		return fmt.Sprintf("This is a copy of the columns that were chosen of %s: %s in %s. The other columns were not kept, nor was the file itself.",
			formatName(d.r.Sealed.Format), counted(d.p.sheet.rows()-1, "row", "rows"), counted(len(d.r.Columns), "column", "columns"))
	}
	return fmt.Sprintf("This is a cleaned copy of %s: %s in %s. The file itself was not kept, because it held personal data.",
		formatName(d.r.Sealed.Format), counted(d.p.sheet.rows()-1, "row", "rows"), counted(len(d.r.Columns), "column", "columns"))
}

// people says what was decided about personal data.
func (d *describer) people() []Sentence {
	var all []Sentence
	for _, text := range Decisions(d.r) {
		all = append(all, Sentence{Topic: "People", Text: text})
	}
	return all
}

// Decisions says what was decided about personal data, and by whom.
func Decisions(r datasets.Recipe) []string {
	var all []string
	say := func(c datasets.RecipeColumn, text string) {
		switch {
		case c.Personal.By != "":
			text += " Decided by " + c.Personal.By + "."
		case c.Personal.Use == datasets.PersonalDrop:
			text += " Nobody was asked."
		}
		all = append(all, text)
	}
	all = append(all, r.Elsewhere...)
	if r.Sealed != nil {
		all = append(all, r.Sealed.Elsewhere...)
		for _, c := range r.Sealed.Columns {
			switch {
			case c.Personal == nil || !c.Dropped:
			case len(c.Personal.Kinds) == 0:
				all = append(all, fmt.Sprintf("%s was new in a later copy of the file and was left out: nobody has looked at it.", quote(c.Field.Name)))
			default:
				say(c, fmt.Sprintf("%s was left out: it held what may be %s.", quote(c.Field.Name), kindWordsOf(c.Personal)))
			}
		}
	}
	for _, c := range r.Columns {
		switch {
		case c.Personal == nil:
		case c.Personal.Use == datasets.PersonalCut:
			say(c, fmt.Sprintf("%s was made coarser: it held %s.", quote(c.Field.Name), kindWordsOf(c.Personal)))
		case c.Personal.Use == datasets.PersonalKeep:
			say(c, fmt.Sprintf("%s is kept although it may hold %s: %s.", quote(c.Field.Name), kindWordsOf(c.Personal), c.Personal.Reason))
		}
	}
	return all
}

func kindWordsOf(d *datasets.PersonalDecision) string {
	var kinds []string
	for _, key := range d.Kinds {
		kinds = append(kinds, personal.KindWords(key))
	}
	return joined(kinds, len(kinds))
}

package studio

import (
	"strconv"
	"strings"

	"figurehead/widgets"
	"figurehead/widgets/words"
)

// difference is one thing that two people have set differently.
type difference struct {
	Key          string // of its choice in the form
	What         string
	Mine, Theirs string
}

// orders are what the orders of a figure are called on Say it.
var orders = map[string]string{"value": "Highest first", "valueAscending": "Lowest first", "name": "By name", "data": "As in the file"}

// differences tells field by field what two people have set differently.
func differences(mine, theirs widgets.Draft, mineData, theirData []dataChoice) []difference {
	var list []difference
	tell := func(key, what, a, b, none string) {
		if a == b {
			return
		}
		if a == "" {
			a = none
		}
		if b == "" {
			b = none
		}
		list = append(list, difference{key, what, a, b})
	}
	a, b := mine.Spec, theirs.Spec
	tell("title", "Title", a.Title, b.Title, "Empty")
	tell("sentence", "Sentence after the number", a.Sentence, b.Sentence, "Empty")
	tell("subtitle", "Subtitle", a.Subtitle, b.Subtitle, "Empty")
	tell("alt", "Description", a.Alt, b.Alt, "Written from the numbers")
	tell("post", "Words for posts", a.Post, b.Post, "Written from the numbers")
	tell("note", "Note", a.Note, b.Note, "None")
	tell("kind", "Kind", widgets.KindName(a.Kind), widgets.KindName(b.Kind), "")
	if a.Kind == b.Kind {
		tell("columns", "Columns", strings.Join(columnsOf(a), ", "), strings.Join(columnsOf(b), ", "), "None")
	}
	tell("highlight", "Stands out", strings.Join(a.Highlight, ", "), strings.Join(b.Highlight, ", "), "Nothing")
	tell("order", "Order", orders[a.Order], orders[b.Order], "As the data has it")
	tell("limit", "Most rows to show", limitOf(mine.Query), limitOf(theirs.Query), "All")
	tell("rows", "Rows", sayPage{Data: mineData}.DataSummary(), sayPage{Data: theirData}.DataSummary(), "")
	tell("decimals", "Decimal places", sayPage{Draft: mine}.Decimals(), sayPage{Draft: theirs}.Decimals(), "As the data needs")
	tell("unit", "Unit", a.Number.Unit, b.Number.Unit, "That of the column")
	tell("annotations", "Annotations", remarksOf(a), remarksOf(b), "None")
	tell("edits", "Numbers edited by hand", strconv.Itoa(len(mine.Query.Edits())), strconv.Itoa(len(theirs.Query.Edits())), "")
	if len(list) == 0 {
		list = append(list, difference{"other", "Other settings", "As you set them", "As they set them"})
	}
	return list
}

// kept is mine with the parts of theirs that the form keeps: "keep-title" is "mine"
// or "theirs", and so on for every difference that was shown.
func kept(mine, theirs widgets.Draft, theirData []dataChoice, values map[string]string) widgets.Draft {
	theirsKept := func(key string) bool { return values["keep-"+key] == "theirs" }
	if theirsKept("other") {
		return theirs
	}
	a, b := &mine.Spec, theirs.Spec
	for key, take := range map[string]func(){
		"title": func() { a.Title = b.Title }, "sentence": func() { a.Sentence = b.Sentence }, "subtitle": func() { a.Subtitle = b.Subtitle },
		"alt": func() { a.Alt, a.AltFor = b.Alt, b.AltFor }, "post": func() { a.Post = b.Post }, "note": func() { a.Note = b.Note },
		"kind":    func() { a.Kind, a.Encoding, a.Panel = b.Kind, b.Encoding, b.Panel },
		"columns": func() { a.Encoding, a.Panel = b.Encoding, b.Panel }, "highlight": func() { a.Highlight = b.Highlight },
		"order": func() { a.Order = b.Order }, "decimals": func() { a.Number.Decimals = b.Number.Decimals }, "unit": func() { a.Number.Unit = b.Number.Unit },
		"annotations": func() { a.Annotations, a.Breaks = b.Annotations, b.Breaks },
		"edits":       func() { mine.Query = theirs.Query },
	} {
		if theirsKept(key) {
			take()
		}
	}
	if theirsKept("limit") {
		mine.Query.Steps, _ = readRows(mine.Query.Steps, map[string]string{"rows": limitOf(theirs.Query)})
	}
	if theirsKept("rows") {
		for _, choice := range theirData {
			mine.Query.Steps = narrow(mine.Query.Steps, choice, choice.Value)
		}
	}
	return mine
}

// columnsOf names the columns that a figure reads.
func columnsOf(s widgets.Spec) []string {
	var names []string
	for _, role := range widgets.Roles(s) {
		if field := widgets.RoleField(s.Encoding, role.Name); field != "" {
			names = append(names, field)
		}
	}
	return names
}

// remarksOf words the annotations and breaks of a figure.
func remarksOf(s widgets.Spec) string {
	var said []string
	for _, a := range s.Annotations {
		sort, _ := sortNamed(sortOf(a))
		if a.Text != "" {
			said = append(said, "“"+a.Text+"”")
		} else {
			said = append(said, "a "+sort.legend)
		}
	}
	if n := len(s.Breaks); n > 0 {
		said = append(said, words.Count(n, "break", "breaks"))
	}
	return strings.Join(said, ", ")
}

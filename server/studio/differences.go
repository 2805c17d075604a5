package studio

import (
	"strconv"
	"strings"

	"figurehead/widgets"
	"figurehead/widgets/words"
)

// difference is one thing that two people have set differently.
type difference struct {
	What         string
	Mine, Theirs string
}

// orders are what the orders of a figure are called on Say it.
var orders = map[string]string{"value": "Highest first", "valueAscending": "Lowest first", "name": "By name", "data": "As in the file"}

// differences tells field by field what two people have set differently.
func differences(mine, theirs widgets.Draft, mineData, theirData []dataChoice) []difference {
	var list []difference
	tell := func(what, a, b, none string) {
		if a == b {
			return
		}
		if a == "" {
			a = none
		}
		if b == "" {
			b = none
		}
		list = append(list, difference{what, a, b})
	}
	a, b := mine.Spec, theirs.Spec
	tell("Title", a.Title, b.Title, "Empty")
	tell("Sentence after the number", a.Sentence, b.Sentence, "Empty")
	tell("Subtitle", a.Subtitle, b.Subtitle, "Empty")
	tell("Description", a.Alt, b.Alt, "Written from the numbers")
	tell("Words for posts", a.Post, b.Post, "Written from the numbers")
	tell("Note", a.Note, b.Note, "None")
	tell("Kind", widgets.KindName(a.Kind), widgets.KindName(b.Kind), "")
	if a.Kind == b.Kind {
		tell("Columns", strings.Join(columnsOf(a), ", "), strings.Join(columnsOf(b), ", "), "None")
	}
	tell("Stands out", strings.Join(a.Highlight, ", "), strings.Join(b.Highlight, ", "), "Nothing")
	tell("Order", orders[a.Order], orders[b.Order], "As the data has it")
	tell("Most rows to show", limitOf(mine.Query), limitOf(theirs.Query), "All")
	tell("Rows", sayPage{Data: mineData}.DataSummary(), sayPage{Data: theirData}.DataSummary(), "")
	tell("Decimal places", sayPage{Draft: mine}.Decimals(), sayPage{Draft: theirs}.Decimals(), "As the data needs")
	tell("Unit", a.Number.Unit, b.Number.Unit, "That of the column")
	tell("Annotations", remarksOf(a), remarksOf(b), "None")
	tell("Numbers edited by hand", strconv.Itoa(len(mine.Query.Edits())), strconv.Itoa(len(theirs.Query.Edits())), "")
	if len(list) == 0 {
		list = append(list, difference{"Other settings", "As you set them", "As they set them"})
	}
	return list
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

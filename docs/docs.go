// Package docs holds the pages of the documentation that the product shows
// itself, so that what an officer reads in the studio and what stands in the
// reference are the same words.
package docs

import (
	_ "embed"
	"strings"
)

// SpecSchema is the JSON Schema of a Spec, which is held against its reader.
//
//go:embed reference/spec.schema.json
var SpecSchema []byte

// QuerySchema is the JSON Schema of a Query, which is held against its reader.
//
//go:embed reference/query.schema.json
var QuerySchema []byte

//go:embed reference/kinds.md
var kinds string

// Kind is what the reference says of one kind of figure, in plain words.
type Kind struct {
	Summary string // what it does
	When    string // when to use it
	Not     string // when not
}

// KindPage is the part of the reference about a kind, by its name in a Spec.
// It is empty where the reference has no such heading.
func KindPage(name string) Kind {
	_, rest, found := strings.Cut(kinds, "\n## "+name+"\n")
	if !found {
		return Kind{}
	}
	section, _, _ := strings.Cut(rest, "\n## ")
	var k Kind
	for _, block := range blocks(section) {
		text := strings.Join(strings.Fields(block), " ")
		when, is := strings.CutPrefix(text, "- When: ")
		switch {
		case is:
			k.When, k.Not, _ = strings.Cut(when, " When not: ")
		case k.Summary == "" && !strings.HasPrefix(text, "!"):
			k.Summary = text
		}
	}
	return k
}

// blocks cuts a section into paragraphs and points of lists.
func blocks(section string) []string {
	var all []string
	open := false
	for line := range strings.Lines(section) {
		line = strings.TrimRight(line, "\n")
		switch {
		case line == "":
			open = false
		case open && !strings.HasPrefix(line, "- "):
			all[len(all)-1] += " " + line
		default:
			all, open = append(all, line), true
		}
	}
	return all
}

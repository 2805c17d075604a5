package jsonfile

import (
	"bytes"
	"strconv"
	"strings"

	"figurehead/datasets/jsontext"
)

// node is one place in the structure of a file: all values under one path.
type node struct {
	parent   *node
	name     string // of a member; "*" for the items of a list
	children map[string]*node
	order    []*node
	objects  int // items that are objects
	lists    int // items that are lists
	others   int // items that are neither
	cells    int // values in all items
	total    int // what a member such as "total" says, -1 when there is none
}

// maxNodes bounds the structure that is kept: an object may have a million keys.
const maxNodes = 5000

// survey walks a file whole and notes where lists stand.
type survey struct {
	jsontext.Scanner
	root  *node
	nodes int
	lines bool // one record a line
}

// totalNames are members beside a list that say how many records there are in all.
var totalNames = map[string]bool{"total": true, "total_count": true, "totalCount": true, "count": true, "numberMatched": true, "total_rows": true}

// look surveys raw. Its error is one of package jsontext's.
func look(raw []byte) (*survey, error) {
	s := &survey{Scanner: jsontext.Scanner{Raw: raw}, root: &node{total: -1}}
	s.Peek()
	start := s.At
	if err := s.walk(s.root, nil); err != nil {
		return s, err
	}
	first := s.At
	if s.End() {
		return s, nil
	}
	if s.Raw[start] != '{' || !endsLine(s.Raw[first:s.At]) {
		return s, s.Bad()
	}
	s.lines, s.root, s.nodes, s.At = true, &node{total: -1}, 0, start
	item := s.child(s.root, "*")
	for !s.End() {
		if s.Peek() != '{' {
			return s, s.Bad()
		}
		item.objects++
		if err := s.walk(item, item); err != nil {
			return s, err
		}
		if at := s.At; !s.End() && !endsLine(s.Raw[at:s.At]) {
			return s, s.Bad()
		}
	}
	return s, nil
}

func endsLine(between []byte) bool { return bytes.IndexByte(between, '\n') >= 0 }

// child is the place below n of that name, or nil when too many are known.
func (s *survey) child(n *node, name string) *node {
	if n == nil {
		return nil
	}
	if c := n.children[name]; c != nil {
		return c
	}
	if s.nodes++; s.nodes > maxNodes {
		return nil
	}
	c := &node{parent: n, name: name, total: -1}
	if n.children == nil {
		n.children = map[string]*node{}
	}
	n.children[name] = c
	n.order = append(n.order, c)
	return c
}

// walk passes over one value at n, inside the items of record.
func (s *survey) walk(n, record *node) error {
	switch s.Peek() {
	case '{':
		return s.Object(func(name string) error {
			if name == "*" { // the path of a list is written so
				return s.Skip()
			}
			if c := s.Peek(); n != nil && totalNames[name] && c >= '0' && c <= '9' {
				return s.count(n, record)
			}
			return s.walk(s.child(n, name), record)
		})
	case '[':
		items := s.child(n, "*")
		return s.Array(func() error { return s.item(items, record) })
	}
	if record != nil {
		record.cells++
	}
	return s.Skip()
}

// item passes over one item of a list.
func (s *survey) item(items, record *node) error {
	c := s.Peek()
	if items == nil {
		return s.Skip()
	}
	switch c {
	case '{':
		items.objects++
		return s.walk(items, items)
	case '[':
		items.lists++
		return s.walk(items, items)
	}
	items.others++
	if record != nil && record == items.parent && record.lists > 0 {
		record.cells++
	}
	return s.Skip()
}

// count reads a member that says how many records there are.
func (s *survey) count(n, record *node) error {
	digits, err := s.Digits()
	if total, bad := strconv.Atoi(string(digits)); err == nil && bad == nil {
		n.total = total
	}
	if record != nil {
		record.cells++
	}
	return err
}

// candidate is a list that can be read as a table.
type candidate struct {
	path  string
	label string
	items *node
}

// maxCandidates bounds what a person is offered.
const maxCandidates = 40

// candidates lists what can be read, in the order of the file.
func (s *survey) candidates() []candidate {
	var out []candidate
	var visit func(n *node, within bool)
	visit = func(n *node, within bool) {
		records := n.objects > 0 && n.objects > n.lists+n.others
		rows := n.lists > 0 && n.objects+n.others == 0 && !within
		if n.name == "*" && (records || rows) && len(out) < maxCandidates {
			out = append(out, candidate{n.path(), n.words(s.lines), n})
		}
		for _, c := range n.order {
			visit(c, within || n.name == "*")
		}
	}
	visit(s.root, false)
	return out
}

// find is the place of a path, or nil.
func (s *survey) find(path string) *node {
	n := s.root
	for _, name := range segments(path) {
		if n = n.children[name]; n == nil {
			return nil
		}
	}
	return n
}

// path is the place as RFC 6901 writes it, with * for the items of a list.
func (n *node) path() string {
	if n.parent == nil {
		return ""
	}
	return n.parent.path() + "/" + strings.NewReplacer("~", "~0", "/", "~1").Replace(n.name)
}

// segments takes a path apart.
func segments(path string) []string {
	if path == "" {
		return nil
	}
	parts := strings.Split(strings.TrimPrefix(path, "/"), "/")
	for i, p := range parts {
		parts[i] = strings.NewReplacer("~1", "/", "~0", "~").Replace(p)
	}
	return parts
}

// words names the list as a person would: result › records.
func (n *node) words(lines bool) string {
	var names []string
	for at := n; at != nil && at.parent != nil; at = at.parent {
		if at.name != "*" {
			names = append([]string{at.name}, names...)
		}
	}
	switch {
	case len(names) == 0 && lines:
		return "the lines of the file"
	case len(names) == 0:
		return "the list that the file is"
	}
	return strings.Join(names, " › ")
}

// size is the number of records at a place.
func (n *node) size() int { return n.objects + n.lists + n.others }

// above is the object that a list of items stands in, or nil.
func (n *node) above() *node {
	if n.parent == nil {
		return nil
	}
	return n.parent.parent
}

package htmltable

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"figurehead/datasets"
)

// start is how what Clip wrote begins.
const start = "<table data-pasted="

// Is reports whether raw is what Clip wrote.
func Is(raw []byte) bool { return bytes.HasPrefix(raw, []byte(start)) }

// origins are the programs that a clipboard can be told from, by what is in it.
var origins = []struct{ mark, name string }{
	{"google-sheets-html-origin", "Google Sheets"}, {"data-sheets-", "Google Sheets"},
	{"office:excel", "Excel"}, {"Excel.Sheet", "Excel"},
	{"office:word", "Word"}, {"Word.Document", "Word"},
	{"LibreOffice", "LibreOffice"}, {"OpenOffice", "OpenOffice"},
}

// web is the origin of all other clipboards.
const web = "a web page"

// Clip takes the tables out of the HTML of a clipboard, and reports whether it
// has one with more than a single cell. Of hidden rows and columns only that
// they were there is kept.
func Clip(clipboard []byte) ([]byte, bool) {
	if len(clipboard) > datasets.MaxFileBytes || !bytes.Contains(bytes.ToLower(clipboard), []byte("<table")) {
		return nil, false
	}
	document, err := html.Parse(bytes.NewReader(clipboard))
	if err != nil {
		return nil, false
	}
	origin := web
	for _, o := range origins {
		if bytes.Contains(clipboard, []byte(o.mark)) {
			origin = o.name
			break
		}
	}
	w := clipper{origin: origin}
	w.find(document)
	return w.out.Bytes(), w.cells > 1 && !w.wide
}

type clipper struct {
	out    bytes.Buffer
	origin string
	cells  int
	off    []bool      // columns of the table that are hidden
	reach  map[int]int // by column: rows below that a merged cell covers
	wide   bool        // wider than a sheet is: no table that anybody copied
}

// find writes each table that has no other inside; those around it are layout.
func (w *clipper) find(n *html.Node) {
	if w.wide {
		return
	}
	if n.DataAtom == atom.Table && !hidden(n) && !holdsTable(n) {
		w.table(n)
		return
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.find(c)
	}
}

func holdsTable(n *html.Node) bool {
	for d := range n.Descendants() {
		if d.DataAtom == atom.Table {
			return true
		}
	}
	return false
}

func (w *clipper) table(n *html.Node) {
	w.off, w.reach = nil, map[int]int{}
	fmt.Fprintf(&w.out, "%s%q>\n", start, w.origin)
	for d := range n.Descendants() {
		switch d.DataAtom {
		case atom.Caption:
			w.out.WriteString("<caption>")
			w.text(d)
			w.out.WriteString("</caption>\n")
		case atom.Col:
			w.col(d)
		case atom.Tr:
			w.row(d)
		}
	}
	w.out.WriteString("</table>\n")
}

func (w *clipper) col(n *html.Node) {
	span := max(number(attribute(n, "span"), maxSpan), 1)
	words, off := "", hidden(n) || n.Parent.DataAtom == atom.Colgroup && hidden(n.Parent) || attribute(n, "width") == "0"
	if off {
		words = " hidden"
	}
	for range span {
		w.off = append(w.off, off)
	}
	fmt.Fprintf(&w.out, "<col span=%d%s>\n", span, words)
}

func (w *clipper) row(n *html.Node) {
	off := hidden(n) || hidden(n.Parent)
	w.out.WriteString("<tr")
	if off {
		w.out.WriteString(" hidden")
	}
	w.out.WriteString(">")
	at := 0
	for c := n.FirstChild; c != nil && !w.wide; c = c.NextSibling {
		if c.DataAtom == atom.Td || c.DataAtom == atom.Th {
			at = w.past(at)
			wide, deep := spans(c)
			if w.wide = w.wide || at+wide > maxWide; w.wide {
				break
			}
			w.cell(c, off || w.columnsOff(at, wide))
			for range wide {
				if deep > 1 {
					w.reach[at] = deep - 1
				}
				at++
			}
		}
	}
	w.past(at)
	w.out.WriteString("</tr>\n")
}

// past is the next column that no cell from above covers.
func (w *clipper) past(at int) int {
	for w.reach[at] > 0 {
		w.reach[at]--
		at++
	}
	return at
}

// columnsOff reports whether all columns of a cell are hidden.
func (w *clipper) columnsOff(from, wide int) bool {
	return from+wide <= len(w.off) && !slices.Contains(w.off[from:from+wide], false)
}

// spans are the columns and rows that a cell stands for.
func spans(n *html.Node) (wide, deep int) {
	return max(number(attribute(n, "colspan"), maxSpan), 1), max(number(attribute(n, "rowspan"), maxSpan), 1)
}

func (w *clipper) cell(n *html.Node, off bool) {
	w.cells++
	fmt.Fprintf(&w.out, "<%s", n.Data)
	if wide, deep := spans(n); wide > 1 || deep > 1 {
		fmt.Fprintf(&w.out, " colspan=%d rowspan=%d", wide, deep)
	}
	style := strings.ReplaceAll(strings.ToLower(attribute(n, "style")), " ", "")
	if strings.Contains(style, "mso-ignore:colspan") { // words that run over into the cells beside
		w.out.WriteString(" data-spill")
	}
	if off = off || hidden(n); off {
		w.out.WriteString(" hidden")
	} else if value := exact(n); value != "" {
		fmt.Fprintf(&w.out, " data-value=%q", value)
	}
	w.out.WriteString(">")
	if !off {
		w.text(n)
	}
	fmt.Fprintf(&w.out, "</%s>", n.Data)
}

// text writes the words of a node that can be seen; small raised ones as such.
func (w *clipper) text(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type == html.TextNode:
			w.out.WriteString(html.EscapeString(c.Data))
		case c.Type != html.ElementNode || hidden(c):
		case c.DataAtom == atom.Br || c.DataAtom == atom.P || c.DataAtom == atom.Div || c.DataAtom == atom.Li:
			w.out.WriteString(" ")
			w.text(c)
			w.out.WriteString(" ")
		case raised(c):
			w.out.WriteString("<sup>")
			w.text(c)
			w.out.WriteString("</sup>")
		default:
			w.text(c)
		}
	}
}

// unseen are elements whose text nobody sees.
var unseen = map[atom.Atom]bool{
	atom.Script: true, atom.Style: true, atom.Template: true, atom.Noscript: true, atom.Del: true, atom.Svg: true,
	atom.Select: true, atom.Textarea: true, atom.Button: true, atom.Title: true, atom.Object: true, atom.Iframe: true,
}

// hidden reports whether a node cannot be seen where it was copied.
func hidden(n *html.Node) bool {
	if n == nil || n.Type != html.ElementNode {
		return false
	}
	style := strings.ReplaceAll(strings.ToLower(attribute(n, "style")), " ", "")
	for _, words := range []string{"display:none", "visibility:hidden", "visibility:collapse", "mso-hide:all", "mso-element:comment", "clip:rect(", "clip-path:inset(50%"} {
		if strings.Contains(style, words) {
			return true
		}
	}
	return unseen[n.DataAtom] || hasAttribute(n, "hidden") || strings.Contains(attribute(n, "class"), "msocom")
}

// raised reports whether a node is small and above the line, as notes are.
func raised(n *html.Node) bool {
	style := strings.ReplaceAll(strings.ToLower(attribute(n, "style")), " ", "")
	class := attribute(n, "class")
	return n.DataAtom == atom.Sup || strings.Contains(style, "vertical-align:super") || strings.Contains(style, "mso-footnote-id") ||
		strings.Contains(class, "MsoFootnoteReference") || strings.Contains(class, "MsoEndnoteReference")
}

// exact is the number behind what a cell shows, as its program writes it.
func exact(n *html.Node) string {
	for _, name := range []string{"x:num", "sdval"} {
		if value := attribute(n, name); plainNumber(value) {
			return value
		}
	}
	// {"1":3,"3":0.5112}: a number of Google Sheets
	if rest, found := strings.CutPrefix(strings.ReplaceAll(attribute(n, "data-sheets-value"), " ", ""), `{"1":3,"3":`); found {
		if value := strings.TrimSuffix(rest, "}"); plainNumber(value) {
			return value
		}
	}
	return ""
}

func plainNumber(text string) bool {
	v, err := strconv.ParseFloat(text, 64)
	return err == nil && v-v == 0 && !strings.ContainsAny(text, "xX_")
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func hasAttribute(n *html.Node, name string) bool {
	for _, a := range n.Attr {
		if a.Key == name {
			return true
		}
	}
	return false
}

// maxSpan is the most cells that one may stand for, as browsers have it.
const maxSpan = 1000

func number(text string, most int) int {
	n, err := strconv.Atoi(strings.TrimSpace(text))
	if err != nil || n < 0 {
		return 0
	}
	return min(n, most)
}

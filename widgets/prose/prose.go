// Package prose reads the safe subset of Markdown that officers write on a
// campaign: paragraphs, headings, emphasis, links, lists and quotes. It gives a
// tree of a closed set of nodes and never HTML: whoever shows it writes the
// elements and escapes the texts. HTML in a text is text, pictures are their
// words, and a link that is not http, https or mailto is its words alone.
//
//	blocks := prose.Parse("More than **half**", 2)
package prose

import (
	"net/url"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// Limits of what is read: texts beyond them are cut at the limit, quotes and
// lists deeper than the depth become plain blocks.
const (
	MaxCharacters = 20_000
	maxDepth      = 5
	lastLevel     = 6 // of headings
)

// Kind of a Block or a Span.
type Kind string

// The kinds of blocks and spans.
const (
	Paragraph Kind = "paragraph"
	Heading   Kind = "heading"
	Bullets   Kind = "bullets"
	Numbers   Kind = "numbers"
	Quote     Kind = "quote"

	Text     Kind = "text"
	Emphasis Kind = "emphasis"
	Strong   Kind = "strong"
	Link     Kind = "link"
	Break    Kind = "break"
)

// Block is a paragraph or heading with Spans, a quote with Blocks, or a list
// with Items.
type Block struct {
	Kind   Kind
	Level  int // of a heading, from the first level that Parse was given
	Start  int // number of the first item of a numbered list
	Spans  []Span
	Blocks []Block
	Items  [][]Block
}

// Span is a text, a line break, or emphasis or a link around Spans.
type Span struct {
	Kind    Kind
	Text    string
	Address string // of a link: http, https or mailto
	Spans   []Span
}

// markdown knows only what the subset has: no HTML, no code, no pictures.
var markdown = parser.NewParser(
	parser.WithBlockParsers(
		util.Prioritized(parser.NewSetextHeadingParser(), 100),
		util.Prioritized(parser.NewListParser(), 300),
		util.Prioritized(parser.NewListItemParser(), 400),
		util.Prioritized(parser.NewCodeBlockParser(), 500), // or an indented line would be lost
		util.Prioritized(parser.NewATXHeadingParser(), 600),
		util.Prioritized(parser.NewBlockquoteParser(), 800),
		util.Prioritized(parser.NewParagraphParser(), 1000),
	),
	parser.WithInlineParsers(
		util.Prioritized(parser.NewLinkParser(), 200),
		util.Prioritized(parser.NewAutoLinkParser(), 300),
		util.Prioritized(parser.NewEmphasisParser(), 500),
	),
	parser.WithParagraphTransformers(util.Prioritized(parser.LinkReferenceParagraphTransformer, 100)),
)

// Parse reads a text. Its headings begin at firstLevel and never skip one.
func Parse(source string, firstLevel int) []Block {
	if runes := []rune(source); len(runes) > MaxCharacters {
		source = string(runes[:MaxCharacters])
	}
	source = strings.ToValidUTF8(strings.ReplaceAll(source, "\x00", ""), "")
	r := reading{source: []byte(source), first: firstLevel, last: firstLevel - 1}
	return r.blocks(markdown.Parse(text.NewReader(r.source)), 0)
}

// reading is one text on its way to blocks.
type reading struct {
	source      []byte
	first, last int // levels of headings
}

func (r *reading) blocks(parent ast.Node, depth int) []Block {
	var out []Block
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		out = append(out, r.block(n, depth)...)
	}
	return out
}

func (r *reading) block(n ast.Node, depth int) []Block {
	switch n := n.(type) {
	case *ast.Paragraph, *ast.TextBlock:
		if spans := r.spans(n, 0); len(spans) > 0 {
			return []Block{{Kind: Paragraph, Spans: spans}}
		}
		return nil
	case *ast.CodeBlock:
		return []Block{{Kind: Paragraph, Spans: []Span{{Kind: Text, Text: strings.Join(strings.Fields(string(n.Lines().Value(r.source))), " ")}}}}
	case *ast.Heading:
		r.last = min(max(n.Level, 2)-2+r.first, r.last+1, lastLevel)
		return []Block{{Kind: Heading, Level: r.last, Spans: r.spans(n, 0)}}
	case *ast.Blockquote:
		inside := r.blocks(n, depth+1)
		if depth < maxDepth && len(inside) > 0 {
			return []Block{{Kind: Quote, Blocks: inside}}
		}
		return inside
	case *ast.List:
		return r.list(n, depth)
	}
	return r.blocks(n, depth)
}

func (r *reading) list(n *ast.List, depth int) []Block {
	if depth >= maxDepth {
		var flat []Block
		for item := n.FirstChild(); item != nil; item = item.NextSibling() {
			flat = append(flat, r.blocks(item, depth)...)
		}
		return flat
	}
	list := Block{Kind: Bullets, Start: n.Start}
	if n.IsOrdered() {
		list.Kind = Numbers
	}
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		list.Items = append(list.Items, r.blocks(item, depth+1))
	}
	return []Block{list}
}

// spans are the inline nodes below n; beyond the depth they are their words.
func (r *reading) spans(n ast.Node, depth int) []Span {
	var out []Span
	add := func(spans ...Span) {
		for _, s := range spans {
			if last := len(out) - 1; s.Kind == Text && last >= 0 && out[last].Kind == Text {
				out[last].Text += s.Text
			} else if s.Kind != Text || s.Text != "" {
				out = append(out, s)
			}
		}
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			add(Span{Kind: Text, Text: r.plain(c)})
			if c.HardLineBreak() {
				add(Span{Kind: Break})
			} else if c.SoftLineBreak() {
				add(Span{Kind: Text, Text: " "})
			}
		case *ast.String:
			add(Span{Kind: Text, Text: string(c.Value)})
		case *ast.AutoLink:
			add(r.autoLink(c))
		case *ast.Link:
			inside := r.spans(c, depth+1)
			if address := Address(string(util.UnescapePunctuations(c.Destination))); address != "" && depth < maxDepth {
				add(Span{Kind: Link, Address: address, Spans: inside})
			} else {
				add(inside...)
			}
		case *ast.Emphasis:
			kind := Emphasis
			if c.Level > 1 {
				kind = Strong
			}
			if inside := r.spans(c, depth+1); depth < maxDepth {
				add(Span{Kind: kind, Spans: inside})
			} else {
				add(inside...)
			}
		default: // a picture is its words
			add(r.spans(c, depth+1)...)
		}
	}
	return out
}

// plain is a text without the marks that escape characters in Markdown.
func (r *reading) plain(t *ast.Text) string {
	raw := t.Segment.Value(r.source)
	if t.IsRaw() {
		return string(raw)
	}
	return string(util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations(raw))))
}

func (r *reading) autoLink(n *ast.AutoLink) Span {
	label, address := string(n.Label(r.source)), string(n.URL(r.source))
	if n.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(strings.ToLower(address), "mailto:") {
		address = "mailto:" + address
	}
	if address = Address(address); address == "" {
		return Span{Kind: Text, Text: label}
	}
	return Span{Kind: Link, Address: address, Spans: []Span{{Kind: Text, Text: label}}}
}

// Address returns an address that a link may have, or "": http and https with a
// host, and mailto.
func Address(s string) string {
	s = strings.TrimSpace(s)
	u, err := url.Parse(s)
	if err != nil {
		return ""
	}
	switch {
	case (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" && u.User == nil:
		return u.String()
	case u.Scheme == "mailto" && u.Opaque != "":
		return u.String()
	}
	return ""
}

// Words are the texts of blocks in one line, for descriptions and searches.
func Words(blocks []Block) string {
	var parts []string
	for _, b := range blocks {
		parts = append(parts, spanWords(b.Spans), Words(b.Blocks))
		for _, item := range b.Items {
			parts = append(parts, Words(item))
		}
	}
	return strings.Join(strings.Fields(strings.Join(parts, " ")), " ")
}

func spanWords(spans []Span) string {
	var b strings.Builder
	for _, s := range spans {
		b.WriteString(s.Text)
		if s.Kind == Break {
			b.WriteByte(' ')
		}
		b.WriteString(spanWords(s.Spans))
	}
	return b.String()
}

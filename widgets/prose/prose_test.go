package prose

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func words(s string) Span { return Span{Kind: Text, Text: s} }

func paragraph(spans ...Span) Block { return Block{Kind: Paragraph, Spans: spans} }

func TestParse(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name, text string
		want       []Block
	}{
		{"nothing", " \n ", nil},
		{"a paragraph", "More than half\nis recycled.", []Block{paragraph(words("More than half is recycled."))}},
		{"two paragraphs", "One\n\nTwo", []Block{paragraph(words("One")), paragraph(words("Two"))}},
		{"emphasis", "*a* **b**", []Block{paragraph(Span{Kind: Emphasis, Spans: []Span{words("a")}}, words(" "), Span{Kind: Strong, Spans: []Span{words("b")}})}},
		{"a line break", "a  \nb", []Block{paragraph(words("a"), Span{Kind: Break}, words("b"))}},
		{"headings never skip a level", "# One\n\n#### Two\n\n## Three", []Block{
			{Kind: Heading, Level: 2, Spans: []Span{words("One")}}, {Kind: Heading, Level: 3, Spans: []Span{words("Two")}}, {Kind: Heading, Level: 2, Spans: []Span{words("Three")}}}},
		{"a link", "[us](https://example.gov.uk/a?b=1&c=2)", []Block{paragraph(Span{Kind: Link, Address: "https://example.gov.uk/a?b=1&c=2", Spans: []Span{words("us")}})}},
		{"a link by its address", "<https://example.gov.uk> <us@example.gov.uk>", []Block{paragraph(
			Span{Kind: Link, Address: "https://example.gov.uk", Spans: []Span{words("https://example.gov.uk")}}, words(" "),
			Span{Kind: Link, Address: "mailto:us@example.gov.uk", Spans: []Span{words("us@example.gov.uk")}})}},
		{"a link by reference", "[us][1]\n\n[1]: https://example.gov.uk", []Block{paragraph(Span{Kind: Link, Address: "https://example.gov.uk", Spans: []Span{words("us")}})}},
		{"lists", "- a\n- b\n\n3. c", []Block{
			{Kind: Bullets, Items: [][]Block{{paragraph(words("a"))}, {paragraph(words("b"))}}},
			{Kind: Numbers, Start: 3, Items: [][]Block{{paragraph(words("c"))}}}}},
		{"a quote", "> said", []Block{{Kind: Quote, Blocks: []Block{paragraph(words("said"))}}}},
		{"escapes", `5 \* 3 &amp; &lt;b&gt;`, []Block{paragraph(words("5 * 3 & <b>"))}},
		{"HTML is text", "<b>x</b>\n\n<script>alert(1)</script>", []Block{paragraph(words("<b>x</b>")), paragraph(words("<script>alert(1)</script>"))}},
		{"code is text", "`x`\n\n    y", []Block{paragraph(words("`x`")), paragraph(words("y"))}},
		{"a picture is its words", "![the words](https://example.gov.uk/x.png)", []Block{paragraph(words("the words"))}},
		{"a dangerous link is its words", "[x](javascript:alert(1)) [y](data:text/html,z) [z](//example.gov.uk) [w](java\tscript:a)", []Block{paragraph(words("x y z [w](java\tscript:a)"))}},
		{"a password in an address", "[x](https://a:b@example.gov.uk)", []Block{paragraph(words("x"))}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(test.want, Parse(test.text, 2)); diff != "" {
				t.Errorf("Parse(%q) (-want +got):\n%s", test.text, diff)
			}
		})
	}
}

func TestParseStaysShallow(t *testing.T) {
	t.Parallel()
	for _, deep := range []string{strings.Repeat("> ", 3000) + "x", strings.Repeat("- ", 3000) + "x", strings.Repeat("*a ", 3000) + strings.Repeat("b*", 3000), strings.Repeat("[", 5000) + "x"} {
		if got := depth(Parse(deep, 2)); got > maxDepth+1 {
			t.Errorf("Parse(%.20q…) is %d deep", deep, got)
		}
	}
	if got := Words(Parse(strings.Repeat("é", MaxCharacters+5), 2)); len([]rune(got)) != MaxCharacters {
		t.Errorf("a long text keeps %d characters, want %d", len([]rune(got)), MaxCharacters)
	}
}

func depth(blocks []Block) int {
	if len(blocks) == 0 {
		return 0
	}
	deepest := 0
	for _, b := range blocks {
		inside := depth(b.Blocks)
		for _, item := range b.Items {
			inside = max(inside, depth(item))
		}
		deepest = max(deepest, inside)
	}
	return deepest + 1
}

func TestWords(t *testing.T) {
	t.Parallel()
	if got, want := Words(Parse("# A\n\nb **c**  \nd\n\n- e\n- [f](https://x.example)\n\n> g", 2)), "A b c d e f g"; got != want {
		t.Errorf("Words() = %q, want %q", got, want)
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{"# a\n\n* b\n  1. c\n> d", "[a](b 'c')", "**a*", "\\<&amp;&#0;&#x110000;", "a\n===\n[a]: <b>"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var look func([]Span)
		look = func(spans []Span) {
			for _, s := range spans {
				if s.Kind == Link && Address(s.Address) == "" {
					t.Errorf("Parse(%q) links to %q", text, s.Address)
				}
				look(s.Spans)
			}
		}
		for _, b := range Parse(text, 2) {
			look(b.Spans)
		}
	})
}

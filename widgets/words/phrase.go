package words

import (
	"strings"
)

// Phrase is a sentence, or a part of one, in each language a figure can be
// published in. Names in braces are replaced by [Locale.Say]. All of them
// stand in this package, in the files phrases_….go, so that a translator reads
// one language beside the other and a test finds what is missing.
//
// Welsh letters change after many words and numbers. A Welsh text therefore
// puts nothing before a part that would change it: "{name} yw’r uchaf", not
// "o {name}"; "ym mis {month}"; a [Noun] for whatever is counted.
type Phrase struct{ english, welsh string }

// Noun is what things are called when they are counted.
type Noun struct{ one, many Phrase }

// catalogue is every Phrase there is.
var catalogue []Phrase

// phrase puts a Phrase in the catalogue.
func phrase(english, welsh string) Phrase {
	p := Phrase{english, welsh}
	catalogue = append(catalogue, p)
	return p
}

// noun makes a Noun of the English for one and for many, and the Welsh that
// follows 1 ("golofn") and any other number ("o golofnau").
func noun(one, many, un, llawer string) Noun {
	return Noun{phrase(one, un), phrase(many, llawer)}
}

// Say writes p in the language of l, with each part in its place. Parts are
// pairs: the name that stands in braces, and the text for it.
func (l *Locale) Say(p Phrase, parts ...string) string {
	text := p.english
	if l == Welsh {
		text = p.welsh
	}
	if len(parts) == 0 {
		return text
	}
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(text, "{")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		name, after, _ := strings.Cut(rest, "}")
		if part, ok := partNamed(name, parts); ok {
			b.WriteString(part)
			text = after
		} else { // a brace of its own
			b.WriteByte('{')
			text = rest
		}
	}
}

func partNamed(name string, parts []string) (string, bool) {
	for i := 0; i+1 < len(parts); i += 2 {
		if parts[i] == name {
			return parts[i+1], true
		}
	}
	return "", false
}

// Count writes a number of things: "1 row", "1,220 rows"; "1 rhes", "1,220 o resi".
func (l *Locale) Count(n int, thing Noun) string {
	p := thing.many
	if n == 1 {
		p = thing.one
	}
	return Whole(n) + " " + l.Say(p)
}

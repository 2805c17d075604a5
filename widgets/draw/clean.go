package draw

import (
	"strings"
	"unicode/utf8"
)

// legal returns r, or U+FFFD when XML 1.0 has no place for it (production 2,
// "Char"): control characters, surrogates, U+FFFE and U+FFFF.
func legal(r rune) rune {
	switch {
	case r == '\t', r == '\n', r == '\r',
		0x20 <= r && r <= 0xD7FF, 0xE000 <= r && r <= 0xFFFD, 0x10000 <= r && r <= utf8.MaxRune:
		return r
	}
	return utf8.RuneError
}

// isSpace reports the characters that SVG folds into one space. A no-break
// space is not one of them.
func isSpace(r rune) bool { return r == ' ' || r == '\t' || r == '\n' || r == '\r' }

// cleaned returns text with what XML forbids replaced by U+FFFD. Invalid UTF-8
// becomes U+FFFD too.
func cleaned(text string) string {
	return strings.Map(legal, text)
}

// oneLine returns text as SVG shows it on one line: cleaned, each run of
// spaces, tabs and line breaks as one space, none at the ends. Both canvases
// draw this, so their text is the same.
func oneLine(text string) string {
	if isOneLine(text) {
		return text
	}
	var b strings.Builder
	gap := false
	for _, r := range text {
		if isSpace(r) {
			gap = b.Len() > 0
			continue
		}
		if gap {
			b.WriteByte(' ')
			gap = false
		}
		b.WriteRune(legal(r))
	}
	return b.String()
}

// isOneLine reports whether oneLine would change nothing, for the common case
// of printable ASCII with single spaces.
func isOneLine(text string) bool {
	last := byte(' ')
	for i := range len(text) {
		c := text[i]
		if c < 0x20 || c >= 0x7F || c == ' ' && last == ' ' {
			return false
		}
		last = c
	}
	return last != ' ' || text == ""
}

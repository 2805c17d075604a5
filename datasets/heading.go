package datasets

import (
	"strings"
	"unicode"
)

// HeadingWords splits the name of a column into lower-case words: "clientSurname",
// "Client_Surname" and "CLIENT SURNAME" are the same two.
func HeadingWords(name string) []string {
	var b strings.Builder
	before := ' '
	for _, r := range name {
		if unicode.IsUpper(r) && unicode.IsLower(before) {
			b.WriteByte(' ')
		}
		b.WriteRune(unicode.ToLower(r))
		before = r
	}
	return strings.FieldsFunc(b.String(), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

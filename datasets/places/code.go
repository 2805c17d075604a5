package places

import (
	_ "embed"
	"strings"
	"sync"
)

// ValidCode tells codes of the Government Statistical Service, a letter of a
// country and eight digits: "E10000012".
func ValidCode(code string) bool {
	if len(code) != 9 || !strings.ContainsRune("ENSWKJLM", rune(code[0])) {
		return false
	}
	return strings.Trim(code[1:], "0123456789") == ""
}

//go:embed shipped/codes.tsv
var codesFile string

// names are the places that are known by code: countries and regions of the
// United Kingdom, counties and districts of England and Wales.
var names = sync.OnceValue(func() map[string]string {
	known := make(map[string]string, 512)
	for _, line := range strings.Split(codesFile, "\n")[1:] {
		if code, name, ok := strings.Cut(line, "\t"); ok {
			known[code] = name
		}
	}
	return known
})

// NameOf returns the name of the place with a code, or "" for one not known.
func NameOf(code string) string { return names()[strings.ToUpper(strings.TrimSpace(code))] }

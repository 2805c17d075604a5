package parquetfile

import (
	"encoding/base64"
	"encoding/json"
	"slices"
	"strings"
	"unicode"

	"github.com/parquet-go/parquet-go/format"

	"figurehead/datasets/personal"
)

// arrowSchema is the key under which Arrow keeps its own schema, with what was
// noted on each column, in base64.
const arrowSchema = "ARROW:schema"

// namesPeople reports whether what a writer noted in the file points to a person.
func namesPeople(notes []format.KeyValue) bool {
	return slices.ContainsFunc(notes, func(note format.KeyValue) bool {
		return personal.Sure(note.Key) || slices.ContainsFunc(texts(note), personal.Sure)
	})
}

// texts are the words of a note: of JSON its names and strings, for its numbers
// would look like those of telephones.
func texts(note format.KeyValue) []string {
	if packed, err := base64.StdEncoding.DecodeString(note.Value); err == nil && note.Key == arrowSchema {
		return strings.FieldsFunc(string(packed), func(r rune) bool { return r == unicode.ReplacementChar || !unicode.IsPrint(r) })
	}
	var value any
	if json.Unmarshal([]byte(note.Value), &value) != nil {
		return []string{note.Value}
	}
	return textsIn(value, nil)
}

func textsIn(value any, out []string) []string {
	switch v := value.(type) {
	case string:
		return append(out, v)
	case []any:
		for _, item := range v {
			out = textsIn(item, out)
		}
	case map[string]any:
		for name, item := range v {
			out = textsIn(item, append(out, name))
		}
	}
	return out
}

package portal

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"golang.org/x/net/html"
)

// text is a value that portals write in many ways: as a string, a number, null,
// an object with @value or @id, one text per language, or a list of these. It
// is English where there is a choice, else the first.
type text string

// UnmarshalJSON never fails: what is not text is "".
func (t *text) UnmarshalJSON(raw []byte) error {
	var value any
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber() // a time in milliseconds has 13 digits
	if err := d.Decode(&value); err != nil {
		return err
	}
	*t = text(textOf(value))
	return nil
}

func textOf(value any) string {
	switch v := value.(type) {
	case string:
		return strings.TrimSpace(v)
	case json.Number, bool:
		return fmt.Sprint(v)
	case []any:
		return textOfList(v)
	case map[string]any:
		return textOfObject(v)
	}
	return ""
}

func textOfList(list []any) string {
	for _, one := range list {
		if object, ok := one.(map[string]any); ok && strings.HasPrefix(textOf(object["@language"]), "en") {
			return textOf(object)
		}
	}
	for _, one := range list {
		if s := textOf(one); s != "" {
			return s
		}
	}
	return ""
}

// textOfObject takes the names that JSON-LD and portals use for "the text of
// it", then English, then any language.
func textOfObject(object map[string]any) string {
	for _, key := range []string{"@value", "en", "en-GB", "label", "name", "title", "foaf:name", "rdfs:label", "skos:prefLabel", "value", "href", "url", "@id", "id", "resource"} {
		if s := textOf(object[key]); s != "" {
			return s
		}
	}
	languages := make([]string, 0, len(object))
	for key := range object {
		if len(key) == 2 {
			languages = append(languages, key)
		}
	}
	slices.Sort(languages)
	for _, key := range languages {
		if s := textOf(object[key]); s != "" {
			return s
		}
	}
	return ""
}

// many is a list that is sometimes written as its only element.
type many[T any] []T

func (m *many[T]) UnmarshalJSON(raw []byte) error {
	if s := strings.TrimSpace(string(raw)); s == "null" || s == `""` {
		return nil
	} else if strings.HasPrefix(s, "[") {
		return json.Unmarshal(raw, (*[]T)(m))
	}
	var one T
	if err := json.Unmarshal(raw, &one); err != nil {
		return err
	}
	*m = many[T]{one}
	return nil
}

// plain is the text of HTML or Markdown without its markup, in one line of at
// most 300 characters.
func plain(source string) string {
	var b strings.Builder
	skip := 0
	for z := html.NewTokenizer(strings.NewReader(cut(source, 20_000))); ; {
		switch z.Next() {
		case html.ErrorToken:
			return cut(strings.Join(strings.Fields(strings.NewReplacer("**", "", "__", "", "#", " ").Replace(b.String())), " "), 300)
		case html.TextToken:
			if skip == 0 {
				b.Write(z.Text())
			}
		case html.StartTagToken:
			if name, _ := z.TagName(); string(name) == "script" || string(name) == "style" {
				skip++
			}
			b.WriteByte(' ')
		case html.EndTagToken:
			if name, _ := z.TagName(); skip > 0 && (string(name) == "script" || string(name) == "style") {
				skip--
			}
			b.WriteByte(' ')
		}
	}
}

// cut shortens a text to so many characters, at a space where there is one.
func cut(s string, most int) string {
	r := []rune(s)
	if len(r) <= most {
		return s
	}
	short := string(r[:most-1])
	if at := strings.LastIndexFunc(short, unicode.IsSpace); at > len(short)/2 {
		short = short[:at]
	}
	return strings.TrimRightFunc(short, unicode.IsSpace) + "…"
}

// moments are the ways in which portals write time; without a zone it is UTC.
var moments = []string{time.RFC3339Nano, "2006-01-02T15:04:05.999999", "2006-01-02T15:04:05-0700", "2006-01-02 15:04:05", "2006-01-02", "2006-01", "2006", "02/01/2006", "January 2, 2006", "2 January 2006", "2 Jan 2006"}

// moment reads a time, or returns the zero time.
func moment(s text) time.Time {
	for _, layout := range moments {
		if at, err := time.Parse(layout, strings.TrimSpace(string(s))); err == nil {
			return at.UTC()
		}
	}
	return time.Time{}
}

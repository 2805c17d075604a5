package studio

import (
	"fmt"
	"html/template"
	"strings"

	"figurehead/widgets"
)

// options writes the choices of a select, one of them chosen: texts, or values with
// their labels. A list can have hundreds, and a template takes longer for each than
// for the rest of its field. Every text is escaped here, for the only two places it
// has: an attribute in double quotes, and the text of an element.
func options(list any, chosen string) (template.HTML, error) {
	var b strings.Builder
	one := func(value, label string) {
		b.WriteString(`<option value="`)
		b.WriteString(template.HTMLEscapeString(value))
		b.WriteString(`"`)
		if value == chosen {
			b.WriteString(` selected`)
		}
		b.WriteString(`>`)
		b.WriteString(template.HTMLEscapeString(label))
		b.WriteString(`</option>`)
	}
	switch list := list.(type) {
	case []string:
		for _, text := range list {
			one(text, text)
		}
	case []choice:
		for _, c := range list {
			one(c.Value, c.Label)
		}
	case []widgets.Offer:
		for _, o := range list {
			one(o.Value, o.Label)
		}
	default:
		return "", fmt.Errorf("options: %T is no list of choices", list)
	}
	return template.HTML(b.String()), nil // escaped above
}

// icon is a picture by its name in icons.svg, one of the program's own.
func (s *Studio) icon(name string) template.HTML {
	if made, ok := s.icons.Load(name); ok {
		return made.(template.HTML)
	}
	made := template.HTML(`<svg class="fh-i" aria-hidden="true" focusable="false"><use href="` +
		template.HTMLEscapeString(s.Assets.URL("icons.svg")+"#"+template.URLQueryEscaper(name)) + `"/></svg>`) // escaped
	s.icons.Store(name, made)
	return made
}

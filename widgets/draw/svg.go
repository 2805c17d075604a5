package draw

import (
	"html/template"
	"strings"

	"figurehead/widgets"
)

// SVGOptions say where an SVG will stand. The zero value is for one drawing in
// a page.
type SVGOptions struct {
	// IDPrefix makes the ids of title and description unique in a page.
	// Anything but letters, digits, "-" and "_" is dropped from it.
	IDPrefix string
	// Standalone writes a complete XML file with its size and its ground,
	// instead of an element for a page.
	Standalone bool
	// Metadata is written into a standalone file.
	Metadata *Metadata
}

// fonts begins with what readers have; all are as wide as the Liberation Sans
// that layout measured with.
const fonts = "Arial,Liberation Sans,Helvetica,sans-serif"

// SVG draws a figure as SVG: one element with role img, its title and its
// description, and real text, hidden from screen readers because title and
// description say it in order. A frame's plot has no ground of its own.
func SVG(p widgets.Placed, o SVGOptions) widgets.Drawing {
	o.IDPrefix = strings.Map(idCharacter, o.IDPrefix)
	c := &svgCanvas{items: make([]svgItem, 0, 32), prefix: o.IDPrefix}
	paint(c, p)
	b := appendHead(make([]byte, 0, 4096), p, o)
	b = c.appendTo(b)
	b = append(b, "</svg>"...)
	return widgets.Drawing{HTML: template.HTML(b)}
}

// appendHead writes the opening tag, title, description, metadata and ground.
func appendHead(b []byte, p widgets.Placed, o SVGOptions) []byte {
	prefix, r := o.IDPrefix, reachOf(p)
	if !r.length(p.Width, p.Height) {
		p.Width, p.Height = 0, 0
	}
	width, height := tenths(p.Width), tenths(p.Height)
	if o.Standalone {
		b = append(b, `<?xml version="1.0" encoding="UTF-8"?>`+"\n"+`<svg xmlns="http://www.w3.org/2000/svg"`...)
		b = appendAttribute(b, "width", width)
		b = appendAttribute(b, "height", height)
	} else {
		b = append(b, "<svg"...)
	}
	b = appendLang(b, p.Lang, o.Standalone)
	b = append(b, ` viewBox="0 0 `...)
	b = appendTenth(b, width)
	b = appendNext(b, height)
	b = append(b, `" role="img" aria-labelledby="`+prefix+`t" aria-describedby="`+prefix+`d" font-family="`+fonts+`"><title id="`+prefix+`t">`...)
	b = appendEscaped(b, p.Name)
	b = append(b, `</title><desc id="`+prefix+`d">`...)
	b = appendEscaped(b, p.Description)
	b = append(b, "</desc>"...)
	if o.Standalone && o.Metadata != nil {
		b = append(b, "<metadata>"+o.Metadata.rdf()+"</metadata>"...)
	}
	if o.Standalone || !p.Preset.Frame {
		b = append(b, "<path"...)
		b = appendColorAttribute(b, "fill", p.Paper)
		b = append(b, ` d="M0 0H`...)
		b = appendTenth(b, width)
		b = append(b, 'V')
		b = appendTenth(b, height)
		b = append(b, `H0z"/>`...)
	}
	return b
}

// appendLang writes the language, which in an XML file is xml:lang.
func appendLang(b []byte, lang string, xml bool) []byte {
	switch {
	case lang == "":
		return b
	case xml:
		return appendTextAttribute(b, "xml:lang", lang)
	}
	return appendTextAttribute(b, "lang", lang)
}

// idCharacter keeps the characters of an id and drops the others.
func idCharacter(r rune) rune {
	switch {
	case 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z', '0' <= r && r <= '9', r == '-', r == '_':
		return r
	}
	return -1
}

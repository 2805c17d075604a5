package docs

import (
	"html/template"
	"regexp"
	"strings"
)

// writer makes HTML of the Markdown that these pages are written in: headings,
// paragraphs, lists, tables, code and pictures. It is no reader of Markdown for
// texts of others.
type writer struct {
	out  strings.Builder
	link func(to string) string // the address of a link; "" for what is not shown here
}

// lines of one block of a page.
type block []string

func (w *writer) write(text string) {
	var now block
	fenced := false
	end := func() {
		if len(now) > 0 {
			w.block(now)
		}
		now = nil
	}
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		switch {
		case strings.HasPrefix(line, "```"):
			if fenced {
				w.out.WriteString("<pre class=\"fh-code fh-pre\" tabindex=\"0\">" + template.HTMLEscapeString(strings.Join(now, "\n")) + "</pre>\n")
				now = nil
			} else {
				end()
			}
			fenced = !fenced
		case fenced:
			now = append(now, line)
		case line == "":
			end()
		case strings.HasPrefix(line, "#"):
			end()
			w.block(block{line})
		default:
			now = append(now, line)
		}
	}
	end()
}

var item = regexp.MustCompile(`^(- |[0-9]+\. )`)

func (w *writer) block(b block) {
	switch first := b[0]; {
	case strings.HasPrefix(first, "#"):
		level := len(first) - len(strings.TrimLeft(first, "#"))
		words := strings.TrimSpace(first[level:])
		tag, class := "h"+string('0'+rune(min(level, 6))), map[int]string{1: "fh-h1 fh-h1--s", 2: "fh-h2"}[level]
		if class == "" {
			class = "fh-h3"
		}
		w.out.WriteString("<" + tag + " class=\"" + class + "\" id=\"" + anchor(words) + "\">" + w.inline(words) + "</" + tag + ">\n")
	case strings.HasPrefix(first, "|"):
		w.table(b)
	case item.MatchString(first):
		w.list(b)
	default:
		w.out.WriteString("<p>" + w.inline(strings.Join(b, " ")) + "</p>\n")
	}
}

func (w *writer) list(b block) {
	tag, class := "ul", "fh-bullets"
	if b[0][0] != '-' {
		tag, class = "ol", "fh-numbers"
	}
	w.out.WriteString("<" + tag + " class=\"" + class + "\">")
	var words []string
	end := func() {
		if len(words) > 0 {
			w.out.WriteString("<li>" + w.inline(strings.Join(words, " ")) + "</li>\n")
		}
		words = nil
	}
	for _, line := range b {
		if mark := item.FindString(line); mark != "" {
			end()
			line = line[len(mark):]
		}
		words = append(words, strings.TrimSpace(line))
	}
	end()
	w.out.WriteString("</" + tag + ">\n")
}

func (w *writer) table(b block) {
	w.out.WriteString("<div class=\"fh-scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Table\"><table class=\"fh-table\">")
	for i, line := range b {
		if i == 1 { // | --- | --- |
			continue
		}
		tag := "td"
		if i == 0 {
			tag = "th scope=\"col\""
		}
		w.out.WriteString("<tr>")
		for _, cell := range strings.Split(strings.Trim(line, "| "), " | ") {
			w.out.WriteString("<" + tag + ">" + w.inline(strings.ReplaceAll(strings.TrimSpace(cell), `\|`, "|")) + "</" + tag[:2] + ">")
		}
		w.out.WriteString("</tr>\n")
	}
	w.out.WriteString("</table></div>\n")
}

var inline = regexp.MustCompile("`([^`]+)`|!\\[([^\\]]*)\\]\\(([^)]+)\\)|\\[([^\\]]+)\\]\\(([^)]+)\\)|<(https?://[^>]+)>|\\*\\*(.+?)\\*\\*|\\*([^*]+)\\*")

func (w *writer) inline(text string) string {
	var b strings.Builder
	from := 0
	for _, m := range inline.FindAllStringSubmatchIndex(text, -1) {
		part := func(n int) string {
			if m[2*n] < 0 {
				return ""
			}
			return text[m[2*n]:m[2*n+1]]
		}
		b.WriteString(template.HTMLEscapeString(text[from:m[0]]))
		from = m[1]
		switch {
		case part(1) != "":
			b.WriteString("<code class=\"fh-code\">" + template.HTMLEscapeString(part(1)) + "</code>")
		case part(3) != "":
			b.WriteString("<img class=\"fh-picture\" src=\"" + template.HTMLEscapeString(w.link(part(3))) + "\" alt=\"" + template.HTMLEscapeString(part(2)) + "\" loading=\"lazy\">")
		case part(4) != "":
			w.anchor(&b, part(5), w.inline(part(4)))
		case part(6) != "":
			w.anchor(&b, part(6), template.HTMLEscapeString(part(6)))
		case part(7) != "":
			b.WriteString("<b>" + w.inline(part(7)) + "</b>")
		default:
			b.WriteString("<i>" + w.inline(part(8)) + "</i>")
		}
	}
	b.WriteString(template.HTMLEscapeString(text[from:]))
	return b.String()
}

func (w *writer) anchor(b *strings.Builder, to, words string) {
	if href := w.link(to); href != "" {
		words = "<a href=\"" + template.HTMLEscapeString(href) + "\">" + words + "</a>"
	}
	b.WriteString(words)
}

var notInAnchor = regexp.MustCompile(`[^a-z0-9-]+`)

// anchor is the name of a heading in an address, as Git hosts make them.
func anchor(words string) string {
	return notInAnchor.ReplaceAllString(strings.ReplaceAll(strings.ToLower(words), " ", "-"), "")
}

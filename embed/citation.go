package embed

import (
	"fmt"
	"strings"
)

// bibTeX is the citation for reference managers: an @misc, which every style
// knows, with the address and the day of the version that is cited.
func (f *face) bibTeX(p sharePage) string {
	at := p.PublishedAt.UTC()
	fields := [][2]string{
		{"author", "{" + texText(p.basePage.Organisation) + "}"}, // braces: the name of a body, not first and last names
		{"title", "{" + texText(p.Edition.Title) + "}"},
		{"year", at.Format("2006")},
		{"month", strings.ToLower(at.Format("Jan"))},
		{"url", f.PublicURL + fmt.Sprintf("/w/%s/e/%d", p.PublicID, p.Edition.Number)},
		{"version", fmt.Sprint(p.Edition.Number)},
		{"note", texText(SourceWords(p.Edition))},
	}
	var out strings.Builder
	fmt.Fprintf(&out, "@misc{figure-%s-%d,\n", p.PublicID, p.Edition.Number)
	for _, field := range fields {
		if field[0] == "month" { // a macro of every style
			fmt.Fprintf(&out, "  month = %s,\n", field[1])
			continue
		}
		fmt.Fprintf(&out, "  %s = {%s},\n", field[0], field[1])
	}
	out.WriteString("}\n")
	return out.String()
}

// texText writes text so that TeX sets it as it is.
func texText(text string) string {
	return texEscapes.Replace(strings.Join(strings.Fields(text), " "))
}

var texEscapes = strings.NewReplacer(`\`, `\textbackslash{}`, "{", `\{`, "}", `\}`, "#", `\#`, "$", `\$`, "%", `\%`, "&", `\&`, "_", `\_`, "~", `\textasciitilde{}`, "^", `\textasciicircum{}`)

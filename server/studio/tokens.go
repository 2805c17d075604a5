package studio

import (
	"html/template"
	"regexp"
	"slices"
	"strings"

	"figurehead/widgets"
	"figurehead/widgets/words"
)

// Tokens lists the names in braces that the texts of the figure may hold, each
// with what it stands for now.
func (p sayPage) Tokens() []words.Token {
	if p.Preview.Figure.Kind == "" { // nothing could be drawn
		return nil
	}
	return widgets.Tokens(p.Preview.Figure)
}

// tokenItems writes the items of the list of Tokens: by hand, as options are, for
// each text stands in five places.
func tokenItems(tokens []words.Token) template.HTML {
	var b strings.Builder
	for _, t := range tokens {
		name, value := template.HTMLEscapeString(t.Name), template.HTMLEscapeString(t.Value)
		for _, part := range []string{`<li data-token="`, name, `" data-value="`, value, `"><code class="fh-code">{`, name, `}</code> <span>`, value,
			`</span> <button class="fh-quiet fh-tokens__put" type="button" data-put="`, name, `">Insert<span class="fh-vh"> `, name, `, `, value, "</span></button></li>\n"} {
			b.WriteString(part)
		}
	}
	return template.HTML(b.String()) // escaped above
}

// usedToken finds the names in braces of a text; two braces print one.
var usedToken = regexp.MustCompile(`\{[^{}]+\}`)

// Chips are the names in braces of one text of the figure, each once, with what it
// stands for now.
func (p sayPage) Chips(text string) []words.Token {
	var used []words.Token
	if !strings.Contains(text, "{") {
		return nil
	}
	all := p.Tokens()
	for _, found := range usedToken.FindAllString(text, -1) {
		name := found[1 : len(found)-1]
		at := slices.IndexFunc(all, func(t words.Token) bool { return t.Name == name })
		if at >= 0 && !slices.Contains(used, all[at]) {
			used = append(used, all[at])
		}
	}
	return used
}

// tokenProblems names each token that nothing answers at the field that holds it.
func (p *sayPage) tokenProblems() {
	for _, fault := range widgets.TokenFaults(p.Preview.Figure) {
		p.drawingProblem(fieldError{Field: fault.Field, Message: fault.Error()})
	}
}

// AltNumbers is the check of a person's description when the numbers under it
// have changed, or nil.
func (p sayPage) AltNumbers() *widgets.Check {
	for _, check := range p.Preview.Checks {
		if check.ID == "altNumbers" && !check.Done {
			return &check
		}
	}
	return nil
}

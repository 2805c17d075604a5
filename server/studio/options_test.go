package studio

import (
	"html/template"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"figurehead/public"
	"figurehead/widgets"
	"figurehead/widgets/words"
)

// hostileTexts are texts that end what they stand in, wherever that is.
var hostileTexts = []string{"", "Essex", `"><script>alert(1)</script>`, `' onfocus=alert(1) autofocus='`, "</option></select><img src=x onerror=alert(1)>",
	"&lt;b&gt; &amp;", "a\x00b", "<!-- -->", "١٢٣ \u202e", "a+b`c`", "\xff"}

// What is written by hand is what html/template makes of the same list.
func TestOptionsAreAsATemplateWritesThem(t *testing.T) {
	t.Parallel()
	plain := template.Must(template.New("").Parse(`<select>{{$chosen := .Chosen}}{{range .List}}<option value="{{.Value}}"{{if eq .Value $chosen}} selected{{end}}>{{.Label}}</option>{{end}}</select>`))
	var choices []choice
	var offers []widgets.Offer
	for i, text := range hostileTexts {
		choices = append(choices, choice{text, hostileTexts[len(hostileTexts)-1-i]})
		offers = append(offers, widgets.Offer(choices[i]))
	}
	for _, chosen := range hostileTexts {
		var want strings.Builder
		if err := plain.Execute(&want, map[string]any{"List": choices, "Chosen": chosen}); err != nil {
			t.Fatal(err)
		}
		for _, list := range []any{choices, offers} {
			got, err := options(list, chosen)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(parsed(t, want.String()), parsed(t, "<select>"+string(got)+"</select>")); diff != "" {
				t.Errorf("%T, %q chosen: (-template +options)\n%s", list, chosen, diff)
			}
		}
	}
	texts, err := options([]string{`"<`, "b"}, "b")
	if want := template.HTML(`<option value="&#34;&lt;">&#34;&lt;</option><option value="b" selected>b</option>`); err != nil || texts != want {
		t.Errorf("texts = %q, %v, want %q", texts, err, want)
	}
	if _, err := options(7, ""); err == nil {
		t.Error("a number is taken for a list")
	}
}

// So are the items of the list of tokens.
func TestTokenItemsAreAsATemplateWritesThem(t *testing.T) {
	t.Parallel()
	plain := template.Must(template.New("").Parse(`<ul>{{range .}}<li data-token="{{.Name}}" data-value="{{.Value}}"><code class="fh-code">{{"{"}}{{.Name}}}</code> <span>{{.Value}}</span> <button class="fh-quiet fh-tokens__put" type="button" data-put="{{.Name}}">Insert<span class="fh-vh"> {{.Name}}, {{.Value}}</span></button></li>
{{end}}</ul>`))
	var tokens []words.Token
	for i, text := range hostileTexts {
		tokens = append(tokens, words.Token{Name: text, Value: hostileTexts[len(hostileTexts)-1-i]})
	}
	var want strings.Builder
	if err := plain.Execute(&want, tokens); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(parsed(t, want.String()), parsed(t, "<ul>"+string(tokenItems(tokens))+"</ul>")); diff != "" {
		t.Errorf("(-template +items)\n%s", diff)
	}
}

// parsed is a document as a browser reads it, written out again.
func parsed(t *testing.T, document string) string {
	t.Helper()
	root, err := html.Parse(strings.NewReader(document))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := html.Render(&b, root); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// An icon is one element, whatever its name.
func TestIconIsOneElement(t *testing.T) {
	t.Parallel()
	assets, err := public.Open()
	if err != nil {
		t.Fatal(err)
	}
	s := &Studio{Deps: Deps{Assets: assets}}
	for _, name := range []string{"next", `"/><script>alert(1)</script>`} {
		for range 2 { // made, and as it was made
			got := string(s.icon(name))
			if strings.Count(got, "<") != 3 || strings.Contains(got, "script") && !strings.Contains(got, "%3Cscript%3E") || !strings.HasSuffix(got, `"/></svg>`) {
				t.Errorf("icon %q = %s", name, got)
			}
		}
	}
}

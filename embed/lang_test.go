package embed

import (
	"testing"

	"figurehead/widgets"
)

// A frame speaks the language of its figure unless the address names another.
func TestFrameSpeaksTheLanguageOfItsFigure(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ figure, asked, want string }{
		{"", "", "en-GB"}, {"en-GB", "", "en-GB"}, {"cy", "", "cy"},
		{"cy", "en-GB", "en-GB"}, {"en-GB", "cy", "cy"}, {"cy", "fr", "cy"},
	} {
		e := widgets.Edition{Lang: test.figure, Title: "Waste", Table: widgets.TableWords{Heads: []string{"A"}, Rows: [][]string{{"a"}}}}
		html, err := Frame(e, FrameOptions{Lang: test.asked})
		if err != nil {
			t.Fatal(err)
		}
		root := document(t, string(html))
		if got := attributes(t, root, "html", "lang"); len(got) != 1 || got[0] != test.want {
			t.Errorf("frame of %q asked for in %q: lang %q, want %q", test.figure, test.asked, got, test.want)
		}
		want := map[string]string{"en-GB": "Show the figures as a table", "cy": "Dangos y ffigurau mewn tabl"}[test.want]
		if got := texts(t, root, "summary"); len(got) != 1 || got[0] != want {
			t.Errorf("frame of %q asked for in %q: %q, want %q", test.figure, test.asked, got, want)
		}
	}
}

package docs

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestKindPage(t *testing.T) {
	t.Parallel()
	want := Kind{
		Summary: "Shows how one whole is divided.",
		When:    "two or three parts of one whole, one of which is the message, such as “just over half”.",
		Not:     "more parts, parts of nearly one size, or several wholes (bars).",
	}
	if diff := cmp.Diff(want, KindPage("pie")); diff != "" {
		t.Errorf("KindPage(pie) (−want +got):\n%s", diff)
	}
	if got := KindPage("cube"); got != (Kind{}) {
		t.Errorf("KindPage(cube) = %+v, want nothing", got)
	}
}

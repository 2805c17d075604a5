package widgets_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets"
	"figurehead/widgets"
)

func TestAsKind(t *testing.T) {
	t.Parallel()
	byYear := func(s widgets.Spec) widgets.Spec { s.Version, s.Encoding.Value = 1, "Recycled"; return s }
	line := byYear(widgets.Spec{Kind: widgets.Line, Encoding: datasets.Roles{Time: "Year", Series: "Place"}})
	for _, test := range []struct {
		name   string
		from   widgets.Spec
		result datasets.Result
		kind   widgets.Kind
		want   datasets.Roles // zero when it cannot be made
	}{
		{"a line of one place as columns", byYear(widgets.Spec{Kind: widgets.Line, Encoding: datasets.Roles{Time: "Year"}}),
			essexRecycling(), widgets.Column, datasets.Roles{Time: "Year", Value: "Recycled"}},
		{"and as bars, by the only names there are", byYear(widgets.Spec{Kind: widgets.Line, Encoding: datasets.Roles{Time: "Year"}}),
			essexRecycling(), widgets.Bar, datasets.Roles{Category: "Year", Value: "Recycled"}},
		{"bars as a table", byYear(widgets.Spec{Kind: widgets.Bar, Encoding: datasets.Roles{Category: "Local Authority"}}),
			eastOfEngland(), widgets.Table, datasets.Roles{Category: "Local Authority", Value: "Recycled"}},
		{"an unknown kind", line, essexRecycling(), "cube", datasets.Roles{}},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := widgets.AsKind(test.from, test.result, test.kind)
			if (err == nil) != (test.want != datasets.Roles{}) {
				t.Fatalf("AsKind(%s) = %v", test.kind, err)
			}
			if diff := cmp.Diff(test.want, got.Encoding); err == nil && diff != "" {
				t.Errorf("AsKind (−want +got):\n%s", diff)
			}
		})
	}
}

// Every role that a kind asks for is one that a Spec has.
func TestRolesAreThoseOfASpec(t *testing.T) {
	t.Parallel()
	for _, kind := range widgets.Kinds() {
		for _, role := range widgets.Roles(widgets.Spec{Kind: kind}) {
			var roles datasets.Roles
			widgets.SetRole(&roles, role.Name, "Column")
			if widgets.RoleField(roles, role.Name) != "Column" || role.Label == "" {
				t.Errorf("%s asks for a role %q (%q), which no Spec has", kind, role.Name, role.Label)
			}
		}
	}
}

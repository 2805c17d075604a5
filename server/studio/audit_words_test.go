package studio_test

import (
	"encoding/csv"
	"go/ast"
	"go/parser"
	"go/token"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"figurehead/server/auth"
	"figurehead/store"
	"figurehead/widgets"
)

// auditActions are the constants of store/audit.go, and those of other packages.
func auditActions(t *testing.T) []string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "../../store/audit.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	actions := []string{auth.SignInRefused}
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		for _, value := range spec.Values {
			literal, ok := value.(*ast.BasicLit)
			if !ok || literal.Kind != token.STRING {
				continue
			}
			text, err := strconv.Unquote(literal.Value)
			kind, what, dotted := strings.Cut(text, ".")
			if err == nil && dotted && kind != "" && what != "" && !strings.ContainsAny(text, " \n") {
				actions = append(actions, text)
			}
		}
		return true
	})
	if len(actions) < 60 {
		t.Fatalf("only %d actions found in store/audit.go", len(actions))
	}
	return actions
}

// Details are for people on the page, and exact in the file.
func TestAuditDetailsAreForPeople(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	p := o.as("publisher")
	f := p.draft(spend, widgets.Bar)
	p.publishes(f)
	page, file := p.get("/studio/audit"), p.get("/studio/audit.csv")
	said := strings.Join(page.cells("#events"), "\n")
	for _, id := range []string{f.snapshot, f.dataset, "sha256", "edition 1 of"} {
		if strings.Contains(said, id) || !strings.Contains(file.body, id) {
			t.Errorf("%s stands on the page, or is missing in the file", id)
		}
	}
	if !strings.Contains(said, "Published | ") || !strings.Contains(said, "version 1") || !strings.Contains(said, "fingerprint ") {
		t.Errorf("the page says %s", said)
	}
}

func TestEveryAuditActionHasWords(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	admin := o.as("admin")
	actions := auditActions(t)
	for _, action := range actions {
		o.must(o.store.Record(t.Context(), store.Event{ActorID: o.users["editor"].ID, Actor: "editor", Action: action, Subject: "test", Title: "Zebra " + action, Detail: "=1+1"}))
	}
	said := map[string]string{}
	for _, action := range actions {
		query := "?q=" + url.QueryEscape("Zebra "+action) + "&what=" + url.QueryEscape(action)
		page := admin.get("/studio/audit" + query)
		words := page.text("#what option[selected]")
		if row := page.text("#events tbody"); words == "" || words == action || !strings.Contains(row, words) || !strings.Contains(row, "Zebra "+action) {
			t.Errorf("%s is called %q in the filter, and the list says %q", action, words, row)
		}
		if other, taken := said[words]; taken {
			t.Errorf("%s and %s are both called %q", action, other, words)
		}
		said[words] = action
	}
	records, err := csv.NewReader(strings.NewReader(admin.get("/studio/audit.csv?q=Zebra").body)).ReadAll()
	o.must(err)
	found := map[string]bool{}
	for _, r := range records[1:] {
		if found[r[3]] = r[5] == "Zebra "+r[3] && r[6] == "'=1+1" && r[2] == "editor"; !found[r[3]] {
			t.Errorf("CSV has %q", r)
		}
	}
	for _, action := range actions {
		if !found[action] {
			t.Errorf("%s is not in the CSV", action)
		}
	}
}

package table_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets/table"
)

// rows makes a table of text and one number, "-" for a missing one.
func rows(t *testing.T, fields []table.Field, lines ...string) *table.Table {
	t.Helper()
	b := table.NewBuilder(fields)
	for n, line := range lines {
		for column, word := range strings.Split(line, ",") {
			switch {
			case word == "-":
				b.Missing(column, table.NotAvailable)
			case fields[column].Kind.Number():
				d, err := table.ParseDecimal(word)
				if err != nil {
					t.Fatal(err)
				}
				b.Number(column, d)
			default:
				b.Text(column, word)
			}
		}
		if err := b.EndRow(n + 2); err != nil {
			t.Fatal(err)
		}
	}
	made, err := b.Table()
	if err != nil {
		t.Fatal(err)
	}
	return made
}

func fieldsNamed(names ...string) (fields []table.Field) {
	for _, name := range names {
		f := table.Field{Name: name, Kind: table.Text, Role: table.Dimension}
		if strings.HasPrefix(name, "n") {
			f.Kind, f.Role = table.Decimals, table.Measure
		}
		fields = append(fields, f)
	}
	return fields
}

// said words Differences in one line.
func said(d table.Differences) string {
	text := fmt.Sprintf("by %v: +%d -%d ~%d =%d", d.Key, d.Added, d.Gone, d.Changed, d.Same)
	for _, f := range d.NewFields {
		text += " new " + f
	}
	for _, f := range d.GoneFields {
		text += " without " + f
	}
	for _, c := range d.Changes {
		text += fmt.Sprintf(" %v %s %s>%s", c.Key, c.Field, c.Before, c.After)
	}
	return text
}

func TestCompare(t *testing.T) {
	t.Parallel()
	two := fieldsNamed("place", "n")
	for _, test := range []struct {
		name          string
		before, after *table.Table
		want          string
	}{
		{"the same in another order", rows(t, two, "a,1", "b,2"), rows(t, two, "b,2", "a,1"), "by [place]: +0 -0 ~0 =2"},
		{"a number", rows(t, two, "a,1", "b,2"), rows(t, two, "a,1", "b,3"), "by [place]: +0 -0 ~1 =1 [b] n 2>3"},
		{"a number that is missing now", rows(t, two, "a,1", "b,2"), rows(t, two, "a,1", "b,-"), "by [place]: +0 -0 ~1 =1 [b] n 2>"},
		{"rows come and go", rows(t, two, "a,1", "b,2"), rows(t, two, "b,2", "c,3", "d,4"), "by [place]: +2 -1 ~0 =1"},
		{"the same number written otherwise", rows(t, two, "a,1"), rows(t, two, "a,1.0"), "by [place]: +0 -0 ~0 =1"},
		{"no key", rows(t, two, "a,1", "a,1", "a,2"), rows(t, two, "a,1", "a,3"), "by [place]: +1 -2 ~0 =1"},
		{"a column more and one less", rows(t, fieldsNamed("place", "n", "n2"), "a,1,9"), rows(t, fieldsNamed("place", "words", "n"), "a,x,1"), "by [place]: +0 -0 ~0 =1 new words without n2"},
		{"a text that is no key", rows(t, fieldsNamed("code", "words", "n"), "a,x,1", "b,y,2"), rows(t, fieldsNamed("code", "words", "n"), "a,z,1", "b,y,2"), "by [code]: +0 -0 ~1 =1 [a] words x>z"},
		{"nothing shared", rows(t, fieldsNamed("a"), "x"), rows(t, fieldsNamed("b"), "x"), "by []: +0 -0 ~0 =1 new b without a"},
		{"empty", rows(t, two), rows(t, two, "a,1"), "by [place]: +1 -0 ~0 =0"},
	} {
		if diff := cmp.Diff(test.want, said(table.Compare(test.before, test.after))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
}

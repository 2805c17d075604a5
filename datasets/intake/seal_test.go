package intake

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets"
)

// people is a file with people in some columns, a title above and notes below.
func people(extra string) []byte {
	var b strings.Builder
	b.WriteString("Requests for help;;;;;\n\n")
	fmt.Fprintf(&b, "Client name;Date of birth;Postcode;Ward;Cost%s\n", extra)
	for i := range 12 {
		name := []string{"Amy Jones", "John Patel", "Priya Shah", "Mary O'Neill"}[i%4]
		fmt.Fprintf(&b, "%s;%02d/11/19%d;CM%d 1QH;\"%s; East\";1.234,5%d", name, 13+i, 50+i*3, 1+i%3, []string{"North", "South"}[i%2], i%10)
		if extra != "" {
			b.WriteString(";new " + name)
		}
		b.WriteByte('\n')
	}
	b.WriteString("\nSource: helped by Amy Jones\n")
	return []byte(b.String())
}

func decided(use datasets.PersonalUse) datasets.PersonalDecision {
	return datasets.PersonalDecision{Use: use, Reason: "towns only", By: "Sam Carter", On: "2026-11-26"}
}

func keep(t *testing.T, raw []byte, r *datasets.Recipe, decisions map[string]datasets.PersonalDecision) Kept {
	t.Helper()
	kept, err := Keep(t.Context(), "people.csv", raw, r, decisions, Options{})
	if err != nil {
		t.Fatalf("Keep() = %v", err)
	}
	return kept
}

// Only what was decided to be used is in the copy, made coarser where it was
// decided, with the same numbers.
func TestKeepSealsAFileWithPeople(t *testing.T) {
	t.Parallel()
	kept := keep(t, people(""), nil, map[string]datasets.PersonalDecision{
		"Client name": decided(datasets.PersonalDrop), "Date of birth": decided(datasets.PersonalCut), "Postcode": decided(datasets.PersonalCut),
	})
	lines := strings.Split(string(kept.Raw), "\n")
	if diff := cmp.Diff([]string{"Date of birth,Postcode,Ward,Cost", `75 and over,CM1,North; East,"1.234,50"`}, lines[:2]); diff != "" {
		t.Errorf("the copy (-want +got):\n%s", diff)
	}
	if cost := kept.Reading.Table.Cell(0, 3); cost.String() != "1234.50" && cost.String() != "1234.5" {
		t.Errorf("Cost of the copy = %q, want 1234.50", cost)
	}
	for _, hidden := range []string{"Amy", "1QH", "/11/19", "helped"} {
		if bytes.Contains(kept.Raw, []byte(hidden)) {
			t.Errorf("the copy holds %q", hidden)
		}
	}
	var said []string
	for _, s := range kept.Reading.Sentences {
		if s.Topic == "People" || s.Topic == "File" {
			said = append(said, s.Text)
		}
	}
	want := []string{
		"This is a cleaned copy of plain text: 12 rows in 4 columns. The file itself was not kept, because it held personal data.",
		"“Client name” was left out: it held what may be names of people. Decided by Sam Carter.",
		"“Date of birth” was made coarser: it held dates of birth. Decided by Sam Carter.",
		"“Postcode” was made coarser: it held full postcodes. Decided by Sam Carter.",
	}
	if diff := cmp.Diff(want, said); diff != "" {
		t.Errorf("sentences (-want +got):\n%s", diff)
	}
	again, err := Read(t.Context(), kept.Raw, kept.Reading.Recipe, Options{})
	if err != nil || again.Table.Digest() != kept.Reading.Table.Digest() {
		t.Errorf("Read(copy) = %v, want the same table", err)
	}
}

// What nobody decided about is left out.
func TestKeepLeavesOutWhatIsUndecided(t *testing.T) {
	t.Parallel()
	kept := keep(t, people(""), nil, map[string]datasets.PersonalDecision{"Postcode": decided(datasets.PersonalKeep)})
	var dropped []string
	for _, f := range kept.Dropped {
		dropped = append(dropped, f.Field)
	}
	if diff := cmp.Diff([]string{"Client name", "Date of birth"}, dropped); diff != "" {
		t.Errorf("dropped (-want +got):\n%s", diff)
	}
	if !strings.HasPrefix(string(kept.Raw), "Postcode,Ward,Cost\nCM1 1QH,") {
		t.Errorf("the copy begins %.40q", kept.Raw)
	}
}

// A newer original is read as the first one was; a column that is new in it is
// left out and reported, and one that has become personal too.
func TestKeepAtARefresh(t *testing.T) {
	t.Parallel()
	first := keep(t, people(""), nil, map[string]datasets.PersonalDecision{"Postcode": decided(datasets.PersonalCut)})
	newer := bytes.ReplaceAll(people(";Seen by"), []byte("North; East"), []byte("ask amy.jones@example.org"))
	kept := keep(t, newer, &first.Reading.Recipe, nil)
	if !strings.HasPrefix(string(kept.Raw), "Postcode,Cost\nCM1,") {
		t.Errorf("the copy begins %.40q", kept.Raw)
	}
	if len(kept.Dropped) != 1 || kept.Dropped[0].Field != "Ward" {
		t.Errorf("dropped = %v, want Ward", kept.Dropped)
	}
	if p := kept.Reading.Problems; len(p) == 0 || p[len(p)-1].Field != "Seen by" {
		t.Errorf("problems = %v, want the new column named", p)
	}
	// A copy that changed nothing gives the same bytes.
	same := keep(t, people(""), &first.Reading.Recipe, nil)
	if !bytes.Equal(same.Raw, first.Raw) {
		t.Errorf("the same original gives another copy")
	}
}

// A file without people is kept as it is, byte for byte.
func TestKeepTheOriginal(t *testing.T) {
	t.Parallel()
	raw := []byte("Ward,Visits\nNorth,4\nSouth,5\nEast,6\n")
	if kept := keep(t, raw, nil, nil); !bytes.Equal(kept.Raw, raw) || kept.Reading.Recipe.Sealed != nil {
		t.Errorf("Keep() = %q, sealed %v, want the original", kept.Raw, kept.Reading.Recipe.Sealed)
	}
}

// A personal cell that says the same in every row is in no table, and not in
// what is kept either.
func TestKeepLooksAtUnusedColumns(t *testing.T) {
	t.Parallel()
	raw := []byte("Ward,Officer,Visits\n" + strings.Repeat("North,amy.jones@example.org,4\nSouth,amy.jones@example.org,5\n", 4))
	if kept := keep(t, raw, nil, nil); bytes.Contains(kept.Raw, []byte("amy")) {
		t.Errorf("Keep() = %q, want no address", kept.Raw)
	}
}

func TestDecideRefuses(t *testing.T) {
	t.Parallel()
	reading := propose(t, people(""))
	found, err := FindPeople(t.Context(), people(""), reading)
	if err != nil || len(found.Used) != 3 {
		t.Fatalf("FindPeople() = %v, %v, want three columns", found, err)
	}
	for name, d := range map[string]datasets.PersonalDecision{
		"no reason": {Use: datasets.PersonalKeep, Reason: " "}, "no cut": {Use: datasets.PersonalCut, On: "2026-11-26"}, "nothing": {Use: "perhaps"},
	} {
		_, err := Decide(reading.Recipe, found.Used, map[string]datasets.PersonalDecision{"Client name": d})
		if problem, ok := err.(datasets.Problem); !ok || problem.Field != "Client name" {
			t.Errorf("Decide(%s) = %v, want a Problem of the column", name, err)
		}
	}
}

// An error about a file with people quotes no cell.
func TestSealedErrorsQuoteNothing(t *testing.T) {
	t.Parallel()
	first := keep(t, people(""), nil, map[string]datasets.PersonalDecision{"Client name": decided(datasets.PersonalKeep)})
	broken := bytes.Replace(people(""), []byte("1.234,53"), []byte("Amy Jones"), 1)
	_, err := Keep(t.Context(), "people.csv", broken, &first.Reading.Recipe, nil, Options{})
	if err == nil || strings.Contains(err.Error(), "Amy") {
		t.Errorf("Keep(broken) = %v, want an error without the cell", err)
	}
}

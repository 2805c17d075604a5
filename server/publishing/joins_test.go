package publishing_test

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/embed"
	"figurehead/server/publishing"
	"figurehead/widgets"
)

// lodged is the desk of certificates of the districts of Essex, with a reference table
// of people that was made for these tests: 100,000 in each district but two, in 2022.
type lodged struct {
	desk
	people         datasets.Dataset
	peopleSnapshot datasets.Snapshot
}

var (
	homes = datasets.Source{Publisher: "Department for Levelling Up, Housing and Communities", Title: "Live table EB1", ShortName: "DLUHC, EB1", Licence: "OGL-UK-3.0"}
	count = datasets.Source{Publisher: "Example Statistics Office", Title: "People by district", ShortName: "Example Statistics", Licence: "CC-BY-4.0", Link: "https://statistics.example/people"}
)

func peopleCSV(each int) string {
	rows := "Code,Year,Residents\n"
	for n := 66; n < 76; n++ {
		rows += fmt.Sprintf("E070000%d,2022,%d\n", n, each)
	}
	return rows + "E07000076,2022,\n"
}

func lodgedDesk(t *testing.T) lodged {
	t.Helper()
	l := lodged{desk: newDesk(t, ours, true)}
	raw, err := os.ReadFile("testdata/epc-essex-2022.csv")
	if err != nil {
		t.Fatal(err)
	}
	l.dataset, l.snapshot = l.brought(t, "epc.csv", string(raw), homes)
	l.people, l.peopleSnapshot = l.brought(t, "people.csv", peopleCSV(100_000), count)
	if err := l.store.SaveReference(t.Context(), officer, l.people.ID, datasets.Reference{Place: "Code", Period: "Year", Value: "Residents", Called: "people"}); err != nil {
		t.Fatal(err)
	}
	return l
}

func (d desk) brought(t *testing.T, name, raw string, source datasets.Source) (datasets.Dataset, datasets.Snapshot) {
	t.Helper()
	dataset, snapshot, err := d.publisher.Import(t.Context(), officer, publishing.Import{Raw: []byte(raw), Name: name, Source: source})
	if err != nil {
		t.Fatal(err)
	}
	if snapshot, _, err = d.publisher.ConfirmRecipe(t.Context(), officer, snapshot.ID, nil); err != nil {
		t.Fatal(err)
	}
	return dataset, snapshot
}

// perHead starts the figure per head of that kind that is suggested.
func (l lodged) perHead(t *testing.T, kind widgets.Kind) (widgets.Widget, widgets.Draft) {
	t.Helper()
	suggestions, err := l.publisher.Suggestions(t.Context(), l.snapshot.ID)
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(suggestions, func(s publishing.Suggested) bool { return s.PerHead != "" && s.Kind == kind })
	if i < 0 {
		t.Fatalf("no %s is suggested per head", kind)
	}
	w, draft, err := l.store.CreateWidget(t.Context(), officer, widgets.Widget{DatasetID: l.dataset.ID, State: widgets.InDraft, Kind: suggestions[i].Kind},
		widgets.Draft{SnapshotID: l.snapshot.ID, Query: suggestions[i].Query, Spec: suggestions[i].Spec})
	if err != nil {
		t.Fatal(err)
	}
	return w, draft
}

// steps names the steps of a Query.
func steps(q datasets.Query) string {
	var names []string
	for _, step := range q.Steps {
		names = append(names, step.Do())
	}
	return strings.Join(names, " ")
}

func TestSuggestionsPerHead(t *testing.T) {
	t.Parallel()
	l := lodgedDesk(t)
	suggestions, err := l.publisher.Suggestions(t.Context(), l.snapshot.ID)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, s := range suggestions {
		if s.PerHead != "" {
			got = append(got, string(s.Kind)+": "+s.Sentence+" ["+steps(s.Query)+"]")
		}
	}
	want := []string{
		"headline: 11.8 was the number lodgements per 1,000 people in Chelmsford, the highest of all regions, in quarter 4 2022. [filter choose join rate choose sort]",
		"bar: Chelmsford has the highest number lodgements per 1,000 people of the 12 regions, 11.8 in quarter 4 2022. [choose join rate latest choose sort]",
		"tileMap: Chelmsford has the highest number lodgements per 1,000 people of the 10 regions in quarter 4 2022, 11.8. [filter choose join rate latest choose sort]",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("suggestions per head (-want +got):\n%s", diff)
	}
	for name, r := range map[string]datasets.Reference{
		"no reference table":                      {},
		"one of other places":                     {Place: "Other", Period: "Year", Value: "Residents", Called: "people"},
		"one with a number for fewer than a half": {Place: "Code", Period: "Year", Value: "Few", Called: "people"},
	} {
		if err := l.store.SaveReference(t.Context(), officer, l.people.ID, r); err != nil {
			t.Fatal(err)
		}
		suggestions, err := l.publisher.Suggestions(t.Context(), l.snapshot.ID)
		if err != nil {
			t.Fatal(err)
		}
		if slices.ContainsFunc(suggestions, func(s publishing.Suggested) bool { return s.PerHead != "" }) {
			t.Errorf("with %s something is suggested per head", name)
		}
	}
}

// Whatever the public gets of a figure made from two datasets names both, with
// licence, address and date.
func TestBothSourcesAreListed(t *testing.T) {
	t.Parallel()
	l := lodgedDesk(t)
	w, draft := l.perHead(t, widgets.Bar)
	e, err := l.publisher.Publish(t.Context(), officer, w.ID, draft.Version)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{homes.Publisher + ", " + homes.Title, count.Publisher + ", " + count.Title}, []string{e.Provenance.Source, e.Provenance.Also[0].Source}); diff != "" {
		t.Errorf("sources (-want +got):\n%s", diff)
	}
	frame, err := embed.Frame(e, embed.FrameOptions{})
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{"frame": string(frame)}
	for _, name := range []string{"data.json", "datapackage.json", "og.svg", "og.png", "story.svg"} {
		raw, err := l.store.Blobs().Get(t.Context(), e.Renditions[name].SHA256)
		if err != nil {
			t.Fatal(err)
		}
		texts[name] = string(raw)
	}
	for name, text := range texts {
		text = strings.NewReplacer("\u00a0", " ", "&#160;", " ").Replace(text)
		for _, want := range []string{"Levelling Up", "Example Statistics"} {
			if name == "og.svg" || name == "story.svg" {
				want = strings.NewReplacer("Levelling Up", "DLUHC").Replace(want)
			}
			if !strings.Contains(text, want) {
				t.Errorf("%s does not name %q", name, want)
			}
		}
		if licences := strings.Count(text, "CC BY") + strings.Count(text, "CC-BY") + strings.Count(text, "Creative Commons"); licences == 0 {
			t.Errorf("%s does not name the licence of the second source", name)
		}
	}
	if how := strings.Join(e.HowMade, " "); !strings.Contains(how, "“People” is “Residents” of another dataset, looked up by “Local Authority Code” and “Quarter”; rows before its first or after its last “Quarter” were left out.") {
		t.Errorf("how it was made = %s", how)
	}
	if post := e.Post; !strings.Contains(post, "DLUHC, EB1; Example Statistics") {
		t.Errorf("post = %s", post)
	}
}

// checksOf are the checks of a draft that need somebody, by their ids.
func (l lodged) checksOf(t *testing.T, draft widgets.Draft) map[string]string {
	t.Helper()
	p, err := l.publisher.Preview(t.Context(), draft)
	if err != nil {
		t.Fatal(err)
	}
	open := map[string]string{}
	for _, c := range p.Checks {
		if !c.Done {
			open[c.ID] = c.Reason
		}
	}
	return open
}

func TestWhatHasNoMatchIsSaid(t *testing.T) {
	t.Parallel()
	l := lodgedDesk(t)
	_, draft := l.perHead(t, widgets.Bar)
	const want = "There is no “Residents” for this place and year in 8 of 48 rows: E07000076, 2022 Q1; E07000076, 2022 Q2; E07000076, 2022 Q3 and 5 more. What is worked out from it is missing there, never 0."
	if got := l.checksOf(t, draft)["unmatched"]; got != want {
		t.Errorf("check = %q, want %q", got, want)
	}
	p, err := l.publisher.Preview(t.Context(), draft)
	if err != nil {
		t.Fatal(err)
	}
	wantNotes := []string{"No figure for Tendring and Uttlesford (not available).", "Not available: there is no number of “People” for this place and year."}
	if diff := cmp.Diff(wantNotes, p.Figure.Notes); diff != "" {
		t.Errorf("notes (-want +got):\n%s", diff)
	}
}

// Each of the two datasets stands in the way of publishing while something of it is
// open.
func TestTheOtherDatasetIsChecked(t *testing.T) {
	t.Parallel()
	l := lodgedDesk(t)
	w, draft := l.perHead(t, widgets.Bar)
	l.people.Source.Licence = ""
	if err := l.store.SaveDataset(t.Context(), officer, l.people); err != nil {
		t.Fatal(err)
	}
	if got := l.checksOf(t, draft)["reference"]; got != "Its licence is not decided. Decide it on the page of that dataset." {
		t.Errorf("check = %q, want that the licence is open", got)
	}
	var blocked *publishing.NotReadyError
	if _, err := l.publisher.Publish(t.Context(), officer, w.ID, draft.Version); !errors.As(err, &blocked) {
		t.Errorf("Publish() = %v, want what stands in the way", err)
	}
	if err := l.publisher.Purge(t.Context(), officer, l.peopleSnapshot.ID, "A mistake."); err != nil {
		t.Fatal(err)
	}
	if _, err := l.publisher.Publish(t.Context(), officer, w.ID, draft.Version); err == nil || !strings.Contains(err.Error(), "was erased") {
		t.Errorf("Publish() = %v, want that the reference table was erased", err)
	}
}

// A newer copy of either dataset makes a new Edition; the earlier one stays.
func TestFiguresFollowTheOtherDataset(t *testing.T) {
	t.Parallel()
	l := lodgedDesk(t)
	w, draft := l.perHead(t, widgets.Bar)
	draft.Spec.Title = "{highest:name} has the most certificates per head"
	draft.Spec.Subtitle = "Certificates per thousand people, districts of Essex"
	var err error
	if draft, err = l.store.SaveDraft(t.Context(), officer, draft); err != nil {
		t.Fatal(err)
	}
	first, err := l.publisher.Publish(t.Context(), officer, w.ID, draft.Version)
	if err != nil {
		t.Fatal(err)
	}
	value := func(e widgets.Edition) string {
		return e.Result.Rows[0][e.Result.Index("Number Lodgements per 1,000 people")].String()
	}
	got, err := l.publisher.Refresh(t.Context(), officer, l.people.ID, "people.csv", []byte(peopleCSV(200_000)), everyone)
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Figures) != 1 || got.Figures[0].Edition != 2 {
		t.Fatalf("figures = %+v, want edition 2 of the one figure", got.Figures)
	}
	live, err := l.store.Published(t.Context(), w.PublicID)
	if err != nil {
		t.Fatal(err)
	}
	if was, is := value(first), value(live.Edition); was != "11.8" || is != "5.9" {
		t.Errorf("the rate was %s and is %s, want 11.8 and 5.9", was, is)
	}
	kept, err := l.store.Edition(t.Context(), w.PublicID, 1)
	if err != nil || value(kept) != "11.8" {
		t.Errorf("edition 1 = %v, %v; want it as it was", value(kept), err)
	}
	now, err := l.store.Draft(t.Context(), w.ID)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{got.Snapshot.ID}, now.Query.References()); diff != "" {
		t.Errorf("the draft takes numbers from (-want +got):\n%s", diff)
	}
}

// Small numbers of either dataset are hidden in a rate too, and both ledgers know
// what was shown.
func TestBothDatasetsAreProtected(t *testing.T) {
	t.Parallel()
	l := lodgedDesk(t)
	small, snapshot := l.brought(t, "few.csv", "Code,Year,Residents\nE07000066,2022,3\nE07000067,2022,9\nE07000068,2022,400\nE07000069,2022,500\nE07000070,2022,600\nE07000071,2022,700\n", count)
	if err := l.store.SaveProtection(t.Context(), officer, small.ID, datasets.Protection{Threshold: 5}); err != nil {
		t.Fatal(err)
	}
	w, draft := l.perHead(t, widgets.Bar)
	draft.Query = draft.Query.Renewed(map[string]string{l.peopleSnapshot.ID: snapshot.ID})
	draft.Spec.Title, draft.Spec.Subtitle = "Certificates for every thousand people", "Districts of Essex"
	var err error
	if draft, err = l.store.SaveDraft(t.Context(), officer, draft); err != nil {
		t.Fatal(err)
	}
	e, err := l.publisher.Publish(t.Context(), officer, w.ID, draft.Version)
	if err != nil {
		t.Fatal(err)
	}
	hidden := map[string]string{}
	for _, row := range e.Result.Rows {
		for _, name := range []string{"People", "Number Lodgements per 1,000 people"} {
			if c := row[e.Result.Index(name)]; c.Missing == table.Suppressed {
				hidden[row[e.Result.Index("Region")].String()] += " " + name
			}
		}
	}
	if got := hidden["Basildon"]; got != " People Number Lodgements per 1,000 people" {
		t.Errorf("hidden of Basildon =%s, want both numbers", got)
	}
	if len(hidden) < 2 {
		t.Errorf("hidden = %v, want another district with it", hidden)
	}
	for name, id := range map[string]string{"certificates": l.dataset.ID, "people": small.ID} {
		ledger, err := l.store.Ledger(t.Context(), id)
		if err != nil || len(ledger.Entries) == 0 {
			t.Errorf("the ledger of %s has %d entries, %v", name, len(ledger.Entries), err)
		}
	}
}

package publishing_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets"
	"figurehead/server/publishing"
	"figurehead/store"
	"figurehead/widgets"
)

// more is spend a month later.
const more = spend + "2024-04,Roads,101\n2024-04,Parks,88\n"

func everyone(widgets.Widget) bool { return true }

func (d desk) live(t *testing.T) widgets.Published {
	t.Helper()
	w, err := d.store.Widget(t.Context(), d.widget.ID)
	if err != nil {
		t.Fatal(err)
	}
	p, err := d.store.Published(t.Context(), w.PublicID)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func publishedDesk(t *testing.T) desk {
	t.Helper()
	d := newDesk(t, ours, true)
	d.draft.Spec.Title, d.draft.Spec.Subtitle, d.draft.Spec.ShortSubtitle = "{latest} was spent in {latest:period}", "Pounds", ""
	var err error
	if d.draft, err = d.store.SaveDraft(t.Context(), officer, d.draft); err != nil {
		t.Fatal(err)
	}
	if _, err := d.publisher.Publish(t.Context(), officer, d.widget.ID, d.draft.Version); err != nil {
		t.Fatal(err)
	}
	return d
}

func TestRefreshFollows(t *testing.T) {
	t.Parallel()
	d := publishedDesk(t)
	got, err := d.publisher.Refresh(t.Context(), officer, d.dataset.ID, "spend.csv", []byte(more), everyone)
	if err != nil || !got.Changed || got.Snapshot.Rows != 8 || !got.Snapshot.Confirmed {
		t.Fatalf("Refresh() = %+v, %v; want a new copy of 8 rows", got, err)
	}
	if len(got.Figures) != 1 || got.Figures[0].Edition != 2 || got.Figures[0].Reason != "" {
		t.Errorf("figures = %+v, want edition 2", got.Figures)
	}
	if e := d.live(t).Edition; e.Number != 2 || e.DataSHA256 != got.Snapshot.SHA256 {
		t.Errorf("live is edition %d of %s, want 2 of the new copy", e.Number, e.DataSHA256)
	}
	again, err := d.publisher.Refresh(t.Context(), officer, d.dataset.ID, "spend.csv", []byte(more), everyone)
	if err != nil || again.Changed || len(again.Figures) != 0 || again.Snapshot.ID != got.Snapshot.ID {
		t.Errorf("Refresh() of the same file = %+v, %v; want no change", again, err)
	}
	// The same table in other bytes is no change either.
	again, err = d.publisher.Refresh(t.Context(), officer, d.dataset.ID, "spend.csv", []byte(strings.ReplaceAll(more, "\n", "\r\n")), everyone)
	if err != nil || again.Changed {
		t.Errorf("Refresh() of the same table = %+v, %v; want no change", again, err)
	}
	if list, err := d.store.Snapshots(t.Context(), d.dataset.ID); err != nil || len(list) != 2 {
		t.Errorf("%d copies, %v; want 2", len(list), err)
	}
}

// TestRefreshKeepsTheLastGood: files that a person has to look at change no
// byte of what is public, and say why.
func TestRefreshKeepsTheLastGood(t *testing.T) {
	t.Parallel()
	d := publishedDesk(t)
	before := d.live(t)
	head, rows, _ := strings.Cut(spend, "\n")
	for _, test := range []struct{ name, file, want string }{
		{"nothing", "", "The file is empty."},
		{"only headings", head + "\n", ""},
		{"a web page", "<!DOCTYPE html><html><body>Sign in</body></html>", ""},
		{"a renamed column", "Month,Service,Amount\n" + rows, "Row 1 no longer names “Spent”. It names “Amount” instead."},
		{"a column more", strings.ReplaceAll(strings.TrimSuffix(spend, "\n"), "\n", ",x\n") + ",x\n", "Row 1"},
		{"columns in another order", "Service,Month,Spent\nRoads,2024-01,1\nRoads,2024-02,1\nRoads,2024-03,1\nParks,2024-01,1\nParks,2024-02,1\nParks,2024-03,1\n", "The columns of row 1 stand in another order."},
		{"words for numbers", strings.ReplaceAll(spend, "120.50", "a lot"), ""},
		{"half a row", strings.TrimSuffix(spend, "Parks,91\n"), ""},
		{"an open quotation mark", spend + "2024-04,\"Roads,1\n", "Row 8 opens a quotation mark that is never closed."},
		{"far fewer rows", head + "\n2024-01,Roads,120.50\n2024-02,Roads,1\n", "The file had 6 rows; now it has 2."},
		{"far more rows", head + "\n" + strings.Repeat(rows, 4), "The file had 6 rows; now it has 24."},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := d.publisher.Refresh(t.Context(), officer, d.dataset.ID, "spend.csv", []byte(test.file), everyone)
			problem, ok := publishing.Mendable(err)
			if !ok || !strings.HasPrefix(problem.Error(), test.want) || problem.Suggestion == "" {
				t.Errorf("Refresh() = %v, want a Problem that begins %q", err, test.want)
			}
			if diff := cmp.Diff(before, d.live(t)); diff != "" {
				t.Errorf("what is public changed:\n%s", diff)
			}
		})
	}
	if list, err := d.store.Snapshots(t.Context(), d.dataset.ID); err != nil || len(list) != 1 {
		t.Errorf("%d copies, %v; want 1", len(list), err)
	}
}

// TestRefreshLeavesFigures: a figure that somebody is changing, or that may not
// be published by who fetches, stays as it was and says why.
func TestRefreshLeavesFigures(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name   string
		may    bool
		change bool
		title  string
		want   string
	}{
		{"by an editor", false, false, "", "A publisher has to publish it."},
		{"with changes", true, true, "", "It has changes that are not published yet."},
		{"with a claim", true, false, "Roads cost more than parks", "Its words were written for the earlier numbers."},
		{"with a number in its title", true, false, "{latest} was spent, up from 99.75", "Its words were written for the earlier numbers."},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			d := publishedDesk(t)
			if test.title != "" {
				draft, err := d.store.Draft(t.Context(), d.widget.ID)
				if err != nil {
					t.Fatal(err)
				}
				draft.Spec.Title = test.title
				if draft, err = d.store.SaveDraft(t.Context(), officer, draft); err != nil {
					t.Fatal(err)
				}
				if _, err := d.publisher.Publish(t.Context(), officer, d.widget.ID, draft.Version); err != nil {
					t.Fatal(err)
				}
			}
			before := d.live(t)
			if test.change {
				draft, err := d.store.Draft(t.Context(), d.widget.ID)
				if err != nil {
					t.Fatal(err)
				}
				draft.Spec.Subtitle = "Not public yet"
				if _, err := d.store.SaveDraft(t.Context(), officer, draft); err != nil {
					t.Fatal(err)
				}
			}
			got, err := d.publisher.Refresh(t.Context(), officer, d.dataset.ID, "spend.csv", []byte(more), func(widgets.Widget) bool { return test.may })
			if err != nil || !got.Changed || len(got.Figures) != 1 || !strings.HasPrefix(got.Figures[0].Reason, test.want) {
				t.Errorf("Refresh() = %+v, %v; want %q", got.Figures, err, test.want)
			}
			if diff := cmp.Diff(before, d.live(t)); diff != "" {
				t.Errorf("what is public changed:\n%s", diff)
			}
		})
	}
	unread := newDesk(t, datasets.Source{Publisher: "Somebody"}, false)
	if _, err := unread.publisher.Refresh(t.Context(), store.Actor{}, unread.dataset.ID, "spend.csv", []byte(more), everyone); err == nil {
		t.Error("Refresh() of what nobody confirmed = nil, want a Problem")
	}
}

// TestRefreshOfTrueWords: a figure as the program suggested it follows while
// the program would say the same of the newer numbers, and not when it would not.
func TestRefreshOfTrueWords(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name, from, to string
		follows        bool
	}{
		{"a revision that changes nothing it says", "2024-02,Roads,130.25", "2024-02,Roads,130.75", true},
		{"another month", "2024-03", "2024-04", false},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			d, suggestions := openDesk(t, "spend.csv", spend)
			d.publish(t, suggestions[1]) // "Roads made up 58.8%": the first has its number in braces
			got, err := d.publisher.Refresh(t.Context(), officer, d.dataset.ID, "spend.csv", []byte(strings.ReplaceAll(spend, test.from, test.to)), everyone)
			if err != nil || !got.Changed || len(got.Figures) != 1 || (got.Figures[0].Edition == 2) != test.follows {
				t.Errorf("Refresh() of %q = %+v, %v; want it to follow: %v", d.draft.Spec.Title, got.Figures, err, test.follows)
			}
		})
	}
}

// TestRefreshSealsAgain: of a file with personal data that was left out, a newer
// one is cleaned in the same way, and nobody in it is kept.
func TestRefreshSealsAgain(t *testing.T) {
	t.Parallel()
	d := newDesk(t, ours, true)
	people := "Month,Spent,Email\n2024-01,10,amina.canary@example.org\n2024-02,12,bob.canary@example.org\n2024-03,15,cerys.canary@example.org\n"
	dataset, snapshot, err := d.publisher.Import(t.Context(), officer, publishing.Import{Raw: []byte(people), Name: "people.csv", Source: ours,
		Decisions: map[string]datasets.PersonalDecision{"Email": {Use: datasets.PersonalDrop}}})
	if err != nil {
		t.Fatal(err)
	}
	if snapshot, _, err = d.publisher.ConfirmRecipe(t.Context(), officer, snapshot.ID, nil); err != nil {
		t.Fatal(err)
	}
	same, err := d.publisher.Refresh(t.Context(), officer, dataset.ID, "people.csv", []byte(people), everyone)
	if err != nil || same.Changed {
		t.Errorf("Refresh() of the same file = %+v, %v; want no change", same, err)
	}
	got, err := d.publisher.Refresh(t.Context(), officer, dataset.ID, "people.csv", []byte(people+"2024-04,18,dai.canary@example.org\n"), everyone)
	if err != nil || !got.Changed || got.Snapshot.Rows != 4 {
		t.Fatalf("Refresh() = %+v, %v; want 4 rows", got, err)
	}
	for _, s := range []datasets.Snapshot{snapshot, got.Snapshot} {
		raw, err := d.store.Blobs().Get(t.Context(), s.SHA256)
		if err != nil || strings.Contains(string(raw), "canary") || len(raw) == 0 {
			t.Errorf("kept %q, %v; want nobody in it", raw, err)
		}
	}
}

// TestRefreshChecksDecisionsAgain: what was decided about people holds for what
// somebody looked at and for nothing else.
func TestRefreshChecksDecisionsAgain(t *testing.T) {
	t.Parallel()
	const rows = "2024-01,10,Abbey,%[1]sa.canary@example.org\n2024-02,12,Bridge,%[1]sb.canary@example.org\n2024-03,15,Castle,%[1]sc.canary@example.org\n"
	people := "Month,Spent,Ward,Email\n" + fmt.Sprintf(rows, "")
	for _, test := range []struct {
		name, first, newer string
		decisions          map[string]datasets.PersonalDecision
		want               string   // of the Problem; "" when the newer copy is used
		reported           []string // new columns
		columns            int
	}{
		{"a new column with people", people, "Month,Spent,Ward,Caller,Email\n" + fmt.Sprintf(rows, "Mrs Canary,"), dropEmail, "", []string{"Caller"}, 3},
		{"a new column without people", people, "Month,Spent,Ward,Loans,Email\n" + fmt.Sprintf(rows, "5,"), dropEmail, "", []string{"Loans"}, 3},
		{"a column whose values became personal", people, strings.NewReplacer("Abbey", "x.canary@example.org", "Castle", "Mr Y Canary").Replace(people), dropEmail, "“Ward” may hold personal data now", nil, 0},
		{"the same where nothing was personal", "Month,Spent,Ward\n2024-01,10,Abbey\n2024-02,12,Bridge\n", "Month,Spent,Ward\n2024-01,10,x.canary@example.org\n2024-02,12,Mr Y Canary\n", nil, "“Ward” may hold personal data now", nil, 0},
		{"a kept column with another kind", people, strings.ReplaceAll(people, "a.canary@example.org", "QQ 12 34 56 C QQ123456C AB123456C"),
			map[string]datasets.PersonalDecision{"Email": {Use: datasets.PersonalKeep, Reason: "addresses of offices"}}, "“Email” may hold personal data now", nil, 0},
		{"a kept column", people, people + "2024-04,11,Abbey,d.canary@example.org\n",
			map[string]datasets.PersonalDecision{"Email": {Use: datasets.PersonalKeep, Reason: "addresses of offices"}}, "", nil, 4},
		{"redacted payees", "Payee,Spent\nREDACTED PERSONAL DATA,10\nEssex Pipes Ltd,12\n", "Payee,Spent\nREDACTED PERSONAL DATA,10\nEssex Pipes Ltd,12\nRedacted - Mr,5\n", nil, "", nil, 2},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t, ours, true)
			dataset, snapshot, err := d.publisher.Import(t.Context(), officer, publishing.Import{Raw: []byte(test.first), Name: "a.csv", Source: ours, Decisions: test.decisions})
			if err == nil {
				_, _, err = d.publisher.ConfirmRecipe(t.Context(), officer, snapshot.ID, nil)
			}
			if err != nil {
				t.Fatal(err)
			}
			got, err := d.publisher.Refresh(t.Context(), officer, dataset.ID, "a.csv", []byte(test.newer), everyone)
			if test.want != "" {
				if problem, ok := publishing.Mendable(err); !ok || !strings.Contains(problem.Message, test.want) || strings.Contains(problem.Error(), "anary") {
					t.Errorf("Refresh() = %v, want %q without a value", err, test.want)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.reported, got.New); diff != "" {
				t.Errorf("new columns (-want +got):\n%s", diff)
			}
			table, err := d.publisher.Table(t.Context(), got.Snapshot.ID)
			if err != nil || len(table.Fields()) != test.columns {
				t.Errorf("Table() has %d columns, %v, want %d", len(table.Fields()), err, test.columns)
			}
		})
	}
}

var dropEmail = map[string]datasets.PersonalDecision{"Email": {Use: datasets.PersonalDrop}}

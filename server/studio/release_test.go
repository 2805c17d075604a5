package studio_test

import (
	"fmt"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets"
	"figurehead/store"
	"figurehead/widgets"
)

// wasteReleases are the official table of waste as it was a year earlier, with
// two numbers that were revised since, and as it is.
func wasteReleases(t *testing.T) (earlier, now string) {
	t.Helper()
	raw, err := os.ReadFile("../demo/data/sdg-11-6-1-council-collected-waste.csv")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(string(raw), "\n")
	var kept []string
	for i, line := range lines {
		if strings.HasPrefix(line, "2018/19") {
			continue
		}
		if i == 10 || i == 2000 { // revised since
			at := strings.Split(line, ",")
			for n, cell := range at {
				if strings.Contains(cell, ".") {
					at[n] = "1" + cell
					break
				}
			}
			line = strings.Join(at, ",")
		}
		kept = append(kept, line)
	}
	return strings.Join(kept, ""), string(raw)
}

// cells are the words of the rows of a table's body.
func (a answer) cells(selector string) (rows []string) {
	for n := range a.nodes(selector + " tbody tr") {
		var cells []string
		for _, cell := range a.nodes(fmt.Sprintf("%s tbody tr:nth-child(%d) > *", selector, n+1)) {
			cells = append(cells, strings.TrimSpace(textOf(cell)))
		}
		rows = append(rows, strings.Join(cells, " | "))
	}
	return rows
}

// wantSaid is what sets the releases apart, and each revised number.
var wantSaid = []string{
	"665 rows came, 0 went, 2 changed; 3,358 are the same.",
	"2 cells changed.",
	"2000/01 | Other | North West | blank | Value | 10 | 0",
	"2015/16 | Other | South East | West Berkshire District Council | Value | 11.3039105757782428 | 1.3039105757782428",
}

// The differences of two real releases are told before anything is stored, and
// after that on the page of the copy.
func TestReleaseOfRealData(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	p := o.as("publisher")
	earlier, now := wasteReleases(t)
	f := p.draft(earlier, "")
	page := "/studio/datasets/" + f.dataset
	sent := p.post(page+"/release", map[string]string{"data": now, "way": "replace"})
	if sent.status != http.StatusSeeOther {
		t.Fatalf("the release: status %d, %s", sent.status, sent.text(".govuk-error-summary"))
	}
	read := p.get(sent.location)
	var said []string
	for _, n := range read.nodes("main ul.fh-stack-xs > li") {
		said = append(said, textOf(n))
	}
	said = append(said, read.cells(".fh-table")...)
	if diff := cmp.Diff(wantSaid, said); diff != "" {
		t.Errorf("what the release would change (-want +got):\n%s", diff)
	}
	if list, err := o.store.Snapshots(t.Context(), f.dataset); err != nil || len(list) != 1 {
		t.Errorf("something was stored before it was used: %d copies, %v", len(list), err)
	}
	form := map[string]string{"base": read.typed("base"), "way": "replace"}
	if got := p.post(sent.location[:strings.Index(sent.location, "?")], form); got.status != http.StatusSeeOther {
		t.Fatalf("used: status %d, %s", got.status, got.text(".govuk-error-summary"))
	}
	list, err := o.store.Snapshots(t.Context(), f.dataset)
	o.must(err)
	if len(list) != 2 || !list[0].Confirmed {
		t.Fatalf("%d copies", len(list))
	}
	changes := p.get(page + "/copies/" + list[0].ID)
	if diff := cmp.Diff(read.cells(".fh-table"), changes.cells(".fh-table")); diff != "" {
		t.Errorf("the page of the copy differs from what was said before (-before +after):\n%s", diff)
	}
	dataset := p.get(page)
	for _, want := range []string{"665 rows came", "Bring in a new release", "2000/01 to 2018/19", "<b>Disposal Method</b>"} {
		if !strings.Contains(dataset.body, want) {
			t.Errorf("the page of the dataset has no %q", want)
		}
	}
	if got := p.get(page + "/copies/" + list[1].ID); got.status != http.StatusNotFound {
		t.Errorf("the first copy has nothing before it: status %d", got.status)
	}
	// Where small numbers are hidden no cell is shown.
	o.must(o.store.SaveProtection(t.Context(), adminActor(o), f.dataset, datasets.Protection{Threshold: 5}))
	if got := p.get(page + "/copies/" + list[0].ID); len(got.nodes(".fh-table")) != 0 || !strings.Contains(got.text(".fh-note"), "hidden to protect people") {
		t.Errorf("cells are shown though small numbers are hidden: %s", got.text("main"))
	}
}

const (
	wasteBefore = "Year,Area,Recycled (%)\n2016/17,Essex,49.1\n2017/18,Essex,49.9\n"
	wasteNext   = "Year,Area,Recycled (%)\n2017/18,Essex,50.1\n2018/19,Essex,51.1\n"
)

// A release that is added asks about rows that both have, and figures follow.
func TestReleaseIsAdded(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	p := o.as("publisher")
	f := p.draft(wasteBefore, "")
	p.publishes(f)
	page := "/studio/datasets/" + f.dataset
	sent := p.post(page+"/release", map[string]string{"data": wasteNext, "way": "add"})
	read := p.get(sent.location)
	if !strings.HasPrefix(read.text("form legend"), "1 row of the release") {
		t.Fatalf("it is not asked: %s", read.text("main"))
	}
	at := sent.location[:strings.Index(sent.location, "?")]
	if got := p.post(at, map[string]string{"base": read.typed("base"), "unchosen": "yes"}); got.status != http.StatusUnprocessableEntity || got.text("#way-error") == "" {
		t.Errorf("not chosen: status %d, %s", got.status, got.text(".govuk-error-summary"))
	}
	if got := p.post(at, map[string]string{"base": "another", "way": "take-new"}); got.status != http.StatusConflict {
		t.Errorf("the data was changed meanwhile: status %d", got.status)
	}
	if got := o.as("publisher elsewhere").post(at, map[string]string{"base": read.typed("base"), "way": "take-new"}); got.status != http.StatusForbidden {
		t.Errorf("somebody of another directorate: status %d", got.status)
	}
	if got := o.as("admin").post(at, map[string]string{"base": read.typed("base"), "way": "take-new"}); got.status != http.StatusGone {
		t.Errorf("the file of somebody else: status %d", got.status)
	}
	if got := p.post(at, map[string]string{"base": read.typed("base"), "way": "take-new"}); got.status != http.StatusSeeOther {
		t.Fatalf("used: status %d, %s", got.status, got.text(".govuk-error-summary"))
	}
	list, err := o.store.Snapshots(t.Context(), f.dataset)
	o.must(err)
	if len(list) != 2 || list[0].Rows != 3 || list[0].Recipe.Releases != 2 {
		t.Fatalf("%d copies, the newest of %d rows", len(list), list[0].Rows)
	}
	tried, err := o.store.Refreshes(t.Context(), f.dataset)
	o.must(err)
	if len(tried) != 1 || tried[0].Outcome != store.RefreshChanged {
		t.Errorf("what came of it is not remembered: %+v", tried)
	}
	w, err := o.store.Widget(t.Context(), f.widget)
	o.must(err)
	if w.Edition != 2 && !strings.Contains(tried[0].Words, "stays as it was") {
		t.Errorf("the figure neither follows nor says why: %s", tried[0].Words)
	}
	// All of the data at once, in the form of the first file.
	if got := p.post(page+"/release", map[string]string{"data": wasteBefore + "2018/19,Essex,51.1\n2019/20,Essex,51.8\n", "way": "replace"}); got.status != http.StatusSeeOther {
		t.Errorf("a whole file after an added one: status %d, %s", got.status, got.text("#data-error"))
	}
}

func TestReleaseRefuses(t *testing.T) {
	t.Parallel()
	o := newOffice(t, nil)
	p := o.as("publisher")
	f := p.draft(wasteBefore, widgets.Kind(""))
	page := "/studio/datasets/" + f.dataset + "/release"
	for _, test := range []struct{ name, data, way, at string }{
		{"nothing", "", "replace", "#data-error"},
		{"no way", wasteNext, "", "#way-error"},
		{"a way that is none", wasteNext, "burn", "#way-error"},
		{"other columns", "Month,Service\n2024-01,Roads\n", "replace", "#data-error"},
		{"other columns added", "Month,Service\n2024-01,Roads\n", "add", "#data-error"},
		{"an address inside", "http://127.0.0.1/x.csv", "replace", "#data-error"},
	} {
		got := p.post(page, map[string]string{"data": test.data, "way": test.way})
		if got.status != http.StatusUnprocessableEntity || got.text(test.at) == "" || got.typed("data") != strings.TrimSuffix(test.data, "") {
			t.Errorf("%s: status %d, %q at %s", test.name, got.status, got.text(".govuk-error-summary"), test.at)
		}
	}
	if got := p.get(page + "/nobody"); got.status != http.StatusGone {
		t.Errorf("a file that is not held: status %d", got.status)
	}
	for _, name := range []string{"viewer", "editor elsewhere"} {
		if got := o.as(name).post(page, map[string]string{"data": wasteNext, "way": "add"}); got.status != http.StatusForbidden {
			t.Errorf("%s: status %d", name, got.status)
		}
	}
	// Far fewer rows are in doubt: a person says that it is right.
	many := "Year,Area,Recycled (%)\n"
	for _, year := range []string{"2010/11", "2011/12", "2012/13", "2013/14", "2014/15"} {
		many += year + ",Essex,40.5\n"
	}
	g := p.draft(many, widgets.Kind(""))
	sent := p.post("/studio/datasets/"+g.dataset+"/release", map[string]string{"data": "Year,Area,Recycled (%)\n2010/11,Essex,41.5\n", "way": "replace"})
	read := p.get(sent.location)
	at := sent.location[:strings.Index(sent.location, "?")]
	form := map[string]string{"base": read.typed("base"), "way": "replace"}
	if got := p.post(at, form); got.status != http.StatusUnprocessableEntity || got.text("#sure-error") == "" {
		t.Errorf("in doubt: status %d", got.status)
	}
	form["sure"] = "yes"
	if got := p.post(at, form); got.status != http.StatusSeeOther {
		t.Errorf("sure: status %d, %s", got.status, got.text(".govuk-error-summary"))
	}
	if list, err := o.store.Snapshots(t.Context(), g.dataset); err != nil || !slices.ContainsFunc(list, func(s datasets.Snapshot) bool { return s.Rows == 1 }) {
		t.Errorf("the release is not in use: %v", err)
	}
}

package widgets_test

import (
	"encoding/json"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets"
	"figurehead/widgets"
)

func TestHowMadeOfOneStep(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ step, want string }{
		{`{"do":"unpivot","fields":["2017/18","2018/19"],"name":"Year","value":"Waste"}`, "The columns “2017/18” and “2018/19” became rows of “Waste”, with “Year” saying which."},
		{`{"do":"unpivot","fields":["1","2","3","4","5","6","7"],"name":"Year","value":"Waste"}`, "The 7 columns from “1” to “7” became rows of “Waste”, with “Year” saying which."},
		{`{"do":"filter","field":"Supplier","test":"contains","values":["Ltd","plc"]}`, "Rows were kept where “Supplier” contains Ltd or plc."},
		{`{"do":"replace","field":"Service","values":[{"from":["Adults","ASC"],"to":"Adult Social Care"},{"from":["x"],"to":""}]}`, "In “Service”, “Adults” and “ASC” became “Adult Social Care”, “x” became blank."},
		{`{"do":"replace","field":"Service","values":[{"from":["1","2","3","4","5","6",""],"to":"Other"}]}`, "In “Service”, 7 texts were replaced."},
		{`{"do":"rate","name":"Per head","of":"Cost","by":"People","per":1000}`, "“Per head” is “Cost” for every 1,000 of “People”."},
		{`{"do":"join","name":"People","from":"s1","take":"Population","place":{"field":"Area","is":"Code"},"period":{"field":"Year","is":"Mid-year"}}`, "“People” is “Population” of another dataset, looked up by “Area” and “Year”."},
		{`{"do":"group","by":["Area"],"measures":[{"name":"a","summary":"median","field":"x"},{"name":"b","summary":"quantile","field":"x","at":"0.9"},{"name":"c","summary":"distinct","field":"y"},{"name":"d","summary":"first","field":"y"},{"name":"e","summary":"last","field":"y"}]}`,
			"“a” is the median of “x”, “b” is the quantile at 0.9 of “x”, “c” is the number of different values of “y”, “d” is the first of “y” and “e” is the last of “y” for each “Area”."},
		{`{"do":"pivot","by":["Area"],"names":"Year","value":"Waste","columns":["2017/18","2018/19"]}`, "The values “2017/18” and “2018/19” of “Year” became columns of “Waste”, with a row for each “Area”."},
		{`{"do":"pivot","names":"Year","value":"Waste","columns":["2017/18"]}`, "The value “2017/18” of “Year” became a column of “Waste”, in one row."},
		{`{"do":"top","field":"Supplier","of":"Amount","count":9,"other":"All others","within":["Service"],"each":["Year"]}`, "The 9 values of “Supplier” with the largest sums of “Amount” were kept and the rest put together as “All others”, apart for each “Service”, with a number for each “Year”."},
		{`{"do":"bins","of":"Amount","lower":"a","upper":"b","name":"Payments"}`, "“Payments” counts the rows by “Amount” in bins of equal width."},
		{`{"do":"bins","of":"Amount","lower":"a","upper":"b","name":"Payments","width":"500","start":"0.5"}`, "“Payments” counts the rows by “Amount” in bins of 500, counted from 0.5."},
		{`{"do":"cumulative","name":"So far","of":"Amount","over":"Month","within":["Service"]}`, "“So far” is the running total of “Amount” in order of “Month”, apart for each “Service”."},
		{`{"do":"cumulative","name":"So far","of":"Amount"}`, "“So far” is the running total of “Amount” in the order of the rows."},
		{`{"do":"rolling","name":"Smooth","of":"Calls","over":"Month","count":12}`, "“Smooth” is the mean of “Calls” over 12 numbers up to this one in order of “Month”."},
		{`{"do":"index","name":"Index","of":"Calls","over":"Month"}`, "“Index” is “Calls” with the first “Month” as 100."},
		{`{"do":"index","name":"Index","of":"Calls","over":"Month","base":"2024-01","within":["Line"]}`, "“Index” is “Calls” with 2024-01 as 100, apart for each “Line”."},
		{`{"do":"rank","name":"Place","of":"Rate","order":"descending","within":["Year"]}`, "“Place” is the place of “Rate”, highest first, apart for each “Year”."},
		{`{"do":"period","name":"Month","of":"Paid","as":"month"}`, "“Month” is the month of “Paid”."},
		{`{"do":"span","of":"Paid","from":"First","to":"Last"}`, "“First” and “Last” are the first and the last “Paid” of the rows."},
		{`{"do":"mark","name":"In time","field":"Answer","test":"is","values":["in time"]}`, "“In time” is 1 where “Answer” is in time, and 0 elsewhere."},
		{`{"do":"mark","name":"Large","field":"Amount","test":"atLeast","values":["500"]}`, "“Large” is 1 where “Amount” passes the test “atLeast” 500, and 0 elsewhere."},
		{`{"do":"inTime","name":"Answer","received":"Received","answered":"Answered","workingDays":20}`,
			"“Answer” says whether “Answered” came within 20 working days after “Received”; working days are those of the Freedom of Information Act 2000."},
		{`{"do":"total","name":"All","of":"Amount","within":["Year"]}`, "“All” is the total of “Amount”, apart for each “Year”."},
	} {
		var q datasets.Query
		if err := json.Unmarshal([]byte(`{"version":1,"steps":[`+test.step+`]}`), &q); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]string{test.want}, widgets.HowMade(q, "en-GB")); diff != "" {
			t.Errorf("HowMade(%s) (-want +got):\n%s", test.step, diff)
		}
	}
}

// The reference has an example of every step, which a test in datasets holds.
func TestHowMadeHasASentenceForEveryStep(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../docs/reference/query.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, example := range regexp.MustCompile("(?s)```json\n(.*?)```").FindAllSubmatch(text, -1) {
		var q datasets.Query
		if err := json.Unmarshal(example[1], &q); err != nil {
			t.Fatal(err)
		}
		for _, step := range q.Steps {
			sentence := widgets.HowMade(datasets.Query{Version: 1, Steps: []datasets.Step{step}}, "en-GB")[0]
			if strings.HasPrefix(sentence, "All rows") || strings.Contains(sentence, "“”") {
				t.Errorf("HowMade of %q = %q", step.Do(), sentence)
			}
		}
	}
}

// In Welsh no step of a Query is told in English.
func TestHowMadeInWelsh(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../docs/reference/query.md")
	if err != nil {
		t.Fatal(err)
	}
	names := regexp.MustCompile(`“[^”]*”|: .*`)
	for _, example := range regexp.MustCompile("(?s)```json\n(.*?)```").FindAllSubmatch(text, -1) {
		var q datasets.Query
		if err := json.Unmarshal(example[1], &q); err != nil {
			t.Fatal(err)
		}
		for i, sentence := range widgets.HowMade(q, "cy") {
			if found := english.FindAllString(names.ReplaceAllString(sentence, "…"), -1); len(found) > 0 || strings.ContainsAny(sentence, "{}") {
				t.Errorf("HowMade of %q = %q holds the English %q or a part left open", q.Steps[i].Do(), sentence, found)
			}
			if sentence == widgets.HowMade(q, "en-GB")[i] {
				t.Errorf("HowMade of %q is %q in both languages", q.Steps[i].Do(), sentence)
			}
		}
	}
	var top datasets.Query
	if err := json.Unmarshal([]byte(`{"version":1,"steps":[{"do":"top","field":"Supplier","of":"Amount","count":9,"other":"All others","within":["Service"]}]}`), &top); err != nil {
		t.Fatal(err)
	}
	want := []string{"Cadwyd 9 o werthoedd (“Supplier”) â’r symiau mwyaf o “Amount”, a rhoddwyd y gweddill at ei gilydd fel “All others”, ar wahân ar gyfer pob “Service”."}
	if diff := cmp.Diff(want, widgets.HowMade(top, "cy")); diff != "" {
		t.Errorf("HowMade in Welsh (-want +got):\n%s", diff)
	}
}

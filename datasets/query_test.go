package datasets_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"figurehead/datasets"
)

// everyStep is a Query with every kind of step and every part of each.
const everyStep = `{"version":1,"steps":[` +
	`{"do":"filter","field":"Year","test":"is","values":["2018/19","2017/18"]},` +
	`{"do":"latest","field":"Year","count":2},` +
	`{"do":"choose","fields":["Year","Area","Tonnes"]},` +
	`{"do":"replace","field":"Area","values":[{"from":["Essex CC",""],"to":"Essex"}]},` +
	`{"do":"rate","name":"Per 1,000","of":"Tonnes","by":"People","per":1000},` +
	`{"do":"unpivot","fields":["2017","2018"],"labels":["2017/18","2018/19"],"name":"Year","as":"financial year","also":[{"name":"Sex","labels":["Men","Women"]}],"value":"Tonnes"},` +
	`{"do":"period","name":"Month","of":"Paid","as":"month"},` +
	`{"do":"span","of":"Paid","from":"First","to":"Last"},` +
	`{"do":"mark","name":"Large","field":"Tonnes","test":"atLeast","values":["5"]},` +
	`{"do":"inTime","name":"Answer","received":"Paid","answered":"Answered","workingDays":20},` +
	`{"do":"pivot","by":["Area"],"names":"Year","value":"Tonnes","columns":["2017/18","2018/19"]},` +
	`{"do":"group","by":["Year","Area"],"measures":[{"name":"Total","summary":"sum","field":"Tonnes"},{"name":"Rows","summary":"count"}]},` +
	`{"do":"bins","of":"Total","lower":"From","upper":"To","name":"Areas","most":20,"width":"500","start":"0"},` +
	`{"do":"top","field":"Area","of":"Total","count":9,"other":"Other areas","within":["Year"],"each":["Kind"]},` +
	`{"do":"change","name":"Change","of":"Total","over":"Year","within":["Area"],"from":"previous","as":"percent"},` +
	`{"do":"share","name":"Share","of":"Total","within":["Year"]},` +
	`{"do":"cumulative","name":"So far","of":"Total","over":"Year","within":["Area"]},` +
	`{"do":"rolling","name":"Smooth","of":"Total","over":"Year","within":["Area"],"count":3},` +
	`{"do":"index","name":"Index","of":"Total","over":"Year","within":["Area"],"base":"2017/18"},` +
	`{"do":"rank","name":"Place","of":"Total","order":"descending","within":["Year"]},` +
	`{"do":"total","name":"All","of":"Total","within":["Year"]},` +
	`{"do":"sort","by":[{"field":"Total","order":"descending"}]},` +
	`{"do":"limit","count":11}]}`

func TestQueryIsWrittenAsItWasRead(t *testing.T) {
	t.Parallel()
	q, err := datasets.ParseQuery([]byte(everyStep))
	if err != nil {
		t.Fatal(err)
	}
	got, err := json.Marshal(q)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(everyStep, string(got)); diff != "" {
		t.Errorf("query (-read +written):\n%s", diff)
	}
	var again datasets.Query
	if err := json.Unmarshal(got, &again); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(q, again); diff != "" {
		t.Errorf("query read again (-want +got):\n%s", diff)
	}
}

func TestParseQuerySaysWhatIsWrong(t *testing.T) {
	t.Parallel()
	steps := "\"" + strings.Join(datasets.StepNames(), "\", \"") + "\""
	if names := datasets.StepNames(); len(names) > 12 {
		steps = fmt.Sprintf("\"%s\" and %d more", strings.Join(names[:12], "\", \""), len(names)-12)
	}
	for name, test := range map[string]struct{ raw, want string }{
		"not JSON":       {`{`, `The query is not a JSON object. Check its brackets, quotes and commas.`},
		"a list":         {`[]`, `The query is not a JSON object. Check its brackets, quotes and commas.`},
		"null":           {`null`, `The query is not a JSON object. Check its brackets, quotes and commas.`},
		"more":           {`{"version":1,"steps":[]} {}`, `Something follows after the end of the query. Leave it out.`},
		"no version":     {`{"steps":[]}`, `The query has version 0; this release reads version 1. Write "version": 1.`},
		"new version":    {`{"version":2,"steps":[]}`, `The query has version 2; this release reads version 1. Write "version": 1.`},
		"unknown part":   {`{"version":1,"stpes":[]}`, `The query has no part "stpes". Did you mean "steps"?`},
		"other case":     {`{"Version":1,"steps":[]}`, `The query has no part "Version". Did you mean "version"?`},
		"wrong type":     {`{"version":"1","steps":[]}`, `The query has a string in "version". Write a whole number there.`},
		"step no object": {`{"version":1,"steps":[7]}`, `Step 1: It is not written as a step. Write it like {"do":"limit","count":10}.`},
		"unknown step":   {`{"version":1,"steps":[{"do":"fliter"}]}`, `Step 1: There is no step "fliter". Did you mean "filter"?`},
		"no step":        {`{"version":1,"steps":[{}]}`, `Step 1: There is no step "". The steps are ` + steps + `.`},
		"step's part":    {`{"version":1,"steps":[{"do":"limit","count":1},{"do":"limit","cuont":1}]}`, `Step 2: "limit" has no part "cuont". Did you mean "count"?`},
		"step's type":    {`{"version":1,"steps":[{"do":"limit","count":"ten"}]}`, `Step 1: "limit" has a string in "count". Write a whole number there.`},
		"deep part":      {`{"version":1,"steps":[{"do":"sort","by":[{"field":"a","ordr":"ascending"}]}]}`, `Step 1: "sort" cannot be read: unknown field "ordr". Check the names of its parts.`},
		"twice":          {`{"version":1,"steps":[{"do":"limit","count":1,"count":2}]}`, `The query has "count" twice in one place. Leave one of them out.`},
		"not UTF-8":      {"{\"version\":1,\"steps\":[{\"do\":\"choose\",\"fields\":[\"\xff\"]}]}", `The query is not text in UTF-8. Save it as UTF-8.`},
		"deep":           {strings.Repeat("[", 1_000_000), `The query has more than 20 brackets within each other. Check its brackets.`},
		"SQL":            {`{"version":1,"steps":[{"do":"sql","query":"select 1"}]}`, `Step 1: There is no step "sql". The steps are ` + steps + `.`},
		"too large":      {`{"version":1,"steps":[` + strings.Repeat(" ", datasets.MaxQueryBytes) + `]}`, `The query has 1048600 bytes; at most 1048576 are read. Use fewer steps or values.`},
		"too many steps": {`{"version":1,"steps":[` + strings.Repeat(`{"do":"limit","count":1},`, datasets.MaxSteps) + `{"do":"limit","count":1}]}`, `The query has 101 steps; at most 100 are run. Use fewer steps.`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := datasets.ParseQuery([]byte(test.raw))
			var problem datasets.Problem
			if !errors.As(err, &problem) {
				t.Fatalf("ParseQuery gave %v, want a Problem", err)
			}
			if diff := cmp.Diff(test.want, problem.Error()); diff != "" {
				t.Errorf("problem (-want +got):\n%s", diff)
			}
		})
	}
}

func FuzzParseQuery(f *testing.F) {
	f.Add([]byte(everyStep))
	f.Add([]byte(`{"version":1,"steps":[{"do":"limit","count":-1}]}`))
	f.Add([]byte(`{"version":1,"steps":[{"do":"filter","field":"a","test":"is","values":[]}]}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		q, err := datasets.ParseQuery(raw)
		if err != nil {
			if problem := (datasets.Problem{}); !errors.As(err, &problem) || problem.Message == "" || problem.Suggestion == "" {
				t.Errorf("ParseQuery(%q) gave %v, want a Problem with a suggestion", raw, err)
			}
			return
		}
		written, err := json.Marshal(q)
		if err != nil {
			t.Fatal(err)
		}
		again, err := datasets.ParseQuery(written)
		if err != nil {
			t.Fatalf("%s was written and not read: %v", written, err)
		}
		// An empty list is left out when written: it says the same as none.
		if diff := cmp.Diff(q, again, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("query read again (-want +got):\n%s", diff)
		}
	})
}

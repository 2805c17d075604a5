package shapes_test

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets/intake"
	"figurehead/datasets/shapes"
	"figurehead/datasets/table"
	"figurehead/datasets/work"
)

// TestMain lets the program of the test be the child that reads workbooks.
func TestMain(m *testing.M) {
	if len(os.Args) > 2 && os.Args[1] == "work" {
		os.Exit(work.Child(map[string]work.Job{intake.SheetJob: intake.ReadSheet}[os.Args[2]], os.Stdin, os.Stdout, io.Discard))
	}
	os.Exit(m.Run())
}

func tableOf(t *testing.T, path string) *table.Table {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	reading, err := intake.Propose(t.Context(), filepath.Base(path), raw, intake.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return reading.Table
}

func TestRecognise(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]shapes.Found{
		"testdata/spend-lga-schema.csv": {Shape: shapes.Spend,
			Column: map[string]string{"payee": "BeneficiaryName", "amount": "Amount", "date": "PaymentDate", "unit": "OrganisationalUnit", "purpose": "Purpose"},
			Values: map[string][]string{"redacted": {"REDACTED PERSONAL DATA"}}},
		"../../server/demo/data/oxford-spend-2018-jan-mar.csv": {Shape: shapes.Spend,
			Column: map[string]string{"amount": "Amount", "date": "Paid Date", "unit": "Service Area", "purpose": "Expenditure Catergory"},
			Values: map[string][]string{"redacted": nil}},
		"testdata/foi-log.csv": {Shape: shapes.Requests,
			Column: map[string]string{"reference": "Reference", "received": "Date received", "answered": "Date answered", "outcome": "Outcome", "exemption": "Exemption",
				"requester": "Requester type", "unit": "Directorate"},
			Values: map[string][]string{"withdrawn": {"Withdrawn"}}},
		"testdata/contracts-register.csv": {Shape: shapes.Contracts,
			Column: map[string]string{"supplier": "Supplier name", "value": "Contract value", "start": "Start date", "end": "End date", "title": "Title of agreement",
				"unit": "Department responsible", "category": "Procurement category"}},
		"testdata/gender-pay-gap-download.csv": {Shape: shapes.PayGap,
			Column: map[string]string{"employer": "EmployerName", "median": "DiffMedianHourlyPercent", "mean": "DiffMeanHourlyPercent"},
			Columns: map[string][]string{
				"men":   {"MaleLowerQuartile", "MaleLowerMiddleQuartile", "MaleUpperMiddleQuartile", "MaleTopQuartile"},
				"women": {"FemaleLowerQuartile", "FemaleLowerMiddleQuartile", "FemaleUpperMiddleQuartile", "FemaleTopQuartile"}}},
		"testdata/population-by-area-age-sex.csv": {Shape: shapes.Population,
			Column: map[string]string{"people": "Population", "place": "Area name", "code": "Area code", "age": "Age group", "sex": "Sex", "year": "Year"},
			Values: map[string][]string{"sexes": {"Female", "Male"}}},
		"testdata/survey-answers.csv": {Shape: shapes.Survey, Column: map[string]string{"group": "Age group"},
			Columns: map[string][]string{"questions": {"The council keeps the streets clean", "Information from the council is easy to find", "I can influence decisions in my area", "Roads are well maintained"}}},
	} {
		t.Run(filepath.Base(name), func(t *testing.T) {
			t.Parallel()
			got, _ := shapes.Recognise(tableOf(t, name))
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("Recognise(%s) (-want +got):\n%s", name, diff)
			}
		})
	}
}

// What sounds like a shape and is none has none.
func TestDecoysHaveNoShape(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/decoy-*.csv")
	if err != nil || len(files) < 7 {
		t.Fatalf("decoys = %v, %v", files, err)
	}
	for _, path := range append(files, "../../server/demo/data/co2-mauna-loa-monthly.csv", "../../server/demo/data/sdg-11-6-1-council-collected-waste.csv") {
		if got, ok := shapes.Recognise(tableOf(t, path)); ok {
			t.Errorf("Recognise(%s) = %+v, want none", path, got)
		}
	}
}

// TestRealFiles looks at every real file that is kept for tests, and at the
// corpus of hostile ones.
func TestRealFiles(t *testing.T) {
	t.Parallel()
	folder := os.Getenv("FIGUREHEAD_TEST_SHARED")
	if folder == "" {
		if os.Getenv("CI") == "true" {
			t.Fatal("FIGUREHEAD_TEST_SHARED is not set: it names the folder of test files that may not be copied")
		}
		t.Skip("not run: the files are read from the folder that FIGUREHEAD_TEST_SHARED names")
	}
	want := map[string]shapes.Shape{
		"oxford-spend-2018-jan-mar.csv": shapes.Spend, "gla-spend-2013-p01-parentheses.csv": shapes.Spend, "cabinet-office-spend-2020-06-win1252.csv": shapes.Spend,
	}
	read := 0
	for _, under := range []string{"data", "corpus"} {
		err := filepath.WalkDir(filepath.Join(folder, under), func(path string, d os.DirEntry, err error) error {
			info, infoErr := d.Info()
			if err != nil || d.IsDir() || infoErr != nil || info.Size() > 8<<20 || strings.HasSuffix(path, ".md") {
				return err
			}
			raw, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			reading, err := intake.Propose(t.Context(), filepath.Base(path), raw, intake.Options{})
			if err != nil {
				return nil // refused in words, which other tests look at
			}
			read++
			if got, _ := shapes.Recognise(reading.Table); got.Shape != want[filepath.Base(path)] {
				t.Errorf("Recognise(%s) = %q, want %q", path, got.Shape, want[filepath.Base(path)])
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if read < 20 {
		t.Errorf("%d files were read: too few", read)
	}
}

func TestInOrder(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ given, want string }{
		{"Don't know|Agree|Strongly disagree|Strongly agree|Neither agree nor disagree|Disagree", "Strongly disagree|Disagree|Neither agree nor disagree|Agree|Strongly agree|Don't know"},
		{"Tend to agree|Strongly agree|Tend to disagree|Strongly disagree", "Strongly disagree|Tend to disagree|Tend to agree|Strongly agree"},
		{"Very satisfied|Fairly dissatisfied|Fairly satisfied|Very dissatisfied", "Very dissatisfied|Fairly dissatisfied|Fairly satisfied|Very satisfied"},
		{"Cytuno’n gryf|Anghytuno|Cytuno", "Anghytuno|Cytuno|Cytuno’n gryf"},
	} {
		if got := strings.Join(shapes.InOrder(strings.Split(test.given, "|")), "|"); got != test.want {
			t.Errorf("InOrder(%s) = %s, want %s", test.given, got, test.want)
		}
	}
}

// The reference tells every part of every shape.
func TestEveryPartIsDocumented(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("../../docs/reference/shapes.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, rule := range shapes.Rules() {
		_, section, found := strings.Cut(string(raw), "\n## "+string(rule.Shape)+"\n")
		if !found {
			t.Errorf("docs/reference/shapes.md has no heading %q", rule.Shape)
		}
		section, _, _ = strings.Cut(section, "\n## ")
		for _, part := range rule.Parts {
			if !strings.Contains(section, "`"+part+"`") {
				t.Errorf("docs/reference/shapes.md says nothing of %q below %q", part, rule.Shape)
			}
		}
	}
}

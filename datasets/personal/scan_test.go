package personal_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets"
	"figurehead/datasets/intake"
	"figurehead/datasets/personal"
	"figurehead/datasets/table"
)

// scan reads CSV text as an officer's file is read and looks for personal data.
func scan(t *testing.T, text string) []personal.Finding {
	t.Helper()
	reading, err := intake.Propose(t.Context(), "people.csv", []byte(text), intake.Options{})
	if err != nil {
		t.Fatalf("Propose() = %v", err)
	}
	findings, err := personal.Scan(t.Context(), reading.Table)
	if err != nil {
		t.Fatalf("Scan() = %v", err)
	}
	return findings
}

// column makes a file of that column beside wards and counts, the cells in turn.
func column(heading string, cells ...string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "Ward,%s,Visits\n", heading)
	for row := range 24 {
		fmt.Fprintf(&b, "Ward %c,\"%s\",%d\n", 'A'+row%5, cells[row%len(cells)], 10+row)
	}
	return b.String()
}

// The examples of numbers are those that their issuers print or numbers made to
// pass or to fail the check.
var patterns = []struct {
	name, heading string
	cells         []string
	want          string // kinds; "" for nothing
}{
	{"NHS numbers by their check digits", "Patient ref", []string{"943 476 5919", "401 023 2137", "999 012 3456", "450 557 7104"}, ""},
	{"NHS numbers that all pass", "Local ref", []string{"943 476 5919", "401 023 2137", "943-476-5870"}, "nhsNumber"},
	{"NHS numbers under their heading", "NHS number", []string{"9434765919", "1234567890"}, "nhsNumber"},
	{"ten digits that fail", "Ledger ref", []string{"1234567890", "2345678901", "3456789013"}, ""},
	{"fillers", "Ledger ref", []string{"0000000000", "1111111111"}, ""},
	{"National Insurance", "Ref", []string{"QQ 12 34 56 C", "AB 12 34 56 C", "jg103759a"}, "nationalInsurance"},
	{"prefixes that are never given", "Ref", []string{"GB123456A", "ZZ123456B", "NK123456C", "DA123456C", "AB123456E"}, ""},
	{"email", "Contact", []string{"", "", "amy.jones@essex.gov.uk"}, "email"},
	{"mailboxes of offices", "Contact", []string{"foi@essex.gov.uk", "press.office@essex.gov.uk", "customer-services@leeds.gov.uk"}, ""},
	{"a handle", "Account name", []string{"@essex_cc", "write to us @ the library"}, ""},
	{"landlines and mobiles", "Reach", []string{"01245 430430", "+44 7700 900123", "(020) 7946 0018"}, "phone"},
	{"mobiles in plain digits", "Reach", []string{"07700900123", "07700900456"}, "phone"},
	{"digits under phone", "Mobile", []string{"7700900123", "7700900456"}, "phone"},
	{"document numbers", "Document No", []string{"0123456789", "0234567890", "5107789349"}, ""},
	{"dates are no phones", "When", []string{"01 02 2018", "2018-01-02"}, ""},
	{"full postcodes", "Home", []string{"CM1 1QH", "SS0 9AB", "W1A 0AX"}, "postcode"},
	{"a postcode in an address", "Address", []string{"12 High Street, Chelmsford CM1 1QH", "The Library"}, "postcode"},
	{"districts", "Area", []string{"CM1", "SS0", "W1A"}, ""},
	{"codes that end like no postcode", "Code", []string{"CM1 1CV", "QQ1 1AA", "E06 000033", "M1 5KG"}, ""},
	{"dates of birth", "DOB", []string{"01/02/1983", "13/07/1951"}, "birthDate"},
	{"other dates", "Paid date", []string{"01/02/1983", "13/07/1951"}, ""},
	{"UPRN", "UPRN", []string{"10033420991", "100090422331"}, "property"},
	{"the same numbers", "Amount code", []string{"10033420991", "100090422331"}, ""},
	{"surnames", "Surname", []string{"Jones", "O'Neill", "Patel-Khan"}, "name"},
	{"first names under a plain name", "Name", []string{"Amy Jones", "PATEL, Priya", "John O'Neill"}, "name"},
	{"places under a plain name", "Name", []string{"Basildon", "Castle Point", "Epping Forest"}, ""},
	{"organisations under a plain name", "Supplier name", []string{"Martin Brower Ltd", "Holly Lodge Nursery", "Grant Thornton UK LLP"}, ""},
	{"claimants", "Claimant", []string{"Amy Jones", "John Patel"}, "name"},
	{"types of requester", "Requester type", []string{"Journalist", "Private citizen", "Business"}, ""},
	{"sole traders among payees", "Beneficiary", []string{"ESSEX PIPES LTD", "MR Y ALI", "BASILDON COUNCIL"}, "name"},
	{"companies with titles", "Beneficiary", []string{"MR FIXIT LTD", "MISS MOLLYS TEA SHOP", "DR MARTENS", "MS OFFICE"}, ""},
	{"redacted payees", "Beneficiary", []string{"REDACTED PERSONAL DATA", "Redacted - Mr", "ESSEX PIPES LTD"}, ""},
	{"sort codes", "Sort code", []string{"20-45-45", "30-00-01"}, "bankAccount"},
	{"account numbers", "Account number", []string{"12345678", "87654321"}, "bankAccount"},
	{"IBAN", "Pay to", []string{"GB82 WEST 1234 5698 7654 32", "GB29NWBK60161331926819"}, "bankAccount"},
	{"cards", "Paid with", []string{"4111 1111 1111 1111", "5500 0000 0000 0004", "4012 8888 8888 1881"}, "paymentCard"},
	{"vehicles", "Seen", []string{"AB12 CDE", "EY07XYZ"}, "vehicle"},
	{"pupil numbers", "Ref", []string{"A820300112001", "X820432114013", "W820400114009"}, ""},
	{"passports", "Passport number", []string{"925076473", "123456789"}, "account"},
	{"place codes", "Area code", []string{"E10000012", "E07000070"}, ""},
}

func TestPatterns(t *testing.T) {
	t.Parallel()
	for _, test := range patterns {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			var got []string
			for _, f := range scan(t, column(test.heading, test.cells...)) {
				if f.Field != test.heading {
					t.Errorf("found %v in %q, want only %q looked at", f.Kinds, f.Field, test.heading)
				}
				got = append(got, strings.Join(f.Kinds, " "))
				for _, shape := range f.Masked {
					if strings.ContainsFunc(shape, func(r rune) bool {
						return r != '9' && r != 'x' && r != '…' && (r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z')
					}) {
						t.Errorf("example %q shows a value", shape)
					}
				}
			}
			if diff := cmp.Diff(test.want, strings.Join(got, ", ")); diff != "" {
				t.Errorf("Scan(%v) (-want +got):\n%s", test.cells, diff)
			}
		})
	}
}

// A pupil number passes when its letter is the remainder by 23.
func TestPupilNumbersPassByTheirLetter(t *testing.T) {
	t.Parallel()
	var right []string
	for _, digits := range []string{"820300112001", "820432114013", "820400114009"} {
		for _, letter := range "ABCDEFGHJKLMNPQRTUVWXYZ" {
			sum := 0
			for i, d := range digits {
				sum += int(d-'0') * (i + 2)
			}
			if "ABCDEFGHJKLMNPQRTUVWXYZ"[sum%23] == byte(letter) {
				right = append(right, string(letter)+digits)
			}
		}
	}
	if f := scan(t, column("Ref", right...)); len(f) != 1 || f[0].Kinds[0] != personal.PupilNumber {
		t.Errorf("Scan(%v) = %v, want pupil numbers", right, f)
	}
}

// Sensitive details, coordinates and long texts are asked about only where a
// column beside them points to people.
func TestBesidePeople(t *testing.T) {
	t.Parallel()
	text := "Ward,Ethnicity,Latitude,Comments,Count\n"
	beside := "Client name,Ethnicity,Latitude,Comments,Count\n"
	long := strings.Repeat("walked to the surgery and waited ", 4)
	for i, name := range []string{"Amy Jones", "John Patel", "Priya Shah", "Mary Lee", "Peter Hill", "Susan Cole"} {
		text += fmt.Sprintf("Ward %d,White,51.%d,%s%d,%d\n", i, 70+i, long, i, i+3)
		beside += fmt.Sprintf("%s,%s,51.%d,%s%d,%d\n", name, []string{"White", "Asian"}[i%2], 70+i, long, i, i+3)
	}
	if f := scan(t, text); len(f) != 0 {
		t.Errorf("Scan(wards) = %v, want nothing", f)
	}
	var got []string
	for _, f := range scan(t, beside) {
		got = append(got, f.Field+" "+strings.Join(f.Kinds, " "))
	}
	if diff := cmp.Diff([]string{"Client name name", "Ethnicity special", "Latitude coordinates", "Comments freeText"}, got); diff != "" {
		t.Errorf("Scan(people) (-want +got):\n%s", diff)
	}
}

// A decision stands for the kinds it names: another kind is asked anew.
func TestDecisionsStandForTheirKinds(t *testing.T) {
	t.Parallel()
	found := []personal.Finding{{Field: "Contact", Kinds: []string{personal.Name, personal.Email}}}
	for _, test := range []struct {
		decided []string
		open    int
	}{{nil, 1}, {[]string{personal.Email}, 1}, {[]string{personal.Email, personal.Name}, 0}, {[]string{personal.Name, personal.Email, personal.Phone}, 0}} {
		r := datasets.Recipe{Columns: []datasets.RecipeColumn{{Field: table.Field{Name: "Contact"}, Personal: &datasets.PersonalDecision{Kinds: test.decided, Use: datasets.PersonalKeep}}}}
		if got := len(personal.Open(found, r)); got != test.open {
			t.Errorf("Open(%v) has %d, want %d", test.decided, got, test.open)
		}
	}
}

func TestCuts(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{"CM1 1QH": "CM1", "ss09ab": "SS0", " W1A 0AX ": "W1A", "CM1": "", "Flat 2 CM1 1QH": ""} {
		if got, _ := personal.District(text); got != want {
			t.Errorf("District(%q) = %q, want %q", text, got, want)
		}
	}
	on := table.Date(2026, 11, 26)
	for born, want := range map[table.Day]string{
		table.Date(2026, 11, 26): "0 to 15", table.Date(2010, 11, 26): "16 to 24", table.Date(2010, 11, 27): "0 to 15",
		table.Date(1951, 11, 26): "75 and over", table.Date(1951, 11, 27): "65 to 74", table.Date(2027, 1, 1): "",
	} {
		if got, _ := personal.AgeBand(born, on); got != want {
			t.Errorf("AgeBand(%d) = %q, want %q", born, got, want)
		}
	}
}

func TestACellIsCountedOnce(t *testing.T) {
	t.Parallel()
	for heading, cells := range map[string][]string{
		"Postcode": {"CM1 1QH ", " SS0 9AB", "W1A 0AX"}, "Phone": {"07700 900123", "+44 7700 900124", "01245 430430"},
		"Date of birth": {"1951-11-26", "2010-11-27"}, "Contact": {"amy.jones@essex.gov.uk", "ann.lee@essex.gov.uk"},
	} {
		found := scan(t, column(heading, cells...))
		if len(found) != 1 || found[0].Cells != 24 || found[0].Filled != 24 {
			t.Errorf("%s: %+v, want 24 of 24 cells", heading, found)
		}
	}
}

// FuzzScan: whatever stands in a cell, looking at it ends, and what is given
// back has no letter or digit of it.
func FuzzScan(f *testing.F) {
	for _, p := range patterns {
		f.Add(p.heading, p.cells[0])
	}
	f.Add("Name", "MR & MRS D BROWN")
	f.Add("+44", "+44 (0) 7700")
	f.Add("0", "(0)(((((((0")
	f.Fuzz(func(t *testing.T, heading, cell string) {
		if heading == "Row" || len(cell) > table.MaxCellBytes {
			return
		}
		b := table.NewBuilder([]table.Field{{Name: heading}, {Name: "Row", Kind: table.Integers, Role: table.Measure}})
		for row := range 6 {
			b.Text(0, cell)
			b.Number(1, table.NewDecimal(int64(row), 0))
			if err := b.EndRow(row + 1); err != nil {
				t.Fatal(err)
			}
		}
		built, err := b.Table()
		if err != nil {
			t.Fatal(err)
		}
		findings, err := personal.Scan(t.Context(), built)
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range findings {
			for _, shape := range found.Masked {
				if slices.ContainsFunc([]rune(shape), func(r rune) bool {
					return r != '9' && r != 'x' && r != '…' && (r >= 0x80 || r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z')
				}) {
					t.Errorf("example %q shows a value", shape)
				}
			}
			if found.Cells > found.Filled || found.Cells < 1 {
				t.Errorf("Scan(%q) = %+v, want between 1 and all cells", cell, found)
			}
		}
	})
}

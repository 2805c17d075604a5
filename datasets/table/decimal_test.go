package table_test

import (
	"errors"
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets/table"
)

func TestParseDecimal(t *testing.T) {
	t.Parallel()
	nines := strings.Repeat("9", 38)
	for _, test := range []struct {
		text, want string
		err        error
	}{
		{"0", "0", nil},
		{"-0", "0", nil},
		{"-0.00", "0", nil},
		{"412.50", "412.5", nil},
		{"5000.00", "5000", nil},
		{"+7", "7", nil},
		{".01", "0.01", nil},
		{"-.5", "-0.5", nil},
		{"5.", "5", nil},
		{"00012", "12", nil},
		{"45.97421833733514", "45.97421833733514", nil},
		{"80494.2463851171001588602", "80494.2463851171001588602", nil},
		{nines, nines, nil},
		{"-" + nines, "-" + nines, nil},
		{"0." + nines, "0." + nines, nil},
		{"1" + strings.Repeat("0", 37), "1" + strings.Repeat("0", 37), nil},
		{"1." + strings.Repeat("0", 60), "1", nil},
		{strings.Repeat("0", 60) + "1", "1", nil},
		{"0." + strings.Repeat("0", 60), "0", nil},
		{nines + "0", "", table.ErrTooManyDigits},
		{"0.0" + nines, "", table.ErrTooManyDigits},
		{nines + ".5", "", table.ErrTooManyDigits},
		{strings.Repeat("9", 5000), "", table.ErrTooManyDigits},
		{"", "", table.ErrNotNumber},
		{"-", "", table.ErrNotNumber},
		{".", "", table.ErrNotNumber},
		{"1.2.3", "", table.ErrNotNumber},
		{"1e5", "", table.ErrNotNumber},
		{"1,000", "", table.ErrNotNumber},
		{" 1", "", table.ErrNotNumber},
		{"NaN", "", table.ErrNotNumber},
		{"١٢", "", table.ErrNotNumber},
	} {
		got, err := table.ParseDecimal(test.text)
		if !errors.Is(err, test.err) {
			t.Errorf("ParseDecimal(%q) gave error %v, want %v", test.text, err, test.err)
			continue
		}
		if err == nil && got.String() != test.want {
			t.Errorf("ParseDecimal(%q) = %v, want %v", test.text, got, test.want)
		}
		same, sameErr := table.ParseDecimalBytes([]byte(test.text))
		if same != got || !errors.Is(sameErr, test.err) {
			t.Errorf("ParseDecimalBytes(%q) = %v, %v, want %v", test.text, same, sameErr, got)
		}
	}
}

func TestDecimalRound(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		text   string
		places int
		want   string
	}{
		{"2.5", 0, "3"}, {"-2.5", 0, "-3"}, {"2.449", 1, "2.4"}, {"0.05", 1, "0.1"}, {"-0.04", 1, "0"},
		{"1250", -2, "1300"}, {"1249", -2, "1200"}, {"49", -2, "0"}, {"50", -2, "100"}, {"7", 3, "7"},
		{"99999999999999999999999999999999999999", -38, "100000000000000000000000000000000000000"},
		{"51.05000000000000000000000000000000000", 1, "51.1"},
	} {
		if got := table.MustDecimal(test.text).Round(test.places).String(); got != test.want {
			t.Errorf("%s rounded to %d places = %s, want %s", test.text, test.places, got, test.want)
		}
	}
}

func TestDecimalQuo(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		a, b, want string
		err        error
	}{
		{"1", "3", "0.333333333333", nil},
		{"-2", "3", "-0.666666666667", nil},
		{"1", "2000000000000", "0.000000000001", nil}, // 0.5 × 10⁻¹², half away from zero
		{"-1", "2000000000000", "-0.000000000001", nil},
		{"1", "2000000000001", "0", nil},
		{"10", "0.5", "20", nil},
		{"0", "7", "0", nil},
		{"1", "0", "", table.ErrDivideByZero},
		{"99999999999999999999999999999999999999", "0.1", "", table.ErrTooManyDigits},
		{"99999999999999999999999999999999999999", "0.00000000000000000000000000000000000001", "", table.ErrTooManyDigits},
	} {
		got, err := table.MustDecimal(test.a).Quo(table.MustDecimal(test.b))
		if !errors.Is(err, test.err) || err == nil && got.String() != test.want {
			t.Errorf("%s ÷ %s = %v, %v, want %s, %v", test.a, test.b, got, err, test.want, test.err)
		}
	}
}

// randomDecimal covers all widths, scales and signs, with many short numbers.
func randomDecimal(r *rand.Rand) table.Decimal {
	var text strings.Builder
	if r.IntN(2) == 0 {
		text.WriteByte('-')
	}
	digits := 1 + r.IntN(38)
	point := r.IntN(digits + 1)
	for i := range digits {
		if i == point {
			text.WriteByte('.')
		}
		text.WriteByte("0123456789000"[r.IntN(13)])
	}
	d, err := table.ParseDecimal(text.String())
	if err != nil {
		panic(err)
	}
	return d
}

func rational(d table.Decimal) *big.Rat {
	r, ok := new(big.Rat).SetString(d.String())
	if !ok {
		panic("not a number: " + d.String())
	}
	return r
}

// exactly returns x as a Decimal's text, or false when it has more than 38 digits.
func exactly(x *big.Rat) (string, bool) {
	text := x.FloatString(38)
	if back, _ := new(big.Rat).SetString(text); back.Cmp(x) != 0 {
		return "", false
	}
	text = strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
	digits := strings.TrimLeft(strings.NewReplacer("-", "", ".", "").Replace(text), "0")
	return text, len(digits) <= 38
}

// rounded is x at that many places, half away from zero; big.Rat rounds so.
func rounded(x *big.Rat, places int) *big.Rat {
	r, _ := new(big.Rat).SetString(x.FloatString(places))
	return r
}

func TestDecimalAgreesWithBigNumbers(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 2))
	for range 4_000 {
		a, b := randomDecimal(r), randomDecimal(r)
		x, y := rational(a), rational(b)
		sum, sumErr := a.Add(b)
		agree(t, a, "+", b, sum, sumErr, new(big.Rat).Add(x, y))
		difference, differenceErr := a.Sub(b)
		agree(t, a, "-", b, difference, differenceErr, new(big.Rat).Sub(x, y))
		if got, want := a.Cmp(b), x.Cmp(y); got != want {
			t.Errorf("%v compared with %v = %d, want %d", a, b, got, want)
		}
		product, productErr := a.Mul(b)
		agree(t, a, "×", b, product, productErr, new(big.Rat).Mul(x, y))
		if y.Sign() != 0 {
			width := new(big.Rat).Abs(y)
			times := new(big.Rat).Quo(x, width)
			whole := new(big.Int).Div(times.Num(), times.Denom()) // rounds down, as the divisor is above 0
			floor, floorErr := a.Floor(b)
			agree(t, a, "down to a multiple of", b, floor, floorErr, width.Mul(width, new(big.Rat).SetInt(whole)))
			quotient, quotientErr := a.Quo(b)
			agree(t, a, "÷", b, quotient, quotientErr, rounded(new(big.Rat).Quo(x, y), 12))
		}
		places := r.IntN(40)
		if got := a.Round(places); rational(got).Cmp(rounded(x, places)) != 0 {
			t.Errorf("%v rounded to %d places = %v", a, places, got)
		}
		want, _ := x.Float64()
		if got := a.Float64(); got != want {
			t.Errorf("%v as a float = %v, want %v", a, got, want)
		}
	}
}

func agree(t *testing.T, a table.Decimal, operation string, b, got table.Decimal, err error, want *big.Rat) {
	t.Helper()
	text, fits := exactly(want)
	switch {
	case !fits && !errors.Is(err, table.ErrTooManyDigits):
		t.Errorf("%v %s %v = %v, %v, want %v", a, operation, b, got, err, table.ErrTooManyDigits)
	case fits && (err != nil || got.String() != text):
		t.Errorf("%v %s %v = %v, %v, want %s", a, operation, b, got, err, text)
	}
}

func TestSumIsExactHoweverWide(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(3, 4))
	for range 300 {
		var sum table.Sum
		want := new(big.Rat)
		for range 1 + r.IntN(60) {
			d := randomDecimal(r)
			sum.Add(d)
			want.Add(want, rational(d))
		}
		got, err := sum.Total()
		agree(t, got, "in a sum with", got, got, err, want)
		if sum.Sign() != want.Sign() {
			t.Errorf("sign of the sum %v = %d", want, sum.Sign())
		}
		mean, meanErr := sum.Mean(7)
		agree(t, got, "÷", table.NewDecimal(7, 0), mean, meanErr, rounded(new(big.Rat).Quo(want, big.NewRat(7, 1)), 12))
	}
}

func TestSumReturnsFromBeyond38Digits(t *testing.T) {
	t.Parallel()
	large := table.MustDecimal(strings.Repeat("9", 38))
	var sum table.Sum
	for range 5 {
		sum.Add(large)
	}
	if _, err := sum.Total(); !errors.Is(err, table.ErrTooManyDigits) {
		t.Errorf("a sum of 39 digits gave error %v, want %v", err, table.ErrTooManyDigits)
	}
	for range 4 {
		sum.Sub(large)
	}
	got, err := sum.Total()
	if diff := cmp.Diff(large.String(), got.String()); diff != "" || err != nil {
		t.Errorf("sum after taking away (-want +got), error %v:\n%s", err, diff)
	}
}

func TestSumTimes(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ a, times, plus, want string }{
		{"12.5", "-0.4", "0", "-5"},
		{"0", "3", "7", "7"},
		// 39 digits on the way, 38 at its end
		{"99999999999999999999999999999999999999", "0.5", "0.5", "50000000000000000000000000000000000000"},
	} {
		var s table.Sum
		s.Add(table.MustDecimal(test.a))
		s.Times(table.MustDecimal(test.times))
		s.Add(table.MustDecimal(test.plus))
		if got, err := s.Total(); err != nil || got.String() != test.want {
			t.Errorf("%s × %s + %s = %v, %v, want %s", test.a, test.times, test.plus, got, err, test.want)
		}
	}
}

func TestPercent(t *testing.T) {
	t.Parallel()
	var part, whole table.Sum
	part.Add(table.MustDecimal("99999999999999999999999999999999999999"))
	whole.Add(table.MustDecimal("99999999999999999999999999999999999999"))
	whole.Add(table.MustDecimal("99999999999999999999999999999999999999"))
	got, err := table.Percent(&part, &whole)
	if err != nil || got.String() != "50" {
		t.Errorf("half of a sum wider than 38 digits = %v, %v, want 50", got, err)
	}
	if _, err := table.Percent(&part, new(table.Sum)); !errors.Is(err, table.ErrDivideByZero) {
		t.Errorf("a percentage of nothing gave error %v", err)
	}
}

func TestDecimalShift(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		text   string
		places int
		want   string
	}{{"1.25", 2, "125"}, {"1.25", 5, "125000"}, {"1500000", -6, "1.5"}, {"0", 400, "0"}} {
		got, err := table.MustDecimal(test.text).Shift(test.places)
		if err != nil || got.String() != test.want {
			t.Errorf("%s × 10^%d = %v, %v, want %s", test.text, test.places, got, err, test.want)
		}
	}
	if _, err := table.NewDecimal(1, 0).Shift(38); !errors.Is(err, table.ErrTooManyDigits) {
		t.Errorf("10³⁸ gave error %v", err)
	}
}

func FuzzParseDecimal(f *testing.F) {
	for _, text := range []string{"0", "-12.50", ".5", "99999999999999999999999999999999999999.9", "1e5", "--1"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, err := table.ParseDecimal(text)
		if err != nil {
			return
		}
		back, err := table.ParseDecimal(d.String())
		if err != nil || back != d {
			t.Errorf("%q was read as %v, and that as %v, %v", text, d, back, err)
		}
		if want, ok := new(big.Rat).SetString(text); !ok || rational(d).Cmp(want) != 0 {
			t.Errorf("%q was read as %v", text, d)
		}
	})
}

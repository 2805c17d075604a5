package csvfile

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// samples are eight texts in every encoding that has their characters: 42 in all.
var sampleTexts = map[string]string{
	"pound":     strings.Repeat("2025-04-01,Firm Ltd,£500.00,Environment\n", 40),
	"one pound": strings.Repeat("2025-04-01,Firm Ltd,500.00,Environment\n", 400) + "x,y,£1,z\n",
	"smart":     strings.Repeat("Ward,“St Mary’s” – north,12\n", 40),
	"cafe":      strings.Repeat("Café Olé,François,Zoë,12\n", 40),
	"welsh":     strings.Repeat("Cyngor Sir Gâr,Tŷ Ddewi,Môn,12\n", 40),
	"euro":      strings.Repeat("Grant,€1200,Köln\n", 40),
	"ascii":     strings.Repeat("Ward A,12,13\n", 40),
	"scots":     strings.Repeat("Eilean Siar,Comhairle nan Eilean,àèìòù\n", 40),
}

var sampleEncodings = map[string]encoding.Encoding{
	"UTF-8": encoding.Nop, "Windows-1252": charmap.Windows1252, "ISO 8859-1": charmap.ISO8859_1, "ISO 8859-14": charmap.ISO8859_14,
	"UTF-16 with a mark": unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), "UTF-16 without": unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM),
}

// TestSamples: all but the Welsh of ISO 8859-14 are decoded exactly, and that is
// a choice which decodes it.
func TestSamples(t *testing.T) {
	t.Parallel()
	samples, exact := 0, 0
	for in, e := range sampleEncodings {
		for name, want := range sampleTexts {
			raw, err := e.NewEncoder().Bytes([]byte(want))
			if err != nil {
				continue // the encoding does not have the characters
			}
			samples++
			d, got, err := Open(raw)
			switch {
			case err == nil && string(got) == want:
				exact++
			case name != "welsh" || in != "ISO 8859-14":
				t.Errorf("%s in %s is read as %s, %v: %.40q", name, in, d.Encoding, err, got)
			default:
				if chosen, err := Text(raw, ISO8859x14); err != nil || string(chosen) != want {
					t.Errorf("Welsh, chosen: %v, %.40q", err, chosen)
				}
			}
		}
	}
	if samples != 42 || exact < 41 {
		t.Errorf("%d of %d samples are decoded exactly, want 41 of 42", exact, samples)
	}
}

package draw

import "testing"

func TestUndrawn(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"Recycling is up":      "",
		"Ynys Môn: tŷ £5 ≥ 3":  "",
		"Ŵ y\u0302 — “x” …":    "",
		"Up 🎉 and 🎉 again":     "🎉",
		"👨‍👩‍👧 families ❤️":    "👨👩👧❤",
		"النفايات في Essex":    "النفيت",
		"שלום Essex":           "שלום",
		"ਪੰਜਾਬੀ":               "ਪੰਜਾਬੀ",
		"中文 and Polski":        "中文",
		"a soft\u00adhyphen\t": "",
	} {
		if got := string(Undrawn(text)); got != want {
			t.Errorf("%q: %q cannot be drawn, want %q", text, got, want)
		}
	}
	for text, want := range map[string]string{
		"Recycling 🎉 is up 👨‍👩‍👧": "Recycling is up",
		"🎉":                  "",
		"Recycling في Essex": "Recycling Essex",
	} {
		if got := WithoutUndrawn(text, Undrawn(text)); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
}

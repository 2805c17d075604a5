package embed

import (
	"context"
	"strings"
	"time"

	"figurehead/store"
	"figurehead/widgets"
	"figurehead/widgets/words"
)

// frameWords are the frame's own words in one language; what the figure says
// was resolved when it was published.
type frameWords struct {
	Table, Source, AsAt, Link string
}

func frameWordsOf(lang string) frameWords {
	w := words.For(lang)
	return frameWords{
		Table: w.Say(words.FrameTable), Source: w.Say(words.FrameSource), AsAt: w.Say(words.FrameAsAt), Link: w.Say(words.FrameLink),
	}
}

// asAt is the day the data was retrieved, in the frame's language.
func asAt(e widgets.Edition, lang string) string {
	return dateIn(e, e.Provenance.Origin(), lang)
}

func dateIn(e widgets.Edition, o widgets.Origin, lang string) string {
	if lang == e.Lang || e.Lang == "" && lang == words.British.Lang || o.AsAt.IsZero() {
		return o.AsAtWords
	}
	return words.For(lang).On(o.AsAt)
}

// alsoIn are the sources beside the first, with their dates in a language.
func alsoIn(e widgets.Edition, lang string) []widgets.Origin {
	also := e.Provenance.Origins()[1:]
	for i := range also {
		also[i].AsAtWords = dateIn(e, also[i], lang)
	}
	return also
}

// say writes a sentence whose name stands in this package.
func say(l *words.Locale, name string, parts ...string) string {
	text, _ := l.Page(name, parts...) // a test holds that the catalogue has every name
	return text
}

// own is the language of the organisation: that of pages without a figure.
func (f *face) own(ctx context.Context) *words.Locale { return words.For(f.organisation(ctx).Lang) }

// dateWords writes a day of the organisation's time zone: 23 November 2026.
func dateWords(at time.Time, o store.Organisation, l *words.Locale) string {
	if zone, err := time.LoadLocation(o.TimeZone); err == nil {
		at = at.In(zone)
	}
	return l.On(at)
}

// ogLocale is a language as Open Graph writes it: "en_GB", "cy_GB".
func ogLocale(lang string) string {
	tag := words.For(lang).Lang
	if !strings.Contains(tag, "-") {
		tag += "-GB"
	}
	return strings.ReplaceAll(tag, "-", "_")
}

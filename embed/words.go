package embed

import (
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
	at := e.Provenance.AsAt
	if lang == e.Lang || e.Lang == "" && lang == words.British.Lang || at.IsZero() {
		return e.Provenance.AsAtWords
	}
	return words.For(lang).On(at)
}

package widgets

import (
	"strings"
	"unicode/utf8"

	"figurehead/widgets/words"
)

// PostLength is the most characters of a drafted post, so that it and a link
// fit where 280 are allowed.
const PostLength = 250

// Post gives the words of a social post: those that a person wrote, else
// the finding, the numbers behind it and the source, as far as they fit. It never cuts a number.
func Post(f Figure) string {
	if written := strings.TrimSpace(f.Spec.Post); written != "" {
		text, _ := f.words().Resolve(written, f.Facts, f.written())
		return words.Plain(text)
	}
	text := finding(f)
	var more []string
	if !saysLatest(f) {
		more = append(more, message(f))
	}
	if source := f.Provenance.ShortSources(); source != "" {
		more = append(more, f.say(words.SourceIs, "source", ended(source)))
	}
	for _, sentence := range more {
		if sentence != "" && utf8.RuneCountInString(text)+1+utf8.RuneCountInString(sentence) <= PostLength {
			text += " " + sentence
		}
	}
	return cutWords(text, PostLength)
}

// saysLatest reports whether the title of a chart in time already holds its
// latest number.
func saysLatest(f Figure) bool {
	points := present(allPoints(f))
	k, _ := kindOf(f.Kind)
	return k.inTime && len(f.Series) == 1 && len(points) > 0 && strings.Contains(f.Title, words.Plain(points[len(points)-1].Label))
}

// message is the sentence of a chart's description that holds its numbers.
func message(f Figure) string {
	k, _ := kindOf(f.Kind)
	if k.message == nil {
		return ""
	}
	return strings.Join(k.message(f), " ")
}

// finding is what the figure says: its title, or a headline's sentence.
func finding(f Figure) string {
	switch {
	case f.Kind == Headline:
		return headlineSentence(f)
	case f.Title != "":
		return ended(f.Title)
	}
	return words.Plain(Describe(f))
}

// cutWords shortens a text at a space.
func cutWords(text string, most int) string {
	if utf8.RuneCountInString(text) <= most {
		return text
	}
	cut := string([]rune(text)[:most-1])
	if space := strings.LastIndexByte(cut, ' '); space > most/2 {
		cut = cut[:space]
	}
	return cut + "…"
}

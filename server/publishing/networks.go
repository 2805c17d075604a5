package publishing

import (
	"sort"
	"strings"
	"unicode/utf16"

	"github.com/rivo/uniseg"
	"golang.org/x/text/unicode/norm"

	"figurehead/widgets"
	"figurehead/widgets/words"
)

// Network is a place for posts: how many characters one may have, how it counts
// them, and what to know of it.
type Network struct {
	ID, Name string
	most     int
	count    func(text, link string) int
	note     string
}

// Networks are those that posts are drafted for. The shortest come first.
var Networks = []Network{
	{"x", "X", 280, weighted, "A link counts as 23."},
	{"bluesky", "Bluesky", 300, graphemes, ""},
	{"threads", "Threads", 500, units, ""},
	{"instagram", "Instagram", 2200, units, "Links in captions cannot be pressed."},
	{"linkedin", "LinkedIn", 3000, units, ""},
	{"facebook", "Facebook", 63206, units, ""},
}

// linkWeight is what X counts for any link.
const linkWeight = 23

// weighted counts as X does: a link is 23, an emoji 2, letters of most European
// scripts 1 and all others 2.
func weighted(text, link string) int {
	n := 0
	if link != "" {
		n = linkWeight * strings.Count(text, link)
		text = strings.ReplaceAll(text, link, "")
	}
	for g := uniseg.NewGraphemes(norm.NFC.String(text)); g.Next(); {
		if emoji(g.Runes()) {
			n += 2
			continue
		}
		for _, r := range g.Runes() {
			if r <= 0x10ff || 0x2000 <= r && r <= 0x200d || 0x2010 <= r && r <= 0x201f || 0x2032 <= r && r <= 0x2037 {
				n++
			} else {
				n += 2
			}
		}
	}
	return n
}

// emoji reports whether what is seen as one character is a picture.
func emoji(cluster []rune) bool {
	for _, r := range cluster {
		if r >= 0x1f000 && r <= 0x1faff || r == 0xfe0f || r == 0x20e3 {
			return true
		}
	}
	return false
}

// Graphemes counts what a reader takes for one character, as Bluesky does.
func Graphemes(text string) int { return uniseg.GraphemeClusterCount(text) }

func graphemes(text, _ string) int { return Graphemes(text) }

// units counts the units of UTF-16, as forms in browsers do.
func units(text, _ string) int { return len(utf16.Encode([]rune(text))) }

// Post is drafted words for one network, with its count.
type Post struct {
	ID, Network, Text, Note string
	Count, Most             int
}

// postOn drafts the post with the link for one network, cut at a word where it
// takes fewer characters.
func postOn(n Network, e widgets.Edition, link string) Post {
	text := postText(n, e, link)
	return Post{n.ID, n.Name, text, n.note, n.count(text, link), n.most}
}

func postText(n Network, e widgets.Edition, link string) string {
	tail := " " + link
	if n.most > 1000 {
		tail = "\n\n" + words.For(e.Lang).Say(words.PostLink, "link", link)
	}
	if n.count(e.Post+tail, link) <= n.most {
		return e.Post + tail
	}
	var ends []int // of what is seen as one character
	for g := uniseg.NewGraphemes(e.Post); g.Next(); {
		_, end := g.Positions()
		ends = append(ends, end)
	}
	fits := sort.Search(len(ends), func(i int) bool { return n.count(e.Post[:ends[i]]+"…"+tail, link) > n.most })
	kept := e.Post[:ends[max(fits-1, 0)]]
	if at := strings.LastIndexAny(kept, " \n"); at > 0 {
		kept = kept[:at]
	}
	return kept + "…" + tail
}

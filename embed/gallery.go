package embed

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"figurehead/widgets/words"
)

const (
	maxGallery  = 49 // figures on the front page: one large and 48 cards
	maxSearch   = 100
	largestFind = 24
)

// galleryPage is the front page.
type galleryPage struct {
	basePage
	Search string
	Found  string // how many there are, in words
	First  *card
	Cards  []card
	Data   []cardColour
}

// cardColour is the colour of the numbers of the cards of a class.
type cardColour struct{ Class, Colour string }

// gallery shows the newest listed figures, or those that fit ?q=.
func (f *face) gallery(c *fiber.Ctx) error {
	ctx := c.UserContext()
	c.Set(fiber.HeaderCacheControl, cacheStable)
	search := searchWords(c.Query("q"))
	if search != "" {
		b, err := f.newGallery(ctx, search)
		if err != nil {
			return err
		}
		return b.send(c, fiber.StatusOK)
	}
	version := f.pointer.current(ctx, f.Store, f.Now())
	b, err := f.kept(ctx, fmt.Sprintf("gallery@%d/%s/%s", version, f.own(ctx).Lang, f.organisation(ctx).Name), func(ctx context.Context) (*body, error) {
		return f.newGallery(ctx, "")
	})
	if err != nil {
		return err
	}
	return b.send(c, fiber.StatusOK)
}

// searchWords copies and cleans what a reader typed.
func searchWords(q string) string {
	q = strings.Join(strings.Fields(strings.ToValidUTF8(q, "")), " ")
	if runes := []rune(q); len(runes) > maxSearch {
		q = string(runes[:maxSearch])
	}
	return strings.Clone(q)
}

func (f *face) newGallery(ctx context.Context, search string) (*body, error) {
	limit := maxGallery
	if search != "" {
		limit = largestFind
	}
	found, err := f.found(ctx, search, limit+1)
	if err != nil {
		return nil, fmt.Errorf("gallery: %w", err)
	}
	more := len(found) > limit
	found = found[:min(len(found), limit)]
	l := f.own(ctx)
	p := galleryPage{basePage: f.basePage(ctx, say(l, "gallery"), l), Search: search, Found: foundWords(l, countFigures(found), more, search)}
	p.Here, p.Canonical, p.NoIndex = "figures", f.PublicURL+"/", search != ""
	for _, s := range found {
		p.add(s, l)
	}
	if search == "" && len(p.Cards) > 0 {
		p.First, p.Cards = &p.Cards[0], p.Cards[1:]
		p.First.Large = true
	}
	b, err := newPage("gallery", p)
	if err == nil && len(p.Data) > 0 {
		b.styled()
	}
	return b, err
}

// found are the figures that a search finds, those of sets too; without one the
// newest.
func (f *face) found(ctx context.Context, search string, limit int) ([]shown, error) {
	if search == "" {
		return f.newest(ctx, limit)
	}
	figures, err := f.Store.Listed(ctx, search, limit)
	return listedFigures(figures), err
}

// add adds a card, whose number has the colour it was published in.
func (p *galleryPage) add(s shown, l *words.Locale) {
	c := newCard(s, l)
	if colour := dataColour(s.Edition); colour != "" && c.Number != "" {
		i := slices.IndexFunc(p.Data, func(d cardColour) bool { return d.Colour == colour })
		if i < 0 {
			i = len(p.Data)
			p.Data = append(p.Data, cardColour{fmt.Sprintf("fh-data-%d", i+1), colour})
		}
		c.Class = p.Data[i].Class
	}
	p.Cards = append(p.Cards, c)
}

// countFigures counts those of sets one by one.
func countFigures(found []shown) int {
	n := 0
	for _, s := range found {
		n += max(1, len(s.Places))
	}
	return n
}

// foundWords says how many figures are shown, and when there are more.
func foundWords(l *words.Locale, shown int, more bool, search string) string {
	name := "shownAll"
	switch {
	case search != "" && shown == 0:
		name = "foundNone"
	case search != "" && more:
		name = "foundNewest"
	case search != "" && shown == 1:
		name = "foundOne"
	case search != "":
		name = "foundMany"
	case more:
		name = "shownNewest"
	case shown == 1:
		name = "shownOne"
	}
	return say(l, name, "n", strconv.Itoa(shown), "search", search)
}

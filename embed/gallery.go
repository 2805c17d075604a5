package embed

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"figurehead/widgets"
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
	b, err := f.kept(ctx, fmt.Sprintf("gallery@%d/%s", version, f.organisation(ctx).Name), func(ctx context.Context) (*body, error) {
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
	listed, err := f.Store.Listed(ctx, search, limit+1)
	if err != nil {
		return nil, fmt.Errorf("gallery: %w", err)
	}
	more := len(listed) > limit
	listed = listed[:min(len(listed), limit)]
	p := galleryPage{basePage: f.basePage(ctx, "Figures from open data"), Search: search, Found: foundWords(len(listed), more, search)}
	p.Here, p.Canonical, p.NoIndex = "figures", f.PublicURL+"/", search != ""
	for _, published := range listed {
		p.add(published.Edition)
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

// add adds the card of an Edition, whose number has the colour it was published
// in.
func (p *galleryPage) add(e widgets.Edition) {
	c := newCard(e)
	if colour := dataColour(e); colour != "" && c.Number != "" {
		i := slices.IndexFunc(p.Data, func(d cardColour) bool { return d.Colour == colour })
		if i < 0 {
			i = len(p.Data)
			p.Data = append(p.Data, cardColour{fmt.Sprintf("fh-data-%d", i+1), colour})
		}
		c.Class = p.Data[i].Class
	}
	p.Cards = append(p.Cards, c)
}

// foundWords says how many figures are shown, and when there are more.
func foundWords(shown int, more bool, search string) string {
	switch {
	case search != "" && shown == 0:
		return fmt.Sprintf("Nothing fits “%s”", search)
	case search != "" && more:
		return fmt.Sprintf("The newest %d figures that fit “%s”", shown, search)
	case search != "" && shown == 1:
		return fmt.Sprintf("1 figure fits “%s”", search)
	case search != "":
		return fmt.Sprintf("%d figures fit “%s”", shown, search)
	case more:
		return fmt.Sprintf("Showing the newest %d figures. Search to find older ones.", shown)
	case shown == 1:
		return "Showing the only figure."
	}
	return fmt.Sprintf("Showing all %d figures.", shown)
}

package embed

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"figurehead/store"
	"figurehead/widgets"
	"figurehead/widgets/words"
)

// setPath is the address of the page of a set.
const setPath = "/p/:id"

// setPage is the page of figures made from one pattern: readers choose theirs.
type setPage struct {
	basePage
	Set    widgets.PublishedSet
	Lede   string
	Chosen *widgets.PublishedPlace
	Figure *sharePage // of the chosen place; nil when there is none to show
	Data   string     // colour of its numbers
	Gone   string     // why its numbers are old, or why there is no figure
	Link   string
}

// setOf serves the page of a set, with the figure of ?place= where it names one.
func (f *face) setOf(c *fiber.Ctx) error {
	ctx := c.UserContext()
	id, ok := publicID(param(c, "id"))
	if !ok {
		return store.ErrNotFound
	}
	c.Set(fiber.HeaderCacheControl, cacheStable)
	place := strings.Clone(c.Query("place"))
	version := f.pointer.current(ctx, f.Store, f.Now())
	o := f.organisation(ctx)
	key := fmt.Sprintf("set@%d/%s/%s/%s/", version, id, o.TimeZone, o.Name)
	if place == "" {
		b, err := f.kept(ctx, key, func(ctx context.Context) (*body, error) { return f.wholeSet(ctx, id) })
		if err != nil {
			return err
		}
		return b.send(c, fiber.StatusOK)
	}
	set, err := f.liveSet(ctx, id)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(set.Places, func(p widgets.PublishedPlace) bool { return p.Place == place })
	b, err := f.kept(ctx, key+strconv.Itoa(at), func(ctx context.Context) (*body, error) { return f.newSet(ctx, set, at) })
	if err != nil {
		return err
	}
	if at >= 0 {
		f.seen(c, set.Places[at].PublicID, false)
	}
	return b.send(c, fiber.StatusOK)
}

// wholeSet makes the page without a chosen place.
func (f *face) wholeSet(ctx context.Context, id string) (*body, error) {
	set, err := f.liveSet(ctx, id)
	if err != nil {
		return nil, err
	}
	return f.newSet(ctx, set, -1)
}

// liveSet is the set of an address, or the word that it is gone.
func (f *face) liveSet(ctx context.Context, id string) (widgets.PublishedSet, error) {
	set, err := f.Store.PublishedSet(ctx, id)
	if err != nil {
		return set, err
	}
	if set.State != widgets.Live {
		return set, goneError{&record{id: id, state: set.State, at: set.WithdrawnAt, reason: set.Reason, edition: widgets.Edition{Title: set.Name, Lang: set.Lang}}}
	}
	return set, nil
}

// newSet makes the page; at is the place that is shown, −1 for none.
func (f *face) newSet(ctx context.Context, set widgets.PublishedSet, at int) (*body, error) {
	o, l := f.organisation(ctx), words.For(cmp.Or(set.Lang, f.own(ctx).Lang))
	p := setPage{basePage: f.basePage(ctx, set.Name, l), Set: set, Link: f.PublicURL + "/p/" + set.PublicID}
	p.Lede = say(l, "setLede", "n", strconv.Itoa(len(set.Places)))
	p.Canonical = p.Link // one page, whatever place it shows
	if at >= 0 {
		p.Chosen = &set.Places[at]
		if err := f.choose(ctx, &p, o, l); err != nil {
			return nil, err
		}
	}
	b, err := newPage("set", p)
	if err == nil && p.Data != "" {
		b.styled()
	}
	return b, err
}

// choose puts the figure of the chosen place on the page.
func (f *face) choose(ctx context.Context, p *setPage, o store.Organisation, l *words.Locale) error {
	r, err := f.record(ctx, p.Chosen.PublicID)
	if err == nil {
		err = r.live()
	}
	var gone goneError
	if errors.As(err, &gone) || errors.Is(err, store.ErrWithdrawn) || errors.Is(err, store.ErrPurged) || errors.Is(err, store.ErrNotFound) {
		p.Gone = say(l, "setFigureGone", "place", p.Chosen.Name)
		return nil
	}
	if err != nil {
		return err
	}
	e, err := f.edition(ctx, r.id, r.edition.Number)
	if err != nil {
		return err
	}
	share := f.newSharePage(ctx, e, o, false, tableOrder{})
	p.Figure, p.Data = &share, share.Data
	if p.Chosen.Gone {
		p.Gone = say(l, "setPlaceGone", "place", p.Chosen.Name, "date", asAt(e, l.Lang))
	}
	return nil
}

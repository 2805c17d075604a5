package studio

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"iter"
	"strings"

	"github.com/gofiber/fiber/v2"

	"figurehead/datasets/export"
	"figurehead/server/auth"
	"figurehead/server/publishing"
	"figurehead/store"
	"figurehead/widgets"
)

// setKitPage is everything to put a live set in its places.
type setKitPage struct {
	basePage
	Set        widgets.Set
	Link       string
	Places     []setLink
	MayPublish bool
	MayEdit    bool
}

// setLink is one figure of a set with its addresses.
type setLink struct {
	widgets.PublishedPlace
	WidgetID    string
	Link, Short string
}

func (s *Studio) setKit(c *fiber.Ctx) error {
	page, err := s.setKitPage(c)
	if err != nil {
		return err
	}
	if page.Set.State != widgets.Live {
		return c.Redirect("/studio/sets/"+page.Set.ID, fiber.StatusSeeOther)
	}
	return s.render(c, fiber.StatusOK, "set_kit", page)
}

func (s *Studio) setKitPage(c *fiber.Ctx) (setKitPage, error) {
	page := setKitPage{basePage: s.base(c, "They are live")}
	page.Nav = "figures"
	ctx := c.UserContext()
	var err error
	if page.Set, err = s.Store.Set(ctx, param(c, "set")); err != nil || page.Set.State != widgets.Live {
		return page, err
	}
	page.Link = s.PublicURL + "/p/" + page.Set.PublicID
	page.MayPublish = auth.May(page.User, auth.Withdraw, page.Set.DirectorateID)
	page.MayEdit = auth.May(page.User, auth.Edit, page.Set.DirectorateID)
	published, err := s.Store.PublishedSet(ctx, page.Set.PublicID)
	if err != nil {
		return page, err
	}
	figures, err := s.Store.SetFigures(ctx, page.Set.ID)
	if err != nil {
		return page, err
	}
	byID := map[string]widgets.Widget{}
	for _, f := range figures {
		byID[f.Widget.PublicID] = f.Widget
	}
	for _, place := range published.Places {
		w := byID[place.PublicID]
		page.Places = append(page.Places, setLink{place, w.ID, s.PublicURL + "/w/" + place.PublicID, s.PublicURL + "/s/" + w.ShortCode})
	}
	return page, nil
}

// setKitZip streams the kit of every figure of a set, one folder for each, and a
// table of all addresses. Only one figure is in memory at a time.
func (s *Studio) setKitZip(c *fiber.Ctx) error {
	page, err := s.setKitPage(c)
	if err != nil {
		return err
	}
	if page.Set.State != widgets.Live {
		return fiber.ErrNotFound
	}
	addresses, err := addressesOf(page)
	if err != nil {
		return fmt.Errorf("addresses of set %s: %w", page.Set.ID, err)
	}
	s.streamKits(c, "set-"+page.Set.PublicID[:7]+".zip", []archived{{"addresses.csv", addresses}}, func(ctx context.Context) iter.Seq2[folderKit, error] {
		return s.setKits(ctx, page)
	})
	return nil
}

// addressesOf is the table of all addresses of a set.
func addressesOf(page setKitPage) ([]byte, error) {
	var body bytes.Buffer
	rows := [][]string{{"Place", "Page", "Short address", "Folder"}}
	for i, place := range page.Places {
		rows = append(rows, []string{export.Harmless(place.Name), place.Link, place.Short, folderOf(i, place.Name)})
	}
	err := csv.NewWriter(&body).WriteAll(rows)
	return body.Bytes(), err
}

// setKits reads the kits of a set, one at a time.
func (s *Studio) setKits(ctx context.Context, page setKitPage) iter.Seq2[folderKit, error] {
	return func(yield func(folderKit, error) bool) {
		for i, place := range page.Places {
			published, err := s.Store.Published(ctx, place.PublicID)
			if err == nil && published.State != widgets.Live {
				continue
			}
			kit := kitPage{Widget: widgets.Widget{ID: place.WidgetID, PublicID: place.PublicID}}
			if err == nil {
				kit.Kit = publishing.KitOf(published.Edition, s.PublicURL)
			}
			if !yield(folderKit{folderOf(i, place.Name), kit}, err) {
				return
			}
		}
	}
}

// folderOf is the name of the folder of a place: its number keeps two that are
// written alike apart.
func folderOf(i int, name string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(name) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	name = strings.Trim(b.String(), "-")
	return strings.Trim(fmt.Sprintf("%03d-%s", i+1, name[:min(len(name), 40)]), "-")
}

// withdrawSetPage asks before something public changes.
type withdrawSetPage struct {
	basePage
	Set    widgets.Set
	Reason string
}

// withdrawableSet is the live set of the address, if the user may withdraw it.
func (s *Studio) withdrawableSet(c *fiber.Ctx) (widgets.Set, error) {
	set, err := s.Store.Set(c.UserContext(), param(c, "set"))
	if err != nil {
		return set, err
	}
	user, _ := auth.User(c)
	if !auth.May(user, auth.Withdraw, set.DirectorateID) {
		return set, auth.ErrForbidden
	}
	if set.State != widgets.Live {
		return set, store.ErrNotFound
	}
	return set, nil
}

func (s *Studio) withdrawingSet(c *fiber.Ctx) error {
	set, err := s.withdrawableSet(c)
	if err != nil {
		return err
	}
	return s.render(c, fiber.StatusOK, "set_withdraw", withdrawSetPage{basePage: s.base(c, "Withdraw this set?"), Set: set})
}

func (s *Studio) withdrawSet(c *fiber.Ctx) error {
	set, err := s.withdrawableSet(c)
	if err != nil {
		return err
	}
	reason := strings.TrimSpace(form(c, "reason"))
	err = s.Publishing.WithdrawSet(c.UserContext(), actor(c), set.ID, reason)
	if words, ok := mendable(err); err != nil && ok {
		page := withdrawSetPage{basePage: s.base(c, "Withdraw this set?"), Set: set, Reason: reason}
		page.Errors = []fieldError{words}
		return s.render(c, fiber.StatusUnprocessableEntity, "set_withdraw", page)
	}
	if err != nil {
		return err
	}
	return c.Redirect("/studio/sets", fiber.StatusSeeOther)
}

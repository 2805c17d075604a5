package studio

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"figurehead/datasets/portal"
	"figurehead/server/publishing"
	"figurehead/server/search"
	"figurehead/store"
	"figurehead/widgets"
)

// findPage searches the portals of Settings and lists what they hold.
type findPage struct {
	basePage
	Words   string
	Portal  string // id of the only one that is searched; "" for all
	Portals []store.Portal
	Asked   bool
	Results []portalResult
	Error   string // of what was chosen, said at its place
	Chosen  string // id of the dataset that was chosen
	// Campaign is that of the campaign that the figure made of it joins.
	Campaign widgets.Campaign
}

// Listing reports whether the page lists what one address has, and is no search.
func (p findPage) Listing() bool { return len(p.Results) == 1 && p.Results[0].Address != "" }

// portalResult is what one portal answered.
type portalResult struct {
	Portal  store.Portal
	Heading string
	Address string // of a page that was given instead of a portal
	Found   []foundRow
	Problem string
	Page    int
	More    bool
}

// foundRow is a dataset with the parts that can be read and those that cannot.
type foundRow struct {
	portal.Found
	Usable []portal.Resource
	Others []string // formats that are not read here
}

func (s *Studio) newFindPage(c *fiber.Ctx) (findPage, error) {
	page := findPage{basePage: s.base(c, "Search open data").journey(1), Words: search.Words(form(c, "q")), Portal: form(c, "portal")}
	var err error
	if page.Portals, err = s.search.Searched(c.UserContext()); err != nil {
		return page, err
	}
	page.Campaign, err = s.joined(c)
	return page, err
}

// find shows the box. Words in the address only fill it in: asking the portals
// takes a POST.
func (s *Studio) find(c *fiber.Ctx) error {
	page, err := s.newFindPage(c)
	if err != nil {
		return err
	}
	page.Words = search.Words(strings.Clone(c.Query("q")))
	return s.render(c, fiber.StatusOK, "find", page)
}

// searchPortals asks the portals, all at the same time, and lists their answers.
func (s *Studio) searchPortals(c *fiber.Ctx) error {
	page, err := s.newFindPage(c)
	if err != nil {
		return err
	}
	if page.Words == "" {
		page.problem("q", "Enter a word to search for")
		return s.render(c, fiber.StatusUnprocessableEntity, "find", page)
	}
	chosen := page.Portals
	if page.Portal != "" {
		chosen = slices.DeleteFunc(slices.Clone(chosen), func(p store.Portal) bool { return p.ID != page.Portal })
	}
	if len(chosen) == 0 {
		page.problem("portal", "This portal is not searched any more")
		return s.render(c, fiber.StatusUnprocessableEntity, "find", page)
	}
	page.Asked = true
	page.Results = s.askAll(c.UserContext(), chosen, page.Words, pageNumber(form(c, "page")))
	return s.render(c, fiber.StatusOK, "find", page)
}

func pageNumber(text string) int {
	n := 1
	if _, err := fmt.Sscan(text, &n); err != nil {
		return 1
	}
	return min(max(n, 1), search.LastPage)
}

// Searcher is what asks the portals, for whatever else does.
func (s *Studio) Searcher() *search.Searcher { return s.search }

// askAll asks each portal for its own page; one that fails says so in its place.
func (s *Studio) askAll(ctx context.Context, portals []store.Portal, words string, page int) []portalResult {
	results := make([]portalResult, len(portals))
	for i, a := range s.search.All(ctx, portals, words, page) {
		r := portalResult{Portal: a.Portal, Heading: a.Portal.Name, Page: page}
		if a.Err != nil {
			r.Problem = a.Err.Error()
		} else {
			r.More = a.More
			r.Heading += ": " + countWords(a.Total, len(a.Found))
			for _, f := range a.Found {
				r.Found = append(r.Found, rowOf(f))
			}
		}
		results[i] = r
	}
	return results
}

func countWords(total, here int) string {
	n := total
	if n < 0 {
		n = here
	}
	switch {
	case n == 0:
		return "nothing"
	case n == 1:
		return "1 dataset"
	}
	return thousands(n) + " datasets"
}

func rowOf(f portal.Found) foundRow {
	row := foundRow{Found: f}
	for _, r := range f.Resources {
		if r.Readable() {
			row.Usable = append(row.Usable, r)
		} else if name := r.Format; !slices.Contains(row.Others, name) && name != "" {
			row.Others = append(row.Others, name)
		}
	}
	return row
}

// use reads the resource that was chosen, stores it with what the portal says
// of its source, and goes on to Understand. Title, licence and address come
// from the portal again, never from the form.
func (s *Studio) use(c *fiber.Ctx) error {
	page, err := s.newFindPage(c)
	if err != nil {
		return err
	}
	page.Chosen = form(c, "dataset")
	from, err := s.chosenSite(c, page)
	if words, ok := mendable(err); ok {
		page.problem("q", words.Message)
		return s.render(c, fiber.StatusUnprocessableEntity, "find", page)
	}
	if err != nil {
		return err
	}
	chosen, address := search.Chosen{Dataset: page.Chosen, Resource: form(c, "resource"), Name: form(c, "name")}, form(c, "address")
	var found portal.Found
	t := task{verb: "Reading", failed: func(c *fiber.Ctx, err error) error {
		return s.notUsed(c, page, portalResult{Portal: from, Heading: from.Name, Address: address, Page: 1}, found, err)
	}}
	get := asking(func(ctx context.Context) (in publishing.Import, err error) {
		in, found, err = s.search.Read(ctx, from, chosen)
		in.CampaignID = page.Campaign.ID
		return in, err
	})
	return s.do(c, t, cmp.Or(chosen.Name, from.Name), 0, s.importing(actor(c), page.User, get))
}

// notUsed lists the dataset again, with the reason why its file is not used.
func (s *Studio) notUsed(c *fiber.Ctx, page findPage, result portalResult, found portal.Found, err error) error {
	page.basePage = s.base(c, page.Title).journey(1)
	words, ok := mendable(err)
	if !ok {
		return err
	}
	if found.ID != "" {
		result.Found = []foundRow{rowOf(found)}
	}
	page.Error, page.Asked, page.Results = words.Message, true, []portalResult{result}
	page.problem("chosen", words.Message)
	return s.render(c, fiber.StatusUnprocessableEntity, "find", page)
}

// chosenSite is the portal of the form, or the page whose address is in it.
func (s *Studio) chosenSite(c *fiber.Ctx, page findPage) (store.Portal, error) {
	if address := form(c, "address"); page.Portal == "" && address != "" {
		from, _, err := s.search.At(c.UserContext(), address)
		return from, err
	}
	at := slices.IndexFunc(page.Portals, func(p store.Portal) bool { return p.ID == page.Portal })
	if at < 0 {
		return store.Portal{}, store.ErrNotFound
	}
	return page.Portals[at], nil
}

// day words a date of a portal.
func day(at time.Time) string { return at.Format("2 January 2006") }

// fileFacts are size, rows and date of a resource, as far as the portal says.
func fileFacts(r portal.Resource) string {
	var facts []string
	if r.Rows >= 0 {
		facts = append(facts, thousands(r.Rows)+" rows")
	}
	switch {
	case r.Bytes >= 1<<20:
		facts = append(facts, fmt.Sprintf("%.1f MB", float64(r.Bytes)/(1<<20)))
	case r.Bytes > 0:
		facts = append(facts, fmt.Sprintf("%d kB", (r.Bytes+1023)/1024))
	}
	if !r.Modified.IsZero() {
		facts = append(facts, "updated "+day(r.Modified))
	}
	return strings.Join(facts, ", ")
}

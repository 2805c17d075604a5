package studio

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"

	"figurehead/datasets"
	"figurehead/datasets/fetch"
	"figurehead/datasets/portal"
	"figurehead/server/publishing"
	"figurehead/store"
	"figurehead/widgets"
)

// How long one portal may take while a person waits, and how many are asked at
// the same time.
const (
	searchTime = 20 * time.Second
	readTime   = 3 * time.Minute
	atATime    = 6
	maxWords   = 200 // characters
	maxPageNo  = 500
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
	page := findPage{basePage: s.base(c, "Search open data").journey(1), Words: cutWords(form(c, "q")), Portal: form(c, "portal")}
	var err error
	if page.Portals, err = s.searched(c.UserContext()); err != nil {
		return page, err
	}
	page.Campaign, err = s.joined(c)
	return page, err
}

// searched are the portals that are switched on.
func (s *Studio) searched(ctx context.Context) ([]store.Portal, error) {
	list, err := s.Store.Portals(ctx)
	return slices.DeleteFunc(list, func(p store.Portal) bool { return !p.Searched }), err
}

func cutWords(words string) string {
	r := []rune(strings.Join(strings.Fields(words), " "))
	return string(r[:min(len(r), maxWords)])
}

// find shows the box. Words in the address only fill it in: asking the portals
// takes a POST.
func (s *Studio) find(c *fiber.Ctx) error {
	page, err := s.newFindPage(c)
	if err != nil {
		return err
	}
	page.Words = cutWords(strings.Clone(c.Query("q")))
	return s.render(c, fiber.StatusOK, "find", page)
}

// search asks the portals, all at the same time, and lists their answers.
func (s *Studio) search(c *fiber.Ctx) error {
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
	return min(max(n, 1), maxPageNo)
}

// askAll asks each portal for its own page; one that fails says so in its place.
func (s *Studio) askAll(ctx context.Context, portals []store.Portal, words string, page int) []portalResult {
	results := make([]portalResult, len(portals))
	desk := s.deskHere()
	tokens := make(chan struct{}, atATime)
	var wg sync.WaitGroup
	for i, p := range portals {
		wg.Go(func() {
			tokens <- struct{}{}
			defer func() { <-tokens }()
			ctx, cancel := context.WithTimeout(ctx, searchTime)
			defer cancel()
			results[i] = ask(ctx, desk, p, words, page)
		})
	}
	wg.Wait()
	return results
}

func ask(ctx context.Context, desk *portal.Desk, p store.Portal, words string, page int) portalResult {
	r := portalResult{Portal: p, Heading: p.Name, Page: page}
	connector, err := desk.Open(siteOf(p))
	if err == nil {
		var got portal.Page
		if got, err = connector.Search(ctx, words, page); err == nil {
			r.More = got.More
			r.Heading += ": " + countWords(got.Total, len(got.Found))
			for _, f := range got.Found {
				r.Found = append(r.Found, rowOf(f))
			}
			return r
		}
	}
	r.Problem = err.Error()
	return r
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

func siteOf(p store.Portal) portal.Site {
	return portal.Site{Name: p.Name, Kind: portal.Kind(p.Kind), Address: p.Address}
}

// deskHere is the desk for the organisation's area.
func (s *Studio) deskHere() *portal.Desk {
	o := s.organisation()
	return s.desk.For(o.AreaCode, o.Area)
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
	site, from, err := s.chosenSite(c, page)
	if words, ok := mendable(err); ok {
		page.problem("q", words.Message)
		return s.render(c, fiber.StatusUnprocessableEntity, "find", page)
	}
	if err != nil {
		return err
	}
	resource, name, address := form(c, "resource"), form(c, "name"), form(c, "address")
	var found portal.Found
	t := task{verb: "Reading", failed: func(c *fiber.Ctx, err error) error {
		return s.notUsed(c, page, portalResult{Portal: from, Heading: site.Name, Address: address, Page: 1}, found, err)
	}}
	get := asking(func(ctx context.Context) (in publishing.Import, err error) {
		ctx, cancel := context.WithTimeout(ctx, readTime)
		defer cancel()
		in, found, err = s.readChosen(ctx, site, page.Chosen, resource, name)
		in.CampaignID = page.Campaign.ID
		return in, err
	})
	return s.do(c, t, cmp.Or(name, site.Name), 0, s.importing(actor(c), page.User, get))
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
func (s *Studio) chosenSite(c *fiber.Ctx, page findPage) (portal.Site, store.Portal, error) {
	if address := form(c, "address"); page.Portal == "" && address != "" {
		result, err := s.at(c.UserContext(), address)
		return siteOf(result.Portal), result.Portal, err
	}
	at := slices.IndexFunc(page.Portals, func(p store.Portal) bool { return p.ID == page.Portal })
	if at < 0 {
		return portal.Site{}, store.Portal{}, store.ErrNotFound
	}
	return siteOf(page.Portals[at]), page.Portals[at], nil
}

// readChosen asks the portal for the dataset and reads one resource of it. The
// dataset comes back even where the resource cannot be read.
func (s *Studio) readChosen(ctx context.Context, site portal.Site, dataset, resource, name string) (publishing.Import, portal.Found, error) {
	connector, err := s.deskHere().Open(site)
	if err != nil {
		return publishing.Import{}, portal.Found{}, err
	}
	found, err := connector.Dataset(ctx, dataset)
	if err != nil {
		return publishing.Import{}, portal.Found{}, err
	}
	r, ok := found.Resource(resource, name)
	if !ok {
		return publishing.Import{}, found, datasets.Problem{Field: "chosen", Message: "The portal does not have this file any more.", Suggestion: "Choose one of those that it has now."}
	}
	file, err := connector.Read(ctx, found, r)
	if errors.Is(err, fetch.ErrWebPage) {
		return publishing.Import{}, found, datasets.Problem{Field: "chosen", Message: "The portal leads to a web page here, not to a file.", Suggestion: "Choose another file, or open " + r.Address + " and look for a link that downloads CSV."}
	}
	if err != nil {
		return publishing.Import{}, found, err
	}
	return publishing.Import{Raw: file.Body, Name: file.Name, Source: found.Source(site, r, file)}, found, nil
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

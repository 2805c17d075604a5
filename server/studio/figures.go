package studio

import (
	"cmp"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"figurehead/server/auth"
	"figurehead/store"
	"figurehead/widgets"
)

// libraryPageFigures is how many figures a page of the Library shows.
const libraryPageFigures = 50

// registerLibrary adds the routes of the list of figures and of what is done to
// several at once.
func (s *Studio) registerLibrary(app *fiber.App) {
	read, edit := s.Auth.Require(store.Viewer), s.Auth.Require(store.Editor)
	app.Get("/studio/figures", read, s.figures)
	app.Get("/studio/figures/chosen", edit, s.chosen)
	app.Post("/studio/figures/chosen", edit, s.changeChosen)
	app.Get("/studio/figures/kits.zip", read, s.chosenKits)
	app.Get("/studio/figures/:widget/thumb.png", read, s.thumb)
}

// libraryForm is the filter as the address has it; empty fields do not narrow.
type libraryForm struct {
	Q, State, Directorate, Owner, Kind, Dataset, Campaign, Sort string
	Page                                                        int // from 1
}

// libraryNames are the fields of the form in the order of the address.
var libraryNames = []string{"q", "state", "directorate", "owner", "kind", "dataset", "campaign", "sort"}

func (f *libraryForm) field(name string) *string {
	return map[string]*string{"q": &f.Q, "state": &f.State, "directorate": &f.Directorate, "owner": &f.Owner,
		"kind": &f.Kind, "dataset": &f.Dataset, "campaign": &f.Campaign, "sort": &f.Sort}[name]
}

// readLibraryForm reads the query of an address of the Library.
func readLibraryForm(query string) (f libraryForm) {
	values, err := url.ParseQuery(query)
	if err != nil {
		return libraryForm{Page: 1}
	}
	for _, name := range libraryNames {
		*f.field(name) = strings.TrimSpace(values.Get(name))
	}
	f.Page, err = strconv.Atoi(values.Get("page"))
	if err != nil || f.Page < 1 || f.Page > 1_000_000 {
		f.Page = 1
	}
	return f
}

// Query is the filter as an address carries it; "" for the whole list.
func (f libraryForm) Query() string {
	values := url.Values{}
	for _, name := range libraryNames {
		if v := *f.field(name); v != "" {
			values.Set(name, v)
		}
	}
	if f.Page > 1 {
		values.Set("page", strconv.Itoa(f.Page))
	}
	return values.Encode()
}

// Address is that of the list with this filter.
func (f libraryForm) Address() string {
	if query := f.Query(); query != "" {
		return "/studio/figures?" + query
	}
	return "/studio/figures"
}

// Sorted is the address of the same figures in another order.
func (f libraryForm) Sorted(by string) string {
	f.Sort, f.Page = by, 1
	return f.Address()
}

// filtered reports whether anything narrows the list.
func (f libraryForm) filtered() bool {
	f.Sort, f.Page = "", 1
	return f.Query() != ""
}

// figuresPage lists the figures; the filter lives in the address.
type figuresPage struct {
	basePage
	libraryForm
	store.Library
	Items     []libraryItem
	Filtered  bool
	States    []choice
	Dirs      []choice
	People    []choice
	Kinds     []choice
	Campaigns []choice
	Sorts     []choice
	FromData  string // title of the dataset that the list is narrowed to
	Earlier   string // address of the page before, or ""
	Later     string
	Pages     int
	MayChoose bool
	Done      string // what was done to chosen figures, in words
	// Counted says that views are counted.
	Counted bool
}

// choice is one value of a select.
type choice struct{ Value, Label string }

// libraryItem is a figure in the list with its state and what comes next.
type libraryItem struct {
	store.LibraryRow
	State    libraryState
	Also     []string // what else is to know of its state
	Changed  string   // when
	Link     string
	Next     string // what to do next, in words; "" for nothing
	NextLink string
	// MayWithdraw says that whoever looks may take it from the public.
	MayWithdraw bool
}

// libraryState is a state in words with the shape that goes with it.
type libraryState struct{ Words, Icon, Class string }

// stateChoices are the states to choose from, in the order of a figure's life.
var stateChoices = []choice{
	{string(store.StateLive), "Published"}, {string(store.StateDraft), "Draft"}, {string(store.StateEdited), "Changed since published"},
	{string(store.StateWaiting), "Waiting for approval"}, {string(store.StatePlanned), "Planned"}, {string(store.StatePinned), "Pinned"},
	{string(store.StateCorrected), "With a correction"}, {string(store.StateBroken), "Source stopped"}, {string(store.StateWithdrawn), "Withdrawn"}, {string(store.StatePurged), "Erased"},
}

// sortChoices are the orders; the first is the usual one.
var sortChoices = []choice{{"", "Last changed first"}, {string(store.ByMade), "Newest first"}, {string(store.ByTitle), "By title"}}

func (s *Studio) figures(c *fiber.Ctx) error {
	page, err := s.libraryPage(c, readLibraryForm(string(c.Context().QueryArgs().QueryString())))
	if err != nil {
		return err
	}
	page.Done = doneWords(c.Query("done"), c.QueryInt("of"))
	if partial(c) {
		return s.renderBlock(c, fiber.StatusOK, "figures", "list", page)
	}
	return s.render(c, fiber.StatusOK, "figures", page)
}

func (s *Studio) libraryPage(c *fiber.Ctx, f libraryForm) (figuresPage, error) {
	page := figuresPage{basePage: s.base(c, "Figures"), libraryForm: f, Filtered: f.filtered(), States: stateChoices, Sorts: sortChoices}
	page.Nav, page.Counted = "figures", s.Face.Views != nil
	page.MayChoose = page.User.Role != store.Viewer
	filter := store.LibraryFilter{Text: f.Q, DirectorateID: f.Directorate, OwnerID: f.Owner, DatasetID: f.Dataset,
		Kind: widgets.Kind(f.Kind), State: store.LibraryState(f.State), Sort: store.LibrarySort(f.Sort),
		Limit: libraryPageFigures, Offset: (f.Page - 1) * libraryPageFigures}
	var err error
	if filter.Among, err = s.figuresOf(c, f.Campaign); err != nil {
		return page, err
	}
	if page.Counted {
		filter.Since = s.viewsSince()
	}
	if page.Library, err = s.Store.Library(c.UserContext(), filter); err != nil {
		return page, err
	}
	page.Pages = pagesOf(page.Found, libraryPageFigures)
	if f.Page > page.Pages { // the list was longer once
		f.Page = page.Pages
		return s.libraryPage(c, f)
	}
	page.Earlier, page.Later = beside(f.Page, page.Pages, f.at)
	zone := s.zone()
	for _, r := range page.Rows {
		item := newLibraryItem(r, page.User)
		if item.State == goesOut {
			item.State.Words += " " + s.onDay(zone, r.PublishAt)
		}
		item.Also = s.also(zone, r)
		item.Changed = s.whenIn(zone, r.UpdatedAt)
		page.Items = append(page.Items, item)
	}
	return page, s.libraryChoices(c, &page)
}

// figuresOf are the figures of a campaign, nil when none is asked for. One that is
// not there has none.
func (s *Studio) figuresOf(c *fiber.Ctx, campaignID string) ([]string, error) {
	if campaignID == "" {
		return nil, nil
	}
	campaign, err := s.Store.Campaign(c.UserContext(), campaignID)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return nil, err
	}
	ids := []string{}
	for _, f := range campaign.Draft.Figures {
		ids = append(ids, f.WidgetID)
	}
	return ids, nil
}

// beside are the addresses of the pages before and after one, "" where there is none.
func beside(page, pages int, at func(page int) string) (earlier, later string) {
	if page > 1 {
		earlier = at(page - 1)
	}
	if page < pages {
		later = at(page + 1)
	}
	return earlier, later
}

// pagesOf is how many pages a list fills, at least one.
func pagesOf(rows, onPage int) int { return max(1, (rows+onPage-1)/onPage) }

// at is the address of a page of this list.
func (f libraryForm) at(page int) string {
	f.Page = page
	return f.Address()
}

// libraryChoices fills what the filter offers.
func (s *Studio) libraryChoices(c *fiber.Ctx, page *figuresPage) error {
	ctx := c.UserContext()
	directorates, err := s.Store.Directorates(ctx)
	if err != nil {
		return err
	}
	for _, d := range directorates {
		page.Dirs = append(page.Dirs, choice{d.ID, d.Name})
	}
	people, err := s.Store.Users(ctx)
	if err != nil {
		return err
	}
	for _, u := range people {
		if u.Role != store.Viewer || u.ID == page.Owner {
			page.People = append(page.People, choice{u.ID, u.Name})
		}
	}
	for _, k := range widgets.Kinds() {
		page.Kinds = append(page.Kinds, choice{string(k), widgets.KindName(k)})
	}
	slices.SortFunc(page.Kinds, func(a, b choice) int { return cmp.Compare(a.Label, b.Label) })
	campaigns, err := s.Store.Campaigns(ctx, store.CampaignFilter{})
	if err != nil {
		return err
	}
	for _, campaign := range campaigns {
		page.Campaigns = append(page.Campaigns, choice{campaign.ID, campaign.Draft.Name})
	}
	if page.Dataset == "" {
		return nil
	}
	d, err := s.Store.Dataset(ctx, page.Dataset)
	if page.FromData = d.Title; err != nil {
		page.FromData = "data that is not there"
	}
	return nil
}

// newLibraryItem words the state of a figure and what u may do next.
func newLibraryItem(r store.LibraryRow, u store.User) libraryItem {
	at := "/studio/figures/" + r.ID
	item := libraryItem{LibraryRow: r, State: stateOf(r), Link: at + "/say"}
	if r.Widget.State == widgets.Live {
		item.Link = at + "/kit"
	}
	item.MayWithdraw = r.Widget.State == widgets.Live && auth.May(u, auth.Withdraw, r.DirectorateID)
	mayEdit, mayPublish := auth.May(u, auth.Edit, r.DirectorateID), auth.May(u, auth.Publish, r.DirectorateID)
	switch {
	case u.Role == store.Viewer && r.Widget.State != widgets.Live:
		item.Link = at + "/check"
	case !mayEdit:
	case r.Waiting && mayPublish:
		item.Next, item.NextLink = "Look at it", at+"/check"
	case r.Waiting:
	case r.Broken && r.Widget.State == widgets.Live:
		item.Next, item.NextLink = "See why", "/studio/datasets/"+r.DatasetID+"#refresh"
	case r.Widget.State == widgets.InDraft:
		item.Next, item.NextLink = "Carry on", at+"/say"
	case r.Edited && mayPublish:
		item.Next, item.NextLink = "Publish the changes", at+"/check"
	case r.Edited:
		item.Next, item.NextLink = "Look at the changes", at+"/check"
	case r.Widget.State == widgets.Live:
		item.Next, item.NextLink = "Change", at+"/say"
	case r.Widget.State == widgets.Withdrawn:
		item.Next, item.NextLink = "Mend it", at+"/say"
	}
	return item
}

// goesOut is the state of a figure that is planned; the day follows its words.
var goesOut = libraryState{"Goes out on", "wait", "rest"}

// stateOf is what matters most about a figure.
func stateOf(r store.LibraryRow) libraryState {
	switch {
	case r.Waiting:
		return libraryState{"Waiting for approval", "wait", "look"}
	case !r.PublishAt.IsZero() && r.Widget.State != widgets.Live:
		return goesOut
	case r.Widget.State == widgets.InDraft:
		return libraryState{"Draft", "rest", "rest"}
	case r.Widget.State == widgets.Withdrawn:
		return libraryState{"Withdrawn", "stop", "rest"}
	case r.Widget.State == widgets.Purged:
		return libraryState{"Erased", "stop", "rest"}
	case r.Broken:
		return libraryState{"Source stopped", "stop", "stop"}
	case r.Edited:
		return libraryState{"Published, changed since", "look", "look"}
	}
	return libraryState{"Published", "done", "ok"}
}

// also says what else is to know of the state of a figure, each in a few words.
func (s *Studio) also(zone *time.Location, r store.LibraryRow) (words []string) {
	if !r.PublishAt.IsZero() && stateOf(r) != goesOut {
		words = append(words, "goes out on "+s.onDay(zone, r.PublishAt))
	}
	if !r.WithdrawAt.IsZero() {
		words = append(words, "is withdrawn on "+s.onDay(zone, r.WithdrawAt))
	}
	if r.Pinned {
		words = append(words, "pinned to one version")
	}
	if r.Corrected {
		words = append(words, "with a correction")
	}
	if r.Broken && r.Widget.State == widgets.Live && r.Edited {
		words = append(words, "changed since published")
	}
	return words
}

// onDay words an instant to come with its day: "3 March at 9:00am", with the year
// where that is another one.
func (s *Studio) onDay(zone *time.Location, at time.Time) string {
	at = at.In(zone)
	if at.Year() != s.Now().In(zone).Year() {
		return at.Format("2 January 2006 at 3:04pm")
	}
	return at.Format("2 January at 3:04pm")
}

// Summary says how many figures there are, and how many of them fit.
func (p figuresPage) Summary() string {
	if p.Filtered {
		return countOf(true, p.Found, p.All, "figure")
	}
	return fmt.Sprintf("%s, %s of them public", howMany(p.All, "figure"), thousands(p.Live))
}

// howMany is a number with what it counts: "1 figure", "1,204 figures".
func howMany(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return thousands(n) + " " + what
}

// By says who changed a figure last, where a person did.
func (i libraryItem) By() string {
	if i.ChangedBy == "" {
		return ""
	}
	return "by " + i.ChangedBy
}

// Shown says where a figure was seen in the last four weeks.
func (i libraryItem) Shown() string {
	if i.Seen == 0 {
		return "–"
	}
	if i.Sites == 0 {
		return thousands(i.Seen) + " times"
	}
	return howMany(i.Sites, "site") + ", " + thousands(i.Seen) + " times"
}

// AnySeen reports whether a figure of the page was seen, so that the list has a
// column for it.
func (p figuresPage) AnySeen() bool {
	return p.Counted && slices.ContainsFunc(p.Items, func(i libraryItem) bool { return i.Seen > 0 })
}

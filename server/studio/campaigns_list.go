package studio

import (
	"slices"

	"github.com/gofiber/fiber/v2"

	"figurehead/server/auth"
	"figurehead/server/search"
	"figurehead/store"
	"figurehead/widgets"
)

// campaignsOnPage is how many campaigns a page lists.
const campaignsOnPage = 50

// campaignsForm is the filter as the address has it; empty fields do not narrow.
type campaignsForm struct {
	Q, State, Directorate, Owner string
	Page                         int // from 1
}

func (f *campaignsForm) fields() map[string]*string {
	return map[string]*string{"q": &f.Q, "state": &f.State, "directorate": &f.Directorate, "owner": &f.Owner}
}

func readCampaignsForm(c *fiber.Ctx) campaignsForm {
	var f campaignsForm
	f.Page = readList(c, f.fields())
	f.Q = search.Words(f.Q)
	return f
}

// Filtered reports whether anything narrows the list.
func (f campaignsForm) Filtered() bool {
	f.Page = 0
	return f != campaignsForm{}
}

// at is the address of a page of the same campaigns.
func (f campaignsForm) at(page int) string { return listAt("/studio/campaigns", f.fields(), page) }

// campaignsPage lists the campaigns.
type campaignsPage struct {
	basePage
	campaignsForm
	Rows                 []campaignRow // of the page
	Found, All, Pages    int
	Earlier, Later       string // addresses of the pages beside
	States, Dirs, People []choice
	MayEdit              bool
	Deleted              bool // one was just now
}

// campaignRow is a campaign with what a list says of it.
type campaignRow struct {
	widgets.Campaign
	campaignState
	Owner, Days    string
	Next, NextLink string // "" for nothing
}

// campaignState is the state of a campaign as people read it; Name is its choice
// in the filter.
type campaignState struct{ Name, Class, Icon, Words string }

var campaignStates = []choice{{"draft", "Not published"}, {"public", "Public"}, {"ended", "Ended"}, {"down", "Taken down"}}

func (s *Studio) campaigns(c *fiber.Ctx) error {
	page := campaignsPage{basePage: s.base(c, "Campaigns"), campaignsForm: readCampaignsForm(c), States: campaignStates}
	page.Nav, page.MayEdit, page.Deleted = "campaigns", page.User.Role != store.Viewer, c.Query("deleted") == "1"
	all, err := s.Store.Campaigns(c.UserContext(), store.CampaignFilter{})
	if err != nil {
		return err
	}
	if err := s.campaignChoices(c, &page, all); err != nil {
		return err
	}
	list, err := s.Store.Campaigns(c.UserContext(), store.CampaignFilter{Text: page.Q, DirectorateID: page.Directorate, OwnerID: page.Owner})
	if err != nil {
		return err
	}
	list = slices.DeleteFunc(list, func(one widgets.Campaign) bool { return page.State != "" && s.stateOf(one).Name != page.State })
	names, err := s.namesOfPeople(c.UserContext())
	if err != nil {
		return err
	}
	page.All, page.Found, page.Pages = len(all), len(list), pagesOf(len(list), campaignsOnPage)
	page.Page = min(page.Page, page.Pages)
	page.Earlier, page.Later = beside(page.Page, page.Pages, page.at)
	from := (page.Page - 1) * campaignsOnPage
	for _, one := range list[from:min(from+campaignsOnPage, len(list))] {
		row := campaignRow{Campaign: one, campaignState: s.stateOf(one), Owner: names[one.OwnerID], Days: spanOf(one.Draft)}
		row.next(page.User)
		page.Rows = append(page.Rows, row)
	}
	if partial(c) {
		return s.renderBlock(c, fiber.StatusOK, "campaigns", "campaigns-list", page)
	}
	return s.render(c, fiber.StatusOK, "campaigns", page)
}

// next is what somebody may do next with a campaign.
func (r *campaignRow) next(u store.User) {
	at := "/studio/campaigns/" + r.ID
	mayEdit, mayPublish := auth.May(u, auth.Edit, r.DirectorateID), auth.May(u, auth.Publish, r.DirectorateID)
	switch {
	case !mayEdit || r.Name == "ended" || r.Name == "down":
	case len(r.Draft.Figures) == 0:
		r.Next, r.NextLink = "Add figures", at+"/add"
	case r.Name == "draft" && mayPublish:
		r.Next, r.NextLink = "Look and publish", at
	case r.Name == "draft":
		r.Next, r.NextLink = "Carry on", at
	case r.Changed && mayPublish:
		r.Next, r.NextLink = "Publish the changes", at
	}
}

// stateOf words what readers have of a campaign.
func (s *Studio) stateOf(c widgets.Campaign) campaignState {
	zone := s.Zone()
	switch {
	case c.State == widgets.InDraft:
		return campaignState{"draft", "rest", "rest", "Not published"}
	case c.State == widgets.Withdrawn:
		return campaignState{"down", "rest", "stop", "Taken down on " + day(c.RemovedAt.In(zone))}
	case c.Public.Ended(s.Now(), zone):
		return campaignState{"ended", "rest", "frozen", "Ended on " + dayText(c.Public.Ends)}
	case c.Public.Ends != "":
		return campaignState{"public", "ok", "done", "Public until " + dayText(c.Public.Ends)}
	}
	return campaignState{"public", "ok", "done", "Public"}
}

// campaignChoices fills what the filter offers: people who own some.
func (s *Studio) campaignChoices(c *fiber.Ctx, page *campaignsPage, all []widgets.Campaign) error {
	directorates, err := s.Store.Directorates(c.UserContext())
	if err != nil {
		return err
	}
	for _, d := range directorates {
		page.Dirs = append(page.Dirs, choice{d.ID, d.Name})
	}
	people, err := s.Store.Users(c.UserContext())
	if err != nil {
		return err
	}
	for _, u := range people {
		if slices.ContainsFunc(all, func(one widgets.Campaign) bool { return one.OwnerID == u.ID }) {
			page.People = append(page.People, choice{u.ID, u.Name})
		}
	}
	return nil
}

// Count says how many campaigns there are, and how many of them fit.
func (p campaignsPage) Count() string { return countOf(p.Filtered(), p.Found, p.All, "campaign") }

// countOf says how many of a list there are and, where it is narrowed, fit.
func countOf(filtered bool, found, all int, what string) string {
	switch {
	case !filtered:
		return howMany(all, what)
	case found == 1:
		return "1 of " + howMany(all, what) + " fits"
	}
	return thousands(found) + " of " + howMany(all, what) + " fit"
}

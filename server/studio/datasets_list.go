package studio

import (
	"cmp"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"figurehead/datasets"
	"figurehead/server/auth"
	"figurehead/store"
)

// datasetsOnPage is how many datasets a page lists.
const datasetsOnPage = 50

// licenceOpen is the choice of data whose licence is not decided.
const licenceOpen = "none"

// datasetsForm is the filter as the address has it; empty fields do not narrow.
type datasetsForm struct {
	Q, Directorate, Owner, State, Licence, Sort string
	Page                                        int // from 1
}

func (f *datasetsForm) fields() map[string]*string {
	return map[string]*string{"q": &f.Q, "directorate": &f.Directorate, "owner": &f.Owner, "state": &f.State, "licence": &f.Licence, "sort": &f.Sort}
}

func readDatasetsForm(c *fiber.Ctx) datasetsForm {
	var f datasetsForm
	f.Page = readList(c, f.fields())
	return f
}

// Filtered reports whether anything narrows the list.
func (f datasetsForm) Filtered() bool {
	f.Sort, f.Page = "", 0
	return f != datasetsForm{}
}

// at is the address of a page of the same datasets.
func (f datasetsForm) at(page int) string { return listAt("/studio/datasets", f.fields(), page) }

// fits reports whether a dataset passes the filter; of has the ids of those in
// the state that is asked for.
func (f datasetsForm) fits(d datasets.Dataset, of map[string]bool) bool {
	text := strings.ToLower(d.Title + " " + d.Source.Title + " " + d.Source.Publisher)
	for _, word := range strings.Fields(strings.ToLower(f.Q)) {
		if !strings.Contains(text, word) {
			return false
		}
	}
	licence := f.Licence == "" || f.Licence == cmp.Or(d.Source.Licence, licenceOpen)
	return licence && (f.Directorate == "" || f.Directorate == d.DirectorateID) && (f.Owner == "" || f.Owner == d.OwnerID) &&
		(f.State == "" || of[d.ID])
}

// datasetsPage lists the bodies of data.
type datasetsPage struct {
	basePage
	datasetsForm
	Datasets             []datasets.Dataset
	Rows                 []datasetRow // of the page
	Doing                []doing
	Found, All, Pages    int
	Earlier, Later       string // addresses of the pages beside
	Dirs, People, States []choice
	Licences, Sorts      []choice
}

var datasetSorts = []choice{{"", "Last changed first"}, {"made", "Newest first"}, {"title", "By title"}}

func (s *Studio) datasets(c *fiber.Ctx) error {
	page := datasetsPage{basePage: s.base(c, "Datasets"), datasetsForm: readDatasetsForm(c), Sorts: datasetSorts}
	page.Nav, page.Doing = "datasets", s.doingNow(page.User)
	all, err := s.Store.Datasets(c.UserContext())
	if err != nil {
		return err
	}
	if err := s.datasetChoices(c, &page, all); err != nil {
		return err
	}
	of, err := s.datasetsIn(c, page.State)
	if err != nil {
		return err
	}
	page.list(all, of)
	if err := s.datasetRows(c, &page); err != nil {
		return err
	}
	if partial(c) {
		return s.renderBlock(c, fiber.StatusOK, "datasets", "datasets-list", page)
	}
	return s.render(c, fiber.StatusOK, "datasets", page)
}

// datasetRow is a dataset with how its source is and what comes next.
type datasetRow struct {
	sourceRow
	Next, NextLink string // "" for nothing
}

// datasetRows says of the datasets of a page how their sources are.
func (s *Studio) datasetRows(c *fiber.Ctx, page *datasetsPage) error {
	ids := []string{}
	for _, d := range page.Datasets {
		ids = append(ids, d.ID)
	}
	sources, err := s.Store.Sources(c.UserContext(), store.SourceFilter{Among: ids})
	if err != nil {
		return err
	}
	of := map[string]store.SourceRow{}
	for _, source := range sources {
		of[source.Dataset.ID] = source
	}
	for _, d := range page.Datasets {
		row := datasetRow{sourceRow: s.sourceWords(of[d.ID], page.User)}
		switch mayEdit := auth.May(page.User, auth.Edit, d.DirectorateID); {
		case row.Mend != "":
			row.Next, row.NextLink = row.Mend, row.Link
		case mayEdit && (d.Source.Publisher == "" || d.Source.Licence == ""):
			row.Next, row.NextLink = "Name its source", row.Link+"#source-h"
		case mayEdit && row.Figures == 0 && d.SnapshotID != "":
			row.Next, row.NextLink = "Make a figure", "/studio/sources/"+d.SnapshotID+"/pick"
		}
		row.Dataset = d
		page.Rows = append(page.Rows, row)
	}
	return nil
}

// datasetsIn has the ids of the datasets in a state of refresh.
func (s *Studio) datasetsIn(c *fiber.Ctx, state string) (map[string]bool, error) {
	of := map[string]bool{}
	for _, known := range sourceStates {
		if known.Name != state {
			continue
		}
		rows, err := s.Store.Sources(c.UserContext(), store.SourceFilter{Health: &known.Health})
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			of[row.Dataset.ID] = true
		}
	}
	return of, nil
}

// list keeps those of a page in their order.
func (p *datasetsPage) list(all []datasets.Dataset, of map[string]bool) {
	p.All = len(all)
	all = slices.DeleteFunc(all, func(d datasets.Dataset) bool { return !p.fits(d, of) })
	slices.SortStableFunc(all, func(a, b datasets.Dataset) int {
		switch p.Sort {
		case "made":
			return b.CreatedAt.Compare(a.CreatedAt)
		case "title":
			return strings.Compare(strings.ToLower(a.Title), strings.ToLower(b.Title))
		}
		return 0
	})
	p.Found, p.Pages = len(all), pagesOf(len(all), datasetsOnPage)
	p.Page = min(p.Page, p.Pages)
	from := (p.Page - 1) * datasetsOnPage
	p.Datasets = all[from:min(from+datasetsOnPage, len(all))]
	p.Earlier, p.Later = beside(p.Page, p.Pages, p.at)
}

// datasetChoices fills what the filter offers: licences that some data has.
func (s *Studio) datasetChoices(c *fiber.Ctx, page *datasetsPage, all []datasets.Dataset) error {
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
	owns := func(id string) bool {
		return slices.ContainsFunc(all, func(d datasets.Dataset) bool { return d.OwnerID == id })
	}
	for _, u := range people {
		if owns(u.ID) {
			page.People = append(page.People, choice{u.ID, u.Name})
		}
	}
	for _, state := range sourceStates {
		page.States = append(page.States, choice{state.Name, state.Words})
	}
	has := func(key string) bool {
		return slices.ContainsFunc(all, func(d datasets.Dataset) bool { return d.Source.Licence == key })
	}
	for _, l := range datasets.Licences {
		if has(l.Key) {
			page.Licences = append(page.Licences, choice{l.Key, l.Name})
		}
	}
	if has("") {
		page.Licences = append(page.Licences, choice{licenceOpen, "Not decided yet"})
	}
	return nil
}

// Count says how many datasets there are, and how many of them fit.
func (p datasetsPage) Count() string { return countOf(p.Filtered(), p.Found, p.All, "dataset") }

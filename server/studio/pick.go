package studio

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/server/auth"
	"figurehead/server/publishing"
	"figurehead/store"
	"figurehead/widgets"
	"figurehead/widgets/words"
)

// pickPage offers what the data supports, each with the sentence it makes true.
type pickPage struct {
	basePage
	SnapshotID  string
	DatasetID   string
	Suggestions []publishing.Suggested
	// PerHead names the reference table that some are set against; AskPerHead says
	// that one would fit and there is none.
	PerHead    string
	AskPerHead bool
	// About is the place that the figures are about, as the data writes it; Places
	// are those that can be chosen, and ManyPlaces says that they are too many for a list.
	About      string
	Places     []publishing.Place
	ManyPlaces bool
	Asked      string // what was asked for and is no place of the data
	// Campaign is the one that the figure joins, if one was planned.
	Campaign widgets.Campaign
}

// Others names the kinds that are one step further: "2 more kinds".
func (p pickPage) Others() string {
	n := 0
	for _, s := range p.Suggestions {
		if s.Other {
			n++
		}
	}
	if n == 0 {
		return ""
	}
	return words.Count(n, "more kind", "more kinds")
}

func (s *Studio) pick(c *fiber.Ctx) error { return s.showPick(c, fiber.StatusOK) }

func (s *Studio) showPick(c *fiber.Ctx, status int, problems ...fieldError) error {
	snapshotID := param(c, "snapshot")
	snapshot, err := s.Store.Snapshot(c.UserContext(), snapshotID)
	if err != nil {
		return err
	}
	if !snapshot.Confirmed {
		return c.Redirect("/studio/sources/"+snapshotID+"/read", fiber.StatusSeeOther)
	}
	page := pickPage{
		basePage:   s.base(c, "What do you want to say?").journey(2, "/studio/sources/"+snapshotID+"/read"),
		SnapshotID: snapshotID, DatasetID: snapshot.DatasetID,
	}
	page.Errors = problems
	place, err := s.placeAsked(c, &page)
	if err != nil {
		return err
	}
	page.Suggestions, err = s.Publishing.SuggestionsAbout(c.UserContext(), snapshotID, place)
	if words, ok := mendable(err); err != nil && ok {
		page.problem("", words.Message)
	} else if err != nil {
		return err
	}
	for _, one := range page.Suggestions {
		if one.PerHead != "" {
			page.PerHead = one.PerHead
		}
	}
	dataset, err := s.Store.Dataset(c.UserContext(), snapshot.DatasetID)
	if err != nil {
		return err
	}
	page.Campaign, err = s.Store.PlannedCampaign(c.UserContext(), actor(c), dataset.ID)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return err
	}
	page.AskPerHead = page.PerHead == "" && !dataset.Reference.On() && countsByPlace(snapshot.Recipe)
	return s.render(c, status, "pick", page)
}

// listedPlaces is how many places are a list to choose from; more are typed.
const listedPlaces = 500

// placeAsked fills in the places that the figures can be about, and returns the one
// that was asked for: as the data writes it or as its name reads; "" for the
// organisation's own.
func (s *Studio) placeAsked(c *fiber.Ctx, page *pickPage) (string, error) {
	list, own, err := s.Publishing.Places(c.UserContext(), page.SnapshotID)
	if _, ok := mendable(err); err != nil && ok {
		return "", nil // the suggestions say it
	}
	if err != nil {
		return "", err
	}
	page.About, page.Places, page.ManyPlaces = own, list, len(list) > listedPlaces
	asked := strings.TrimSpace(strings.Clone(c.FormValue("place", c.Query("place"))))
	if asked == "" {
		return "", nil
	}
	for _, same := range []func(publishing.Place) bool{
		func(p publishing.Place) bool { return p.Value == asked || p.Name == asked },
		func(p publishing.Place) bool { return strings.EqualFold(p.Name, asked) },
		func(p publishing.Place) bool { return startsWith(p.Name, asked) },
	} {
		if i := slices.IndexFunc(list, same); i >= 0 {
			page.About = list[i].Value
			return list[i].Value, nil
		}
	}
	page.Asked = asked
	page.problem("place", "The data has no place called “"+asked+"”. Choose one that it has.")
	return "", nil
}

// startsWith compares without regard to case.
func startsWith(name, begin string) bool {
	return len(name) >= len(begin) && strings.EqualFold(name[:len(begin)], begin)
}

// countsByPlace reports whether a table has place codes and whole numbers that can be
// added up.
func countsByPlace(r datasets.Recipe) bool {
	places, counts := false, false
	for _, c := range r.Columns {
		if !c.Dropped {
			places = places || c.Field.Kind == table.PlaceCode
			counts = counts || c.Field.Kind == table.Integers && c.Field.Role == table.Measure && c.Field.Additive()
		}
	}
	return places && counts
}

// picked makes a Widget with a Draft from the chosen suggestion.
func (s *Studio) picked(c *fiber.Ctx) error {
	snapshotID := param(c, "snapshot")
	snapshot, err := s.Store.Snapshot(c.UserContext(), snapshotID)
	if err != nil {
		return err
	}
	if !snapshot.Confirmed {
		return c.Redirect("/studio/sources/"+snapshotID+"/read", fiber.StatusSeeOther)
	}
	if form(c, "suggestion") == "own" {
		return s.pickedOwn(c, snapshot)
	}
	var about pickPage
	about.SnapshotID = snapshotID
	place, err := s.placeAsked(c, &about)
	if err != nil {
		return err
	}
	suggestions, err := s.Publishing.SuggestionsAbout(c.UserContext(), snapshotID, place)
	if err != nil {
		return err
	}
	choice, err := strconv.Atoi(form(c, "suggestion"))
	if err != nil || choice < 1 || choice > len(suggestions) {
		return s.showPick(c, fiber.StatusUnprocessableEntity, fieldError{Message: "Choose one of the figures below"})
	}
	user, _ := auth.User(c)
	chosen := suggestions[choice-1]
	chosen.Spec.Listed = true
	widget, _, err := s.Publishing.Begin(c.UserContext(), user, snapshot, chosen.Query, chosen.Spec, words.Plain(chosen.Figure.Title))
	if err != nil {
		return err
	}
	return c.Redirect("/studio/figures/"+widget.ID+"/say", fiber.StatusSeeOther)
}

// pickedOwn makes a Widget that shows the rows as they are, for an officer who
// chooses rows and sums herself.
func (s *Studio) pickedOwn(c *fiber.Ctx, snapshot datasets.Snapshot) error {
	user, _ := auth.User(c)
	rows := datasets.Query{Version: datasets.QueryVersion, Steps: []datasets.Step{}}
	spec := widgets.Spec{Version: widgets.SpecVersion, Kind: widgets.Table, Listed: true}
	widget, _, err := s.Publishing.Begin(c.UserContext(), user, snapshot, rows, spec, "")
	if err != nil {
		return err
	}
	return c.Redirect("/studio/figures/"+widget.ID+"/steps", fiber.StatusSeeOther)
}

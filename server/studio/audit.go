package studio

import (
	"context"
	"encoding/csv"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"figurehead/server/auth"
	"figurehead/server/publishing"
	"figurehead/store"
)

// How many events a page shows, and how many the download reads at a time.
const (
	auditPageEvents  = 100
	auditBatchEvents = 500
)

// auditPage shows who did what, newest first. The filter stands in the address.
type auditPage struct {
	basePage
	auditForm
	People  []string
	Actions []actionOption
	Rows    []auditRow
	CSV     string // address of the same events as CSV
	Older   string // address of the next page, or ""
}

// auditForm is the filter as the address has it; dates are days.
type auditForm struct{ Q, Who, What, From, To string }

// actionOption is one action that has happened, in words.
type actionOption struct{ Action, Words string }

// auditRow is one event in words.
type auditRow struct {
	store.Event
	When, What string
	Said       string // its details, for people
	Itself     bool   // no person did it
}

func (s *Studio) audit(c *fiber.Ctx) error {
	f := readAuditForm(c)
	page := auditPage{basePage: s.settingsBase(c, "Audit"), auditForm: f}
	filter, problems := s.auditFilter(f)
	page.Errors = problems
	before, err := strconv.ParseInt(c.Query("before", "0"), 10, 64)
	if err == nil && before > 0 {
		filter.Before = before
	}
	if len(problems) == 0 {
		filter.Limit = auditPageEvents
		if err := s.auditRows(c, &page, filter); err != nil {
			return err
		}
	}
	if err := s.auditChoices(c, &page); err != nil {
		return err
	}
	status := fiber.StatusOK
	if len(problems) > 0 {
		status = fiber.StatusUnprocessableEntity
	}
	page.CSV = "/studio/audit.csv" + f.query(0)
	return s.render(c, status, "audit", page)
}

func readAuditForm(c *fiber.Ctx) auditForm {
	get := func(name string) string { return strings.TrimSpace(strings.Clone(c.Query(name))) }
	return auditForm{Q: get("q"), Who: get("who"), What: get("what"), From: get("from"), To: get("to")}
}

// query is the filter as an address carries it, with the page that starts
// below an event.
func (f auditForm) query(before int64) string {
	values := url.Values{}
	for name, value := range map[string]string{"q": f.Q, "who": f.Who, "what": f.What, "from": f.From, "to": f.To} {
		if value != "" {
			values.Set(name, value)
		}
	}
	if before > 0 {
		values.Set("before", strconv.FormatInt(before, 10))
	}
	if len(values) == 0 {
		return ""
	}
	return "?" + values.Encode()
}

// auditFilter turns days in the organisation's zone into instants; the last
// day is included.
func (s *Studio) auditFilter(f auditForm) (store.AuditFilter, []fieldError) {
	filter := store.AuditFilter{Text: f.Q, Actor: f.Who, Action: f.What}
	var problems []fieldError
	day := func(field, value string) time.Time {
		if value == "" {
			return time.Time{}
		}
		at, err := time.ParseInLocation(time.DateOnly, value, s.zone())
		if err != nil {
			problems = append(problems, fieldError{field, "Enter the day as year, month and day, such as 2026-03-31"})
		}
		return at
	}
	filter.From, filter.To = day("from", f.From), day("to", f.To)
	if !filter.To.IsZero() {
		filter.To = filter.To.AddDate(0, 0, 1)
	}
	return filter, problems
}

func (s *Studio) auditRows(c *fiber.Ctx, page *auditPage, filter store.AuditFilter) error {
	events, last, err := s.auditEvents(c.UserContext(), page.User, filter)
	if err != nil {
		return err
	}
	for _, e := range events {
		page.Rows = append(page.Rows, auditRow{Event: e, When: e.At.In(s.zone()).Format("2 January 2006, 3:04:05pm"), What: actionWords(e.Action), Said: detailWords(e.Detail), Itself: e.ActorID == ""})
	}
	if last > 1 {
		page.Older = "/studio/audit" + page.query(last)
	}
	return nil
}

// Ids and whole fingerprints stand in the file of the events; on the page they say
// nothing to people.
var (
	editionOf   = regexp.MustCompile(`\bedition (\d+) of [0-9a-z]{26}\b`)
	fingerprint = regexp.MustCompile(`\bsha256 ([0-9a-f]{12})[0-9a-f]{52}\b`)
	idOf        = regexp.MustCompile(`(?:, |^)(?:from )?(?:snapshot|dataset|widget|page) (?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-z]{26})\b`)
)

// detailWords are the details of an event for people.
func detailWords(detail string) string {
	detail = fingerprint.ReplaceAllString(editionOf.ReplaceAllString(detail, "version $1"), "fingerprint $1")
	return strings.TrimPrefix(idOf.ReplaceAllString(detail, ""), ", ")
}

// auditEvents returns up to the filter's limit of the events that the user may
// see, and the number of the last one looked at, 0 when there are no more.
// Who signed in, and what changed about people, is for admins.
func (s *Studio) auditEvents(ctx context.Context, u store.User, filter store.AuditFilter) ([]store.Event, int64, error) {
	events, err := s.Store.Audit(ctx, filter)
	if err != nil {
		return nil, 0, err
	}
	var last int64
	if len(events) == filter.Limit {
		last = events[len(events)-1].Seq
	}
	if !auth.May(u, auth.People, "") {
		events = slices.DeleteFunc(events, func(e store.Event) bool { return store.AboutPeople(e.Action) })
	}
	return events, last, nil
}

// auditChoices fills the lists of people and actions.
func (s *Studio) auditChoices(c *fiber.Ctx, page *auditPage) error {
	people, err := s.Store.Users(c.UserContext())
	if err != nil {
		return err
	}
	for _, u := range people {
		page.People = append(page.People, u.Name)
	}
	slices.Sort(page.People)
	page.People = slices.Compact(page.People)
	actions, err := s.Store.AuditActions(c.UserContext())
	if err != nil {
		return err
	}
	admin := auth.May(page.User, auth.People, "")
	for _, a := range actions {
		if admin || !store.AboutPeople(a) {
			page.Actions = append(page.Actions, actionOption{a, actionWords(a)})
		}
	}
	return nil
}

// auditCSV is the same list as a file, all of it, numbers and times exact.
func (s *Studio) auditCSV(c *fiber.Ctx) error {
	filter, problems := s.auditFilter(readAuditForm(c))
	if len(problems) > 0 {
		return fiber.NewError(fiber.StatusUnprocessableEntity, problems[0].Message)
	}
	u, _ := auth.User(c)
	var body strings.Builder
	w := csv.NewWriter(&body)
	// Writing to memory cannot fail; Error below reports it all the same.
	_ = w.Write([]string{"number", "at", "who", "what", "on", "title", "details"})
	filter.Limit = auditBatchEvents
	for more := true; more; {
		events, last, err := s.auditEvents(c.UserContext(), u, filter)
		if err != nil {
			return err
		}
		for _, e := range events {
			_ = w.Write(auditRecord(e))
		}
		filter.Before, more = last, last > 1
	}
	w.Flush()
	if err := w.Error(); err != nil {
		return fmt.Errorf("audit as CSV: %w", err)
	}
	c.Set(fiber.HeaderContentType, "text/csv; charset=utf-8")
	c.Set(fiber.HeaderContentDisposition, `attachment; filename="audit.csv"`)
	return c.SendString(body.String())
}

func auditRecord(e store.Event) []string {
	record := []string{strconv.FormatInt(e.Seq, 10), e.At.UTC().Format(time.RFC3339Nano), e.Actor, e.Action, e.Subject, e.Title, e.Detail}
	for i := 2; i < len(record); i++ {
		record[i] = formulaSafe(record[i])
	}
	return record
}

// formulaSafe puts an apostrophe before text that a spreadsheet would run.
// Source: OWASP, "CSV Injection"; the full-width signs count too.
func formulaSafe(text string) string {
	if text == "" || !strings.ContainsRune("=+-@\t\r＝＋－＠", []rune(text)[0]) {
		return text
	}
	return "'" + text
}

// zone is the organisation's time zone.
func (s *Studio) zone() *time.Location { return publishing.Location(s.organisation()) }

// actionWords words an action; one that is not listed stands as it is.
func actionWords(action string) string {
	if words, ok := wordsOfActions[action]; ok {
		return words
	}
	return action
}

var wordsOfActions = map[string]string{
	store.AccessibilityChanged: "Changed the accessibility statement",

	store.OrganisationSetUp:       "Set Figurehead up",
	store.OrganisationChanged:     "Changed the organisation",
	store.ThemeMade:               "Made a theme",
	store.ThemeChanged:            "Changed a theme",
	store.ThemeDropped:            "Dropped the draft of a theme",
	store.ThemePublished:          "Published a theme",
	store.ThemeChosen:             "Chose the usual theme",
	store.ThemeMoved:              "Moved figures to a theme",
	store.DirectorateAdded:        "Added a directorate",
	store.DirectorateChanged:      "Changed a directorate",
	store.PublishingPlanned:       "Planned",
	store.PublishingPlanChanged:   "Changed what was planned",
	store.PublishingPlanCancelled: "Cancelled what was planned",
	store.PublishingPlanFailed:    "Could not be published as planned",
	store.FreezeSet:               "Set a freeze",
	store.FreezeLifted:            "Lifted a freeze",
	store.SessionsEnded:           "Signed somebody out everywhere",
	store.ReportReceived:          "Reported a problem",
	store.ReportClosed:            "Closed a report",
	store.FigureDuplicated:        "Duplicated a figure",

	store.PortalAdded:         "Added a portal",
	store.PortalChanged:       "Changed a portal",
	store.PortalRemoved:       "Removed a portal",
	store.UserAdded:           "Added a person",
	store.UserChanged:         "Changed a person",
	store.UserInvited:         "Made a link to choose a password",
	store.UserSignedIn:        "Signed in",
	store.UserSignedOut:       "Signed out",
	auth.SignInRefused:        "Sign-in refused",
	store.TokenMade:           "Made a token",
	store.TokenRevoked:        "Revoked a token",
	auth.BearerRefused:        "Token refused",
	store.DatasetImported:     "Brought data in",
	store.DatasetChanged:      "Changed a dataset",
	store.DatasetRefreshed:    "Fetched, changed",
	store.DatasetNotRefreshed: "Fetching failed",
	store.RecipeChanged:       "Changed how it is read",
	store.RecipeConfirmed:     "Confirmed how it is read",
	store.SnapshotPurged:      "Erased data",
	store.FigureStarted:       "Started a figure",
	store.FigureEdited:        "Changed a figure",
	store.NumberEdited:        "Edited a number by hand",
	store.EditDropped:         "Took an edit of a number back",
	store.FigureUndone:        "Undid a change",
	store.FigureRedone:        "Redid a change",
	store.FigurePublished:     "Published",
	store.FigureWithdrawn:     "Withdrew",
	store.FigureAssigned:      "Gave to somebody else",
	store.FigureRestored:      "Made a draft from a version",
	store.FigurePinned:        "Kept embeds at a version",
	store.FigureUnpinned:      "Let embeds follow again",
	store.FigureCorrected:     "Changed a correction notice",
	store.ApprovalAsked:       "Asked for approval",
	store.ApprovalGiven:       "Approved",
	store.ApprovalRefused:     "Asked for a change",
	store.ApprovalTakenBack:   "Approval no longer asked for",
	store.DemoSeeded:          "Added the examples",
	store.MailChanged:         "Changed how mail is sent",
	store.WebhookAdded:        "Added a webhook",
	store.WebhookChanged:      "Changed a webhook",
	store.WebhookRemoved:      "Removed a webhook",
	store.WebhookStopped:      "Switched a failing webhook off",
	store.PersonalDecided:     "Decided about personal data",
	store.ProtectionChanged:   "Changed how small numbers are hidden",
	store.ReferenceChanged:    "Changed its use for numbers per head",
	store.SnapshotSealed:      "Encrypted a copy",
	store.SetMade:             "Made a set of figures",
	store.SetChanged:          "Changed a set of figures",
	store.SetPublished:        "Published a set of figures",
	store.SetRefreshed:        "Gave a set newer data",
	store.SetWithdrawn:        "Withdrew a set of figures",
	store.BoundariesImported:  "Brought a boundary set in",
	store.CampaignCreated:     "Started a campaign",
	store.CampaignChanged:     "Changed a campaign",
	store.CampaignPublished:   "Published a campaign's page",
	store.CampaignEnded:       "A campaign ended",
	store.CampaignRemoved:     "Took a campaign's page down",
	store.CampaignDeleted:     "Deleted a campaign that was never public",
}

package widgets

import (
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Campaign is a named set of Widgets with a public page, dates and a kit.
// Times are UTC.
type Campaign struct {
	ID            string // uuid v7, never public
	DirectorateID string
	OwnerID       string
	State         State // InDraft before the first publish, Live, or Withdrawn: taken down
	Draft         CampaignDraft
	Version       int // of the Draft: a save with another one is a conflict
	SavedAt       time.Time
	SavedBy       string // user id
	CreatedAt     time.Time
	// PublicSlug is the address that readers have, "" before the first publish;
	// PublishedAt and Changed are when it was last published, and whether the
	// Draft is another since.
	PublicSlug  string
	PublishedAt time.Time
	Changed     bool
	// EndedAt is when its end was recorded, zero before; RemovedAt when the page was taken down.
	EndedAt, RemovedAt time.Time
	// Public is what readers have, empty before the first publish.
	Public PublicCampaign
}

// CampaignDraft is the one changeable state of a Campaign. Texts are the safe
// subset of Markdown of package prose; days are written "2026-11-23", "" for none.
type CampaignDraft struct {
	Name    string           `json:"name"`
	Slug    string           `json:"slug"`
	Intro   string           `json:"intro,omitempty"`
	Goal    string           `json:"goal,omitempty"` // for the team, never public
	Lang    string           `json:"lang,omitempty"` // "" for the organisation's
	Starts  string           `json:"starts,omitempty"`
	Ends    string           `json:"ends,omitempty"` // the last day
	After   AfterEnd         `json:"after,omitempty"`
	Figures []CampaignFigure `json:"figures,omitempty"` // the first opens the page
}

// Public is what readers would have of the draft if it were published at an
// instant, without its figures and without the picture of its link.
func (d CampaignDraft) Public(at time.Time) PublicCampaign {
	return PublicCampaign{
		Slug: d.Slug, Name: d.Name, Intro: d.Intro, Lang: d.Lang, Starts: d.Starts, Ends: d.Ends, After: d.After, PublishedAt: at, State: Live,
	}
}

// CampaignFigure is one figure of a Campaign with what leads in to it.
type CampaignFigure struct {
	WidgetID string `json:"widgetId"`
	Heading  string `json:"heading,omitempty"`
	Text     string `json:"text,omitempty"`
}

// AfterEnd is what becomes of a campaign's page after its last day.
type AfterEnd string

// What becomes of the page: its figures stay as they were, or go on following
// the data, or it only names and links them.
const (
	Freeze AfterEnd = "freeze"
	Follow AfterEnd = "follow"
	Closed AfterEnd = "close"
)

// PublicCampaign is the read model of a campaign's page. It is an allow-list:
// nothing that is not for everybody has a field here.
type PublicCampaign struct {
	Slug        string                 `json:"slug"`
	Name        string                 `json:"name"`
	Intro       string                 `json:"intro,omitempty"`
	Lang        string                 `json:"lang,omitempty"`
	Starts      string                 `json:"starts,omitempty"`
	Ends        string                 `json:"ends,omitempty"`
	After       AfterEnd               `json:"after,omitempty"`
	Figures     []PublicCampaignFigure `json:"figures,omitempty"`
	Preview     Rendition              `json:"preview"` // the picture of its link
	PublishedAt time.Time              `json:"publishedAt"`
	// State is Live or Withdrawn, RemovedAt and Reason are of a page that was
	// taken down. They are not part of what is stored as JSON.
	State     State     `json:"-"`
	RemovedAt time.Time `json:"-"`
	Reason    string    `json:"-"`
}

// PublicCampaignFigure is a figure by its public id. Edition is the one that
// stays after the end, 0 before the end was recorded, −1 where there was none.
type PublicCampaignFigure struct {
	PublicID string `json:"publicId"`
	Heading  string `json:"heading,omitempty"`
	Text     string `json:"text,omitempty"`
	Edition  int    `json:"edition,omitempty"`
}

// EndOf is the first instant after a day ("2026-11-23") in a zone; false when
// it is no day.
func EndOf(day string, zone *time.Location) (time.Time, bool) {
	at, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return time.Time{}, false
	}
	return time.Date(at.Year(), at.Month(), at.Day()+1, 0, 0, 0, 0, zone), true
}

// Ended reports whether the last day is over at an instant, in a zone.
func (c PublicCampaign) Ended(now time.Time, zone *time.Location) bool {
	end, ok := EndOf(c.Ends, zone)
	return ok && !now.Before(end)
}

// longestSlug is the most characters of the name of a page.
const longestSlug = 60

// Slug makes the last part of a campaign's address of its name: lower case,
// digits and single hyphens, cut at a word; "" when nothing is left.
func Slug(name string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(strings.ToLower(name)) {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			b.WriteRune(r)
		case unicode.Is(unicode.Mn, r), r == '\'', r == '’': // part of the letter before
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	s := strings.Trim(b.String(), "-")
	if len(s) > longestSlug {
		s = s[:longestSlug]
		if at := strings.LastIndexByte(s, '-'); at > longestSlug/2 {
			s = s[:at]
		}
	}
	return strings.Trim(s, "-")
}

// reservedSlugs may become addresses of the product one day.
var reservedSlugs = map[string]bool{
	"new": true, "all": true, "index": true, "feed": true, "search": true, "archive": true, "kit": true, "og": true, "e": true, "page": true,
}

// SlugProblem says in words why a slug cannot be an address, or "".
func SlugProblem(s string) string {
	switch {
	case s == "":
		return "Enter the last part of the address"
	case s != Slug(s):
		return "The address must be lower-case letters, digits and single hyphens, at most 60"
	case reservedSlugs[s]:
		return "“" + s + "” is kept for the server itself. Choose another address"
	}
	return ""
}

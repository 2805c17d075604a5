package embed

import (
	"errors"
	"net/mail"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/gofiber/fiber/v2"

	"figurehead/widgets/words"
)

// ErrTooMany says that more problems were reported than a person would.
var ErrTooMany = errors.New("too many reports")

// Report is what a reader reports about a figure: plain text, and an address for
// the answer when they want one.
type Report struct {
	PublicID, Words, Email string
}

// Lengths of what a reader writes, in characters.
const (
	minReportRunes = 10
	maxReportRunes = 2000
	maxEmailBytes  = 254
)

// reportPath is where a problem with a figure is reported. It is not in routes:
// a plain copy has nobody to receive it.
const reportPath = "/w/:id/report"

func (f *face) registerReports(app fiber.Router) {
	if f.Reports == nil {
		return
	}
	app.Get(reportPath, f.handler(route{reportPath, page, (*face).reporting}))
	app.Post(reportPath, f.handler(route{reportPath, page, (*face).report}))
}

// reportPage is the form, or the thanks.
type reportPage struct {
	basePage
	Figure, Back   string // title and address of the figure
	FigureLang     string
	Words, Email   string
	Bad, BadEmail  string // what is wrong with them
	TooMany, Sent  bool
	MaxWords, Days int
}

// keptReporterDays is how long the address of a reader is kept, as the form says.
const keptReporterDays = 90

func (f *face) reportPage(c *fiber.Ctx) (reportPage, error) {
	c.Set(fiber.HeaderCacheControl, cacheNever)
	r, err := f.figureAt(c.UserContext(), param(c, "id"), "")
	if err != nil {
		return reportPage{}, err
	}
	l := words.For(r.edition.Lang)
	p := reportPage{basePage: f.basePage(c.UserContext(), say(l, "report"), l), Figure: r.edition.Title, Back: "/w/" + r.id,
		FigureLang: l.Lang, MaxWords: maxReportRunes, Days: keptReporterDays}
	p.NoIndex = true
	return p, nil
}

func (f *face) reporting(c *fiber.Ctx) error {
	p, err := f.reportPage(c)
	if err != nil {
		return err
	}
	if p.Sent = c.Query("sent") == "1"; p.Sent {
		p.Title = say(p.words, "reportSent")
	}
	return f.sendPage(c, fiber.StatusOK, "report", p)
}

// report receives what a reader wrote. A field that no person sees tells of
// programs that fill in every field: they get the same thanks.
func (f *face) report(c *fiber.Ctx) error {
	if !fromHere(c) {
		l := f.own(c.UserContext())
		return f.sendNotice(c, page, fiber.StatusForbidden, notice{Heading: say(l, "elsewhere"), Text: say(l, "elsewhereSays"), Lang: l.Lang})
	}
	p, err := f.reportPage(c)
	if err != nil {
		return err
	}
	form := func(name string) string { return plain(string(c.Request().PostArgs().Peek(name))) }
	p.Words, p.Email = form("words"), form("email")
	trapped := form("website") != ""
	if n := utf8.RuneCountInString(p.Words); n < minReportRunes || n > maxReportRunes {
		p.Bad = say(p.words, "reportBad")
	}
	if !isEmail(p.Email) {
		p.BadEmail = say(p.words, "reportBadEmail")
	}
	if p.Bad != "" || p.BadEmail != "" {
		return f.sendPage(c, fiber.StatusUnprocessableEntity, "report", p)
	}
	if !trapped {
		err = f.Reports(c, Report{PublicID: strings.TrimPrefix(p.Back, "/w/"), Words: p.Words, Email: p.Email})
	}
	if errors.Is(err, ErrTooMany) {
		p.TooMany = true
		return f.sendPage(c, fiber.StatusTooManyRequests, "report", p)
	}
	if err != nil {
		return err
	}
	return c.Redirect(p.Back+"/report?sent=1", fiber.StatusSeeOther)
}

// fromHere reports whether a form was sent from a page of this server, as far as
// the browser says.
func fromHere(c *fiber.Ctx) bool {
	if site := c.Get("Sec-Fetch-Site"); site != "" && site != "same-origin" && site != "none" {
		return false
	}
	origin := c.Get(fiber.HeaderOrigin)
	u, err := url.Parse(origin)
	return origin == "" || err == nil && strings.EqualFold(u.Host, string(c.Request().Host()))
}

// plain is a text as a person types it: no control characters, none that turn
// the direction of what follows, line ends as one.
func plain(text string) string {
	text = strings.ReplaceAll(strings.ToValidUTF8(text, "\uFFFD"), "\r\n", "\n")
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if r != '\n' && (unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r)) {
			return -1
		}
		return r
	}, text))
}

// isEmail reports whether a text is nothing or one address.
func isEmail(text string) bool {
	if text == "" {
		return true
	}
	address, err := mail.ParseAddress(text)
	return err == nil && address.Address == text && len(text) <= maxEmailBytes
}

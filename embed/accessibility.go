package embed

import (
	"context"
	"net/url"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"figurehead/store"
	"figurehead/widgets/words"
)

// statementPath leads to the statement in English; below it, /cy is in Welsh.
const statementPath = "/accessibility"

// statementPage is the statement that the Public Sector Bodies (Websites and
// Mobile Applications) Accessibility Regulations 2018 ask for: what holds for
// every figure, and what the organisation says. What it has not said is not
// said for it.
type statementPage struct {
	basePage
	store.Accessibility
	Host                         string        // as readers type it
	Filled                       bool          // by the organisation, at least in part
	Contact, ContactWords        string        // of the server, when the organisation names none
	Other                        *words.Locale // the language that it is in as well
	OtherPath                    string
	Problems, Burden, OutOfScope statementText
	Testing, Enforcement         statementText
	PreparedOn, ReviewedOn       string // days in words
	TestedOn                     string
}

// statementText is what the organisation says in its own words.
type statementText struct {
	Lang  string // where it is not that of the page
	Lines []string
}

// StatementPath is the address of the statement in the language of a page.
func (b basePage) StatementPath() string {
	if b.words == words.Welsh {
		return statementPath + "/cy"
	}
	return statementPath
}

func (f *face) accessibility(c *fiber.Ctx) error { return f.sendStatement(c, words.British) }
func (f *face) hygyrchedd(c *fiber.Ctx) error    { return f.sendStatement(c, words.Welsh) }

func (f *face) sendStatement(c *fiber.Ctx, l *words.Locale) error {
	p, err := f.newStatement(c.UserContext(), l)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderCacheControl, cacheAsked) // whoever has just saved it sees it
	return f.sendPage(c, fiber.StatusOK, "accessibility", p)
}

func (f *face) newStatement(ctx context.Context, l *words.Locale) (statementPage, error) {
	a, err := f.Store.Accessibility(ctx)
	if err != nil {
		return statementPage{}, err
	}
	p := statementPage{
		basePage:      f.basePage(ctx, say(l, "stTitle"), l),
		Accessibility: a,
		Host:          f.PublicURL,
		Filled:        a != store.Accessibility{},
		Contact:       f.Contact,
		ContactWords:  strings.TrimPrefix(strings.TrimPrefix(f.Contact, "mailto:"), "https://"),
		PreparedOn:    dayIn(a.Prepared, l), ReviewedOn: dayIn(a.Reviewed, l), TestedOn: dayIn(a.Tested, l),
	}
	if u, err := url.Parse(f.PublicURL); err == nil && u.Host != "" {
		p.Host = u.Host
	}
	p.Canonical = f.PublicURL + p.StatementPath()
	p.Other, p.OtherPath = words.Welsh, statementPath+"/cy"
	if l == words.Welsh {
		p.Other, p.OtherPath = words.British, statementPath
	}
	p.fill(a, l)
	return p, nil
}

// fill takes the organisation's own words in the language of the page, or in
// the other where there are none.
func (p *statementPage) fill(a store.Accessibility, l *words.Locale) {
	here, there := a.English, a.Welsh
	if l == words.Welsh {
		here, there = there, here
	}
	pick := func(mine, theirs string) statementText {
		if lines := pointsOf(mine); len(lines) > 0 {
			return statementText{Lines: lines}
		}
		return statementText{Lang: p.Other.Lang, Lines: pointsOf(theirs)}
	}
	p.Problems, p.Burden = pick(here.Problems, there.Problems), pick(here.Burden, there.Burden)
	p.OutOfScope, p.Testing = pick(here.OutOfScope, there.OutOfScope), pick(here.Testing, there.Testing)
	p.Enforcement = pick(here.Enforcement, there.Enforcement)
}

// pointsOf are the lines of a text that hold something.
func pointsOf(text string) (points []string) {
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			points = append(points, line)
		}
	}
	return points
}

// dayIn words a day written as 2006-01-02; what is none has no words.
func dayIn(day string, l *words.Locale) string {
	at, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return ""
	}
	return l.On(at)
}

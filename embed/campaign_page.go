package embed

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"figurehead/store"
	"figurehead/widgets"
	"figurehead/widgets/prose"
	"figurehead/widgets/words"
)

// maxCampaignRows is how many rows the table of a figure holds on the page of
// a campaign; the figure's own page has more.
const maxCampaignRows = 100

// campaignPage is the page of a campaign: a claim and its evidence.
type campaignPage struct {
	basePage
	Name        string
	Dates       string // of the campaign, in words; "" where it has none
	Intro       []prose.Block
	Description string
	Ended       []string // sentences of the notice above the title; none before the end
	Hero        *campaignFigure
	Figures     []*campaignFigure // those after the first
	Links       []*campaignFigure // in place of both, where the page only names them after the end
	Sources     []widgets.Origin
	After       *afterEnd
	Published   string
	OGLocale    string
	Preview     *image
	Linked      any
	Data        []cardColour
	Note        *PreviewNote // above a page that readers do not have
}

// PreviewNote stands above the page of a campaign that is shown to officers alone.
type PreviewNote struct {
	Sentences []string
	Back      string // address of the campaign in the studio
	BackWords string
}

// afterEnd says beforehand what becomes of the page.
type afterEnd struct{ Heading, Text string }

// campaignFigure is a figure of a campaign with what leads in to it: as it is,
// or the notice of what became of it.
type campaignFigure struct {
	basePage
	widgets.Edition
	ID        string // of elements of the page: "f1"
	Title     string // of the figure
	Heading   string
	Text      []prose.Block
	Drawings  []drawing
	Heads     []tableCell
	Rows      []tableRow
	More      int // rows of the whole table, when some are left out
	Items     []item
	Open      bool
	Origins   []widgets.Origin
	Words     frameWords
	Address   string
	Gone      *notice
	Corrected []string // notices that stand beside it
	Class     string   // of the colour of its number
	ForeignTo string   // language of the figure where it is not the page's
}

// Arrow is the direction of a headline's change as a sign.
func (f campaignFigure) Arrow() string { return arrow(f.Headline) }

func (f *face) newCampaign(ctx context.Context, c widgets.PublicCampaign, o store.Organisation, now time.Time, note *PreviewNote) (*body, error) {
	l := campaignLocale(c, o)
	p := campaignPage{
		basePage: f.basePage(ctx, c.Name, l), Name: c.Name, Dates: CampaignDates(c.Starts, c.Ends, l), Intro: prose.Parse(c.Intro, 2),
		Published: dateWords(c.PublishedAt, o, l), OGLocale: ogLocale(l.Lang), Note: note,
	}
	p.Canonical, p.Description = f.PublicURL+"/c/"+c.Slug, description(p.Intro, c.Name)
	if c.Preview.SHA256 != "" {
		p.Preview = preview(p.Canonical+"/og.png", c.Preview)
	}
	ended := c.Ended(now, zoneOf(o))
	figures, err := f.campaignFigures(ctx, c, o, ended, l)
	if err != nil {
		return nil, err
	}
	p.end(c, ended, l)
	p.place(figures, ended && c.After == widgets.Closed)
	p.Linked = f.linkedCampaign(p, c, figures)
	b, err := newPage("campaign", p)
	if err == nil && len(p.Data) > 0 {
		b.styled()
	}
	return b, err
}

// CampaignPreview is the page of a campaign as readers would get it, with a note
// above, and the Content-Security-Policy that it needs, "" for that of every page.
func CampaignPreview(ctx context.Context, d Deps, c widgets.PublicCampaign, note PreviewNote) (html []byte, policy string, err error) {
	f := newFace(d)
	b, err := f.newCampaign(ctx, c, f.organisation(ctx), f.Now(), &note)
	if err != nil {
		return nil, "", err
	}
	return b.plain(), b.policy, nil
}

// place puts the figures where the page has them.
func (p *campaignPage) place(figures []*campaignFigure, closed bool) {
	for _, fig := range figures {
		for _, o := range fig.Origins {
			same := func(other widgets.Origin) bool { return other.Source == o.Source && other.SourceLink == o.SourceLink }
			if !slices.ContainsFunc(p.Sources, same) {
				p.Sources = append(p.Sources, o)
			}
		}
		if colour := dataColour(fig.Edition); colour != "" && fig.Gone == nil {
			p.Data = append(p.Data, cardColour{"fh-data-" + fig.ID, colour})
			fig.Class = " fh-data-" + fig.ID
		}
	}
	switch {
	case closed:
		p.Links, p.Data = figures, nil
	case len(figures) > 0 && figures[0].Gone == nil:
		p.Hero, p.Figures = figures[0], figures[1:]
	default:
		p.Figures = figures
	}
}

// end words what the page says about the end of the campaign, before and after.
func (p *campaignPage) end(c widgets.PublicCampaign, ended bool, l *words.Locale) {
	last, ok := dayWords(c.Ends, l)
	if !ok {
		return
	}
	if ended {
		p.Ended = []string{say(l, "campaignEnded", "date", last), endedWords(c.After, l)}
		return
	}
	p.After = &afterEnd{say(l, "afterEnd", "date", last), afterWords(c.After, l)}
}

// endedWords say what the page is after the last day.
func endedWords(after widgets.AfterEnd, l *words.Locale) string {
	switch after {
	case widgets.Follow:
		return say(l, "endedFollow")
	case widgets.Closed:
		return say(l, "endedClose")
	}
	return say(l, "endedFreeze")
}

// afterWords say beforehand what the page will be.
func afterWords(after widgets.AfterEnd, l *words.Locale) string {
	switch after {
	case widgets.Follow:
		return say(l, "afterFollow")
	case widgets.Closed:
		return say(l, "afterClose")
	}
	return say(l, "afterFreeze")
}

// campaignFigures are the figures that are, or were, public: each live one, or
// as it stayed when the campaign ended, and those withdrawn as a notice. What
// leads in to a withdrawn figure may name its numbers, and goes with it.
func (f *face) campaignFigures(ctx context.Context, c widgets.PublicCampaign, o store.Organisation, ended bool, l *words.Locale) ([]*campaignFigure, error) {
	var figures []*campaignFigure
	for _, of := range c.Figures {
		r, err := f.record(ctx, of.PublicID)
		if errors.Is(err, store.ErrNotFound) { // still a draft
			continue
		}
		if err != nil {
			return nil, err
		}
		fig := &campaignFigure{basePage: f.basePage(ctx, "", l), ID: "f" + strconv.Itoa(len(figures)+1), Address: "/w/" + of.PublicID, Title: r.edition.Title}
		number := r.edition.Number
		if ended && c.After != widgets.Follow {
			if number, err = f.staying(ctx, c, of, o); err != nil {
				return nil, err
			}
			if number < 1 { // it was not public before the end
				continue
			}
			fig.Address += "/e/" + strconv.Itoa(number)
		}
		e, err := f.edition(ctx, r.id, number)
		switch {
		case r.live() != nil, errors.Is(err, store.ErrWithdrawn), errors.Is(err, store.ErrPurged):
			was := *r
			if errors.Is(err, store.ErrPurged) {
				was.state = widgets.Purged
			}
			n := goneNotice(&was, o)
			fig.Gone = &n
		case err != nil:
			return nil, err
		default:
			fig.Heading, fig.Text = of.Heading, prose.Parse(of.Text, leadLevel(of.Heading))
			fig.show(e, l)
			for _, c := range e.Corrections {
				fig.Corrected = append(fig.Corrected, say(l, "campaignCorrection", "date", dateWords(c.At, o, l), "words", sentence(c.Words)))
			}
		}
		figures = append(figures, fig)
	}
	return figures, nil
}

// leadLevel is the first level of headings in a text below a heading, or without one.
func leadLevel(heading string) int {
	if heading != "" {
		return 3
	}
	return 2
}

// staying is the number of the Edition that the page keeps of a figure after the
// end: as it was recorded, or until then as it was at that instant.
func (f *face) staying(ctx context.Context, c widgets.PublicCampaign, of widgets.PublicCampaignFigure, o store.Organisation) (int, error) {
	if of.Edition != 0 {
		return of.Edition, nil
	}
	end, _ := widgets.EndOf(c.Ends, zoneOf(o))
	n, err := f.Store.EditionBefore(ctx, of.PublicID, end)
	if errors.Is(err, store.ErrNotFound) {
		return -1, nil
	}
	return n, err
}

// show fills in what is drawn and said of an Edition.
func (f *campaignFigure) show(e widgets.Edition, page *words.Locale) {
	l := words.For(e.Lang)
	f.Edition, f.Title, f.Words = e, e.Title, frameWordsOf(e.Lang)
	f.Drawings = drawings(e, scheme(widgets.Light))
	for i := range f.Drawings {
		for j := range f.Drawings[i].Plots {
			f.Drawings[i].Plots[j].Plot = decorative(f.Drawings[i].Plots[j].Plot).Apart(f.ID)
		}
	}
	f.Heads, f.Rows, f.Items, f.Origins = tableHeads(e.Table), tableRows(e.Table, maxCampaignRows), itemsOf(e.Headlines), originsOf(e)
	if len(e.Table.Rows) > maxCampaignRows {
		f.More = len(e.Table.Rows)
	}
	f.Open = len(f.Drawings) == 0 && e.Kind != widgets.Headline && len(f.Items) == 0
	if l != page {
		f.ForeignTo = l.Lang
	}
}

// CampaignDates are the first and last day of a campaign ("2026-11-23", "" for
// none) in words.
func CampaignDates(first, last string, l *words.Locale) string {
	from, starts := dayWords(first, l)
	to, ends := dayWords(last, l)
	switch {
	case starts && ends && from != to:
		return say(l, "campaignDates", "from", from, "to", to)
	case ends && !starts:
		return say(l, "campaignUntil", "to", to)
	case starts:
		return say(l, "campaignFrom", "from", from)
	}
	return say(l, "campaign")
}

// dayWords writes a day ("2026-11-23"); false when it is none.
func dayWords(day string, l *words.Locale) (string, bool) {
	at, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return "", false
	}
	return l.On(at), true
}

// description is the beginning of a text for search engines and previews.
func description(blocks []prose.Block, instead string) string {
	const most = 200
	text := []rune(prose.Words(blocks))
	if len(text) == 0 {
		return instead
	}
	if len(text) <= most {
		return string(text)
	}
	cut := string(text[:most-1])
	if at := strings.LastIndexByte(cut, ' '); at > most/2 {
		cut = cut[:at]
	}
	return strings.TrimRight(cut, " ,;:") + "…"
}

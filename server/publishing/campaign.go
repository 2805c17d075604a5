package publishing

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"figurehead/datasets"
	"figurehead/embed"
	"figurehead/store"
	"figurehead/widgets"
	"figurehead/widgets/draw"
	"figurehead/widgets/prose"
	"figurehead/widgets/words"
)

// Limits of a campaign's texts, in characters.
const (
	maxCampaignName    = 100
	maxCampaignHeading = 150
	maxCampaignGoal    = 500
	MaxCampaignFigures = 60
)

// CampaignProblems are what keeps a draft from being stored, each at its field:
// "name", "slug", "intro", "starts", "ends", "goal", "figure-1-heading", "figure-1-text".
func CampaignProblems(d widgets.CampaignDraft) []datasets.Problem {
	var problems []datasets.Problem
	add := func(field, message string) {
		problems = append(problems, datasets.Problem{Field: field, Message: message})
	}
	long := func(field, text string, most int, what string) {
		if utf8.RuneCountInString(text) > most {
			add(field, fmt.Sprintf("%s must be %d characters or fewer", what, most))
		}
	}
	if d.Name == "" {
		add("name", "Enter the name of the campaign")
	}
	long("name", d.Name, maxCampaignName, "The name")
	if problem := widgets.SlugProblem(d.Slug); problem != "" {
		add("slug", problem)
	}
	long("intro", d.Intro, prose.MaxCharacters, "The introduction")
	long("goal", d.Goal, maxCampaignGoal, "What it should achieve")
	_, starts := widgets.EndOf(d.Starts, time.UTC)
	_, ends := widgets.EndOf(d.Ends, time.UTC)
	switch {
	case d.Starts != "" && !starts:
		add("starts", "The first day must be a date, such as 2026-11-01")
	case d.Ends != "" && !ends:
		add("ends", "The last day must be a date, such as 2027-01-31")
	case starts && ends && d.Ends < d.Starts:
		add("ends", "The last day must be the first day or later")
	}
	for i, f := range d.Figures {
		long(fmt.Sprintf("figure-%d-heading", i+1), f.Heading, maxCampaignHeading, "The heading")
		long(fmt.Sprintf("figure-%d-text", i+1), f.Text, prose.MaxCharacters, "The text")
	}
	return problems
}

// PublishCampaign draws the picture of the campaign's link and makes its draft
// what readers have. A stale version is store.ErrConflict; what a person can
// mend is a datasets.Problem.
func (p *Publisher) PublishCampaign(ctx context.Context, by store.Actor, id string, version int) (widgets.Campaign, error) {
	c, err := p.store.Campaign(ctx, id)
	if err != nil {
		return c, fmt.Errorf("publish campaign %s: %w", id, err)
	}
	if c.Version != version {
		return c, store.ErrConflict
	}
	if problems := CampaignProblems(c.Draft); len(problems) > 0 {
		return c, problems[0]
	}
	going := Going{By: by, Widget: widgets.Widget{DirectorateID: c.DirectorateID}, Way: Decided, At: p.now()}
	if err := p.notFrozen(ctx, going); err != nil {
		return c, err
	}
	if err := p.somePublic(ctx, c.Draft); err != nil {
		return c, err
	}
	kept := map[string]widgets.Rendition{}
	picture, err := p.campaignPicture(ctx, c.Draft)
	if err != nil {
		return c, fmt.Errorf("publish campaign %s: %w", id, err)
	}
	if err := p.keep(ctx, []file{picture}, kept); err != nil {
		return c, fmt.Errorf("publish campaign %s: %w", id, err)
	}
	return p.store.PublishCampaign(ctx, by, id, version, kept[picture.name])
}

// somePublic returns a Problem when readers would see no figure at all.
func (p *Publisher) somePublic(ctx context.Context, d widgets.CampaignDraft) error {
	for _, f := range d.Figures {
		w, err := p.store.Widget(ctx, f.WidgetID)
		if err != nil {
			return fmt.Errorf("figure %s: %w", f.WidgetID, err)
		}
		if w.State == widgets.Live {
			return nil
		}
	}
	if len(d.Figures) == 0 {
		return datasets.Problem{Field: "figures", Message: "The campaign has no figure.", Suggestion: "Add one, then publish."}
	}
	return datasets.Problem{Field: "figures", Message: "None of its figures is published.", Suggestion: "Publish one of them first."}
}

// CampaignPicture writes the picture of a draft's link as publishing would draw it.
// What a person can mend is a datasets.Problem.
func (p *Publisher) CampaignPicture(ctx context.Context, w io.Writer, d widgets.CampaignDraft) error {
	picture, err := p.campaignPicture(ctx, d)
	if err != nil {
		return err
	}
	return picture.write(w)
}

// campaignPicture is the picture of the campaign's link in the organisation's theme.
func (p *Publisher) campaignPicture(ctx context.Context, d widgets.CampaignDraft) (file, error) {
	o, err := p.Organisation(ctx)
	if err != nil {
		return file{}, err
	}
	face, err := p.typeface(ctx, o.Theme)
	if err != nil {
		return file{}, err
	}
	lang := d.Lang
	if lang == "" {
		lang = o.Lang
	}
	l := words.For(lang)
	preset, _ := widgets.PresetByName("og")
	card := widgets.CampaignCard{
		Name: d.Name, Dates: embed.CampaignDates(d.Starts, d.Ends, l), Intro: firstWords(d.Intro), Lang: l.Lang, Organisation: o.Name, Address: p.host() + "/c/" + d.Slug,
	}
	placed, err := widgets.PlaceCampaign(card, preset, o.Theme, measurer(face))
	if err != nil {
		return file{}, err
	}
	about := draw.Metadata{Title: d.Name, AltText: d.Name, Lang: l.Lang, Credit: o.Name, Address: p.publicURL + "/c/" + d.Slug}
	return file{"og.png", "image/png", int(placed.Width), int(placed.Height), pngWriter(placed, face, about), false}, nil
}

// firstWords are the words of a text that a picture may have room for.
func firstWords(text string) string {
	const most = 400
	plain := []rune(prose.Words(prose.Parse(text, 2)))
	if len(plain) <= most {
		return string(plain)
	}
	cut := string(plain[:most])
	if at := strings.LastIndexByte(cut, ' '); at > 0 {
		cut = cut[:at]
	}
	return cut + "…"
}

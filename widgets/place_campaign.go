package widgets

import (
	"errors"
	"fmt"
	"strings"

	"figurehead/datasets"
)

// CampaignCard is what the picture of a campaign's link says. It holds no
// number of a figure: the picture stays in networks for weeks.
type CampaignCard struct {
	Name, Dates, Intro, Lang string
	Organisation             string
	Address                  string // without scheme
}

// PlaceCampaign lays the picture of a campaign's link out: the name on the
// brand's plane, days and first sentences beside it, whose it is below. A name
// too long for it is cut, one word too wide for it is broken.
func PlaceCampaign(c CampaignCard, p Preset, t Theme, m TextMeasurer) (Placed, error) {
	placed, err := placeCampaign(c, c.Name, p, t, m)
	var problem datasets.Problem
	for name := brokenWords(c.Name); errors.As(err, &problem); {
		placed, err = placeCampaign(c, name, p, t, m)
		words := strings.Fields(name)
		if len(words) < 2 {
			break
		}
		name = strings.Join(words[:min(len(words)-1, 20)], " ") + "…"
	}
	return placed, err
}

// brokenWords is text with spaces in words that are wider than a picture's plane.
func brokenWords(text string) string {
	const most = 8 // characters of capitals on the plane
	var parts []string
	for _, word := range strings.Fields(text) {
		for runes := []rune(word); len(runes) > 0; runes = runes[min(len(runes), most):] {
			parts = append(parts, string(runes[:min(len(runes), most)]))
		}
	}
	return strings.Join(parts, " ")
}

func placeCampaign(c CampaignCard, name string, p Preset, t Theme, m TextMeasurer) (Placed, error) {
	if _, known := measuresOf[p.Name]; !known || p.Frame {
		return Placed{}, fmt.Errorf("campaign: %q is not a picture", p.Name)
	}
	figure := Figure{Kind: Table, Lang: c.Lang, Title: name, Theme: t, Provenance: Provenance{Organisation: c.Organisation, Address: c.Address}}
	l, err := newLayout(figure, p, Light, m)
	if err != nil {
		return Placed{}, fmt.Errorf("campaign: %w", err)
	}
	band := l.provenance()
	room, err := l.claim(l.bandTop(band))
	if err != nil {
		return Placed{}, fmt.Errorf("campaign: %w", err)
	}
	l.introduce(c, room)
	l.drawBand(band)
	return Placed{
		Preset: p, Width: p.Width, Height: p.Height, Paper: l.colors.Paper, Colors: l.colors,
		Name: c.Name, Description: strings.TrimSpace(c.Dates + ". " + c.Intro), Lang: c.Lang, Marks: l.marks,
	}, nil
}

// introduce writes days and introduction into a room, the introduction as large
// as it fits and cut at a word where it does not.
func (l *layout) introduce(c CampaignCard, room box) {
	const largest, least, dates = 40, 28, 26
	y := room.y
	if c.Dates != "" {
		rows := l.wrap(c.Dates, Bold, dates, room.w)
		y = l.lines(room.x, y+capHeight*dates, rows, Bold, dates, 1.3*dates, l.colors.Muted, Start) + 1.7*dates
	}
	left := room.y + room.h - y
	text, ok := l.fit(c.Intro, Regular, typeSize{size: largest, lead: 1.4 * largest, least: least, lines: 40}, room.w, left)
	for words := strings.Fields(c.Intro); !ok && len(words) > 1; {
		words = words[:min(len(words)-1, 80)]
		text, ok = l.fit(strings.TrimRight(strings.Join(words, " "), ",;:.")+"…", Regular, typeSize{size: least, lead: 1.4 * least, least: least, lines: 40}, room.w, left)
	}
	if ok {
		l.lines(room.x, y+capHeight*text.size, text.rows, Regular, text.size, text.lead, l.colors.Ink, Start)
	}
}

package embed

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/gofiber/fiber/v2"

	"figurehead/store"
	"figurehead/widgets"
	"figurehead/widgets/words"
)

// campaign serves the page of a campaign. An address that it once had leads to
// the one it has.
func (f *face) campaign(c *fiber.Ctx) error {
	ctx, slug := c.UserContext(), param(c, "slug")
	p, err := f.campaignAt(ctx, slug)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderCacheControl, cacheStable)
	if p.Slug != slug {
		return c.Redirect("/c/"+p.Slug, fiber.StatusMovedPermanently)
	}
	o := f.organisation(ctx)
	if p.State != widgets.Live {
		return f.campaignGone(c, page, p, o)
	}
	now, zone := f.Now(), zoneOf(o)
	c.Set(fiber.HeaderCacheControl, untilEnd(p, now, zone))
	version := f.pointer.current(ctx, f.Store, now)
	key := fmt.Sprintf("campaign/%s@%d.%t.%s.%s.%s", slug, version, p.Ended(now, zone), o.TimeZone, o.Lang, o.Name)
	b, err := f.kept(ctx, key, func(ctx context.Context) (*body, error) { return f.newCampaign(ctx, *p, o, now, nil) })
	if err != nil {
		return err
	}
	return b.send(c, fiber.StatusOK)
}

// campaignPicture serves the picture of a campaign's link, drawn when it was
// published.
func (f *face) campaignPicture(c *fiber.Ctx) error {
	ctx, slug := c.UserContext(), param(c, "slug")
	p, err := f.campaignAt(ctx, slug)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderCacheControl, cacheStable)
	if p.Slug != slug {
		return c.Redirect("/c/"+p.Slug+"/og.png", fiber.StatusMovedPermanently)
	}
	if p.State != widgets.Live {
		return f.campaignGone(c, file, p, f.organisation(ctx))
	}
	return f.sendRendition(c, fiber.StatusOK, p.Preview)
}

// campaignAt returns what is public of the campaign at an address, at most
// freshness old.
func (f *face) campaignAt(ctx context.Context, slug string) (*widgets.PublicCampaign, error) {
	if widgets.SlugProblem(slug) != "" {
		return nil, store.ErrNotFound
	}
	key := slug + "@" + strconv.FormatInt(f.pointer.current(ctx, f.Store, f.Now()), 36)
	if p, ok := f.campaigns.GetIfPresent(key); ok {
		return p, nil
	}
	return f.campaigns.Get(ctx, key, loader[*widgets.PublicCampaign](func(ctx context.Context) (*widgets.PublicCampaign, error) {
		p, err := f.Store.CampaignAt(ctx, slug)
		if err != nil {
			return nil, fmt.Errorf("campaign %q: %w", slug, err)
		}
		return &p, nil
	}))
}

// campaignGone says that the page was taken down, when and why.
func (f *face) campaignGone(c *fiber.Ctx, s shape, p *widgets.PublicCampaign, o store.Organisation) error {
	l := campaignLocale(*p, o)
	n := notice{Lang: l.Lang, Title: p.Name, Heading: say(l, "campaignGone", "date", dateWords(p.RemovedAt, o, l)), Text: say(l, "campaignGoneSays")}
	if p.Reason != "" {
		n.Text += " " + say(l, "reason", "reason", sentence(p.Reason))
	}
	return f.sendNotice(c, s, fiber.StatusGone, n)
}

// campaignWeight is a generous guess at the bytes of a campaign.
func campaignWeight(p *widgets.PublicCampaign) int {
	weight := 2048 + 2*len(p.Intro)
	for _, f := range p.Figures {
		weight += 256 + 2*len(f.Heading) + 2*len(f.Text)
	}
	return weight
}

// untilEnd keeps a page in caches as long as others, and not beyond the last
// day of its campaign.
func untilEnd(p *widgets.PublicCampaign, now time.Time, zone *time.Location) string {
	end, ok := widgets.EndOf(p.Ends, zone)
	left := end.Sub(now)
	if !ok || left <= 0 || left >= 90*time.Second {
		return cacheStable
	}
	return fmt.Sprintf("public, max-age=%d", int(left/time.Second))
}

// zoneOf is the time zone of the organisation.
func zoneOf(o store.Organisation) *time.Location {
	if zone, err := time.LoadLocation(o.TimeZone); err == nil {
		return zone
	}
	return time.UTC
}

// campaignLocale is the language of a campaign: its own, or the organisation's.
func campaignLocale(p widgets.PublicCampaign, o store.Organisation) *words.Locale {
	if p.Lang != "" {
		return words.For(p.Lang)
	}
	return words.For(o.Lang)
}

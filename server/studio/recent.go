package studio

import (
	"cmp"
	"context"
	"slices"
	"time"

	"figurehead/server/auth"
	"figurehead/store"
	"figurehead/widgets"
)

// mostRecent is how much of what somebody worked on Start shows, and how many campaigns.
const mostRecent = 5

// recentWork are the figures that a person has in hand, the last changed first: what
// is public with its picture.
func (s *Studio) recentWork(ctx context.Context, user store.User) ([]widgets.Widget, error) {
	list, err := s.Store.Widgets(ctx, store.WidgetFilter{OwnerID: user.ID, Limit: 2 * mostRecent})
	gone := func(w widgets.Widget) bool { return w.State != widgets.InDraft && w.State != widgets.Live }
	list = slices.DeleteFunc(list, gone)
	return list[:min(len(list), mostRecent)], err
}

// comingCampaign is a campaign with the day that comes next in it.
type comingCampaign struct {
	ID, Name string
	Next     string // in words: "Ends on 3 May 2027"
	day      string // "9999" where none comes
}

// comingCampaigns are those that a person may change and that are not over, what
// comes first before the others.
func (s *Studio) comingCampaigns(ctx context.Context, user store.User) ([]comingCampaign, error) {
	list, err := s.Store.Campaigns(ctx, store.CampaignFilter{Limit: 200})
	if err != nil {
		return nil, err
	}
	today := s.Now().In(s.Zone()).Format(time.DateOnly)
	var coming []comingCampaign
	for _, c := range list {
		over := c.State == widgets.Withdrawn || c.Draft.Ends != "" && c.Draft.Ends < today
		if over || !auth.May(user, auth.Edit, c.DirectorateID) {
			continue
		}
		one := comingCampaign{c.ID, c.Draft.Name, "No day is planned", "9999"}
		switch d := c.Draft; {
		case d.Starts >= today:
			one.Next, one.day = "Begins on "+dayText(d.Starts), d.Starts
		case d.Ends != "":
			one.Next, one.day = "Ends on "+dayText(d.Ends), d.Ends
		}
		coming = append(coming, one)
	}
	slices.SortStableFunc(coming, func(a, b comingCampaign) int { return cmp.Compare(a.day, b.day) })
	return coming[:min(len(coming), mostRecent)], nil
}

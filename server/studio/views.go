package studio

import (
	"context"
	"time"

	"figurehead/store"
	"figurehead/widgets"
)

// viewDays is how far back the Library and the kit count.
const viewDays = 28

// shownHosts is how many of the pages around a figure the kit names.
const shownHosts = 10

// seenOn is how often a figure was seen at a host, for its kit.
type seenOn struct {
	Host          string // empty for none and for all others
	Frames, Pages int
}

// viewsSince is the first of the days that are counted.
func (s *Studio) viewsSince() string {
	return s.Now().In(s.Zone()).AddDate(0, 0, 1-viewDays).Format(time.DateOnly)
}

// seenOn returns where a figure was seen lately, the most first; the last line
// is of all others.
func (s *Studio) seenOn(ctx context.Context, w widgets.Widget) ([]seenOn, error) {
	if s.Face.Views == nil {
		return nil, nil
	}
	list, err := s.Store.ViewsByHost(ctx, w.PublicID, s.viewsSince())
	if err != nil {
		return nil, err
	}
	return whereSeen(list), nil
}

func whereSeen(list []store.Views) (out []seenOn) {
	var others seenOn
	for _, v := range list {
		if v.Host == "" || len(out) == shownHosts {
			others.Frames += int(v.Frames)
			others.Pages += int(v.Pages)
			continue
		}
		out = append(out, seenOn{v.Host, int(v.Frames), int(v.Pages)})
	}
	if others.Frames+others.Pages > 0 {
		out = append(out, others)
	}
	return out
}

package publishing

import (
	"context"
	"fmt"
	"strings"
	"time"

	"figurehead/datasets"
	"figurehead/store"
	"figurehead/widgets"
)

// Way is how something comes to be published.
type Way string

// The ways.
const (
	Decided   Way = "decided" // a person publishes, in whatever place, or from the command line
	Planned   Way = "planned" // at the time that a person chose
	Following Way = "follows" // a public figure follows newer data
	Again     Way = "again"   // an Edition that was made before is public again
)

// Going is what is about to become public.
type Going struct {
	By     store.Actor
	Widget widgets.Widget
	Draft  widgets.Draft // a planned one is that of its Revision
	Way    Way
	At     time.Time
	ask    string // id of the Ask that a person says yes to
	// second says that whoever publishes is the second person that looks at it:
	// figures of a set are looked at together, on its sheet.
	second bool
}

// MayGoOut asks every rule that is not about the figure itself whether something
// may become public: the one place for such rules, which each way of publishing
// asks. The answer is nil or a datasets.Problem in words.
func (p *Publisher) MayGoOut(ctx context.Context, g Going) error {
	if err := p.notFrozen(ctx, g); err != nil {
		return err
	}
	return p.approved(ctx, g)
}

// Frozen returns the freeze that keeps a figure from becoming public at an
// instant; ok is false when none does.
func (p *Publisher) Frozen(ctx context.Context, g Going) (freeze store.Freeze, ok bool, err error) {
	freezes, err := p.store.Freezes(ctx, g.At)
	if err != nil {
		return store.Freeze{}, false, fmt.Errorf("freezes: %w", err)
	}
	for _, f := range freezes {
		if f.Covers(g.Widget.DirectorateID, g.At) && !f.Excepts(g.Widget.ID) && (g.Way != Following || f.HoldRefreshes) {
			return f, true, nil
		}
	}
	return store.Freeze{}, false, nil
}

// notFrozen refuses what a freeze keeps back.
func (p *Publisher) notFrozen(ctx context.Context, g Going) error {
	f, frozen, err := p.Frozen(ctx, g)
	if err != nil || !frozen {
		return err
	}
	o, err := p.Organisation(ctx)
	if err != nil {
		return err
	}
	until := Moment(f.To, o)
	if g.Way == Following {
		return datasets.Problem{Message: fmt.Sprintf("Figures do not follow newer data until %s: %s", until, sentence(f.Reason)), Suggestion: "They follow at the next fetch after that."}
	}
	return datasets.Problem{Message: fmt.Sprintf("Nothing new is published until %s: %s", until, sentence(f.Reason)), Suggestion: "Publish it after that, or ask an admin to lift this for the figure."}
}

// Moment words an instant with its day, in the organisation's zone, and names
// the zone so that a time that comes twice is one of them.
func Moment(at time.Time, o store.Organisation) string {
	local := at.In(Location(o))
	if local.Minute() == 0 {
		return local.Format("3pm on Monday 2 January 2006 (MST)")
	}
	return local.Format("3:04pm on Monday 2 January 2006 (MST)")
}

// sentence ends words that a person typed with a full stop.
func sentence(words string) string {
	words = strings.TrimSpace(words)
	if words == "" || strings.ContainsAny(words[len(words)-1:], ".!?") {
		return words
	}
	return words + "."
}

package publishing

import (
	"context"
	"fmt"
	"strings"

	"figurehead/datasets"
	"figurehead/datasets/protect"
	"figurehead/datasets/table"
	"figurehead/store"
	"figurehead/widgets"
)

// shown is a Result as readers may see it, and the ledger that it was made by.
type shown struct {
	protect.Outcome
	ledger store.Ledger
	key    resultKey // of its keeping; zero for one that is not kept
}

// run gives the Result of a Query under the rule of the Dataset.
func (p *Publisher) run(ctx context.Context, d datasets.Dataset, q datasets.Query, t *table.Table) (shown, error) {
	var s shown
	var err error
	if !d.Protection.On() {
		s.Result, err = p.again.Run(ctx, q, t)
		return s, err
	}
	if s.ledger, err = p.store.Ledger(ctx, d.ID); err != nil {
		return s, err
	}
	if s.Outcome, err = protect.Run(ctx, q, t, d.Protection, s.ledger.Entries); err != nil {
		return s, err
	}
	return s, smallEdits(d.Protection, q, s.Result)
}

// numbers are what a figure adds to the ledgers of its Datasets: with no rule they
// are followed only when it is published.
func (p *Publisher) numbers(ctx context.Context, m made) ([]store.Numbers, error) {
	s := m.shown
	if !m.dataset.Protection.On() {
		var err error
		if s, err = p.followed(ctx, m.dataset.ID, m.draft.SnapshotID, m.draft.Query); err != nil {
			return nil, err
		}
	}
	others, err := p.joinedNumbers(ctx, m)
	return append(others, store.Numbers{DatasetID: m.dataset.ID, Version: s.ledger.Version, Entries: s.Entries}), err
}

// suggestedBy gives the Results that suggestions are worded from.
func (p *Publisher) suggestedBy(d datasets.Dataset) func(context.Context, datasets.Query, *table.Table) (datasets.Result, error) {
	if !d.Protection.On() {
		return nil
	}
	return func(ctx context.Context, q datasets.Query, t *table.Table) (datasets.Result, error) {
		s, err := p.run(ctx, d, q, t)
		return s.Result, err
	}
}

// smallNumbersCheck says what is hidden, and asks for a rule where numbers of
// people are small and none is set.
func smallNumbersCheck(m made) (widgets.Check, bool) {
	c := widgets.Check{ID: "small", Title: "Small numbers are protected", Done: true}
	rule := m.dataset.Protection
	if !rule.On() {
		few := protect.FewPeople(m.result)
		if len(few) == 0 {
			return c, false
		}
		c.Title, c.Done = "Small numbers of people are shown", false
		c.Reason = fmt.Sprintf("%s holds numbers below 5. Somebody could be recognised by them. Choose on the page of the dataset whether small numbers are hidden.", strings.Join(few, ", "))
		return c, true
	}
	var said []string
	switch small, others := m.shown.Small, m.shown.Others; {
	case rule.Threshold <= 1:
	case small+others == 0:
		said = append(said, fmt.Sprintf("No number of people is below %d.", rule.Threshold))
	default:
		said = append(said, fmt.Sprintf("%s below %d and hidden, and %d more, so that nobody can work them out from totals, shares or other figures.",
			are(small, "number is", "numbers are"), rule.Threshold, others))
	}
	if rule.Round {
		said = append(said, "Numbers of people are shown to the nearest 5.")
	}
	c.Reason = strings.Join(said, " ")
	return c, true
}

func are(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

package store

import (
	"time"

	"figurehead/datasets"
)

// How far ahead something may be planned, how long a freeze may last, and how many
// bytes their reasons may have.
const (
	MaxAhead      = 2 * 366 * 24 * time.Hour
	LongestFreeze = 366 * 24 * time.Hour

	maxPlanReason   = 500
	maxFreezeReason = 200
)

// Tidy returns the plan without what it does not need, and what is wrong with it
// at that instant, by the fields "publish", "withdraw" and "reason".
func (p Plan) Tidy(now time.Time) (Plan, []datasets.Problem) {
	var wrong []datasets.Problem
	add := func(field, message, suggestion string) {
		wrong = append(wrong, datasets.Problem{Field: field, Message: message, Suggestion: suggestion})
	}
	for _, one := range []struct {
		field string
		at    time.Time
	}{{"publish", p.PublishAt}, {"withdraw", p.WithdrawAt}} {
		switch {
		case one.at.IsZero():
		case one.at.Before(now):
			add(one.field, "This time is over.", "Choose a later one")
		case one.at.After(now.Add(MaxAhead)):
			add(one.field, "Choose a day within two years", "")
		}
	}
	switch {
	case len(wrong) > 0:
	case p.PublishAt.IsZero() && p.WithdrawAt.IsZero():
		add("publish", "Enter when it is published, or when it is withdrawn", "")
	case p.WithdrawAt.IsZero():
		p.Reason = ""
	case !p.WithdrawAt.After(p.PublishAt):
		add("withdraw", "It is withdrawn before it is published.", "Choose a later time")
	case p.Reason == "":
		add("reason", "Readers will ask why it was withdrawn.", "Enter a short reason")
	case len(p.Reason) > maxPlanReason:
		add("reason", "The reason must be 500 characters or fewer", "")
	}
	return p, wrong
}

// Problems are what is wrong with a freeze that is to be set, by the fields "to"
// and "reason".
func (f Freeze) Problems(now time.Time) []datasets.Problem {
	var wrong []datasets.Problem
	add := func(field, message, suggestion string) {
		wrong = append(wrong, datasets.Problem{Field: field, Message: message, Suggestion: suggestion})
	}
	switch {
	case !f.To.After(f.From):
		add("to", "It ends before it begins.", "Choose a later end")
	case !f.To.After(now):
		add("to", "This end is over.", "Choose a later one")
	case f.To.Sub(f.From) > LongestFreeze:
		add("to", "Choose an end within a year", "")
	}
	if f.Reason == "" || len(f.Reason) > maxFreezeReason {
		add("reason", "Enter the reason in 200 characters or fewer, such as Council elections on 6 May", "")
	}
	return wrong
}

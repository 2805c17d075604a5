package notify

import (
	"strings"

	"figurehead/store"
)

// who is a group of people who may be told.
type who int

const (
	owner      who = iota // of the figure, dataset or campaign
	publishers            // of its directorate
	approvers             // publishers of its directorate, and admins
	editors               // everybody who makes figures there
	admins
	asker   // whoever asked for the approval
	oneself // whom the event is about
)

// rule is who hears of an action, and in which words. {title} is what it is
// about, {actor} who did it, {why} the reason a person wrote, {id} its
// identifier. {why} is never used where a reader of a public page may have
// written it: mail holds neither their words nor a cell of a dataset.
type rule struct {
	Action   string
	Tell     []who
	Happened string
	Effect   string // "{figures}" counts the public figures concerned
	Next     string // words of the link
	Link     string
	Always   bool // about security: mailed whatever somebody chose
	Self     bool // also told to who did it
}

// Actions of notices that no event leads to.
const (
	sourceLate     = "source.late"
	campaignEnding = "campaign.ending"
	mailFailed     = "mail.failed"
)

// rules is every action that somebody is told of.
var rules = []rule{
	{Action: store.DatasetNotRefreshed, Tell: []who{owner, publishers}, Self: true,
		Happened: "“{title}” could not be fetched. The last good copy stays in use.", Effect: "{figures}",
		Next: "See why, and what mends it", Link: "/studio/datasets/{id}#refresh"},
	{Action: sourceLate, Tell: []who{owner, publishers},
		Happened: "“{title}” is out of date: nothing newer has come for longer than it should take.", Effect: "{figures}",
		Next: "Look at its source", Link: "/studio/datasets/{id}#refresh"},
	{Action: "approval.asked", Tell: []who{approvers},
		Happened: "{actor} asks for approval of “{title}”.", Effect: "Readers keep the version that was approved last until somebody approves.",
		Next: "See what changed, and decide", Link: "/studio/figures/{id}/approval"},
	{Action: "approval.given", Tell: []who{asker, owner},
		Happened: "{actor} approved “{title}”.", Effect: "Readers see the approved version.",
		Next: "Open its kit", Link: "/studio/figures/{id}/kit"},
	{Action: "approval.refused", Tell: []who{asker, owner},
		Happened: "{actor} asks for a change to “{title}”: {why}", Effect: "Readers keep the version that was approved last.",
		Next: "Change it, and ask again", Link: "/studio/figures/{id}/say"},
	{Action: "publishing.plan-failed", Tell: []who{owner, publishers}, Self: true,
		Happened: "“{title}” was to be published or withdrawn by itself, and was not.", Effect: "Readers see what they saw before.",
		Next: "See why, and choose another time", Link: "/studio/figures/{id}/when"},
	{Action: "freeze.set", Tell: []who{editors},
		Happened: "{actor} set a freeze on publishing: {title}", Effect: "What is public stays as it is. Nothing new goes out while the freeze lasts.",
		Next: "See from when to when", Link: "/studio/freezes"},
	{Action: "freeze.lifted", Tell: []who{editors},
		Happened: "{actor} lifted the freeze, “{title}”: {why}", Effect: "What it kept back can be published.",
		Next: "See the freezes", Link: "/studio/freezes"},
	{Action: "report.received", Tell: []who{owner, publishers}, Self: true,
		Happened: "A reader reported a problem with “{title}”.", Effect: "The figure stays public until you decide.",
		Next: "Read the report, and answer", Link: "/studio/reports"},
	{Action: store.FigureWithdrawn, Tell: []who{owner},
		Happened: "{actor} withdrew “{title}”.", Effect: "Its frames say that it was withdrawn, and why.",
		Next: "Open the figure", Link: "/studio/figures/{id}/say"},
	{Action: "figure.corrected", Tell: []who{owner},
		Happened: "{actor} put a correction notice on “{title}”.", Effect: "Readers see the notice on the figure and on its earlier versions.",
		Next: "Open the figure", Link: "/studio/figures/{id}/say"},
	{Action: campaignEnding, Tell: []who{owner, publishers},
		Happened: "“{title}” ends {why}.", Effect: "Its page stays where it is, and says that the campaign has ended.",
		Next: "Change its dates, or leave it", Link: "/studio/campaigns/{id}"},
	{Action: "campaign.ended", Tell: []who{owner}, Self: true,
		Happened: "“{title}” has ended.", Effect: "Its page stays where it is, and says so.",
		Next: "Open the campaign", Link: "/studio/campaigns/{id}"},
	{Action: "set.refreshed", Tell: []who{owner}, Self: true,
		Happened: "“{title}” has newer data.", Effect: "Its public figures follow. Places that are new in the data are not public before you say so.",
		Next: "Look at the set and its places", Link: "/studio/sets/{id}"},
	{Action: store.UserChanged, Tell: []who{oneself}, Always: true, Self: true,
		Happened: "Your account was changed by {actor}: {why}.",
		Next:     "If this is not right, tell an admin. See your notices", Link: "/studio/notices"},
	{Action: "sessions.ended", Tell: []who{oneself}, Always: true, Self: true,
		Happened: "You were signed out everywhere by {actor}.",
		Next:     "If this is not right, tell an admin. See your notices", Link: "/studio/notices"},
	{Action: store.UserAdded, Tell: []who{admins},
		Happened: "{actor} added {title} as {why}.",
		Next:     "See who may sign in", Link: "/studio/users"},
	{Action: store.MailChanged, Tell: []who{admins}, Always: true,
		Happened: "{actor} changed how this server sends mail.",
		Next:     "Look at the settings", Link: "/studio/settings/mail"},
	{Action: mailFailed, Tell: []who{admins},
		Happened: "Mail to {title} could not be sent for a day, or was refused: {why}",
		Next:     "Check the settings of mail", Link: "/studio/settings/mail"},
	{Action: store.WebhookAdded, Tell: []who{admins}, Always: true,
		Happened: "{actor} added a webhook, by which {title} is told what happens here.",
		Next:     "Look at the webhooks", Link: "/studio/settings/webhooks"},
	{Action: store.WebhookStopped, Tell: []who{admins}, Self: true,
		Happened: "The webhook to {title} has failed for five days and was switched off.",
		Next:     "See what it answered", Link: "/studio/settings/webhooks/{id}"},
	{Action: "token.made", Tell: []who{admins}, Always: true,
		Happened: "{actor} made a token by which another program may use this server: “{title}”.",
		Next:     "See every token, and revoke it if it is not right", Link: "/studio/settings/tokens"},
}

// ruleOf returns the rule of an action.
func ruleOf(action string) (rule, bool) {
	for _, r := range rules {
		if r.Action == action {
			return r, true
		}
	}
	return rule{}, false
}

// notice words an event for everybody who is told.
func (r rule) notice(e store.Event, of thing) store.Notice {
	fill := strings.NewReplacer("{title}", short(orUntitled(e.Title)), "{actor}", short(actorWords(e)), "{why}", reason(e.Detail), "{id}", of.id, "{figures}", of.effect())
	return store.Notice{
		Topic: r.Action + " " + e.Subject, Kind: r.Action, Title: short(orUntitled(e.Title)), At: e.At, Always: r.Always,
		Happened: fill.Replace(r.Happened), Effect: fill.Replace(r.Effect), Next: r.Next, Link: strings.ReplaceAll(r.Link, "{id}", of.id),
	}
}

const maxWords = 200

// short keeps a text to one line of readable length.
func short(text string) string {
	text = strings.Join(strings.Fields(strings.Map(readable, text)), " ")
	if runes := []rune(text); len(runes) > maxWords {
		return string(runes[:maxWords-1]) + "…"
	}
	return text
}

// readable takes control characters, and those that turn the direction of
// text, out of it.
func readable(r rune) rune {
	switch {
	case r == '\n' || r == '\t' || r == '\r':
		return ' '
	case r < ' ', r == 0x7f, r >= 0x80 && r < 0xa0, r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069:
		return -1
	}
	return r
}

func reason(detail string) string {
	if detail = short(detail); detail == "" {
		return "no reason was given"
	}
	return detail
}

func orUntitled(title string) string {
	if strings.TrimSpace(title) == "" {
		return "A figure without a title"
	}
	return title
}

// actorWords name who did it; what the server does by itself has no name.
func actorWords(e store.Event) string {
	if e.Actor == "" || e.ActorID == store.ByItself.ID {
		return "Figurehead"
	}
	return e.Actor
}

// Links are where notices lead, by action.
func Links() map[string]string {
	links := map[string]string{}
	for _, r := range rules {
		links[r.Action] = r.Link
	}
	return links
}

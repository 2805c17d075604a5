package notify

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"figurehead/datasets"
	"figurehead/datasets/fetch"
	"figurehead/store"
)

// How long a webhook may take to answer, how many deliveries of one are sent in
// a row, after how long without one that went through it is stopped, and how
// much of an answer is kept.
const (
	hookTime    = 10 * time.Second
	hooksInARow = 10
	stopAfter   = 5 * 24 * time.Hour
	maxSaid     = 500
)

// HookEvent is something that webhooks can be told of.
type HookEvent struct {
	Name, Words string
	action      string
	byItself    bool // of FigurePublished: whether newer data did it
}

// HookEvents is every event there is, in the order of the form.
var HookEvents = []HookEvent{
	{"figure.published", "A person published a figure", store.FigurePublished, false},
	{"figure.refreshed", "A figure followed newer data", store.FigurePublished, true},
	{"figure.withdrawn", "A figure was withdrawn", store.FigureWithdrawn, false},
	{"source.refreshed", "A source brought newer data", store.DatasetRefreshed, false},
	{"source.broken", "A source began to fail", store.DatasetNotRefreshed, false},
	{"approval.asked", "Approval was asked for", "approval.asked", false},
	{"approval.given", "A figure was approved", "approval.given", false},
	{"approval.refused", "A change was asked for", "approval.refused", false},
	{"campaign.published", "A campaign was published", store.CampaignPublished, false},
	{"campaign.ended", "The last day of a campaign is over", store.CampaignEnded, false},
	{"campaign.withdrawn", "A campaign was taken down", store.CampaignRemoved, false},
	{"set.published", "A set of figures was published", store.SetPublished, false},
	{"set.refreshed", "A set of figures followed newer data", store.SetRefreshed, false},
	{"set.withdrawn", "A set of figures was withdrawn", store.SetWithdrawn, false},
}

// TestEvent is sent when an admin asks for it.
const TestEvent = "test"

// hookEventOf names the event of webhooks that an event of the trail is.
func hookEventOf(e store.Event) (string, bool) {
	for _, h := range HookEvents {
		if h.action == e.Action && (e.Action != store.FigurePublished || h.byItself == (e.ActorID == store.ByItself.ID)) {
			return h.Name, true
		}
	}
	return "", false
}

// HookBody is what a webhook is sent. Titles are words that people know things
// by; there is no cell of a dataset and nobody's name in it.
type HookBody struct {
	ID      string      `json:"id"` // the same for every try
	Event   string      `json:"event"`
	At      time.Time   `json:"at"`
	Figure  *HookFigure `json:"figure,omitempty"`
	Dataset *HookThing  `json:"dataset,omitempty"`

	Campaign *HookThing `json:"campaign,omitempty"`
	Set      *HookThing `json:"set,omitempty"`
}

// HookFigure is a figure by its public addresses.
type HookFigure struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Page  string `json:"page"`
	Embed string `json:"embed"`
}

// HookThing is anything else, by its id in the API. Page is its public address;
// a dataset has none.
type HookThing struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Page  string `json:"page,omitempty"`
}

// deliveries are what webhooks are to be sent of an event.
func (n *Notifier) deliveries(ctx context.Context, e store.Event, hooks []store.Webhook) (list []store.Outgoing, err error) {
	name, ok := hookEventOf(e)
	if !ok {
		return nil, nil
	}
	var about HookBody
	for _, h := range hooks {
		if !h.StoppedAt.IsZero() || !slices.Contains(h.Events, name) {
			continue
		}
		if about.Event == "" {
			if about, err = n.about(ctx, name, e); err != nil {
				return nil, err
			}
		}
		about.ID = fmt.Sprintf("%d-%s", e.Seq, h.ID)
		o, err := delivery(h.ID, about)
		if err != nil {
			return nil, err
		}
		list = append(list, o)
	}
	return list, nil
}

func delivery(hookID string, body HookBody) (store.Outgoing, error) {
	text, err := json.Marshal(body)
	if err != nil {
		return store.Outgoing{}, fmt.Errorf("webhook: %w", err)
	}
	return store.Outgoing{Key: "webhook " + body.ID, Channel: store.ByWebhook, Recipient: hookID, Label: body.Event, Body: string(text)}, nil
}

// about fills a body in with what an event is about.
func (n *Notifier) about(ctx context.Context, name string, e store.Event) (HookBody, error) {
	body := HookBody{Event: name, At: e.At.UTC()}
	switch kind, id, _ := strings.Cut(e.Subject, " "); kind {
	case "widget":
		w, err := n.Store.Widget(ctx, id)
		if err != nil {
			return body, gone(err)
		}
		body.Figure = &HookFigure{w.PublicID, e.Title, n.PublicURL + "/w/" + w.PublicID, n.PublicURL + "/embed/" + w.PublicID}
	case "dataset":
		body.Dataset = &HookThing{ID: id, Title: e.Title}
	case "campaign":
		c, err := n.Store.Campaign(ctx, id)
		if err != nil {
			return body, gone(err)
		}
		body.Campaign = &HookThing{id, e.Title, n.PublicURL + "/c/" + c.PublicSlug}
	case "set":
		set, err := n.Store.Set(ctx, id)
		if err != nil {
			return body, gone(err)
		}
		body.Set = &HookThing{id, e.Title, n.PublicURL + "/p/" + set.PublicID}
	}
	return body, nil
}

// TestHook puts a test into the outbox of a webhook.
func (n *Notifier) TestHook(ctx context.Context, hookID string) error {
	at := n.Now().UTC()
	o, err := delivery(hookID, HookBody{ID: fmt.Sprintf("test-%d-%s", at.UnixMilli(), hookID), Event: TestEvent, At: at})
	if err != nil {
		return err
	}
	return n.Store.Queue(ctx, o)
}

// Sign is the header that proves who sent a body, and when:
// t=1772442000,v1=hex(HMAC-SHA256(secret, t + "." + body)).
func Sign(secret string, at time.Time, body []byte) string {
	t := strconv.FormatInt(at.Unix(), 10)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(t + "."))
	mac.Write(body)
	return "t=" + t + ",v1=" + hex.EncodeToString(mac.Sum(nil))
}

// SendHooks sends what webhooks are due, several of them at the same time, so
// that a slow one holds up itself alone.
func (n *Notifier) SendHooks(ctx context.Context) error {
	due, err := n.Store.DueOutgoing(ctx, store.ByWebhook, n.Now(), 200)
	if err != nil || len(due) == 0 {
		return err
	}
	queues := map[string][]store.Outgoing{}
	for _, o := range due {
		if len(queues[o.Recipient]) < hooksInARow {
			queues[o.Recipient] = append(queues[o.Recipient], o)
		}
	}
	var mu sync.Mutex
	var sending sync.WaitGroup
	for id, queue := range queues {
		sending.Go(func() {
			if e := n.sendTo(ctx, id, queue); e != nil {
				mu.Lock()
				defer mu.Unlock()
				err = errors.Join(err, e)
			}
		})
	}
	sending.Wait()
	return err
}

// sendTo sends one webhook its deliveries until one does not go through.
func (n *Notifier) sendTo(ctx context.Context, id string, queue []store.Outgoing) error {
	hook, err := n.Store.Webhook(ctx, id)
	if err != nil {
		return gone(err)
	}
	for _, o := range queue {
		if ctx.Err() != nil {
			return nil
		}
		well, err := n.deliverHook(ctx, hook, o)
		if err != nil || !well {
			return err
		}
	}
	return nil
}

// deliverHook leases one delivery, sends it and says what came of it.
func (n *Notifier) deliverHook(ctx context.Context, hook store.Webhook, o store.Outgoing) (well bool, err error) {
	now := n.Now()
	until := now.Add(mailLease).Truncate(time.Millisecond)
	leased, err := n.Store.LeaseOutgoing(ctx, o, now, until)
	if err != nil || !leased {
		return false, err
	}
	o.LeasedUntil, o.Tries = until, o.Tries+1
	was := store.Sending{State: store.OutGivenUp, Said: "Not sent: the webhook is switched off."}
	if hook.StoppedAt.IsZero() || o.Label == TestEvent {
		was = n.callHook(ctx, hook, o)
	}
	well = was.State == store.OutSent
	if ctx.Err() != nil && !well {
		was = store.Sending{State: store.OutWaiting, Due: o.DueAt} // stopped: due as before
	}
	ctx = context.WithoutCancel(ctx)
	if err := n.Store.FinishOutgoing(ctx, o, was, true); err != nil {
		return well, err
	}
	if !hook.StoppedAt.IsZero() {
		return well, nil
	}
	_, err = n.Store.WebhookAnswered(ctx, hook.ID, well, n.Now().Add(-stopAfter))
	return well, err
}

// callHook makes one call. Anything but an answer of 2xx is tried again for a
// day, later each time.
func (n *Notifier) callHook(ctx context.Context, hook store.Webhook, o store.Outgoing) store.Sending {
	ctx, cancel := context.WithTimeout(ctx, hookTime)
	defer cancel()
	body := []byte(o.Body)
	began := time.Now()
	answer, err := n.Fetch.Post(ctx, fetch.Post{Address: hook.Address, Body: body, Header: map[string]string{
		"Figurehead-Event": o.Label, "Figurehead-Delivery": strings.TrimPrefix(o.Key, "webhook "), "Figurehead-Signature": Sign(hook.Secret, n.Now(), body),
	}})
	was := store.Sending{State: store.OutWaiting, Status: answer.Status, Said: said(answer.Words), Took: time.Since(began), Due: n.Now().Add(wait(o.Tries))}
	if err != nil {
		was.Said = hookWords(err)
	}
	switch {
	case err == nil && answer.Status >= 200 && answer.Status < 300:
		was.State = store.OutSent
	case answer.Status == http.StatusGone, errors.Is(err, fetch.ErrRefused), n.Now().Sub(o.MadeAt) >= triedFor:
		was.State = store.OutGivenUp
	}
	return was
}

// hookWords are why no answer came; what to do with a file is no advice here.
func hookWords(err error) string {
	var p datasets.Problem
	if errors.As(err, &p) {
		return strings.Replace(p.Message, "did not send the file", "did not answer", 1)
	}
	return "The server did not answer."
}

// said is the beginning of an answer as one line of text.
func said(body string) string {
	if !utf8.ValidString(body) {
		body = strings.ToValidUTF8(body, "")
	}
	text := strings.Join(strings.Fields(strings.Map(readable, body)), " ")
	if runes := []rune(text); len(runes) > maxSaid {
		return string(runes[:maxSaid-1]) + "…"
	}
	return text
}

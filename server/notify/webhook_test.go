package notify

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets"
	"figurehead/datasets/fetch"
	"figurehead/store"
	"figurehead/widgets"
)

// verify is the example of docs/reference/webhooks.md, word for word.
func verify(secret, header string, body []byte, now time.Time) bool {
	stamp, signature, ok := strings.Cut(strings.TrimPrefix(header, "t="), ",v1=")
	seconds, err := strconv.ParseInt(stamp, 10, 64)
	if !ok || err != nil || now.Sub(time.Unix(seconds, 0)).Abs() > 5*time.Minute {
		return false
	}
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(stamp + "."))
	mac.Write(body)
	want := hex.EncodeToString(mac.Sum(nil))
	return hmac.Equal([]byte(want), []byte(signature))
}

// TestTheExampleIsTheOneTested: the page shows the function that is tested here.
func TestTheExampleIsTheOneTested(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile("../../docs/reference/webhooks.md")
	if err != nil {
		t.Fatal(err)
	}
	mine, err := os.ReadFile("webhook_test.go")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(page), "```go\n")
	example, _, ok := strings.Cut(rest, "```")
	if !ok || example == "" || !strings.Contains(string(mine), example) {
		t.Errorf("the example of the page is not the function that is tested:\n%s", example)
	}
	for _, e := range HookEvents {
		if !strings.Contains(string(page), "`"+e.Name+"`") {
			t.Errorf("the page does not tell of %s", e.Name)
		}
	}
}

func TestSignature(t *testing.T) {
	t.Parallel()
	now, body := time.Unix(1772442000, 0), []byte(`{"id":"1"}`)
	good := Sign("secret", now, body)
	for name, test := range map[string]struct {
		secret, header string
		body           []byte
		at             time.Time
		want           bool
	}{
		"as sent":          {"secret", good, body, now, true},
		"four minutes on":  {"secret", good, body, now.Add(4 * time.Minute), true},
		"six minutes on":   {"secret", good, body, now.Add(6 * time.Minute), false},
		"another secret":   {"other", good, body, now, false},
		"another body":     {"secret", good, []byte(`{"id":"2"}`), now, false},
		"another time":     {"secret", strings.Replace(good, "1772442000", "1772442001", 1), body, now, false},
		"no signature":     {"secret", "t=1772442000", body, now, false},
		"nothing":          {"secret", "", body, now, false},
		"an empty one":     {"secret", "t=1772442000,v1=", body, now, false},
		"numbers too long": {"secret", "t=99999999999999999999,v1=00", body, now, false},
	} {
		if got := verify(test.secret, test.header, test.body, test.at); got != test.want {
			t.Errorf("%s: verify = %v, want %v", name, got, test.want)
		}
	}
}

// receiver is another program that is told.
type receiver struct {
	url   string
	roots *x509.CertPool
	port  uint16

	mu    sync.Mutex
	calls []call
	does  func(http.ResponseWriter)
}

type call struct {
	path, signature, event, delivery string
	body                             []byte
}

func newReceiver(t *testing.T) *receiver {
	t.Helper()
	r := &receiver{does: func(w http.ResponseWriter) { w.WriteHeader(http.StatusNoContent) }}
	server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		body, _ := io.ReadAll(q.Body)
		r.mu.Lock()
		defer r.mu.Unlock()
		r.calls = append(r.calls, call{q.URL.Path, q.Header.Get("Figurehead-Signature"), q.Header.Get("Figurehead-Event"), q.Header.Get("Figurehead-Delivery"), body})
		r.does(w)
	}))
	t.Cleanup(server.Close)
	r.url, r.roots = server.URL, x509.NewCertPool()
	r.roots.AddCert(server.Certificate())
	u, err := url.Parse(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	port, err := strconv.ParseUint(u.Port(), 10, 16)
	if err != nil {
		t.Fatal(err)
	}
	r.port = uint16(port)
	return r
}

func (r *receiver) received() []call {
	r.mu.Lock()
	defer r.mu.Unlock()
	return append([]call{}, r.calls...)
}

func (r *receiver) answers(does func(http.ResponseWriter)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.does = does
}

// hooked is a desk with a webhook to a receiver of its own.
func hooked(t *testing.T, private bool, events ...string) (*desk, *receiver, store.Webhook) {
	t.Helper()
	d, r := newDesk(t), newReceiver(t)
	o := fetch.Options{Ports: []uint16{443, r.port}, Roots: r.roots, Timeout: 10 * time.Second}
	if private {
		o.AllowPrivate = []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")}
	}
	d.Fetch = fetch.New(o)
	w, err := d.store.SaveWebhook(t.Context(), d.by("admin"), store.Webhook{Address: r.url + "/told", Events: events, Secret: "a secret word"})
	d.must(err)
	d.follow()
	return d, r, w
}

func (d *desk) log(w store.Webhook) []store.Outgoing {
	d.t.Helper()
	list, err := d.store.Outgoings(d.t.Context(), store.ByWebhook, w.ID, 0)
	d.must(err)
	return list
}

func TestWebhookIsTold(t *testing.T) {
	t.Parallel()
	d, r, w := hooked(t, true, "source.broken", "approval.asked", "figure.refreshed")
	set, figure := d.dataset("Bins")
	d.failed(set.ID)
	by := d.by("editor")
	for _, e := range []store.Event{
		{Action: "approval.asked", ActorID: by.ID, Actor: by.Name},
		{Action: "approval.given", ActorID: by.ID, Actor: by.Name},            // not chosen
		{Action: store.FigurePublished, ActorID: by.ID, Actor: by.Name},       // by a person: not chosen
		{Action: store.FigurePublished, ActorID: "refresh", Actor: "refresh"}, // by itself
	} {
		e.Subject, e.Title = "widget "+figure.ID, "Bins"
		d.must(d.store.Record(t.Context(), e))
	}
	d.follow()
	for range 2 {
		d.must(d.SendHooks(t.Context()))
	}
	calls := r.received()
	var events []string
	for _, c := range calls {
		events = append(events, c.event)
		if !verify("a secret word", c.signature, c.body, d.now()) || c.path != "/told" {
			t.Errorf("%s is not signed, or went to %s", c.event, c.path)
		}
		var body HookBody
		d.must(json.Unmarshal(c.body, &body))
		if body.ID != c.delivery || body.Event != c.event || strings.Contains(string(c.body), "editor") || strings.Contains(string(c.body), "51.1") {
			t.Errorf("body of %s: %s", c.event, c.body)
		}
		if c.event == "approval.asked" && (body.Figure == nil || body.Figure.Page != "https://figures.example.gov.uk/w/"+figure.PublicID) {
			t.Errorf("figure of %s: %s", c.event, c.body)
		}
	}
	if got := strings.Join(events, " "); got != "source.broken approval.asked figure.refreshed" {
		t.Errorf("told of %s", got)
	}
	if log := d.log(w); len(log) != 3 || log[0].Status != http.StatusNoContent || log[0].State != store.OutSent {
		t.Errorf("the log: %+v", log)
	}
	d.must(d.store.SendAgain(t.Context(), w.ID, d.log(w)[0].ID))
	d.must(d.SendHooks(t.Context()))
	if again := r.received(); len(again) != 4 || again[3].delivery != again[2].delivery && again[3].delivery != again[0].delivery && again[3].delivery != again[1].delivery {
		t.Errorf("sent again: %d calls", len(again))
	}
	if err := d.store.SendAgain(t.Context(), "another", d.log(w)[0].ID); err == nil {
		t.Error("another webhook's delivery was sent again")
	}
}

// TestWebhooksOfPages: campaigns and sets are told of with the address that readers have.
func TestWebhooksOfPages(t *testing.T) {
	t.Parallel()
	d, r, _ := hooked(t, true, "campaign.published", "campaign.withdrawn", "set.refreshed")
	ctx, by := t.Context(), d.by("editor")
	campaign, err := d.store.CreateCampaign(ctx, by, widgets.Campaign{OwnerID: by.ID, Draft: widgets.CampaignDraft{Name: "Recycle more", Slug: "recycle-more", Starts: "2027-01-01"}})
	d.must(err)
	_, figure := d.dataset("Bins")
	set, err := d.store.CreateSet(ctx, by, widgets.Set{DatasetID: figure.DatasetID, OwnerID: by.ID, TemplateID: figure.ID, Name: "By place", Pattern: widgets.Pattern{Query: datasets.Query{Version: 1}, Spec: widgets.Spec{Version: 1, Kind: widgets.Bar}}})
	d.must(err)
	for _, e := range []store.Event{
		{Action: store.CampaignPublished, Subject: "campaign " + campaign.ID, Title: "Recycle more"},
		{Action: store.CampaignEnded, Subject: "campaign " + campaign.ID, Title: "Recycle more"}, // not chosen
		{Action: store.SetRefreshed, Subject: "set " + set.ID, Title: "By place"},
		{Action: store.CampaignRemoved, Subject: "campaign gone", Title: "Nobody has it"},
	} {
		d.must(d.store.Record(ctx, e))
	}
	d.follow()
	d.must(d.SendHooks(ctx))
	var got []HookBody
	for _, c := range r.received() {
		var body HookBody
		d.must(json.Unmarshal(c.body, &body))
		body.ID, body.At = "", time.Time{}
		got = append(got, body)
	}
	const site = "https://figures.example.gov.uk"
	want := []HookBody{
		{Event: "campaign.published", Campaign: &HookThing{campaign.ID, "Recycle more", site + "/c/" + campaign.PublicSlug}},
		{Event: "set.refreshed", Set: &HookThing{set.ID, "By place", site + "/p/" + set.PublicID}},
		{Event: "campaign.withdrawn"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("told (−want +got):\n%s", diff)
	}
}

// TestFailingWebhook: it is tried for a day, later each time; nothing follows a
// redirect; after five days it is off, and admins have one notice.
func TestFailingWebhook(t *testing.T) {
	t.Parallel()
	d, r, w := hooked(t, true, "source.broken")
	r.answers(func(rw http.ResponseWriter) {
		rw.Header().Set("Location", "/elsewhere")
		rw.WriteHeader(http.StatusTemporaryRedirect)
		_, _ = io.WriteString(rw, strings.Repeat("<b>no\x00\n", 400))
	})
	for day := range 6 {
		set, _ := d.dataset("Bins")
		d.failed(set.ID)
		d.follow()
		for range 26 * 12 {
			d.must(d.SendHooks(t.Context()))
			d.wait(5 * time.Minute)
		}
		log := d.log(w)
		if o := log[0]; day == 0 && (o.State != store.OutGivenUp || o.Status != http.StatusTemporaryRedirect || o.Tries < 20 || len([]rune(o.Said)) > maxSaid || strings.ContainsAny(o.Said, "\x00\n")) {
			t.Errorf("after a day: %s, %d, %d tries, said %d characters", o.State, o.Status, o.Tries, len(o.Said))
		}
	}
	for _, c := range r.received() {
		if c.path != "/told" {
			t.Errorf("the redirect to %s was followed", c.path)
		}
	}
	d.follow()
	now, err := d.store.Webhook(t.Context(), w.ID)
	d.must(err)
	told := strings.Join(d.unseen()["admin"], "\n")
	if now.StoppedAt.IsZero() || strings.Count(told, "was switched off") != 1 {
		t.Errorf("after six days: stopped %v, admins were told %s", now.StoppedAt, told)
	}
	before := len(r.received())
	set, _ := d.dataset("More bins")
	d.failed(set.ID)
	d.follow()
	d.must(d.SendHooks(t.Context()))
	if got := len(r.received()); got != before {
		t.Errorf("%d calls to a webhook that is off", got-before)
	}
}

// TestPrivateWebhookIsRefused: an address inside the network is never called,
// and not tried again.
func TestPrivateWebhookIsRefused(t *testing.T) {
	t.Parallel()
	d, r, w := hooked(t, false, "source.broken")
	set, _ := d.dataset("Bins")
	d.failed(set.ID)
	d.follow()
	d.must(d.SendHooks(t.Context()))
	if o := d.log(w)[0]; len(r.received()) != 0 || o.State != store.OutGivenUp || !strings.HasPrefix(o.Said, "This address is inside the council's network") {
		t.Errorf("%d calls, %s, said %q", len(r.received()), o.State, o.Said)
	}
}

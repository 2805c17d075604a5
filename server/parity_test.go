package server

import (
	"slices"
	"strings"
	"testing"

	"github.com/gofiber/fiber/v2"

	"figurehead/server/api"
)

// parity is what the studio can change, and by which routes of the API programs
// can do the same, or why they cannot.
var parity = map[string]string{
	"/studio/settings/accessibility": "PATCH /settings/accessibility",

	"/studio/new":                             "POST /datasets, POST /figures",
	"/studio/new/:held/people":                "POST /datasets",
	"/studio/datasets/:dataset":               "PATCH /datasets/:dataset",
	"/studio/datasets/:dataset/bands":         "PUT /datasets/:dataset/bands",
	"/studio/datasets/:dataset/protection":    "PUT /datasets/:dataset/protection",
	"/studio/datasets/:dataset/purge":         "POST /snapshots/:snapshot/purge",
	"/studio/datasets/:dataset/reference":     "PUT /datasets/:dataset/reference, DELETE /datasets/:dataset/reference",
	"/studio/datasets/:dataset/schedule":      "PUT /datasets/:dataset/schedule",
	"/studio/sources/:snapshot/people":        "POST /snapshots/:snapshot/people",
	"/studio/sources/:snapshot/read":          "POST /snapshots/:snapshot/answers",
	"/studio/sources/:snapshot/pick":          "POST /figures",
	"/studio/figures/:widget/say":             "PATCH /figures/:figure/draft",
	"/studio/figures/:widget/steps":           "PATCH /figures/:figure/draft",
	"/studio/figures/:widget/check":           "POST /figures/:figure/publish, PUT /figures/:figure/plan",
	"/studio/figures/:widget/withdraw":        "POST /figures/:figure/withdraw",
	"/studio/figures/:widget/when":            "PUT /figures/:figure/plan, DELETE /figures/:figure/plan",
	"/studio/figures/:widget/restore":         "POST /figures/:figure/restore",
	"/studio/figures/:widget/pin":             "PUT /figures/:figure/pin, DELETE /figures/:figure/pin",
	"/studio/figures/:widget/correction":      "POST /figures/:figure/corrections, DELETE /figures/:figure/corrections/:correction",
	"/studio/figures/:widget/duplicate":       "POST /figures/:figure/duplicate",
	"/studio/figures/:widget/ask":             "POST /figures/:figure/approvals, DELETE /figures/:figure/approvals/:ask",
	"/studio/figures/:widget/approval":        "POST /figures/:figure/approvals/:ask",
	"/studio/campaigns/new":                   "POST /campaigns",
	"/studio/campaigns/:campaign":             "PATCH /campaigns/:campaign, POST /campaigns/:campaign/publish",
	"/studio/campaigns/:campaign/delete":      "DELETE /campaigns/:campaign",
	"/studio/campaigns/:campaign/add":         "PATCH /campaigns/:campaign",
	"/studio/campaigns/:campaign/make":        "POST /figures, PATCH /campaigns/:campaign",
	"/studio/campaigns/:campaign/take-down":   "POST /campaigns/:campaign/withdraw",
	"/studio/sets/:set":                       "PATCH /sets/:set, POST /sets/:set/open, POST /sets/:set/publish",
	"/studio/sets/:set/withdraw":              "POST /sets/:set/withdraw",
	"/studio/freezes":                         "POST /freezes",
	"/studio/freezes/:freeze/lift":            "POST /freezes/:freeze/lift",
	"/studio/reports/:report/close":           "POST /reports/:report/close",
	"/studio/notices":                         "POST /notices/seen",
	"/studio/notices/email":                   "PUT /notices/email",
	"/studio/users/:user":                     "PATCH /people/:person",
	"/studio/users/:user/sign-out":            "POST /people/:person/sign-out",
	"/studio/find":                            "GET /search",
	"/studio/find/use":                        "POST /portals/:portal/datasets, POST /search/datasets",
	"/studio/settings/mail":                   "PUT /settings/mail, DELETE /settings/mail, POST /settings/mail/test",
	"/studio/settings/portals":                "POST /portals, PATCH /portals/:portal, DELETE /portals/:portal, POST /portals/:portal/try",
	"/studio/settings/server":                 "POST /settings/server/checks",
	"/studio/figures/:widget/set":             "POST /figures/:figure/set",
	"/studio/settings/themes/:theme":          "PATCH /themes/:theme, DELETE /themes/:theme/draft, POST /themes/:theme/publish",
	"/studio/settings/themes/:theme/import":   "POST /themes/:theme/import",
	"/studio/settings/themes/:theme/logo":     "POST /themes/:theme/logo, DELETE /themes/:theme/logo",
	"/studio/settings/themes/:theme/move":     "POST /themes/:theme/move",
	"/studio/settings/themes/:theme/typeface": "POST /themes/:theme/typeface, DELETE /themes/:theme/typeface",
	"/studio/settings/themes":                 "POST /themes, POST /themes/:theme/use",
	"/studio/account/tokens/:issued/revoke":   "DELETE /tokens/:token",
	"/studio/settings":                        "PATCH /settings/organisation",
	"/studio/settings/approval":               "PATCH /settings/organisation",
	"/studio/settings/directorates":           "POST /directorates, PATCH /directorates/:directorate",
	"/studio/settings/webhooks":               "POST /webhooks",
	"/studio/settings/webhooks/:webhook":      "PATCH /webhooks/:webhook, DELETE /webhooks/:webhook, POST /webhooks/:webhook/secret, POST /webhooks/:webhook/test, POST /webhooks/:webhook/deliveries/:delivery/again",

	"/studio/datasets/:dataset/refresh":       "POST /datasets/:dataset/refresh",
	"/studio/datasets/:dataset/release":       "POST /datasets/:dataset/releases/try",
	"/studio/datasets/:dataset/release/:held": "POST /datasets/:dataset/releases",
	"/studio/datasets/:dataset/try":           "POST /datasets/:dataset/try",
	"/studio/figures/:widget/numbers":         "POST /figures/:figure/edits, DELETE /figures/:figure/edits/:edit, POST /figures/:figure/edits/:edit/keep",
	"/studio/under-way/:job/cancel":           "DELETE /jobs/:job",

	"/studio/account":          "a name and a password are for people: a program that knew a password would need no token",
	"/studio/account/tokens":   "a token makes no token: else one that was taken would outlive being revoked",
	"/studio/users":            "the link to choose a password is for one person's eyes",
	"/studio/users/:user/link": "the link to choose a password is for one person's eyes",
	"/studio/help/tour":        "of the screen: whether the tour is shown",
	"/studio/help/shortcuts":   "of the screen: single keys",
	"/studio/kept":             "of the screen: a form that waits for signing in",
	"/studio/figures/chosen":   "of the screen: several figures at once, each of which a program does by itself",

	"/studio/figures/:widget/step": "of the screen: undo and redo; a program keeps what it had",
}

// TestParity: everything that the studio can change stands in the table, and the
// routes that it names are there.
func TestParity(t *testing.T) {
	t.Parallel()
	routes := routeNames(newWorld(t, nil).app)
	left := map[string]bool{}
	for path := range parity {
		left[path] = true
	}
	for _, r := range routes {
		if r.method == fiber.MethodGet || !strings.HasPrefix(r.path, "/studio/") {
			continue
		}
		if delete(left, r.path); parity[r.path] == "" {
			t.Errorf("%s %s: say by which route of the API a program does this, or why it cannot", r.method, r.path)
		}
	}
	for path := range left {
		t.Errorf("%s stands in the table and not in the studio", path)
	}
	for path, names := range parity {
		if method, _, _ := strings.Cut(names, " "); strings.ToUpper(method) != method {
			continue
		}
		for name := range strings.SplitSeq(names, ", ") {
			method, to, _ := strings.Cut(name, " ")
			if !slices.Contains(routes, routeName{method, api.Prefix + to}) {
				t.Errorf("%s: there is no %s", path, name)
			}
		}
	}
}

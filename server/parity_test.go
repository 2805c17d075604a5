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
	"/studio/new/:held/columns":               "POST /datasets",
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

// parityOfReading is what pages of the studio tell, and by which routes of the API
// programs read the same, or why they need not.
var parityOfReading = map[string]string{
	"/studio":                                 "GET /figures, GET /campaigns, GET /notices",
	"/studio/account":                         "GET /me",
	"/studio/account/tokens":                  "GET /tokens",
	"/studio/approvals":                       "GET /approvals",
	"/studio/audit":                           "GET /audit",
	"/studio/audit.csv":                       "GET /audit",
	"/studio/campaigns":                       "GET /campaigns",
	"/studio/campaigns/:campaign":             "GET /campaigns/:campaign",
	"/studio/campaigns/:campaign/add":         "GET /figures",
	"/studio/campaigns/:campaign/delete":      "GET /campaigns/:campaign",
	"/studio/campaigns/:campaign/take-down":   "GET /campaigns/:campaign",
	"/studio/campaigns/new":                   "POST /campaigns",
	"/studio/datasets":                        "GET /datasets",
	"/studio/datasets/:dataset":               "GET /datasets/:dataset, GET /datasets/:dataset/snapshots, GET /datasets/:dataset/refreshes, GET /datasets/:dataset/schedule",
	"/studio/datasets/:dataset/bands":         "GET /datasets/:dataset/bands",
	"/studio/datasets/:dataset/release":       "POST /datasets/:dataset/releases/try",
	"/studio/datasets/:dataset/release/:held": "POST /datasets/:dataset/releases/try",
	"/studio/figures":                         "GET /figures",
	"/studio/figures/:widget/approval":        "GET /approvals, GET /figures/:figure/changes",
	"/studio/figures/:widget/check":           "GET /figures/:figure/checks",
	"/studio/figures/:widget/kit":             "GET /figures/:figure/kit",
	"/studio/figures/:widget/numbers":         "GET /figures/:figure/numbers, GET /figures/:figure/edits",
	"/studio/figures/:widget/say":             "GET /figures/:figure/draft",
	"/studio/figures/:widget/steps":           "GET /figures/:figure/draft",
	"/studio/figures/:widget/versions":        "GET /figures/:figure/versions, GET /figures/:figure/corrections",
	"/studio/figures/:widget/when":            "GET /figures/:figure/plan",
	"/studio/figures/:widget/withdraw":        "GET /figures/:figure",
	"/studio/figures/chosen":                  "GET /figures",
	"/studio/find":                            "GET /search",
	"/studio/freezes":                         "GET /freezes",
	"/studio/new":                             "POST /datasets",
	"/studio/new/:held/columns":               "POST /datasets",
	"/studio/new/:held/people":                "POST /datasets",
	"/studio/notices":                         "GET /notices",
	"/studio/reports":                         "GET /reports",
	"/studio/sets":                            "GET /sets",
	"/studio/sets/:set":                       "GET /sets/:set, GET /sets/:set/sheet",
	"/studio/sets/:set/kit":                   "GET /sets/:set, GET /figures/:figure/kit",
	"/studio/sets/:set/withdraw":              "GET /sets/:set",
	"/studio/settings":                        "GET /settings/organisation, GET /directorates",
	"/studio/settings/accessibility":          "GET /settings/accessibility",
	"/studio/settings/mail":                   "GET /settings/mail",
	"/studio/settings/portals":                "GET /portals",
	"/studio/settings/server":                 "GET /settings/server",
	"/studio/settings/themes":                 "GET /themes",
	"/studio/settings/themes/:theme":          "GET /themes/:theme",
	"/studio/settings/themes/:theme/import":   "POST /themes/:theme/import",
	"/studio/settings/themes/:theme/logo.png": "GET /themes/:theme/logo",
	"/studio/settings/themes/:theme/move":     "GET /themes/:theme/move",
	"/studio/settings/tokens":                 "GET /tokens",
	"/studio/settings/webhooks":               "GET /webhooks",
	"/studio/settings/webhooks/:webhook":      "GET /webhooks/:webhook, GET /webhooks/:webhook/deliveries",
	"/studio/sources":                         "GET /sources",
	"/studio/sources/:snapshot/people":        "GET /snapshots/:snapshot",
	"/studio/sources/:snapshot/pick":          "GET /snapshots/:snapshot/suggestions",
	"/studio/sources/:snapshot/read":          "GET /snapshots/:snapshot",
	"/studio/under-way/:job":                  "GET /jobs/:job",
	"/studio/users":                           "GET /people",
	"/studio/users/:user":                     "GET /people/:person",

	"/studio/datasets/:dataset/copies/:snapshot":     "what is in a file can be read where it came from; what is used of it, from a figure",
	"/studio/campaigns/:campaign/kit.zip":            "the kits of its figures, and their files, have addresses",
	"/studio/sets/:set/kit.zip":                      "the kits of its figures, and their files, have addresses",
	"/studio/figures/:widget/kit.zip":                "what the kit names has addresses",
	"/studio/figures/kits.zip":                       "what the kits name has addresses",
	"/studio/campaigns/:campaign/preview":            "a draft is for people's eyes",
	"/studio/campaigns/:campaign/link.png":           "a draft is for people's eyes",
	"/studio/figures/:widget/thumb.png":              "a draft is for people's eyes",
	"/studio/figures/:widget/qr.png":                 "the code of an address that the kit names",
	"/studio/figures/:widget/qr.svg":                 "the code of an address that the kit names",
	"/studio/settings/themes/:theme/import/logo.png": "stands in the answer of the import",
	"/studio/settings/site.zip":                      "figurehead export writes the same, file by file",
	"/studio/help":                                   "of the screen",
	"/studio/help/:page":                             "of the screen",
	"/studio/help/pictures/:name":                    "of the screen",
	"/studio/help/shortcuts":                         "of the screen",
	"/studio/kept":                                   "of the screen",
	"/studio/kinds":                                  "of the screen",
	"/studio/theme.css":                              "of the screen",
}

// TestParity: everything that the studio changes or tells stands in a table, and the
// routes that it names are there.
func TestParity(t *testing.T) {
	t.Parallel()
	routes := routeNames(newWorld(t, nil).app)
	holds := func(table map[string]string, reading bool, what string) {
		left := map[string]bool{}
		for path := range table {
			left[path] = true
		}
		for _, r := range routes {
			if (r.method == fiber.MethodGet) != reading || r.path != "/studio" && !strings.HasPrefix(r.path, "/studio/") {
				continue
			}
			if delete(left, r.path); table[r.path] == "" {
				t.Errorf("%s %s: say by which route of the API a program %s, or why it cannot", r.method, r.path, what)
			}
		}
		for path := range left {
			t.Errorf("%s stands in the table and not in the studio", path)
		}
		for path, names := range table {
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
	holds(parity, false, "does this")
	holds(parityOfReading, true, "reads this")
}

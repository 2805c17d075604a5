package studio

import (
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"figurehead/server/auth"
	"figurehead/store"
)

// usersOnPage is how many people a page lists.
const usersOnPage = 50

// usersForm is the filter as the address has it; empty fields do not narrow.
type usersForm struct {
	Q           string
	OfRole      string
	Directorate string
	Seen        string // "week", "month", "long" or "never"
	State       string // "signs-in", "invited" or "blocked"
	Page        int    // from 1
}

// seenChoices and personStates are what people can be narrowed to.
var (
	seenChoices  = []choice{{"week", "In the last week"}, {"month", "In the last month"}, {"long", "Not for three months"}, {"never", "Never"}}
	personStates = []choice{{"signs-in", "Can sign in"}, {"invited", "Waits for a password"}, {"blocked", "Disabled"}}
)

// fields are the parts of the address that narrow the list.
func (f *usersForm) fields() map[string]*string {
	return map[string]*string{"q": &f.Q, "of-role": &f.OfRole, "of": &f.Directorate, "seen": &f.Seen, "state": &f.State}
}

func readUsersForm(c *fiber.Ctx) usersForm {
	var f usersForm
	f.Page = readList(c, f.fields())
	return f
}

// Filtered reports whether anything narrows the list.
func (f usersForm) Filtered() bool {
	f.Page = 0
	return f != usersForm{}
}

// at is the address of a page of the same people.
func (f usersForm) at(page int) string { return listAt("/studio/users", f.fields(), page) }

// fits reports whether a person passes the filter.
func (f usersForm) fits(u store.User, now time.Time) bool {
	for _, word := range strings.Fields(strings.ToLower(f.Q)) {
		if !strings.Contains(strings.ToLower(u.Name+" "+u.Email), word) {
			return false
		}
	}
	state, since := "signs-in", now.Sub(u.LastSeenAt)
	switch {
	case u.Disabled:
		state = "blocked"
	case auth.AwaitsPassword(u.PasswordHash):
		state = "invited"
	}
	const day = 24 * time.Hour
	seen := map[string]bool{"": true, "week": since <= 7*day, "month": since <= 31*day, "long": since > 90*day, "never": u.LastSeenAt.IsZero()}
	return (f.OfRole == "" || f.OfRole == string(u.Role)) && (f.Directorate == "" || f.Directorate == u.DirectorateID) &&
		(f.State == "" || f.State == state) && seen[f.Seen]
}

// usersList is a page of the people who pass the filter.
type usersList struct {
	usersForm
	People         []personRow
	Found, All     int
	Pages          int
	Earlier, Later string // addresses of the pages beside
	Seens, States  []choice
}

// listUsers keeps those of a page.
func (s *Studio) listUsers(f usersForm, people []store.User, directorates map[string]string) usersList {
	list := usersList{usersForm: f, All: len(people), Seens: seenChoices, States: personStates}
	var rows []personRow
	for _, u := range people {
		if f.fits(u, s.Now()) {
			rows = append(rows, personRow{u, directorates[u.DirectorateID], auth.AwaitsPassword(u.PasswordHash)})
		}
	}
	list.Found, list.Pages = len(rows), pagesOf(len(rows), usersOnPage)
	list.Page = min(f.Page, list.Pages)
	from := (list.Page - 1) * usersOnPage
	list.People = rows[from:min(from+usersOnPage, len(rows))]
	list.Earlier, list.Later = beside(list.Page, list.Pages, f.at)
	return list
}

// Count says how many people there are, and how many of them fit.
func (l usersList) Count() string {
	switch {
	case !l.Filtered() && l.All == 1:
		return "1 person"
	case !l.Filtered():
		return thousands(l.All) + " people"
	case l.Found == 1:
		return "1 of " + thousands(l.All) + " people fits"
	}
	return thousands(l.Found) + " of " + thousands(l.All) + " people fit"
}

// RoleChoices are the roles to narrow to.
func (usersList) RoleChoices() (list []choice) {
	for _, r := range roles {
		list = append(list, choice{string(r.Role), strings.ToUpper(string(r.Role[:1])) + string(r.Role[1:])})
	}
	return list
}

package studio

import (
	"errors"
	"slices"

	"github.com/gofiber/fiber/v2"

	"figurehead/server/auth"
	"figurehead/store"
)

// usersPage lists the people who may sign in, and adds one.
type usersPage struct {
	basePage
	usersList
	personForm
	Link personLink
}

// personRow is one person as the list shows them.
type personRow struct {
	store.User
	Directorate string
	Waiting     bool // has not chosen a password yet
}

// personForm is what an admin says of a person.
type personForm struct {
	Name, Email   string
	Role          store.Role
	DirectorateID string
	Disabled      bool
	Directorates  []directorateRow
}

// personLink is a link to choose a password, shown once.
type personLink struct {
	Name, Email, Address string
	MailOn, Mailed       bool // mail can be sent; the link was
}

// Roles lists the roles for the form, with what each may do.
func (personForm) Roles() []roleWords { return roles }

type roleWords struct {
	Role store.Role
	Does string
}

// roles are worded after the design, section 9.
var roles = []roleWords{
	{store.Viewer, "reads the studio"},
	{store.Editor, "also makes and changes figures of their directorate"},
	{store.Publisher, "also publishes and withdraws them"},
	{store.Admin, "does all of it everywhere, and looks after people and settings"},
}

func (s *Studio) users(c *fiber.Ctx) error {
	page := usersPage{basePage: s.settingsBase(c, "People"), personForm: personForm{Role: store.Editor}}
	return s.showUsers(c, fiber.StatusOK, page)
}

func (s *Studio) showUsers(c *fiber.Ctx, status int, page usersPage) error {
	people, err := s.Store.Users(c.UserContext())
	if err != nil {
		return err
	}
	if page.Directorates, err = s.directorateRows(c); err != nil {
		return err
	}
	names := map[string]string{}
	for _, d := range page.Directorates {
		names[d.ID] = d.Name
	}
	page.usersList = s.listUsers(readUsersForm(c), people, names)
	if partial(c) && status == fiber.StatusOK {
		return s.renderBlock(c, status, "users", "people-list", page)
	}
	return s.render(c, status, "users", page)
}

func (s *Studio) directorateRows(c *fiber.Ctx) ([]directorateRow, error) {
	list, err := s.Store.Directorates(c.UserContext())
	rows := make([]directorateRow, len(list))
	for i, d := range list {
		rows[i] = directorateRow{d, s.closed(d)}
	}
	return rows, err
}

// addUser makes an account that waits for its password, and shows the link by
// which its holder chooses one.
func (s *Studio) addUser(c *fiber.Ctx) error {
	page := usersPage{basePage: s.settingsBase(c, "People"), personForm: readPerson(c)}
	if err := s.checkPersonForm(c, &page.basePage, page.personForm); err != nil {
		return err
	}
	if len(page.Errors) > 0 {
		return s.showUsers(c, fiber.StatusUnprocessableEntity, page)
	}
	token, waiting, err := s.Auth.NewPasswordLink()
	if err != nil {
		return err
	}
	u := store.User{Name: page.Name, Email: page.Email, Role: page.Role, DirectorateID: page.DirectorateID, PasswordHash: waiting}
	u, err = s.Store.CreateUser(c.UserContext(), actor(c), u)
	if errors.Is(err, store.ErrConflict) {
		page.problem("email", "Somebody has this email address already")
		return s.showUsers(c, fiber.StatusUnprocessableEntity, page)
	}
	if err != nil {
		return err
	}
	if page.Link, err = s.invite(c, u, token, true); err != nil {
		return err
	}
	page.personForm = personForm{Role: store.Editor}
	return s.showUsers(c, fiber.StatusOK, page)
}

func readPerson(c *fiber.Ctx) personForm {
	return personForm{
		Name: trimmed(c, "name"), Email: trimmed(c, "email"), Role: store.Role(form(c, "role")),
		DirectorateID: form(c, "directorate"), Disabled: form(c, "disabled") == "yes",
	}
}

func personOf(u store.User) personForm {
	return personForm{Name: u.Name, Email: u.Email, Role: u.Role, DirectorateID: u.DirectorateID, Disabled: u.Disabled}
}

func (s *Studio) checkPersonForm(c *fiber.Ctx, page *basePage, f personForm) error {
	page.checkPerson(f.Name, f.Email)
	if !slices.Contains(auth.Roles, f.Role) {
		page.problem("role-editor", "Choose what they may do")
	}
	list, err := s.Store.Directorates(c.UserContext())
	if err != nil {
		return err
	}
	known := slices.ContainsFunc(list, func(d store.Directorate) bool { return d.ID == f.DirectorateID })
	if f.DirectorateID != "" && !known {
		page.problem("directorate", "Choose a directorate")
	}
	return nil
}

// userPage changes one person.
type userPage struct {
	basePage
	personForm
	Person store.User
	Self   bool // an admin looks at their own account
	Link   personLink
	// Sessions is in how many browsers they are signed in.
	Sessions int
}

func (s *Studio) user(c *fiber.Ctx) error {
	u, err := s.Store.User(c.UserContext(), param(c, "user"))
	if err != nil {
		return err
	}
	return s.showUser(c, fiber.StatusOK, userPage{basePage: s.settingsBase(c, "People"), personForm: personOf(u), Person: u})
}

func (s *Studio) showUser(c *fiber.Ctx, status int, page userPage) error {
	rows, err := s.directorateRows(c)
	if err != nil {
		return err
	}
	sessions, err := s.Store.Sessions(c.UserContext(), page.Person.ID)
	if err != nil {
		return err
	}
	page.Directorates, page.Sessions = rows, len(sessions)
	page.Self = page.Person.ID == page.User.ID
	return s.render(c, status, "user", page)
}

func (s *Studio) saveUser(c *fiber.Ctx) error {
	u, err := s.Store.User(c.UserContext(), param(c, "user"))
	if err != nil {
		return err
	}
	page := userPage{basePage: s.settingsBase(c, "People"), personForm: readPerson(c), Person: u}
	if err := s.checkPersonForm(c, &page.basePage, page.personForm); err != nil {
		return err
	}
	if len(page.Errors) > 0 {
		return s.showUser(c, fiber.StatusUnprocessableEntity, page)
	}
	u.Name, u.Email, u.Role = page.Name, page.Email, page.Role
	u.DirectorateID, u.Disabled = page.DirectorateID, page.Disabled
	err = s.Store.SaveUser(c.UserContext(), actor(c), u)
	switch {
	case errors.Is(err, store.ErrLastAdmin):
		page.problem("role-admin", "Somebody must stay an admin. Make another person admin first")
	case errors.Is(err, store.ErrConflict):
		page.problem("email", "Somebody has this email address already")
	case err != nil:
		return err
	default:
		return c.Redirect("/studio/users", fiber.StatusSeeOther)
	}
	return s.showUser(c, fiber.StatusConflict, page)
}

// newPasswordLink takes the password of a person away, signs them out and
// shows a link to choose a new one.
func (s *Studio) newPasswordLink(c *fiber.Ctx) error {
	u, err := s.Store.User(c.UserContext(), param(c, "user"))
	if err != nil {
		return err
	}
	token, waiting, err := s.Auth.NewPasswordLink()
	if err != nil {
		return err
	}
	u.PasswordHash = waiting
	if err := s.Store.SaveUser(c.UserContext(), actor(c), u); err != nil {
		return err
	}
	page := userPage{basePage: s.settingsBase(c, "People"), personForm: personOf(u), Person: u}
	if page.Link, err = s.invite(c, u, token, false); err != nil {
		return err
	}
	return s.showUser(c, fiber.StatusOK, page)
}

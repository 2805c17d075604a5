package api

import (
	"errors"
	"slices"
	"time"

	"github.com/gofiber/fiber/v2"

	"figurehead/server/auth"
	"figurehead/store"
)

func (a *API) personRoutes() []route {
	return []route{
		{fiber.MethodGet, "/people", store.AdminScope, a.people},
		{fiber.MethodGet, "/people/:person", store.AdminScope, a.person},
		{fiber.MethodPatch, "/people/:person", store.AdminScope, a.changePerson},
		{fiber.MethodPost, "/people/:person/sign-out", store.AdminScope, a.signOut},
		{fiber.MethodGet, "/tokens", store.ReadScope, a.tokens},
		{fiber.MethodDelete, "/tokens/:token", store.ReadScope, a.revoke},
	}
}

// personBody is somebody who may sign in.
type personBody struct {
	ID          string     `json:"id"`
	Name        string     `json:"name"`
	Email       string     `json:"email"`
	Role        store.Role `json:"role"`
	Directorate string     `json:"directorate"`
	Disabled    bool       `json:"disabled"`
	Waiting     bool       `json:"waiting"` // has not chosen a password yet
}

func showPerson(u store.User) personBody {
	return personBody{u.ID, u.Name, u.Email, u.Role, u.DirectorateID, u.Disabled, auth.AwaitsPassword(u.PasswordHash)}
}

func (a *API) people(c *fiber.Ctx) error {
	w, err := windowOf(c)
	if err != nil {
		return err
	}
	found, err := a.Store.Users(c.UserContext())
	if err != nil {
		return err
	}
	return sendFrom(c, w, found, func(u store.User) string { return u.ID }, showPerson)
}

func (a *API) person(c *fiber.Ctx) error {
	if _, err := asked(c); err != nil {
		return err
	}
	u, err := a.Store.User(c.UserContext(), param(c, "person"))
	if err != nil {
		return err
	}
	return send(c, showPerson(u))
}

// personChange is what of a person can be changed; what is missing stays.
type personChange struct {
	Role        *store.Role `json:"role"`
	Directorate *string     `json:"directorate"`
	Disabled    *bool       `json:"disabled"`
}

func (a *API) changePerson(c *fiber.Ctx) error {
	u, err := a.Store.User(c.UserContext(), param(c, "person"))
	if err != nil {
		return err
	}
	if err := unchanged(c, showPerson(u)); err != nil {
		return err
	}
	var sent personChange
	if err := read(c, &sent, mergePatch); err != nil {
		return err
	}
	if sent.Role != nil {
		if u.Role = *sent.Role; !slices.Contains(auth.Roles, u.Role) {
			return fault{Pointer: "/role", Detail: "The role must be viewer, editor, publisher or admin."}
		}
	}
	if sent.Directorate != nil {
		u.DirectorateID = *sent.Directorate
		if err := a.knownDirectorates(c, "/directorate", u.DirectorateID); err != nil {
			return err
		}
	}
	if sent.Disabled != nil {
		u.Disabled = *sent.Disabled
	}
	err = a.Store.SaveUser(c.UserContext(), actor(c), u)
	if errors.Is(err, store.ErrLastAdmin) {
		return fault{Pointer: "/role", Detail: "Somebody must stay an admin.", Suggestion: "Make another person admin first."}
	}
	if err != nil {
		return err
	}
	return done(c, fiber.StatusOK, "", showPerson(u))
}

func (a *API) signOut(c *fiber.Ctx) error {
	n, err := a.Store.EndSessions(c.UserContext(), actor(c), param(c, "person"))
	if err != nil {
		return err
	}
	return done(c, fiber.StatusOK, "", signedOutBody{n})
}

type signedOutBody struct {
	Browsers int64 `json:"browsers"`
}

// tokenBody is a token; the token itself is nowhere.
type tokenBody struct {
	ID         string        `json:"id"`
	Name       string        `json:"name"`
	Person     string        `json:"person"`
	Scopes     []store.Scope `json:"scopes"`
	CreatedAt  time.Time     `json:"createdAt"`
	ExpiresAt  time.Time     `json:"expiresAt"`
	LastUsedAt *time.Time    `json:"lastUsedAt,omitempty"`
	RevokedAt  *time.Time    `json:"revokedAt,omitempty"`
}

// tokens lists those of the person, and of everybody for an admin's token.
func (a *API) tokens(c *fiber.Ctx) error {
	w, err := windowOf(c)
	if err != nil {
		return err
	}
	whose := user(c).ID
	if a.looksAfterPeople(c) {
		whose = ""
	}
	found, err := a.Store.Tokens(c.UserContext(), whose)
	if err != nil {
		return err
	}
	return sendFrom(c, w, found, func(t store.Token) string { return t.ID }, func(t store.Token) tokenBody {
		return tokenBody{t.ID, t.Name, t.UserID, t.Scopes, t.CreatedAt, t.ExpiresAt, instant(t.LastUsedAt), instant(t.RevokedAt)}
	})
}

// looksAfterPeople reports whether token and person may look after others.
func (a *API) looksAfterPeople(c *fiber.Ctx) bool {
	b, ok := c.Locals(bearerKey).(auth.Bearer)
	return ok && b.Has(store.AdminScope) && may(c, auth.People, "") == nil
}

// revoke ends a token of one's own, such as the one that asks; with the scope
// admin anybody's.
func (a *API) revoke(c *fiber.Ctx) error {
	t, err := a.Store.Token(c.UserContext(), param(c, "token"))
	if err != nil {
		return err
	}
	if t.UserID != user(c).ID && !a.looksAfterPeople(c) {
		return store.ErrNotFound
	}
	if err := a.Store.RevokeToken(c.UserContext(), actor(c), t.ID); err != nil {
		return err
	}
	return c.SendStatus(fiber.StatusNoContent)
}

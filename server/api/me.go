package api

import (
	"time"

	"github.com/gofiber/fiber/v2"

	"figurehead/store"
)

func (a *API) meRoutes() []route {
	return []route{{fiber.MethodGet, "/me", store.ReadScope, a.me}}
}

// meBody is whose token it is and what it is good for.
type meBody struct {
	ID          string        `json:"id"`
	Name        string        `json:"name"`
	Role        store.Role    `json:"role"`
	Directorate string        `json:"directorate,omitempty"`
	Token       string        `json:"token"` // its name
	Scopes      []store.Scope `json:"scopes"`
	ExpiresAt   time.Time     `json:"expiresAt"`
}

func (a *API) me(c *fiber.Ctx) error {
	if _, err := asked(c); err != nil {
		return err
	}
	b := bearerOf(c)
	return send(c, meBody{b.User.ID, b.User.Name, b.User.Role, b.User.DirectorateID, b.Token.Name, b.Scopes, b.Token.ExpiresAt})
}

package studio

import (
	"github.com/gofiber/fiber/v2"

	"figurehead/store"
)

// registerAccounts adds sign-in, set-up, people, settings and the audit trail.
func (s *Studio) registerAccounts(app *fiber.App) {
	app.Get("/sign-in", s.signIn)
	app.Post("/sign-in", s.signedIn)
	app.Post("/sign-out", s.signOut)
	app.Get("/sign-in/link/:token", s.choosePassword)
	app.Post("/sign-in/link/:token", s.passwordChosen)
	app.Get("/setup/:token", s.setup)
	app.Post("/setup/:token", s.setUp)

	read, admin := s.Auth.Require(store.Viewer), s.Auth.Require(store.Admin)
	app.Get("/studio/settings", admin, s.settings)
	app.Post("/studio/settings", admin, s.saveOrganisation)
	app.Get("/studio/settings/site.zip", admin, s.siteZip)
	app.Post("/studio/settings/directorates", admin, s.saveDirectorate)
	app.Get("/studio/settings/portals", admin, s.portals)
	app.Post("/studio/settings/portals", admin, s.savePortal)
	app.Get("/studio/users", admin, s.users)
	app.Post("/studio/users", admin, s.addUser)
	app.Get("/studio/users/:user", admin, s.user)
	app.Post("/studio/users/:user", admin, s.saveUser)
	app.Post("/studio/users/:user/link", admin, s.newPasswordLink)
	app.Post("/studio/users/:user/sign-out", admin, s.signOutUser)
	app.Get("/studio/account", read, s.account)
	app.Post("/studio/account", read, s.saveAccount)
	app.Get("/studio/audit", read, s.audit)
	app.Get("/studio/audit.csv", read, s.auditCSV)
}

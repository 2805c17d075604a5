package studio

import (
	"github.com/gofiber/fiber/v2"

	"figurehead/server/auth"
	"figurehead/store"
)

// invite mails a person the link by which they choose a password, where mail is
// set up, and writes down that there is one. The link is shown to the admin too.
func (s *Studio) invite(c *fiber.Ctx, u store.User, token string, fresh bool) (personLink, error) {
	ctx, by := c.UserContext(), actor(c)
	link := personLink{Name: u.Name, Email: u.Email, Address: s.PublicURL + "/sign-in/link/" + token}
	server, err := s.Notify.MailServer(ctx)
	if err != nil {
		return link, err
	}
	if link.MailOn = server.On(); link.MailOn && !u.Disabled {
		if err := s.Notify.Letter(ctx, u, "invite "+u.ID+" "+auth.HashToken(token), s.invitation(by, link.Address, fresh)); err != nil {
			return link, err
		}
		link.Mailed = true
	}
	detail := "the link was shown to who made it"
	if link.Mailed {
		detail = "the link was sent by email, and shown to who made it"
	}
	return link, s.Store.Record(ctx, store.Event{ActorID: by.ID, Actor: by.Name, Action: store.UserInvited, Subject: "user " + u.ID, Title: u.Name, Detail: detail})
}

// invitation is the letter with a link: to a fresh account, or to one whose
// password was taken away.
func (s *Studio) invitation(by store.Actor, address string, fresh bool) store.Letter {
	council := s.organisation().Name
	l := store.Letter{Subject: "Choose a new password for Figurehead", Next: "Choose your password", Link: address,
		Words: []string{by.Name + " made a new link for your account at Figurehead of " + council + ". Your earlier password does not work any more.",
			"Choose a new password by the link. It works once, for three days. If you expected no such mail, tell an admin."}}
	if fresh {
		l.Subject = "Your account at Figurehead of " + council
		l.Words = []string{by.Name + " added you to Figurehead of " + council + ", where charts and headline figures are made.",
			"Choose your password by the link. It works once, for three days."}
	}
	return l
}

// Package auth says who is asking and what they may do: passwords (argon2id),
// server-side sessions, the roles of the design's section 9, and the guard
// against forged forms. Only the studio, set-up and sign-in use it; a public
// page never reads or sets a cookie.
//
//	a := auth.New(st, auth.Options{Now: time.Now, Secure: true})
//	app.Use("/studio", a.Session, a.Guard, a.Require(store.Viewer))
package auth

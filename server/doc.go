// Package server assembles the program's web side: Fiber with the settings of
// the security reference, the headers and the error page of every answer, the
// addresses for operation, the public face (embed) and the studio. It holds no
// page of its own but the error page.
//
//	app, err := server.New(server.Deps{Store: st, Publishing: p, …})
//	err = app.Listener(server.Listen(listener))
package server

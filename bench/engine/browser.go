package main

import (
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/url"
	"regexp"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"figurehead/datasets/fetch"
	"figurehead/embed"
	"figurehead/public"
	"figurehead/server"
	"figurehead/server/auth"
	"figurehead/server/publishing"
	"figurehead/store"
)

const studioURL = "http://127.0.0.1:8080"

// browserOf is somebody who is signed in. What it asks, the server answers
// without a connection between them.
type browserOf struct {
	app          *fiber.App
	cookie, csrf string
}

// signIn makes a server with one admin, and a session of hers.
func signIn(ctx context.Context, st *store.Store, p *publishing.Publisher) (browserOf, store.User, error) {
	assets, err := public.Open()
	if err != nil {
		return browserOf{}, store.User{}, err
	}
	d := server.Deps{Store: st, Assets: assets, PublicURL: studioURL, Fetch: fetch.New(fetch.Options{}), Publishing: p, Views: func(embed.View) {},
		Log: slog.New(slog.DiscardHandler), Now: time.Now}
	if d.Auth, err = server.NewAuth(d); err != nil {
		return browserOf{}, store.User{}, err
	}
	if d.Studio, err = server.NewStudio(d); err != nil {
		return browserOf{}, store.User{}, err
	}
	app, err := server.New(d)
	if err != nil {
		return browserOf{}, store.User{}, err
	}
	app.Handler() // makes it ready
	if err := st.StartSetup(ctx, "token", time.Now()); err != nil {
		return browserOf{}, store.User{}, err
	}
	user, err := st.FinishSetup(ctx, "token", store.Organisation{Name: "Example County Council", Area: "Essex", Licence: "OGL-UK-3.0", TimeZone: "Europe/London"},
		[]string{"Communications"}, store.User{Name: "admin", Email: "admin@example.gov.uk", PasswordHash: "-"})
	if err != nil {
		return browserOf{}, store.User{}, err
	}
	token, hash, err := auth.NewToken(nil)
	if err != nil {
		return browserOf{}, store.User{}, err
	}
	s := store.Session{Hash: hash, UserID: user.ID, CSRF: "form", CreatedAt: time.Now(), SeenAt: time.Now()}
	return browserOf{app, token, s.CSRF}, user, st.CreateSession(ctx, auth.ActorOf(user), s)
}

// send posts the form, or gets the address when there is none.
func (b browserOf) send(address string, form url.Values, headers ...string) (string, error) {
	var c fasthttp.RequestCtx
	r := &c.Request
	r.Header.SetMethod(fasthttp.MethodGet)
	r.SetRequestURI(address)
	r.Header.SetHost(strings.TrimPrefix(studioURL, "http://"))
	r.Header.Set("Origin", studioURL)
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	r.Header.SetCookie("figurehead", b.cookie)
	if form != nil {
		r.Header.SetMethod(fasthttp.MethodPost)
		r.Header.SetContentType("application/x-www-form-urlencoded")
		r.SetBodyString(form.Encode())
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	b.app.Server().Handler(&c)
	if c.Response.StatusCode() != fasthttp.StatusOK {
		return "", fmt.Errorf("%s %s: %d", r.Header.Method(), address, c.Response.StatusCode())
	}
	return string(c.Response.Body()), nil
}

var loaded = regexp.MustCompile(`<(?:script|link rel="stylesheet")[^>]* (?:src|href)="([^"]+)"`)

// firstLoad is how many bytes come, packed, when nothing is in the cache.
func (b browserOf) firstLoad(address string) (int, error) {
	page, err := b.send(address, nil)
	if err != nil {
		return 0, err
	}
	size, err := packed(page)
	for _, found := range loaded.FindAllStringSubmatch(page, -1) {
		if err != nil {
			break
		}
		var body string
		if body, err = b.send(found[1], nil); err == nil {
			var n int
			n, err = packed(body)
			size += n
		}
	}
	return size, err
}

func packed(text string) (int, error) {
	var out strings.Builder
	w := gzip.NewWriter(&out)
	if _, err := io.WriteString(w, text); err != nil {
		return 0, err
	}
	err := w.Close()
	return out.Len(), err
}

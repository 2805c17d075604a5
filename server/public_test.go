package server

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"figurehead/server/auth"
	"figurehead/widgets"
)

// notForReaders are addresses of the server that no reader is sent to.
var notForReaders = regexp.MustCompile(`^/(studio|sign-|setup|metrics|api)`)

// TestPublicAddressesAskNobodyElse asks every public address of the route
// table for something that is there: no cookie is set, nothing is loaded from
// another host, nothing inline runs, and styles are those that the policy names.
func TestPublicAddressesAskNobodyElse(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil).settle()
	w.fill()
	w.published()
	signedIn, _ := w.as("admin")
	for _, route := range routeNames(w.app) {
		if notForReaders.MatchString(route.path) {
			continue
		}
		for _, path := range w.readersPaths(route.path) {
			for _, b := range []*browser{w.browser(), signedIn} {
				var got answer
				if route.method == "GET" {
					got = b.get(path)
				} else {
					got = b.send(route.method, path, url.Values{"words": {""}})
				}
				if route.method == "GET" && got.status != 200 && got.status != 302 && got.status != 301 {
					t.Errorf("%s: %d: nothing stands for it", path, got.status)
				}
				for _, fault := range readerFaults(w.publicURL, got) {
					t.Errorf("%s %s (%d): %s", route.method, path, got.status, fault)
				}
			}
		}
	}
}

// published makes something public for every parameter of a public address.
func (w *world) published() {
	w.t.Helper()
	ctx, by := context.Background(), auth.ActorOf(w.users["publisher"])
	figure := w.publish(w.publish(w.figure("Waste", "Waste of all", "1042")))
	figure, err := w.store.Widget(ctx, figure.ID)
	w.must(err)
	c, err := w.store.CreateCampaign(ctx, by, widgets.Campaign{DirectorateID: figure.DirectorateID, OwnerID: by.ID,
		Draft: widgets.CampaignDraft{Name: "Open campaign", Slug: "open-campaign", Intro: "Read [more](https://www.example.gov.uk/).", Figures: []widgets.CampaignFigure{{WidgetID: figure.ID}}}})
	w.must(err)
	_, err = w.publishing.PublishCampaign(ctx, by, c.ID, c.Version)
	w.must(err)
	set, err := w.store.Set(ctx, w.ids[":set"])
	w.must(err)
	set, err = w.publishing.PublishSet(ctx, by, set.ID, set.Version, w.ids[":snapshot"])
	w.must(err)
	w.ids[":id"], w.ids[":code"], w.ids[":slug"], w.ids[":n"], w.ids["p"] = figure.PublicID, figure.ShortCode, "open-campaign", "1", set.PublicID
}

// readersPaths are the addresses that a route stands for.
func (w *world) readersPaths(route string) []string {
	switch {
	case strings.HasPrefix(route, "/p/"):
		return []string{strings.Replace(route, ":id", w.ids["p"], 1)}
	case strings.HasPrefix(route, "/assets/"):
		var paths []string
		for _, n := range w.browser().get("/").nodes("link[href^='/assets/'], script[src^='/assets/']") {
			paths = append(paths, strings.TrimSpace(valueOf(n, "href")+valueOf(n, "src")))
		}
		return paths
	case route == "/oembed":
		return []string{route + "?url=" + url.QueryEscape(w.publicURL+"/w/"+w.ids[":id"])}
	case strings.Contains(route, ":preset"):
		at, end := w.sample(strings.Replace(route, ":preset", "PRESET", 1)), "print"
		if strings.HasSuffix(route, ".png") {
			end = "og"
		}
		return []string{strings.Replace(at, "PRESET", end, 1)}
	case strings.HasPrefix(route, "/embed/"):
		at := w.sample(route)
		return []string{at, at + "?theme=dark", at + "?lang=cy"}
	}
	return []string{w.sample(route)}
}

// readerFaults are what an answer would do to a reader's privacy, or could be
// made to do.
func readerFaults(own string, a answer) []string {
	var faults []string
	must := func(ok bool, fault string) {
		if !ok {
			faults = append(faults, fault)
		}
	}
	must(len(a.header.Values("Set-Cookie")) == 0, "sets a cookie")
	kind, _, _ := strings.Cut(a.header.Get("Content-Type"), ";")
	switch kind {
	case "text/css":
		must(!foreignStyle.MatchString(a.body), "style of another host")
	case "text/javascript":
		must(!regexp.MustCompile(`document\.cookie|localStorage|sessionStorage|sendBeacon|indexedDB`).MatchString(a.body), "script that keeps or sends")
	case "text/html", "image/svg+xml":
		for _, n := range a.nodes("*") {
			faults = append(faults, elementFaults(own, a.header.Get("Content-Security-Policy"), kind, n)...)
		}
	}
	return faults
}

var foreignStyle = regexp.MustCompile(`(?i)@import|url\(\s*['"]?(https?:)?//|expression\(|javascript:`)

// loaded are the attributes by which an element makes a browser ask somebody.
var loaded = map[string]bool{"src": true, "srcset": true, "poster": true, "data": true, "background": true, "action": true, "formaction": true, "ping": true, "manifest": true}

func elementFaults(own, policy, kind string, n *html.Node) []string {
	var faults []string
	rel := " " + valueOf(n, "rel") + " "
	for _, at := range n.Attr {
		key := strings.ToLower(at.Key)
		value := strings.ToLower(strings.TrimSpace(at.Val))
		asks := loaded[key] || key == "href" && (n.Data == "use" || n.Data == "image" || n.Data == "base" ||
			n.Data == "link" && !strings.Contains(" canonical alternate license describedby next prev author search ", rel))
		switch {
		case strings.HasPrefix(key, "on") || key == "srcdoc" || key == "http-equiv":
			faults = append(faults, n.Data+" has "+key)
		case key == "style" && kind == "text/html":
			faults = append(faults, n.Data+" has a style of its own")
		case strings.HasPrefix(value, "javascript:") || strings.HasPrefix(value, "data:text"):
			faults = append(faults, n.Data+" leads to "+value)
		case asks && (strings.Contains(value, "://") || strings.HasPrefix(value, "//")) && !strings.HasPrefix(value, strings.ToLower(own)+"/"):
			faults = append(faults, n.Data+" asks "+value)
		}
	}
	switch n.Data {
	case "script":
		if valueOf(n, "src") == "" && valueOf(n, "type") != "application/ld+json" {
			faults = append(faults, "inline script")
		}
	case "style":
		text := textOf(n)
		sum := sha256.Sum256([]byte(text))
		if foreignStyle.MatchString(text) || kind == "text/html" && !strings.Contains(policy, "'sha256-"+base64.StdEncoding.EncodeToString(sum[:])+"'") {
			faults = append(faults, "style element that the policy does not name")
		}
	case "iframe", "object", "embed", "applet":
		faults = append(faults, "an element "+n.Data)
	}
	return faults
}

package api

import (
	"encoding/base64"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"
)

// How many things one page of a list has.
const (
	usualLimit = 50
	mostLimit  = 200
)

// window is the part of a list that was asked for: things after a cursor.
type window struct {
	After string // id of the last one seen; "" from the start
	Limit int
	query map[string]string
}

// windowOf reads ?after= and ?limit=, and whatever else the list takes.
func windowOf(c *fiber.Ctx, names ...string) (window, error) {
	query, err := asked(c, append(names, "after", "limit")...)
	if err != nil {
		return window{}, err
	}
	w := window{Limit: usualLimit, query: query}
	if text, ok := query["limit"]; ok {
		if w.Limit, err = strconv.Atoi(text); err != nil || w.Limit < 1 || w.Limit > mostLimit {
			return w, fault{Field: "limit", Detail: fmt.Sprintf("The limit must be a whole number between 1 and %d.", mostLimit)}
		}
	}
	if cursor, ok := query["after"]; ok {
		raw, err := base64.RawURLEncoding.Strict().DecodeString(cursor)
		if err != nil || len(raw) == 0 || len(raw) > 200 {
			return w, errCursor
		}
		w.After = string(raw)
	}
	return w, nil
}

// listOf is the body of a list.
type listOf[T any] struct {
	Items []T    `json:"items"`
	Next  string `json:"next,omitempty"` // cursor of the next page
}

// sendList answers with the things of a window. found has one more than asked for
// when there are more; id is the cursor of a thing.
func sendList[F, T any](c *fiber.Ctx, w window, found []F, id func(F) string, show func(F) T) error {
	return sendSome(c, w, found, id, func(f F) (T, bool) { return show(f), true })
}

// sendFrom is sendList of a list that was read whole. Ids are given in the order
// of time, so that the newest come first, and a cursor holds though what it was of
// is gone.
func sendFrom[F, T any](c *fiber.Ctx, w window, all []F, id func(F) string, show func(F) T) error {
	return sendList(c, w, newest(w, all, id), id, show)
}

// newest are the things after the cursor of a window.
func newest[F any](w window, all []F, id func(F) string) []F {
	if w.After != "" {
		all = slices.DeleteFunc(all, func(f F) bool { return id(f) >= w.After })
	}
	slices.SortStableFunc(all, func(a, b F) int { return strings.Compare(id(b), id(a)) })
	return all
}

// sendSome is sendList without the things that the person may not see.
func sendSome[F, T any](c *fiber.Ctx, w window, found []F, id func(F) string, show func(F) (T, bool)) error {
	list := listOf[T]{Items: []T{}}
	found, list.Next = cut(c, w, found, id)
	for _, f := range found {
		if item, may := show(f); may {
			list.Items = append(list.Items, item)
		}
	}
	return send(c, list)
}

// cut leaves one page of what was found, and names the next one where there is more.
func cut[F any](c *fiber.Ctx, w window, found []F, id func(F) string) (page []F, cursor string) {
	if len(found) <= w.Limit {
		return found, ""
	}
	page = found[:w.Limit]
	cursor = base64.RawURLEncoding.EncodeToString([]byte(id(page[w.Limit-1])))
	next := url.Values{}
	for name, value := range w.query {
		next.Set(name, value)
	}
	next.Set("after", cursor)
	c.Set(fiber.HeaderLink, fmt.Sprintf("<%s?%s>; rel=\"next\"", c.Path(), next.Encode()))
	return page, cursor
}

// errCursor refuses a cursor of another list.
var errCursor = fault{Field: "after", Detail: "This is no cursor of this list.", Suggestion: "Use the address in Link of the page before."}

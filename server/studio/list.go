package studio

import (
	"net/url"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"
)

// readList reads the filter of a list from the address into its fields, and gives
// the page that is asked for, from 1.
func readList(c *fiber.Ctx, fields map[string]*string) int {
	for name, field := range fields {
		*field = strings.TrimSpace(strings.Clone(c.Query(name)))
	}
	if n, err := strconv.Atoi(c.Query("page")); err == nil && n > 1 {
		return n
	}
	return 1
}

// listAt is the address of a page of a list that is narrowed by its fields.
func listAt(path string, fields map[string]*string, page int) string {
	values := url.Values{}
	for name, field := range fields {
		if *field != "" {
			values.Set(name, *field)
		}
	}
	if page > 1 {
		values.Set("page", strconv.Itoa(page))
	}
	if len(values) == 0 {
		return path
	}
	return path + "?" + values.Encode()
}

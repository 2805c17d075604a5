package brand

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"figurehead/widgets"
)

// ParseColour reads a colour as brand guides and style sheets write it: "#662483",
// "662483", "#628", "rgb(102, 36, 131)".
func ParseColour(text string) (widgets.Color, bool) {
	text = strings.ToLower(strings.TrimSpace(text))
	if m := bareColour.FindStringSubmatch(text); m != nil {
		return hexColour(m[1])
	}
	if m := rgbColour.FindStringSubmatch(text); m != nil && m[0] == text {
		return rgb(m)
	}
	return widgets.Color{}, false
}

var (
	bareColour = regexp.MustCompile(`^#?([0-9a-f]{3}|[0-9a-f]{6})$`)
	rgbColour  = regexp.MustCompile(`rgba?\(\s*(\d{1,3})\s*[, ]\s*(\d{1,3})\s*[, ]\s*(\d{1,3})\s*(?:[,/]\s*([0-9.]+%?)\s*)?\)`)
	hexInSheet = regexp.MustCompile(`#([0-9a-f]{6}|[0-9a-f]{3})(?:\b|$)`)
	property   = regexp.MustCompile(`(--[a-z0-9_-]{1,60})\s*:\s*([^;{}]{1,60})`)
	named      = regexp.MustCompile(`brand|primary|accent|theme|secondary|main|corporate|link`)
	commentary = regexp.MustCompile(`(?s)/\*.*?\*/`)
)

func hexColour(digits string) (widgets.Color, bool) {
	if len(digits) == 3 {
		digits = strings.Join([]string{digits[:1], digits[:1], digits[1:2], digits[1:2], digits[2:], digits[2:]}, "")
	}
	c, err := widgets.ParseColor("#" + digits)
	return c, err == nil
}

func rgb(m []string) (widgets.Color, bool) {
	var v [3]uint8
	for i := range v {
		n, err := strconv.ParseUint(m[i+1], 10, 8)
		if err != nil {
			return widgets.Color{}, false
		}
		v[i] = uint8(n)
	}
	return widgets.Color{R: v[0], G: v[1], B: v[2]}, true
}

// coloursOf lists the colours of style sheets that may be of a brand: the theme
// colour of the page, custom properties that are called so, then those used most.
// Greys, black and white are of no brand.
func coloursOf(themeColour, css string) []Colour {
	css = commentary.ReplaceAllString(strings.ToLower(css), "")
	var list []Colour
	seen := map[widgets.Color]bool{}
	add := func(c widgets.Color, where string) {
		if !seen[c] && !grey(c) && len(list) < maxColours {
			seen[c] = true
			list = append(list, Colour{c, where})
		}
	}
	if c, ok := ParseColour(themeColour); ok {
		add(c, "the theme colour of the page")
	}
	const mostNamed = 6
	properties := property.FindAllStringSubmatch(css, -1)
	for _, m := range properties {
		if c, ok := ParseColour(m[2]); ok && named.MatchString(m[1]) && len(list) < mostNamed {
			add(c, m[1])
		}
	}
	uses := map[widgets.Color]int{}
	for _, m := range hexInSheet.FindAllStringSubmatch(css, -1) {
		if c, ok := hexColour(m[1]); ok {
			uses[c]++
		}
	}
	for _, m := range rgbColour.FindAllStringSubmatch(css, -1) {
		if c, ok := rgb(m); ok && m[4] != "0" {
			uses[c]++
		}
	}
	most := make([]widgets.Color, 0, len(uses))
	for c := range uses {
		most = append(most, c)
	}
	slices.SortFunc(most, func(a, b widgets.Color) int {
		return cmp.Or(cmp.Compare(uses[b], uses[a]), strings.Compare(a.String(), b.String()))
	})
	for _, c := range most {
		where := fmt.Sprintf("used %d times", uses[c])
		if uses[c] == 1 {
			where = "used once"
		}
		add(c, where)
	}
	return list
}

// grey reports whether a colour has next to no hue.
func grey(c widgets.Color) bool {
	const hue = 24
	return int(max(c.R, c.G, c.B))-int(min(c.R, c.G, c.B)) < hue
}

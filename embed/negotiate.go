package embed

import (
	"strconv"
	"strings"
)

// encoding is a content coding that a body is kept in.
type encoding uint8

const (
	identity encoding = iota
	gzipped
	brotlied
	encodings // how many there are
)

// codings are the names on the wire; identity has none.
var codings = [encodings]string{"", "gzip", "br"}

// encodingFor is chooseEncoding of a header, and quick about what nearly every
// browser, and nearly every program, says.
func encodingFor(accept []byte) encoding {
	switch string(accept) {
	case "gzip, deflate, br, zstd", "gzip, deflate, br":
		return brotlied
	case "gzip":
		return gzipped
	case "":
		return identity
	}
	return chooseEncoding(string(accept))
}

// chooseEncoding picks the coding a client likes best, the smallest first
// where it likes several as much (RFC 9110, section 12.5.3). A coding with
// q=0 is never chosen; identity is what is left.
func chooseEncoding(accept string) encoding {
	var weight [encodings]float64
	any, anySet := 0.0, false
	var named [encodings]bool
	for part := range strings.SplitSeq(accept, ",") {
		name, q := weighted(part)
		switch strings.ToLower(name) {
		case "*":
			any, anySet = q, true
		case "identity":
			weight[identity], named[identity] = q, true
		case "gzip", "x-gzip":
			weight[gzipped], named[gzipped] = q, true
		case "br":
			weight[brotlied], named[brotlied] = q, true
		}
	}
	best := identity
	for e := range encodings {
		if anySet && !named[e] && e != identity {
			weight[e] = any
		}
		if weight[e] > 0 && weight[e] >= weight[best] {
			best = e
		}
	}
	return best
}

// weighted splits "gzip;q=0.5" into its name and weight; a weight that cannot
// be read counts as 0.
func weighted(part string) (name string, q float64) {
	name, params, ok := strings.Cut(part, ";")
	name = strings.TrimSpace(name)
	if !ok {
		return name, 1
	}
	for param := range strings.SplitSeq(params, ";") {
		key, value, _ := strings.Cut(param, "=")
		if !strings.EqualFold(strings.TrimSpace(key), "q") {
			continue
		}
		q, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
		if err != nil || q < 0 || q > 1 {
			return name, 0
		}
		return name, q
	}
	return name, 1
}

// matchesETag reports whether an If-None-Match header names etag. The weak
// comparison is used, as RFC 9110, section 13.1.2, asks: W/"a" is "a".
func matchesETag(ifNoneMatch, etag string) bool {
	if ifNoneMatch == "" {
		return false
	}
	if ifNoneMatch == etag {
		return true
	}
	if strings.TrimSpace(ifNoneMatch) == "*" {
		return true
	}
	for rest := ifNoneMatch; ; {
		rest = strings.TrimLeft(rest, " \t,")
		tag := strings.TrimPrefix(rest, "W/")
		if !strings.HasPrefix(tag, `"`) {
			return false
		}
		end := strings.IndexByte(tag[1:], '"')
		if end < 0 {
			return false
		}
		if tag[:end+2] == etag {
			return true
		}
		rest = tag[end+2:]
	}
}

package embed

import (
	"context"
	"sync"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"
)

// Again gives an answer that was given before once more, as it was: with the
// same headers and bytes, and without router, checks and look-ups of its own.
// It knows frames and files of figures under the one address that each has,
// and nothing that is older than what is published. It is safe for concurrent
// use.
type Again struct {
	face *face
	most int // bytes that it may hold

	mu      sync.RWMutex
	version int64 // of what is published, that the answers are of
	answers map[string]*answers
	bytes   int
}

// answers are those of one address.
type answers struct {
	publicID string // of a frame, which counts as seen; empty for a file
	packed   bool   // there is one for each encoding
	given    [encodings]struct{ whole, unchanged *given }
}

// given is an answer as it was.
type given struct {
	header fasthttp.ResponseHeader
	etag   string
	body   []byte
}

// givenBytes is a generous guess at the bytes of an answer's headers.
const givenBytes = 4096

// mayRepeat is what a handler says of an answer that Keep may keep.
type mayRepeat struct {
	address  string // the one under which it is kept
	publicID string
	version  int64
	body     *body
}

type mayRepeatKey struct{}

// repeatable says that an answer with b is the same for everybody who asks for
// address in the same encoding, while r is current; framed when it is a frame.
func repeatable(c *fiber.Ctx, address string, r *record, b *body, framed bool) {
	may := mayRepeat{address: address, version: r.version, body: b}
	if framed {
		may.publicID = r.id
	}
	c.Context().SetUserValue(mayRepeatKey{}, may)
}

// addressIn is where an Edition is under a prefix: n as its address has it.
func addressIn(prefix string, r *record, n string) string {
	if n == "" {
		return prefix + r.id
	}
	return prefix + r.id + "/e/" + n
}

func newAgain(f *face, most int64) *Again {
	return &Again{face: f, most: int(most), answers: map[string]*answers{}}
}

// Answer answers a request when it can, and reports whether it did. The caller
// has made sure that the request is for this server.
func (a *Again) Answer(c *fasthttp.RequestCtx) bool {
	h := &c.Request.Header
	if !h.IsGet() || len(h.ContentEncoding()) > 0 {
		return false
	}
	g, publicID := a.find(h, a.face.pointer.current(context.Background(), a.face.Store, a.face.Now()))
	if g == nil {
		return false
	}
	g.header.CopyTo(&c.Response.Header)
	c.Response.SetBodyRaw(g.body)
	if publicID != "" {
		a.face.seenBy(h, publicID, true)
	}
	return true
}

// find returns the answer to a request; nil when it was not given before.
func (a *Again) find(h *fasthttp.RequestHeader, version int64) (g *given, publicID string) {
	a.mu.RLock()
	defer a.mu.RUnlock()
	if version != a.version {
		return nil, ""
	}
	list := a.answers[string(h.RequestURI())]
	if list == nil {
		return nil, ""
	}
	chosen := identity
	if list.packed {
		chosen = encodingFor(h.PeekBytes(headerAcceptEncoding))
	}
	of := &list.given[chosen]
	asked := h.PeekBytes(headerIfNoneMatch)
	if len(asked) == 0 {
		return of.whole, list.publicID
	}
	if of.unchanged == nil {
		return nil, ""
	}
	if matchesETag(string(asked), of.unchanged.etag) {
		return of.unchanged, list.publicID
	}
	return of.whole, list.publicID
}

var (
	headerAcceptEncoding = []byte(fiber.HeaderAcceptEncoding)
	headerIfNoneMatch    = []byte(fiber.HeaderIfNoneMatch)
)

// Keep keeps the answer that was just made when its handler allows it and it
// was asked for by its own address: other spellings and queries keep nothing.
func (a *Again) Keep(c *fasthttp.RequestCtx) {
	may, ok := c.UserValue(mayRepeatKey{}).(mayRepeat)
	if !ok || !c.Request.Header.IsGet() || string(c.Request.Header.RequestURI()) != may.address {
		return
	}
	status := c.Response.StatusCode()
	if status != fiber.StatusOK && status != fiber.StatusNotModified {
		return
	}
	chosen := may.body.choose(c.Request.Header.PeekBytes(headerAcceptEncoding))
	r := may.body.encoded[chosen]()
	g := &given{etag: r.etag}
	c.Response.Header.CopyTo(&g.header)
	if status == fiber.StatusOK {
		g.body = r.bytes
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.keep(may, chosen, g)
}

// keep forgets everything when there is a new version, or no room.
func (a *Again) keep(may mayRepeat, chosen encoding, g *given) {
	weight := givenBytes + len(g.body)
	if may.version != a.version || a.bytes+weight > a.most {
		a.version, a.bytes, a.answers = may.version, 0, map[string]*answers{}
	}
	if weight > a.most {
		return
	}
	list := a.answers[may.address]
	if list == nil {
		list = &answers{publicID: may.publicID, packed: may.body.packs()}
		a.answers[may.address] = list
	}
	of := &list.given[chosen].whole
	if g.body == nil {
		of = &list.given[chosen].unchanged
	}
	if *of == nil {
		a.bytes += weight
	}
	*of = g
}

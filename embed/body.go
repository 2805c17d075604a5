package embed

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"sync"

	"github.com/andybalholm/brotli"
	"github.com/gofiber/fiber/v2"
	"github.com/klauspost/compress/gzip"
)

// Levels of compression: what they cost against what they save was measured
// on the frames of all examples. Brotli 10 takes 10.5 ms of processor time a
// frame where 5 takes 1.8, for 11% fewer bytes, and 11 takes 24 ms for 12%. A
// frame of either comes in the first packets of an answer, and a server that
// starts would spend the time again on every frame that is asked for.
const (
	gzipLevel   = 9
	brotliLevel = 5
)

// body is the bytes of one answer in each encoding. It never changes: its
// slices are given to responses without a copy.
type body struct {
	contentType string
	// policy replaces the Content-Security-Policy of the shape when not empty.
	policy string
	// link is the Link header: describedby and licence; may be empty.
	link    string
	size    int
	encoded [encodings]func() representation
}

// representation is a body in one encoding with its strong ETag.
type representation struct {
	bytes []byte
	etag  string
}

// newBody keeps plain; it is encoded when the first reader asks for it so.
func newBody(contentType string, plain []byte) *body {
	b := &body{contentType: contentType, size: len(plain)}
	b.encoded[identity] = sync.OnceValue(func() representation { return b.represent(plain, "") })
	b.encoded[gzipped] = sync.OnceValue(func() representation { return b.represent(gzipBytes(plain), "-gz") })
	b.encoded[brotlied] = sync.OnceValue(func() representation { return b.represent(brotliBytes(plain), "-br") })
	return b
}

// newPlainBody keeps bytes that are compressed already, such as a PNG.
func newPlainBody(contentType string, plain []byte, etag string) *body {
	b := &body{contentType: contentType, size: len(plain)}
	b.encoded[identity] = func() representation { return representation{plain, etag} }
	return b
}

// plain is the bytes as they were before any encoding.
func (b *body) plain() []byte { return b.encoded[identity]().bytes }

// packs reports whether a body is kept packed as well.
func (b *body) packs() bool { return b.encoded[gzipped] != nil }

// choose picks the encoding of an answer by an Accept-Encoding header.
func (b *body) choose(accept []byte) encoding {
	if !b.packs() {
		return identity
	}
	return encodingFor(accept)
}

// weight bounds the memory of a body: encodings come later than the cache
// asks, and none is longer than the plain bytes and its frame.
func (b *body) weight() int {
	const frame = 512
	if !b.packs() {
		return b.size + frame
	}
	return int(encodings) * (b.size + frame)
}

// send answers with b under status; a 200 the client already has becomes 304.
func (b *body) send(c *fiber.Ctx, status int) error {
	h := &c.Response().Header
	chosen := b.choose(c.Request().Header.PeekBytes(headerAcceptEncoding))
	if b.packs() {
		h.Set(fiber.HeaderVary, fiber.HeaderAcceptEncoding)
	}
	r := b.encoded[chosen]()
	h.Set(fiber.HeaderETag, r.etag)
	if b.policy != "" {
		h.Set(fiber.HeaderContentSecurityPolicy, b.policy)
	}
	if b.link != "" {
		h.Set(fiber.HeaderLink, b.link)
	}
	if status == fiber.StatusOK && matchesETag(string(c.Request().Header.PeekBytes(headerIfNoneMatch)), r.etag) {
		c.Status(fiber.StatusNotModified)
		return nil
	}
	h.SetContentType(b.contentType)
	if chosen != identity {
		h.Set(fiber.HeaderContentEncoding, codings[chosen])
	}
	c.Status(status)
	c.Response().SetBodyRaw(r.bytes)
	return nil
}

// represent gives encoded bytes the ETag made of their hash and of the headers
// that come with them: an answer of "not modified" leaves those as they were.
func (b *body) represent(encoded []byte, suffix string) representation {
	sum := sha256.New()
	for _, part := range []string{policyPage, policyFile, policySVG, policyFrame, b.link} {
		sum.Write([]byte(part)) // a hash takes every write
	}
	sum.Write(encoded)
	return representation{encoded, fmt.Sprintf(`"%s%s"`, base64.RawURLEncoding.EncodeToString(sum.Sum(nil)[:15]), suffix)}
}

func gzipBytes(plain []byte) []byte {
	var out bytes.Buffer
	w, _ := gzip.NewWriterLevel(&out, gzipLevel) // the level is a constant in range
	_, _ = w.Write(plain)                        // a bytes.Buffer takes every write
	_ = w.Close()
	return out.Bytes()
}

func brotliBytes(plain []byte) []byte {
	var out bytes.Buffer
	w := brotli.NewWriterLevel(&out, brotliLevel)
	_, _ = w.Write(plain) // a bytes.Buffer takes every write
	_ = w.Close()
	return out.Bytes()
}

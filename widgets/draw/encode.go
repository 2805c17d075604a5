package draw

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"sync"

	"github.com/klauspost/compress/zlib"
)

// pngSignature opens every PNG file (PNG specification, section 5.2).
const pngSignature = "\x89PNG\r\n\x1a\n"

// Colour types of the image header.
const (
	trueColour    = 2
	indexedColour = 3
)

func encodeIndexed(g *indexed, o PNGOptions) ([]byte, error) {
	palette := make([]byte, 0, 3*len(g.palette))
	for _, c := range g.palette {
		palette = append(palette, c.R, c.G, c.B)
	}
	return encode(header{g.width, g.height, indexedColour}, palette, g.pix, o)
}

func encodeDirect(d *direct, o PNGOptions) ([]byte, error) {
	return encode(header{d.width, d.height, trueColour}, nil, d.pix, o)
}

type header struct {
	width, height int
	colourType    byte
}

func (h header) bytes() []byte {
	b := binary.BigEndian.AppendUint32(nil, uint32(h.width))
	b = binary.BigEndian.AppendUint32(b, uint32(h.height))
	return append(b, 8, h.colourType, 0, 0, 0) // 8 bits, deflate, filters by row, not interlaced
}

// encode writes a PNG of rows that carry their filter byte.
func encode(h header, palette, rows []byte, o PNGOptions) ([]byte, error) {
	c := compressors[o.Level-1].Get().(*compressor)
	defer compressors[o.Level-1].Put(c)
	packed, err := c.pack(rows)
	if err != nil {
		return nil, fmt.Errorf("draw PNG: compress: %w", err)
	}
	xmp := o.Metadata.xmp()
	b := make([]byte, 0, len(packed)+len(palette)+2*len(xmp)+256)
	b = append(b, pngSignature...)
	b = appendChunk(b, "IHDR", h.bytes())
	b = appendChunk(b, "sRGB", []byte{0})
	lang := o.Metadata.Lang
	b = appendText(b, "Title", lang, o.Metadata.Title)
	b = appendText(b, "Source", lang, o.Metadata.Source)
	b = appendText(b, "Copyright", "", o.Metadata.Copyright) // of the licence, whatever the figure's language
	b = appendText(b, "Description", lang, o.Metadata.Description)
	if o.Metadata != (Metadata{}) {
		b = appendText(b, "XML:com.adobe.xmp", "", xmp) // which names the language itself
	}
	if palette != nil {
		b = appendChunk(b, "PLTE", palette)
	}
	b = appendChunk(b, "IDAT", packed)
	return appendChunk(b, "IEND", nil), nil
}

// appendText writes an international text chunk (iTXt) in a language, empty for
// none, uncompressed, unless the text is empty.
func appendText(b []byte, keyword, lang, text string) []byte {
	if text == "" {
		return b
	}
	body := append([]byte(keyword), 0, 0, 0)   // end of keyword, plain, method
	body = append(append(body, lang...), 0, 0) // end of language, no translation
	return appendChunk(b, "iTXt", append(body, cleaned(text)...))
}

// appendChunk writes a length, a type, a body and their checksum.
func appendChunk(b []byte, name string, body []byte) []byte {
	b = binary.BigEndian.AppendUint32(b, uint32(len(body)))
	start := len(b)
	b = append(b, name...)
	b = append(b, body...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b[start:]))
}

// compressors keeps one pool for each zlib level from 1: a compressor is large
// and worth using again.
var compressors [9]sync.Pool

func init() {
	for i := range compressors {
		compressors[i].New = func() any { return newCompressor(i + 1) }
	}
}

type compressor struct {
	out bytes.Buffer
	w   *zlib.Writer
}

func newCompressor(level int) *compressor {
	c := &compressor{}
	w, err := zlib.NewWriterLevel(&c.out, level)
	if err != nil {
		w = zlib.NewWriter(&c.out) // levels 1 to 9 exist; the default is never worse than none
	}
	c.w = w
	return c
}

// pack returns rows compressed; they are valid until the next call.
func (c *compressor) pack(rows []byte) ([]byte, error) {
	c.out.Reset()
	c.w.Reset(&c.out)
	if _, err := c.w.Write(rows); err != nil {
		return nil, err
	}
	if err := c.w.Close(); err != nil {
		return nil, err
	}
	return c.out.Bytes(), nil
}

// Package fontfile reads an uploaded TTF or OTF file, of which a council knows
// where it comes from and nobody else does. The parser is that of
// golang.org/x/image, which its authors do not call hardened against malicious
// files; so it runs only in the child process (datasets/work), and what comes
// out of it is our own small format of outlines, advances and kerning.
package fontfile

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strings"
	"unicode"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"figurehead/datasets"
	"figurehead/widgets/draw"
)

// MaxBytes is how large a font file may be.
const MaxBytes = 2 << 20

// Weight is what a font file gives: its name, the usual characters that it
// lacks, and the packed weight.
type Weight struct {
	Name   string `json:"name"`
	Lacks  string `json:"lacks,omitempty"`
	Packed []byte `json:"packed"`
}

// Characters whose glyphs are kept: Latin, Greek, Cyrillic, punctuation,
// currency, arrows and shapes, as far as the built-in typeface looks them up.
const lastRune = 0x2600

// needed must be there; usual is what English and Welsh figures are written
// with, and is lent by the built-in typeface where it is not.
const (
	needed = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.,"
	usual  = " !\"#%&'()*+-/:;=?@[]£€–—‘’“”…−×°·ÂÊÎÔÛâêîôûŴŵŶŷÄËÏÖÜäëïöüáéíóúàèìòùçñ"
)

// grid is the units of an em in what is packed.
const grid = fixed.Int26_6(2048)

// Job reads a font file and returns a Weight as JSON. What cannot be used is a
// datasets.Problem that says why and what to do.
func Job(raw []byte) ([]byte, error) {
	w, err := Read(raw)
	if err != nil {
		return nil, err
	}
	return json.Marshal(w)
}

// Read reads a font file.
func Read(raw []byte) (Weight, error) {
	if err := checkKind(raw); err != nil {
		return Weight{}, err
	}
	parsed, err := sfnt.Parse(raw)
	if err != nil {
		return Weight{}, damaged()
	}
	r := reader{font: parsed}
	if err := r.glyphs(); err != nil {
		return Weight{}, err
	}
	for _, c := range needed {
		if _, ok := r.weight.Index[c]; !ok {
			return Weight{}, problem("The typeface has no letters for English.", "Choose the file of a text typeface, not of symbols.")
		}
	}
	if err := r.kerning(); err != nil {
		return Weight{}, err
	}
	packed, err := r.weight.Pack()
	if err != nil {
		return Weight{}, problem("The typeface is larger than can be kept.", "Choose a file with fewer scripts in it.")
	}
	return Weight{Name: r.name(), Lacks: r.lacks(), Packed: packed}, nil
}

func problem(message, suggestion string) error {
	return datasets.Problem{Field: "typeface", Message: message, Suggestion: suggestion}
}

func damaged() error {
	return problem("The font file is damaged or of a kind that cannot be read.", "Get it again from where it came from, as TTF or OTF.")
}

func checkKind(raw []byte) error {
	switch {
	case len(raw) > MaxBytes:
		return problem("The font file is larger than 2 MB.", "Choose a file with fewer scripts in it.")
	case bytes.HasPrefix(raw, []byte("wOFF")), bytes.HasPrefix(raw, []byte("wOF2")):
		return problem("The file is a web font (WOFF).", "Choose the TTF or OTF file of the typeface.")
	case bytes.HasPrefix(raw, []byte("ttcf")):
		return problem("The file is a collection of fonts (TTC).", "Choose the TTF or OTF file of one weight.")
	case bytes.HasPrefix(raw, []byte("\x00\x01\x00\x00")), bytes.HasPrefix(raw, []byte("OTTO")), bytes.HasPrefix(raw, []byte("true")):
		return nil
	}
	return problem("The file is no font.", "Choose the TTF or OTF file of the typeface.")
}

// reader gathers one weight.
type reader struct {
	font   *sfnt.Font
	buffer sfnt.Buffer
	weight draw.Weight
	kept   map[sfnt.GlyphIndex]uint16
}

// glyphs keeps the outlines of every character that the typeface has.
func (r *reader) glyphs() error {
	r.kept, r.weight.Index = map[sfnt.GlyphIndex]uint16{}, map[rune]uint16{}
	for c := rune(' '); c < lastRune; c++ {
		index, err := r.font.GlyphIndex(&r.buffer, c)
		if err != nil {
			return damaged()
		}
		if index == 0 || unicode.IsControl(c) {
			continue
		}
		kept, known := r.kept[index]
		if !known {
			g, err := r.glyph(index)
			if err != nil {
				return err
			}
			kept = uint16(len(r.weight.Glyphs))
			r.weight.Glyphs, r.kept[index] = append(r.weight.Glyphs, g), kept
		}
		r.weight.Index[c] = kept
	}
	return nil
}

func (r *reader) glyph(index sfnt.GlyphIndex) (draw.Glyph, error) {
	advance, err := r.font.GlyphAdvance(&r.buffer, index, grid, font.HintingNone)
	if err != nil || advance < 0 || advance > 4*grid {
		return draw.Glyph{}, damaged()
	}
	g := draw.Glyph{Advance: int16(advance)}
	segments, err := r.font.LoadGlyph(&r.buffer, index, grid, nil)
	if errors.Is(err, sfnt.ErrColoredGlyph) {
		return g, problem("The typeface is drawn in colours, which figures cannot be set in.", "Choose a text typeface.")
	}
	if err != nil {
		return g, damaged()
	}
	for _, s := range segments {
		step, ok := stepOf(s)
		if !ok {
			return g, damaged()
		}
		g.Steps = append(g.Steps, step)
	}
	return g, nil
}

// stepOf turns a segment, whose y grows downwards, into a step.
func stepOf(s sfnt.Segment) (draw.Step, bool) {
	ops := map[sfnt.SegmentOp]draw.Op{
		sfnt.SegmentOpMoveTo: draw.MoveTo, sfnt.SegmentOpLineTo: draw.LineTo,
		sfnt.SegmentOpQuadTo: draw.QuadTo, sfnt.SegmentOpCubeTo: draw.CubeTo,
	}
	op, known := ops[s.Op]
	step := draw.Step{Op: op}
	for i, p := range s.Args {
		if max(p.X, -p.X, p.Y, -p.Y) > math.MaxInt16 {
			return step, false
		}
		step.Points[i] = [2]int16{int16(p.X), int16(-p.Y)}
	}
	return step, known
}

// kerning keeps the pairs of the characters that words and numbers are made
// of: letters, digits and punctuation of Latin.
func (r *reader) kerning() error {
	r.weight.Kerns = map[[2]uint16]int16{}
	latin := map[sfnt.GlyphIndex]uint16{}
	for index, kept := range r.kept {
		latin[index] = kept
	}
	for c := rune(0x250); c < lastRune; c++ {
		if c >= 0x1E00 && c < 0x1F00 || c >= 0x2010 && c < 0x2040 || c == 0x2212 {
			continue
		}
		if index, err := r.font.GlyphIndex(&r.buffer, c); err == nil {
			delete(latin, index)
		}
	}
	for left, a := range latin {
		for right, b := range latin {
			k, err := r.font.Kern(&r.buffer, left, right, grid, font.HintingNone)
			if errors.Is(err, sfnt.ErrNotFound) || err == nil && k == 0 {
				continue
			}
			if err != nil || max(k, -k) > grid {
				return damaged()
			}
			r.weight.Kerns[[2]uint16{a, b}] = int16(k)
		}
	}
	return nil
}

// name is the full name that the file gives itself, printable and short.
func (r *reader) name() string {
	name, err := r.font.Name(&r.buffer, sfnt.NameIDFull)
	if err != nil || strings.TrimSpace(name) == "" {
		return "Unnamed typeface"
	}
	name = strings.Map(func(c rune) rune {
		if !unicode.IsPrint(c) {
			return -1
		}
		return c
	}, name)
	if runes := []rune(name); len(runes) > 60 {
		name = string(runes[:60])
	}
	return strings.TrimSpace(name)
}

// lacks lists the usual characters that are not there.
func (r *reader) lacks() string {
	var b strings.Builder
	for _, c := range usual {
		if _, ok := r.weight.Index[c]; !ok {
			fmt.Fprintf(&b, "%c", c)
		}
	}
	return b.String()
}

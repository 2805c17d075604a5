package embed

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"hash/crc32"
	"slices"
	"strconv"
	"strings"
	"time"

	"figurehead/widgets"
	"figurehead/widgets/words"
)

// A correction notice stands beside a figure whose bytes stay as they were
// published: it is put around them when they are answered, never into them.

// correctionWords is a notice as a page or frame shows it.
type correctionWords struct {
	Date     string
	Words    string
	Concerns string       // "Concerns versions 1 and 2"
	Versions []linkedText // the same, with addresses
}

type linkedText struct{ Text, Link string }

// correctionsIn words the notices of an Edition in a language.
func correctionsIn(e widgets.Edition, l *words.Locale, zone *time.Location) []correctionWords {
	var list []correctionWords
	for _, c := range e.Corrections {
		w := correctionWords{Date: l.On(c.At.In(zone)), Words: c.Words}
		var numbers []string
		for _, n := range c.Editions {
			numbers = append(numbers, strconv.Itoa(n))
			w.Versions = append(w.Versions, linkedText{strconv.Itoa(n), fmt.Sprintf("/w/%s/e/%d", e.PublicID, n)})
		}
		w.Concerns = say(l, "concernsOne", "list", strings.Join(numbers, ", "))
		if len(numbers) > 1 {
			w.Concerns = say(l, "concernsMany", "list", strings.Join(numbers, ", "))
		}
		list = append(list, w)
	}
	return list
}

// CorrectionLabel is the line of a frame that opens the notices.
func (p framePage) CorrectionLabel() string {
	if len(p.Notices) == 0 {
		return ""
	}
	phrase := words.FrameCorrection
	if len(p.Notices) > 1 {
		phrase = words.FrameCorrections
	}
	return words.For(p.FrameOptions.Lang).Say(phrase, "date", p.Notices[0].Date)
}

// corrected is when an Edition was last changed for a reader of feeds: its
// publication, or a notice after it.
func corrected(e widgets.Edition) time.Time {
	at := e.PublishedAt
	for _, c := range e.Corrections {
		if c.At.After(at) {
			at = c.At
		}
	}
	return at
}

// correctionText is the notices in one text, for places that have one field.
func correctionText(e widgets.Edition) string {
	l := words.For(e.Lang)
	var texts []string
	for _, c := range correctionsIn(e, l, time.UTC) {
		texts = append(texts, say(l, "correctionOf", "date", c.Date)+" "+sentence(c.Words)+" "+sentence(c.Concerns))
	}
	return strings.Join(texts, " ")
}

// withNotice is a file of an Edition with the notices beside it, where its format
// has a place for them; false where it has none.
func (f *face) withNotice(ctx context.Context, r *record, name string) (*body, bool, error) {
	rendition := r.edition.Renditions[name]
	put := noticeWriter(name)
	if len(r.edition.Corrections) == 0 || put == nil {
		return nil, false, nil
	}
	b, err := f.kept(ctx, r.key("corrected."+name), func(ctx context.Context) (*body, error) {
		kept, err := f.blob(ctx, rendition)
		if err != nil {
			return nil, err
		}
		with, err := put(kept.plain(), r.edition)
		if err != nil { // better the file without its notice than none
			f.Log.Error("correction beside a file", "file", name, "error", err)
			return kept, nil
		}
		if compressible(rendition.ContentType) {
			return newBody(rendition.ContentType, with), nil
		}
		sum := sha256.Sum256(with)
		return newPlainBody(rendition.ContentType, with, `"`+base64.RawURLEncoding.EncodeToString(sum[:15])+`"`), nil
	})
	return b, err == nil, err
}

// noticeWriter puts notices into a format, nil for those that have no place.
func noticeWriter(name string) func([]byte, widgets.Edition) ([]byte, error) {
	switch {
	case slices.Contains([]string{"data.json", "datapackage.json"}, name):
		return noticeInJSON
	case strings.HasSuffix(name, ".png"):
		return noticeInPNG
	case strings.HasSuffix(name, ".svg"):
		return noticeInSVG
	}
	return nil
}

// noticeInJSON puts a member "corrections" before the others; what stands there
// keeps every byte.
func noticeInJSON(raw []byte, e widgets.Edition) ([]byte, error) {
	member, err := json.Marshal(e.Corrections)
	if err != nil {
		return nil, err
	}
	rest, ok := bytes.CutPrefix(raw, []byte("{"))
	if !ok {
		return nil, fmt.Errorf("no object")
	}
	return slices.Concat([]byte("{\n  \"corrections\": "), member, []byte(","), rest), nil
}

// noticeInPNG puts a text chunk behind the head of a PNG; its pixels keep every
// byte. Source: PNG, third edition, 11.3.3.4, keyword Comment.
func noticeInPNG(raw []byte, e widgets.Edition) ([]byte, error) {
	const head = 8 + 4 + 4 + 13 + 4 // signature and IHDR
	if len(raw) < head || string(raw[12:16]) != "IHDR" {
		return nil, fmt.Errorf("no PNG")
	}
	chunk := append([]byte("iTXtComment"), 0, 0, 0)
	chunk = append(append(chunk, words.For(e.Lang).Lang...), 0, 0)
	chunk = append(chunk, correctionText(e)...)
	out := slices.Clone(raw[:head])
	out = binary.BigEndian.AppendUint32(out, uint32(len(chunk)-4))
	out = append(out, chunk...)
	out = binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(chunk))
	return append(out, raw[head:]...), nil
}

// noticeInSVG puts a metadata element before the end of a drawing, in the term
// that IPTC has for what a user of a picture has to know.
func noticeInSVG(raw []byte, e widgets.Edition) ([]byte, error) {
	end := bytes.LastIndex(raw, []byte("</svg>"))
	if end < 0 {
		return nil, fmt.Errorf("no SVG")
	}
	var text bytes.Buffer
	if err := xml.EscapeText(&text, []byte(correctionText(e))); err != nil {
		return nil, err
	}
	return slices.Concat(raw[:end], []byte(`<metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"><photoshop:Instructions>`),
		text.Bytes(), []byte(`</photoshop:Instructions></rdf:Description></rdf:RDF></metadata>`), raw[end:]), nil
}

// linkedCorrection is a notice as schema.org has it.
type linkedCorrection struct {
	Type      string `json:"@type"`
	Text      string `json:"text"`
	Published string `json:"datePublished"`
}

func linkedCorrections(e widgets.Edition) (list []linkedCorrection) {
	for _, c := range e.Corrections {
		list = append(list, linkedCorrection{"CorrectionComment", c.Words, stamp(c.At)})
	}
	return list
}

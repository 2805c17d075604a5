package publishing_test

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"encoding/xml"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"figurehead/datasets"
	"figurehead/widgets"
)

// TestPicturesSayWhatTheyAre reads back what each published picture says of
// itself once it has left its page, as programs that read XMP do.
func TestPicturesSayWhatTheyAre(t *testing.T) {
	t.Parallel()
	source := ours
	source.Title = "Spending & <services>"
	d := newDesk(t, source, true)
	e, err := d.publisher.Publish(t.Context(), officer, d.widget.ID, d.draft.Version)
	if err != nil {
		t.Fatal(err)
	}
	licence, _ := datasets.LicenceByKey(source.Licence)
	want := map[string]string{
		"language": "en-GB", "title": e.Title, "description": e.Alt, "source": e.Provenance.Source, "Source": e.Provenance.Source,
		"rights": e.Provenance.Statement, "WebStatement": licence.Link, "identifier": e.Provenance.AddressURL,
		"AltTextAccessibility": e.Alt,
	}
	for name, rendition := range e.Renditions {
		packet, plain := "", map[string]string(nil)
		switch body := d.read(t, rendition); {
		case strings.HasPrefix(name, "withdrawn."):
			continue
		case strings.HasSuffix(name, ".png"):
			plain = internationalTexts(t, body)
			packet = plain["XML:com.adobe.xmp"]
		case strings.HasSuffix(name, ".svg"):
			_, rest, _ := strings.Cut(string(body), "<metadata>")
			packet, _, _ = strings.Cut(rest, "</metadata>")
		default:
			continue
		}
		got := propertiesOf(t, packet)
		for property, text := range want {
			if got[property] != text {
				t.Errorf("%s says %s %q, want %q", name, property, got[property], text)
			}
		}
		if plain == nil {
			continue
		}
		delete(plain, "XML:com.adobe.xmp")
		chunks := map[string]string{"Title": e.Title, "Source": e.Provenance.Source, "Copyright": e.Provenance.Statement, "Description": e.Alt}
		if diff := cmp.Diff(chunks, plain); diff != "" {
			t.Errorf("texts of %s differ (-want +got):\n%s", name, diff)
		}
	}
}

func (d desk) read(t *testing.T, r widgets.Rendition) []byte {
	t.Helper()
	raw, err := d.store.Blobs().Get(t.Context(), r.SHA256)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// internationalTexts returns the iTXt chunks of a PNG by keyword.
func internationalTexts(t *testing.T, raw []byte) map[string]string {
	t.Helper()
	texts := map[string]string{}
	for rest := raw[8:]; len(rest) >= 12; {
		n := int(binary.BigEndian.Uint32(rest))
		if string(rest[4:8]) == "iTXt" {
			keyword, value, _ := bytes.Cut(rest[8:8+n], []byte{0})
			_, value, _ = bytes.Cut(value[2:], []byte{0, 0}) // language, and the translation that is not there
			texts[string(keyword)] = string(value)
		}
		rest = rest[12+n:]
	}
	return texts
}

// propertiesOf returns the texts of a packet by the local name of the property
// that holds them.
func propertiesOf(t *testing.T, packet string) map[string]string {
	t.Helper()
	found, path := map[string]string{}, []string{}
	for decoder := xml.NewDecoder(strings.NewReader(packet)); ; {
		token, err := decoder.Token()
		if err == io.EOF {
			return found
		}
		if err != nil {
			t.Fatalf("packet %q: %v", packet, err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			path = append(path, token.Name.Local)
		case xml.EndElement:
			path = path[:len(path)-1]
		case xml.CharData:
			for i := len(path) - 1; i >= 0; i-- {
				if path[i] != "li" && path[i] != "Alt" && path[i] != "Bag" {
					found[path[i]] += string(token)
					break
				}
			}
		}
	}
}

// A Welsh figure says in each of its files that it is Welsh, and how it was
// made in Welsh.
func TestFilesOfAWelshFigure(t *testing.T) {
	t.Parallel()
	d := newDesk(t, ours, true)
	d.draft.Spec.Lang = "cy"
	var err error
	if d.draft, err = d.store.SaveDraft(t.Context(), officer, d.draft); err != nil {
		t.Fatal(err)
	}
	e, err := d.publisher.Publish(t.Context(), officer, d.widget.ID, d.draft.Version)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"og.png", "withdrawn.og.png"} {
		packet := internationalTexts(t, d.read(t, e.Renditions[name]))["XML:com.adobe.xmp"]
		if got := propertiesOf(t, packet)["language"]; got != "cy" {
			t.Errorf("%s says that its language is %q, want cy", name, got)
		}
	}
	if got := internationalTexts(t, d.read(t, e.Renditions["withdrawn.og.png"]))["Title"]; got != "Ffigur a dynnwyd yn ôl" {
		t.Errorf("the picture of a withdrawn figure is called %q", got)
	}
	for _, name := range []string{"data.json", "datapackage.json"} {
		var file struct{ Language string }
		if err := json.Unmarshal(d.read(t, e.Renditions[name]), &file); err != nil || file.Language != "cy" {
			t.Errorf("%s says that its language is %q (%v), want cy", name, file.Language, err)
		}
	}
	for _, sentence := range e.HowMade {
		if strings.Contains(sentence, " is ") || strings.Contains(sentence, "were kept") {
			t.Errorf("how it was made is told in English: %q", sentence)
		}
	}
}

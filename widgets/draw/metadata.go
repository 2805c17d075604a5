package draw

import "strings"

// Metadata is what a picture says of itself when it has left its page. Empty
// parts are left out.
type Metadata struct {
	Lang        string // of the texts: "cy"; empty is left out
	Title       string
	Source      string // as printed
	Copyright   string // statement of the licence
	Description string // what search and picture programs show under the title
	AltText     string
	LicenceURL  string
	Address     string // of the share page
	Credit      string // the organisation that made the picture
	AsAt        string // day on which the data was retrieved: "2026-11-23"
}

// packet opens an XMP packet; the id is fixed by the XMP specification, part
// 1, section 7.3.2.
const (
	packetBegin = "<?xpacket begin=\"\ufeff\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?><x:xmpmeta xmlns:x=\"adobe:ns:meta/\">"
	packetEnd   = `</x:xmpmeta><?xpacket end="r"?>`
)

// xmp returns the metadata as an XMP packet for a PNG.
func (m Metadata) xmp() string {
	return packetBegin + m.rdf() + packetEnd
}

// rdf returns the metadata in Dublin Core, XMP rights, IPTC and Photoshop terms,
// of which programs read one or another, as used
// in XMP packets and in the metadata element of an SVG file.
func (m Metadata) rdf() string {
	var b strings.Builder
	b.WriteString(`<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">` +
		`<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"` +
		` xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/"` +
		` xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"` +
		` xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/">`)
	writeByLanguage(&b, "dc:title", m.Title)
	writeByLanguage(&b, "dc:description", m.Description)
	if m.Lang != "" {
		b.WriteString("<dc:language><rdf:Bag><rdf:li>" + m.Lang + "</rdf:li></rdf:Bag></dc:language>")
	}
	writeProperty(&b, "dc:source", m.Source)
	writeProperty(&b, "dc:identifier", m.Address)
	if m.AsAt != "" {
		b.WriteString("<dc:date><rdf:Seq><rdf:li>")
		b.Write(appendEscaped(nil, m.AsAt))
		b.WriteString("</rdf:li></rdf:Seq></dc:date>")
	}
	writeByLanguage(&b, "dc:rights", m.Copyright)
	if m.LicenceURL != "" {
		writeProperty(&b, "xmpRights:Marked", "True") // a licence has conditions
	}
	writeProperty(&b, "xmpRights:WebStatement", m.LicenceURL)
	writeProperty(&b, "photoshop:Credit", m.Credit)
	writeProperty(&b, "photoshop:Source", m.Source)
	writeByLanguage(&b, "Iptc4xmpCore:AltTextAccessibility", m.AltText)
	b.WriteString(`</rdf:Description></rdf:RDF>`)
	return b.String()
}

func writeProperty(b *strings.Builder, name, value string) {
	if value == "" {
		return
	}
	b.WriteString("<" + name + ">")
	b.Write(appendEscaped(nil, value))
	b.WriteString("</" + name + ">")
}

// writeByLanguage writes a property that XMP keeps by language; x-default is
// the one every reader shows.
func writeByLanguage(b *strings.Builder, name, value string) {
	if value == "" {
		return
	}
	b.WriteString("<" + name + `><rdf:Alt><rdf:li xml:lang="x-default">`)
	b.Write(appendEscaped(nil, value))
	b.WriteString("</rdf:li></rdf:Alt></" + name + ">")
}

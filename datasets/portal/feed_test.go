package portal

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func init() {
	fakes = append(fakes,
		fake{kind: DCATAP, path: "/catalog.jsonld", handler: feedFake(dcatAP), want: rowsOf(3)},
		fake{kind: DCATUS, handler: feedFake(dcatUS), want: rowsOf(3)},
		fake{kind: WebPage, path: "/open-data", handler: feedFake(landingPage), want: rowsOf(3)})
}

// feedFake serves a catalogue at every path but that of the file.
func feedFake(write func(w io.Writer, base string)) func(string, int) http.HandlerFunc {
	return func(base string, rows int) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/waste.csv" {
				io.WriteString(w, rowsOf(rows))
				return
			}
			write(w, base)
		}
	}
}

func encode(w io.Writer, v any) {
	if err := json.NewEncoder(w).Encode(v); err != nil {
		panic(err)
	}
}

// dcatAP is a catalogue in the form of a graph, where everything is referred to.
func dcatAP(w io.Writer, base string) {
	graph := []object{{"@id": base + "/org", "@type": "foaf:Agent", "foaf:name": object{"@value": "Gent", "@language": "en"}}}
	for n := 1; n <= datasetsOfFake; n++ {
		id := fmt.Sprintf("%s/dataset/%d", base, n)
		graph = append(graph, object{"@id": id, "@type": "dcat:Dataset", "dct:title": []object{{"@value": "Abfall", "@language": "de"}, {"@value": fmt.Sprintf("Recycling %d", n), "@language": "en"}}, "dct:publisher": object{"@id": base + "/org"},
			"dct:modified": object{"@value": "2026-05-01", "@type": "xsd:date"}, "dcat:distribution": object{"@id": id + "/csv"}})
		graph = append(graph, object{"@id": id + "/csv", "@type": "dcat:Distribution", "dcat:downloadURL": object{"@id": base + "/waste.csv"}, "dct:format": object{"@id": "http://publications.europa.eu/resource/authority/file-type/CSV"},
			"dct:license": object{"@id": "http://creativecommons.org/publicdomain/zero/1.0/"}})
	}
	encode(w, object{"@context": object{"dct": "http://purl.org/dc/terms/"}, "@graph": graph})
}

// dcatUS has plain names and no @type, as data.json 1.1 may.
func dcatUS(w io.Writer, base string) {
	list, _ := sliceOf("", 0, datasetsOfFake, func(n int) object {
		return object{"title": fmt.Sprintf("Recycling %d", n), "identifier": fmt.Sprintf("recycling-%d", n), "description": "Waste", "modified": "2026-05-01", "keyword": []string{"waste"}, "license": "https://creativecommons.org/licenses/by/4.0/",
			"landingPage": fmt.Sprintf("%s/recycling-%d", base, n), "publisher": object{"name": "City"}, "distribution": []object{{"title": "CSV", "mediaType": "text/csv", "downloadURL": base + "/waste.csv"}, {"accessURL": base + "/api", "format": "API"}}}
	})
	encode(w, object{"conformsTo": "https://project-open-data.cio.gov/v1.1/schema", "dataset": list})
}

// landingPage describes its datasets for machines, beside a script that is broken.
func landingPage(w io.Writer, base string) {
	io.WriteString(w, `<!DOCTYPE html><html><head><title>Open data</title><script type="application/ld+json">{"broken":</script>`)
	for n := 1; n <= datasetsOfFake; n++ {
		io.WriteString(w, `<script type="application/ld+json">`)
		encode(w, object{"@context": "https://schema.org/", "@type": []string{"Dataset"}, "name": fmt.Sprintf("Recycling %d", n), "description": "Waste", "license": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/", "dateModified": "2026-05-01",
			"url": fmt.Sprintf("%s/recycling-%d", base, n), "creator": object{"@type": "Organization", "name": "Essex County Council"}, "distribution": []object{{"@type": "DataDownload", "encodingFormat": "text/csv", "contentUrl": "/waste.csv"}}})
		io.WriteString(w, `</script>`)
	}
	io.WriteString(w, `</head><body><p>Data</p></body></html>`)
}

// TestHighland reads the recorded feed of a real Hub: 22 datasets, 132
// distributions, addresses under "accessUrl", no licence.
func TestHighland(t *testing.T) {
	t.Parallel()
	address := recorded(t, map[string]string{"/api/feed/dcat-ap/2.0.1.json": "highland-arcgis-hub-dcat-ap.json"})
	c := open(t, DCATAP, address+"/api/feed/dcat-ap/2.0.1.json")
	resources, formats, licensed, total := 0, map[string]int{}, 0, 0
	for n := 1; n <= 3; n++ {
		page, err := c.Search(t.Context(), "", n)
		if err != nil {
			t.Fatal(err)
		}
		total = page.Total
		for _, f := range page.Found {
			wholesome(t, f)
			if f.Licence.Key != "" {
				licensed++
			}
			for _, r := range f.Resources {
				resources++
				formats[r.Format]++
			}
		}
	}
	if total != 22 || resources != 132 || licensed != 0 {
		t.Errorf("feed has %d datasets, %d resources, %d licences; want 22, 132, 0", total, resources, licensed)
	}
	if diff := cmp.Diff(map[string]int{"web page": 22, "": 22, "GeoJSON": 22, "CSV": 22, "KML": 22, "ZIP": 22}, formats); diff != "" {
		t.Errorf("formats (-want +got):\n%s", diff)
	}
	page, err := c.Search(t.Context(), "environmental health SIMPLIFY10M", 1)
	if err != nil || len(page.Found) == 0 {
		t.Fatalf("Search() = %d datasets, %v; want some", len(page.Found), err)
	}
	got := page.Found[0]
	if got.Title != "Environmental Health Operational Areas (simplify10m)" || got.Publisher != "Highland Council GIS Organisation" || got.Landing != "https://map-highland.opendata.arcgis.com/maps/1927bede99ea4e66b3e5ea9b851bd483_0" {
		t.Errorf("first dataset = %+v", got)
	}
	layer, ok := layerAddress(got.Resources[1].Address)
	if !ok || !got.Resources[1].Table || layer != "https://services1.arcgis.com/MfbPb778y5QTu2Wv/arcgis/rest/services/EnvironmentalHealth_OperationalAreas_simplify_10m/FeatureServer/0" {
		t.Errorf("its layer = %+v", got.Resources[1])
	}
}

// TestPageWithLinks: a page that describes nothing still links to its files.
func TestPageWithLinks(t *testing.T) {
	t.Parallel()
	address := serve(t, func(string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			io.WriteString(w, `<!DOCTYPE html><title> Spending
 over £500 </title><meta property="og:site_name" content="Oxford City Council"><a href="files/spend%20may.csv#top">May <b>2026</b></a><a href="files/spend%20may.csv">again</a><a href="/files/june.XLSX"></a><a href="report.pdf">Report</a><a href="javascript:alert(1)//x.csv">no</a>`)
		}
	})
	page, err := open(t, WebPage, address+"/spend/").Search(t.Context(), "", 1)
	if err != nil {
		t.Fatal(err)
	}
	want := []Found{{
		ID: address + "/spend/", Title: "Spending over £500", Publisher: "Oxford City Council", Landing: address + "/spend/",
		Resources: []Resource{
			{ID: address + "/spend/files/spend%20may.csv", Name: "May 2026", Format: "CSV", Address: address + "/spend/files/spend%20may.csv", Rows: -1},
			{ID: address + "/files/june.XLSX", Name: "june.XLSX", Format: "XLSX", Address: address + "/files/june.XLSX", Rows: -1}},
	}}
	if diff := cmp.Diff(want, page.Found); diff != "" {
		t.Errorf("Search() (-want +got):\n%s", diff)
	}
}

// TestFindOut: every kind that has an address of its own is found out.
func TestFindOut(t *testing.T) {
	t.Parallel()
	for _, f := range fakes {
		switch f.kind {
		case ONS, Nomis, DataEuropa: // they are one site each, and preset
			continue
		}
		t.Run(string(f.kind), func(t *testing.T) {
			t.Parallel()
			address := serve(t, func(b string) http.HandlerFunc { return f.handler(b, 3) }) + f.path
			c := open(t, FindOut, address)
			page, err := c.Search(t.Context(), "recycling", 1)
			if err != nil || page.Total != datasetsOfFake {
				t.Fatalf("Search() = %d datasets, %v; want %d", page.Total, err, datasetsOfFake)
			}
			found, r := firstFile(t, c)
			if file, err := c.Read(t.Context(), found, r); err != nil || len(file.Body) == 0 {
				t.Errorf("Read() = %d bytes, %v", len(file.Body), err)
			}
		})
	}
	nobody := serve(t, func(string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, "<!DOCTYPE html><p>Welcome</p>") }
	})
	_, err := open(t, FindOut, nobody).Search(t.Context(), "recycling", 1)
	wantProblem(t, "Search() of a page without data", err, nil)
}

func TestMoments(t *testing.T) {
	t.Parallel()
	for said, want := range map[text]string{
		"2026-05-01T10:11:12.123456": "2026-05-01T10:11:12Z", "2026-05-01T10:11:12+01:00": "2026-05-01T09:11:12Z", "2026-05-01": "2026-05-01T00:00:00Z", "01/02/2026": "2026-02-01T00:00:00Z", "soon": "0001-01-01T00:00:00Z", "": "0001-01-01T00:00:00Z",
	} {
		if got := moment(said).Format(time.RFC3339); got != want {
			t.Errorf("moment(%q) = %s, want %s", said, got, want)
		}
	}
}

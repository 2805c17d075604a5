package portal

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"figurehead/datasets/fetch"
)

func init() {
	fakes = append(fakes,
		fake{kind: FeatureServer, path: "/arcgis/rest/services/Recycling/FeatureServer", handler: layersFake, want: rowsOf(3), counted: true},
		fake{kind: ArcGISHub, handler: hubFake, want: rowsOf(3), counted: true})
}

const layersPath = "/arcgis/rest/services/Recycling/FeatureServer"

// layersFake has 23 layers with at most two rows a page; what goes wrong is
// said with status 200, as these servers do.
func layersFake(base string, rows int) http.HandlerFunc {
	fields := []object{{"name": "OBJECTID", "type": "esriFieldTypeOID", "alias": "OBJECTID"}, {"name": "ward_nm", "type": "esriFieldTypeString", "alias": "Ward"},
		{"name": "t", "type": "esriFieldTypeDouble", "alias": "Tonnes"}, {"name": "Shape__Area", "type": "esriFieldTypeDouble", "alias": "Shape__Area"}, {"name": "GlobalID", "type": "esriFieldTypeGlobalID", "alias": "GlobalID"}}
	wrong := func(w http.ResponseWriter, code int, message string) {
		writeJSON(w, object{"error": object{"code": code, "message": message, "details": []string{}}})
	}
	return func(w http.ResponseWriter, r *http.Request) {
		q := r.URL.Query()
		rest := strings.Trim(strings.TrimPrefix(r.URL.Path, layersPath), "/")
		layer, query := strings.CutSuffix(rest, "/query")
		n, err := strconv.Atoi(layer)
		switch {
		case !strings.HasPrefix(r.URL.Path, layersPath):
			http.NotFound(w, r)
		case q.Get("f") != "json":
			wrong(w, 400, "Output format not supported.")
		case rest == "":
			layers, _ := sliceOf("", 0, datasetsOfFake, func(n int) object { return object{"id": n, "name": fmt.Sprintf("Recycling %d", n)} })
			writeJSON(w, object{"serviceDescription": "Household waste", "layers": layers, "tables": []object{}})
		case err != nil || n < 1 || n > datasetsOfFake:
			wrong(w, 404, "Layer not found")
		case !query:
			writeJSON(w, object{"id": n, "name": fmt.Sprintf("Recycling %d", n), "description": "<i>Waste</i>", "fields": fields, "maxRecordCount": 2, "objectIdField": "OBJECTID", "editingInfo": object{"lastEditDate": 1777630272000}})
		case q.Get("returnCountOnly") == "true":
			writeJSON(w, object{"count": 3})
		case q.Get("orderByFields") != "OBJECTID" || q.Get("returnGeometry") != "false":
			wrong(w, 400, "Rows have no order")
		default:
			all := []object{{"OBJECTID": 1, "ward_nm": "Abbey", "t": 10, "Shape__Area": 1.5}, {"OBJECTID": 2, "ward_nm": "Bocking, north", "t": jsonNumber("12.50")}, {"OBJECTID": 3, "ward_nm": "Castle", "t": 15}}[:rows]
			from := min(intOf(r, "resultOffset", 0), len(all))
			to := min(from+min(intOf(r, "resultRecordCount", 2), 2), len(all))
			features := []object{}
			for _, a := range all[from:to] {
				features = append(features, object{"attributes": a})
			}
			reply := object{"features": features}
			if len(features) > 0 {
				reply["fields"] = fields // an empty result omits them
			}
			if to < len(all) {
				reply["exceededTransferLimit"] = true
			}
			writeJSON(w, reply)
		}
	}
}

// hubFake searches by OGC records; its items are the layers of layersFake.
func hubFake(base string, rows int) http.HandlerFunc {
	layers := layersFake(base, rows)
	id := func(n int) string { return fmt.Sprintf("%032x_%d", n, n) }
	one := func(n int) object {
		return object{"id": id(n), "type": "Feature", "geometry": nil, "properties": object{"title": fmt.Sprintf("Recycling %d", n), "description": "<div>Household waste</div>", "source": "The Highland Council", "type": "Feature Service",
			"url": base + layersPath + "/" + strconv.Itoa(n), "modified": 1777630272000, "license": "custom", "licenseInfo": "<a href='https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/'>OGL</a>", "accessInformation": "Contains OS data © Crown copyright"}}
	}
	return func(w http.ResponseWriter, r *http.Request) {
		var n int
		switch rest := strings.TrimPrefix(r.URL.Path, hubItems); {
		case strings.HasPrefix(r.URL.Path, "/arcgis/"):
			layers(w, r)
		case rest == "":
			list, total := sliceOf(r.URL.Query().Get("q"), intOf(r, "startindex", 1)-1, intOf(r, "limit", 10), one)
			writeJSON(w, object{"type": "FeatureCollection", "features": list, "numberMatched": total, "numberReturned": len(list)})
		default:
			_, number, _ := strings.Cut(rest, "_")
			if n, _ = strconv.Atoi(number); n > 0 && strings.HasPrefix(r.URL.Path, hubItems) {
				writeJSON(w, one(n))
				return
			}
			http.NotFound(w, r)
		}
	}
}

type jsonNumber string

func (n jsonNumber) MarshalJSON() ([]byte, error) { return []byte(n), nil }

// TestFeatureValues: dates of British summer time, coded values, headings.
func TestFeatureValues(t *testing.T) {
	t.Parallel()
	address := serve(t, func(string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			switch q := r.URL.Query(); {
			case q.Get("returnCountOnly") == "true":
				writeJSON(w, object{"count": 2})
			case strings.HasSuffix(r.URL.Path, "/query"):
				writeJSON(w, object{"features": []object{
					{"attributes": object{"FID": 1, "opened": 1687993200000, "seen": 1687993200000, "kind": 2, "a": nil, "b": "x"}},
					{"attributes": object{"FID": 2, "opened": 1702598400000, "seen": 1702602000000, "kind": 9, "a": 1.10, "b": ""}}}})
			default:
				writeJSON(w, object{"id": 0, "name": "Sites", "maxRecordCount": 0, "fields": []object{
					{"name": "FID", "type": "esriFieldTypeOID"}, {"name": "opened", "type": "esriFieldTypeDate", "alias": "Opened"}, {"name": "seen", "type": "esriFieldTypeDate"},
					{"name": "kind", "type": "esriFieldTypeInteger", "alias": "Kind", "domain": object{"type": "codedValue", "codedValues": []object{{"name": "Bottle bank", "code": 2}}}},
					{"name": "a", "type": "esriFieldTypeDouble", "alias": "Same"}, {"name": "b", "type": "esriFieldTypeString", "alias": "Same"}, {"name": "Shape__Length", "type": "esriFieldTypeDouble"}}})
			}
		}
	}) + layersPath
	c := open(t, FeatureServer, address)
	file, err := c.Read(t.Context(), Found{Title: "Sites"}, Resource{Address: address + "/0", Table: true})
	want := "Opened,seen,Kind,a,b\n2023-06-29,2023-06-29 00:00:00,Bottle bank,,x\n2023-12-15,2023-12-15 01:00:00,9,1.1,\n"
	if err != nil || string(file.Body) != want || file.Note != "Times are those of the United Kingdom." || file.Name != "Sites.csv" {
		t.Errorf("Read() = %q as %q, %q, %v; want %q", file.Body, file.Name, file.Note, err, want)
	}
}

// TestFeatureServerGotchas: errors with status 200, and a server that cannot page.
func TestFeatureServerGotchas(t *testing.T) {
	t.Parallel()
	for code, want := range map[int]string{499: "The portal does not answer everyone.", 400: "The portal refuses to give these rows.", 404: "The portal does not have this any more.", 500: "The portal answered with an error (500)."} {
		address := serve(t, func(string) http.HandlerFunc {
			return func(w http.ResponseWriter, r *http.Request) {
				writeJSON(w, object{"error": object{"code": code, "message": "Token Required", "details": []string{}}})
			}
		}) + layersPath
		_, err := open(t, FeatureServer, address).Read(t.Context(), Found{}, Resource{Address: address + "/0", Table: true})
		wantProblem(t, fmt.Sprint("Read() of error ", code), err, fetch.ErrUnavailable)
		if err != nil && !strings.HasPrefix(err.Error(), want) {
			t.Errorf("Read() of error %d = %v, want %q", code, err, want)
		}
	}
	address := serve(t, func(string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			switch {
			case r.URL.Query().Get("returnCountOnly") == "true":
				writeJSON(w, object{"count": 5000})
			case strings.HasSuffix(r.URL.Path, "/query"):
				writeJSON(w, object{"exceededTransferLimit": true, "features": []object{{"attributes": object{"A": 1}}}})
			default:
				writeJSON(w, object{"id": 0, "name": "Sites", "fields": []object{{"name": "A", "type": "esriFieldTypeInteger"}}})
			}
		}
	}) + layersPath
	_, err := open(t, FeatureServer, address).Read(t.Context(), Found{}, Resource{Address: address + "/0", Table: true})
	wantProblem(t, "Read() of a server that cannot page", err, fetch.ErrUnavailable)
	for path, want := range map[string]string{
		"https://x.example/arcgis/rest/services/A/FeatureServer/3":                     "https://x.example/arcgis/rest/services/A/FeatureServer/3",
		"https://x.example/arcgis/rest/services/A/MapServer/0/query?where=1%3D1&f=csv": "https://x.example/arcgis/rest/services/A/MapServer/0",
		"https://x.example/arcgis/rest/services/A/FeatureServer":                       "",
		"https://x.example/data.csv":                                                   "",
		"FeatureServer/0":                                                              "",
	} {
		if got, ok := layerAddress(path); got != want || ok != (want != "") {
			t.Errorf("layerAddress(%q) = %q, %v; want %q", path, got, ok, want)
		}
	}
}

// TestHubGotchas: an item that means a whole service whose first layer is not
// number 0, a Hub that knows items only, and an item that is a file.
func TestHubGotchas(t *testing.T) {
	t.Parallel()
	id := strings.Repeat("a", 32)
	address := serve(t, func(base string) http.HandlerFunc {
		layers := layersFake(base, 3)
		return func(w http.ResponseWriter, r *http.Request) {
			switch {
			case strings.HasPrefix(r.URL.Path, "/arcgis/"):
				layers(w, r)
			case r.URL.Path == hubItems+"/"+id:
				writeJSON(w, object{"id": id, "properties": object{"title": "Recycling", "url": base + layersPath, "type": "Feature Service", "modified": "2026-05-01"}})
			case r.URL.Path == hubItems+"/"+strings.Repeat("b", 32):
				writeJSON(w, object{"id": strings.Repeat("b", 32), "properties": object{"title": "Spend", "name": "spend.xlsx", "type": "Microsoft Excel"}})
			default:
				http.NotFound(w, r)
			}
		}
	})
	c := open(t, ArcGISHub, address)
	found, err := c.Dataset(t.Context(), id)
	if err != nil || len(found.Resources) != datasetsOfFake+1 || found.Resources[0].ID != "rows" || found.Resources[0].Address != address+layersPath+"/1" || found.Resources[1].ID != "rows-2" {
		t.Fatalf("Dataset() = %+v, %v; want its layers, the first number 1", found.Resources, err)
	}
	if file, err := c.Read(t.Context(), found, found.Resources[0]); err != nil || string(file.Body) != rowsOf(3) {
		t.Errorf("Read() = %q, %v", file.Body, err)
	}
	if found, err = c.Dataset(t.Context(), id+"_2"); err != nil || found.ID != id+"_2" || found.Resources[0].Address != address+layersPath+"/2" {
		t.Errorf("Dataset() of a layer = %+v, %v; want layer 2", found.Resources, err)
	}
	if found, err = c.Dataset(t.Context(), strings.Repeat("b", 32)); err != nil || found.Resources[0].Format != "XLSX" || !found.Resources[0].Readable() {
		t.Errorf("Dataset() of a file = %+v, %v; want XLSX", found.Resources, err)
	}
}

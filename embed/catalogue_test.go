package embed

import (
	"encoding/json"
	"strings"
	"testing"
)

// decoded is an answer in JSON.
func decoded(t *testing.T, a answer) map[string]any {
	t.Helper()
	var out map[string]any
	if err := json.Unmarshal([]byte(a.body), &out); err != nil {
		t.Fatalf("%v: %s", err, a.body)
	}
	return out
}

func TestCatalogueAP(t *testing.T) {
	t.Parallel()
	p := newPublicFace(t)
	if got := decoded(t, p.get("/catalog.jsonld")); len(got["dcat:dataset"].([]any)) != 0 {
		t.Errorf("before anything is published: %v", got)
	}
	f, gone := p.published("waste-line"), p.published("waste-bar")
	p.withdraw(gone, "an error")
	answer := p.get("/catalog.jsonld")
	if kind := answer.Header.Get("Content-Type"); kind != "application/ld+json; charset=utf-8" {
		t.Errorf("type = %q", kind)
	}
	listed := decoded(t, answer)["dcat:dataset"].([]any)
	if len(listed) != 1 {
		t.Fatalf("%d datasets, want the one that is not withdrawn", len(listed))
	}
	var d apDataset
	raw, _ := json.Marshal(listed[0])
	if err := json.Unmarshal(raw, &d); err != nil {
		t.Fatal(err)
	}
	page := publicURL + pageAddress(f)
	csv := d.Distributions[0]
	for name, pair := range map[string][2]string{
		"identifier": {d.Identifier, page + "#dataset"}, "title": {d.Title.Value, f.live.Title}, "page": {d.Page.ID, page},
		"creator": {d.Creators[0].Name, f.live.Provenance.Source}, "source": {d.Sources[0].ID, f.live.Provenance.SourceLink},
		"file": {csv.Download.ID, page + "/data.csv"}, "hash": {csv.Checksum.Value.Value, f.live.Renditions["data.csv"].SHA256},
		"licence": {csv.Licence.ID, f.live.Provenance.Licence.Link}, "period": {d.Temporal.Start.Value + "/" + d.Temporal.End.Value, Coverage(f.live.Result)},
	} {
		if pair[0] != pair[1] || pair[1] == "" {
			t.Errorf("%s = %q, want %q", name, pair[0], pair[1])
		}
	}
	if !strings.Contains(d.Description.Value, f.live.Alt) || !strings.Contains(csv.Rights.Label.Value, "Open Government Licence") {
		t.Errorf("description %q, rights %q", d.Description.Value, csv.Rights.Label.Value)
	}
}

// DCAT-US 1.1 asks each dataset for these; bureau and programme codes are for
// bodies of the United States alone.
func TestCatalogueUS(t *testing.T) {
	t.Parallel()
	p := newPublicFace(t)
	f := p.published("waste-line")
	catalogue := decoded(t, p.get("/data.json"))
	if catalogue["conformsTo"] != "https://project-open-data.cio.gov/v1.1/schema" {
		t.Errorf("conformsTo = %v", catalogue["conformsTo"])
	}
	listed := catalogue["dataset"].([]any)
	if len(listed) != 1 {
		t.Fatalf("%d datasets, want 1", len(listed))
	}
	d := listed[0].(map[string]any)
	for _, key := range []string{"title", "description", "keyword", "modified", "publisher", "contactPoint", "identifier", "accessLevel", "license", "distribution", "landingPage", "references", "temporal"} {
		if d[key] == nil || d[key] == "" {
			t.Errorf("%s is missing", key)
		}
	}
	if d["title"] != f.live.Title || d["license"] != f.live.Provenance.Licence.Link {
		t.Errorf("title %v, licence %v", d["title"], d["license"])
	}
}

func TestCatalogueIsMadeOnce(t *testing.T) {
	t.Parallel()
	p := newPublicFace(t)
	p.published("waste-bar")
	p.get("/catalog.jsonld")
	kept := p.face.bodies.EstimatedSize()
	for range 20 {
		p.get("/catalog.jsonld?page=2&x=" + strings.Repeat("y", 40))
	}
	if got := p.face.bodies.EstimatedSize(); got != kept {
		t.Errorf("%d bodies kept after unknown parameters, want %d", got, kept)
	}
}

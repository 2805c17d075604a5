package portal

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
)

// opendatasoft reads the Explore API 2.1 of Opendatasoft, now Huwise. A table
// is exported whole and held to the number of records.
type opendatasoft struct{ api }

type odsDataset struct {
	ID      text `json:"dataset_id"`
	Records bool `json:"has_records"`
	Metas   struct {
		Default struct {
			Title, Description, License, Modified, Publisher text
			LicenseURL                                       text       `json:"license_url"`
			Processed                                        text       `json:"data_processed"`
			Count                                            *int       `json:"records_count"`
			Attributions                                     many[text] `json:"attributions"`
		}
	}
}

const odsCatalogue = "/api/explore/v2.1/catalog/datasets"

func (o opendatasoft) Search(ctx context.Context, words string, page int) (Page, error) {
	query := url.Values{"limit": {fmt.Sprint(perPage)}, "offset": {fmt.Sprint((page - 1) * perPage)}, "lang": {"en"}}
	if where := odsWords(words); where != "" {
		query.Set("where", where)
	}
	var reply struct {
		Total   *int `json:"total_count"`
		Results []odsDataset
	}
	if err := o.json(ctx, o.address(odsCatalogue, query), &reply); err != nil {
		return Page{}, err
	}
	if reply.Total == nil {
		return Page{}, o.strange(errors.New("no total_count"))
	}
	p := Page{Total: *reply.Total, More: page*perPage < *reply.Total && len(reply.Results) > 0}
	for _, d := range reply.Results {
		if d.ID != "" {
			p.Found = append(p.Found, o.found(d))
		}
	}
	return p, nil
}

// odsWords asks for all words in the query language of the portal, in which a
// text in quotation marks is searched for everywhere.
func odsWords(words string) string {
	var parts []string
	for _, word := range strings.Fields(strings.NewReplacer(`"`, " ", `\`, " ").Replace(words)) {
		parts = append(parts, `"`+word+`"`)
	}
	return strings.Join(parts, " and ")
}

func (o opendatasoft) Dataset(ctx context.Context, id string) (Found, error) {
	if !simpleID(id) {
		return Found{}, o.notThere(nil)
	}
	var d odsDataset
	if err := o.one(ctx, o.address(odsCatalogue+"/"+url.PathEscape(id), url.Values{"lang": {"en"}}), &d); err != nil {
		return Found{}, err
	}
	if d.ID == "" {
		return Found{}, o.strange(errors.New("a dataset without id"))
	}
	return o.found(d), nil
}

func (o opendatasoft) found(d odsDataset) Found {
	m, id := d.Metas.Default, url.PathEscape(string(d.ID))
	f := Found{
		ID: string(d.ID), Title: first(m.Title, d.ID), Publisher: first(m.Publisher, text(o.site.Name)), Description: plain(string(m.Description)), Licence: licence(m.LicenseURL, m.License),
		Landing: o.address("/explore/dataset/"+id+"/", nil), Modified: moment(m.Modified),
	}
	f.Licence.Statement = statement(m.Attributions...)
	if !d.Records {
		return f
	}
	rows := -1
	if m.Count != nil {
		rows = *m.Count
	}
	// The portal's own ways are French: semicolons, UTC and a byte order mark.
	query := url.Values{"delimiter": {","}, "use_labels": {"true"}, "with_bom": {"false"}, "lang": {"en"}, "timezone": {"Europe/London"}, "limit": {"-1"}}
	f.Resources = []Resource{{
		ID: "csv", Name: f.Title, Format: "CSV", Rows: rows, Version: first(m.Processed, m.Modified), Modified: f.Modified, Table: true,
		Address: o.address(odsCatalogue+"/"+id+"/exports/csv", query),
	}}
	return f
}

func (o opendatasoft) Read(ctx context.Context, of Found, r Resource) (File, error) {
	f, err := o.file(ctx, of, r)
	if err != nil || f.Unchanged {
		return f, err
	}
	f.Name = named(of, r, "CSV")
	return o.counted(f, r.Rows)
}

// statement is the attribution that a publisher asks for, where the text is
// one: a name alone is not.
func statement(said ...text) string {
	for _, s := range said {
		low := strings.ToLower(string(s))
		for _, word := range []string{"contains", "©", "(c)", "copyright", "licence", "license", "attribution:"} {
			if strings.Contains(low, word) {
				return plain(string(s))
			}
		}
	}
	return ""
}

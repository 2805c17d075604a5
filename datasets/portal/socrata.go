package portal

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"figurehead/datasets/fetch"
)

// socrata reads Socrata, now Tyler Data & Insights: the catalogue of a domain
// and SODA 2, which needs no token. Rows are paged in the order of their
// internal id, since they have no other, and counted.
type socrata struct{ api }

const sodaRows = 50_000

var fourByFour = regexp.MustCompile(`^[a-z0-9]{4}-[a-z0-9]{4}$`)

type socrataView struct {
	ID, Name, Description, Attribution text
	AttributionLink                    text
	LicenseID                          text            `json:"licenseId"`
	License                            json.RawMessage `json:"license"`
	Rows                               json.RawMessage `json:"rowsUpdatedAt"`
	Columns                            []struct{ Name, FieldName text }
}

func (s socrata) Search(ctx context.Context, words string, page int) (Page, error) {
	host := s.site.Address
	if u, err := url.Parse(host); err == nil {
		host = u.Hostname()
	}
	query := url.Values{"domains": {host}, "search_context": {host}, "only": {"dataset"}, "limit": {fmt.Sprint(perPage)}, "offset": {fmt.Sprint((page - 1) * perPage)}}
	if words != "" {
		query.Set("q", words)
	}
	var reply struct {
		Total   *int `json:"resultSetSize"`
		Results []struct {
			Resource struct {
				ID, Name, Description, Attribution text
				Updated                            text `json:"updatedAt"`
				DataUpdated                        text `json:"data_updated_at"`
			}
			Metadata  struct{ License text }
			Permalink text
		}
	}
	if err := s.json(ctx, s.address("/api/catalog/v1", query), &reply); err != nil {
		return Page{}, err
	}
	if reply.Total == nil {
		return Page{}, s.strange(errors.New("no resultSetSize"))
	}
	p := Page{Total: *reply.Total, More: page*perPage < *reply.Total && len(reply.Results) > 0}
	for _, one := range reply.Results {
		if r := one.Resource; fourByFour.MatchString(string(r.ID)) {
			at := moment(text(first(r.DataUpdated, r.Updated)))
			p.Found = append(p.Found, s.found(r.ID, r.Name, r.Description, r.Attribution, licence(one.Metadata.License), at))
		}
	}
	return p, nil
}

func (s socrata) found(id, name, description, attribution text, l Licence, at time.Time) Found {
	f := Found{
		ID: string(id), Title: first(name, id), Publisher: first(attribution, text(s.site.Name)), Description: plain(string(description)),
		Licence: l, Landing: s.address("/d/"+string(id), nil), Modified: at,
	}
	version := ""
	if !at.IsZero() {
		version = at.Format(time.RFC3339)
	}
	f.Resources = []Resource{{ID: string(id), Name: f.Title, Format: "CSV", Address: s.address("/resource/"+string(id)+".csv", nil), Rows: -1, Modified: at, Version: version, Table: true}}
	return f
}

func (s socrata) Dataset(ctx context.Context, id string) (Found, error) {
	if !fourByFour.MatchString(id) {
		return Found{}, s.notThere(nil)
	}
	var v socrataView
	if err := s.one(ctx, s.address("/api/views/"+id+".json", nil), &v); err != nil {
		return Found{}, err
	}
	if v.ID == "" {
		return Found{}, s.strange(errors.New("a view without id"))
	}
	var at time.Time
	if seconds := bytesIn(v.Rows); seconds > 0 {
		at = time.Unix(seconds, 0).UTC()
	}
	var terms struct{ Name, TermsLink text }
	_ = json.Unmarshal(v.License, &terms) // a view without a licence has none
	return s.found(v.ID, v.Name, v.Description, v.Attribution, licence(terms.TermsLink, terms.Name, v.LicenseID), at), nil
}

// Read pages the rows and holds them to their number.
func (s socrata) Read(ctx context.Context, of Found, r Resource) (File, error) {
	var counts []map[string]text
	if err := s.one(ctx, withQuery(strings.TrimSuffix(r.Address, ".csv")+".json", url.Values{"$select": {"count(*) as n"}}), &counts); err != nil {
		return File{}, err
	}
	want := -1
	if len(counts) == 1 {
		if n, err := strconv.Atoi(string(counts[0]["n"])); err == nil {
			want = n
		}
	}
	if want < 0 {
		return File{}, s.strange(errors.New("no count"))
	}
	var out *sheet
	for offset := 0; ; {
		query := url.Values{"$order": {":id"}, "$limit": {fmt.Sprint(sodaRows)}, "$offset": {fmt.Sprint(offset)}}
		got, err := s.desk.ask(ctx, fetch.Request{Address: withQuery(r.Address, query)})
		if err != nil {
			return File{}, s.trouble(err)
		}
		rows, err := csvTable(got.Body)
		if err != nil || len(rows) == 0 {
			return File{}, s.strange(errors.Join(err, errors.New("no headings")))
		}
		if out == nil {
			if out, err = s.sheet(rows[0]); err != nil {
				return File{}, err
			}
		}
		if len(rows) > 1 {
			if err := out.turn(got.Body); err != nil {
				return File{}, err
			}
		}
		for _, row := range rows[1:] {
			if err := out.add(slices.Clone(row)); err != nil {
				return File{}, err
			}
		}
		if offset = out.rows; len(rows) == 1 || offset >= want {
			return out.file(of, r, r.Address, want)
		}
	}
}

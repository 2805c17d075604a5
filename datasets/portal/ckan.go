package portal

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"figurehead/datasets"
	"figurehead/datasets/fetch"
)

// ckan reads the action API of CKAN, version 3. Rows of the datastore are
// paged by offset; the number of them is checked.
type ckan struct{ api }

// ckanRows is the most that one answer of the datastore holds.
const ckanRows = 32_000

type ckanPackage struct {
	ID           text
	Name         text
	Title        text
	Notes        text
	Author       text
	LicenseID    text `json:"license_id"`
	LicenseTitle text `json:"license_title"`
	LicenseURL   text `json:"license_url"`
	Modified     text `json:"metadata_modified"`
	Organization struct{ Title, Name text }
	Resources    []ckanResource
}

type ckanResource struct {
	ID, Name, Description, Format, Mimetype, URL, State, Hash text
	LastModified                                              text        `json:"last_modified"`
	Created                                                   text        `json:"created"`
	Size                                                      json.Number `json:"size"`
	Datastore                                                 bool        `json:"datastore_active"`
}

// UnmarshalJSON takes a size that is written as text or not at all.
func (r *ckanResource) UnmarshalJSON(raw []byte) error {
	type same ckanResource
	var loose struct {
		*same
		Size text `json:"size"`
	}
	loose.same = (*same)(r)
	if err := json.Unmarshal(raw, &loose); err != nil {
		return err
	}
	r.Size = json.Number(loose.Size)
	return nil
}

// action asks the API. Some portals answer without the version in the path,
// and some say "not found" with status 200.
func (c ckan) action(ctx context.Context, name string, query url.Values, into any) error {
	var reply struct {
		Success bool
		Error   struct {
			Type text `json:"__type"`
		}
		Result json.RawMessage
	}
	body, err := c.raw(ctx, c.address("/api/3/action/"+name, query))
	if gone(err) {
		body, err = c.raw(ctx, c.address("/api/action/"+name, query))
	}
	if gone(err) && strings.HasSuffix(name, "_show") {
		return c.notThere(err)
	}
	if err != nil {
		return c.trouble(err)
	}
	if err := json.Unmarshal(body, &reply); err != nil {
		return c.strange(err)
	}
	switch {
	case reply.Success:
		if err := json.Unmarshal(reply.Result, into); err != nil {
			return c.strange(err)
		}
		return nil
	case strings.HasPrefix(string(reply.Error.Type), "Not Found"):
		return c.notThere(errors.New(string(reply.Error.Type)))
	}
	return c.strange(fmt.Errorf("%s: %s", name, reply.Error.Type))
}

func (c ckan) Search(ctx context.Context, words string, page int) (Page, error) {
	var result struct {
		Count   int
		Results []ckanPackage
	}
	query := url.Values{"q": {words}, "rows": {fmt.Sprint(perPage)}, "start": {fmt.Sprint((page - 1) * perPage)}}
	if err := c.action(ctx, "package_search", query, &result); err != nil {
		return Page{}, err
	}
	p := Page{Total: result.Count, More: page*perPage < result.Count && len(result.Results) > 0}
	for _, one := range result.Results {
		if one.ID+one.Name != "" {
			p.Found = append(p.Found, c.found(one))
		}
	}
	return p, nil
}

func (c ckan) Dataset(ctx context.Context, id string) (Found, error) {
	var result ckanPackage
	if err := c.action(ctx, "package_show", url.Values{"id": {id}}, &result); err != nil {
		return Found{}, err
	}
	if result.ID+result.Name == "" {
		return Found{}, c.strange(errors.New("a package without id"))
	}
	return c.found(result), nil
}

func (c ckan) found(p ckanPackage) Found {
	f := Found{
		ID: first(p.ID, p.Name), Title: first(p.Title, p.Name), Publisher: first(p.Organization.Title, p.Organization.Name, p.Author),
		Description: plain(string(p.Notes)), Landing: c.address("/dataset/"+url.PathEscape(first(p.Name, p.ID)), nil), Modified: moment(p.Modified),
		Licence: licence(p.LicenseID, p.LicenseTitle, p.LicenseURL),
	}
	for _, r := range p.Resources {
		if r.State != "" && r.State != "active" {
			continue
		}
		size, _ := r.Size.Int64() // portals leave it out; then it is 0
		one := Resource{
			ID: string(r.ID), Name: first(r.Name, r.Description), Format: formatOf(string(r.Format), string(r.Mimetype), string(r.URL)), Address: string(r.URL),
			Bytes: size, Rows: -1, Modified: moment(text(first(r.LastModified, r.Created))), Version: first(r.Hash, r.LastModified, p.Modified), Table: r.Datastore,
		}
		if one.Format == "" && r.Datastore {
			one.Format = "CSV"
		}
		f.Resources = append(f.Resources, one)
	}
	return f
}

// Read takes the file that was uploaded; where that is not readable or not
// there, the rows that the portal keeps of it.
func (c ckan) Read(ctx context.Context, of Found, r Resource) (File, error) {
	isRows := strings.Contains(r.Address, "/datastore/dump/")
	if !r.Table || readable[r.Format] && !isRows {
		f, err := c.file(ctx, of, r)
		if err == nil || !r.Table || !errors.Is(err, fetch.ErrUnavailable) {
			return f, err
		}
	}
	return c.rows(ctx, of, r)
}

type ckanPage struct {
	Fields  []struct{ ID string }
	Records json.RawMessage
	Total   int
	Limit   int
	Guessed bool `json:"total_was_estimated"`
}

// rows reads the datastore until it is empty or everything has come, never by
// its "next" link, which is always there.
func (c ckan) rows(ctx context.Context, of Found, r Resource) (File, error) {
	var s *sheet
	var columns []string
	address := ""
	for offset := 0; ; {
		query := url.Values{"resource_id": {r.ID}, "limit": {fmt.Sprint(ckanRows)}, "offset": {fmt.Sprint(offset)}}
		var page ckanPage
		if err := c.action(ctx, "datastore_search", query, &page); err != nil {
			return File{}, err
		}
		var records []map[string]json.RawMessage
		if err := json.Unmarshal(page.Records, &records); err != nil {
			return File{}, c.strange(err)
		}
		if s == nil {
			for _, field := range page.Fields {
				if field.ID != "_id" {
					columns = append(columns, field.ID)
				}
			}
			var err error
			if s, err = c.sheet(columns); err != nil {
				return File{}, err
			}
			address = c.address("/datastore/dump/"+url.PathEscape(r.ID), url.Values{"format": {"csv"}})
		}
		offset += len(records)
		if len(records) == 0 || offset >= page.Total && !page.Guessed {
			if err := s.addRecords(columns, records); err != nil {
				return File{}, err
			}
			want := page.Total
			if page.Guessed {
				want = -1
			}
			return s.file(of, r, address, want)
		}
		if err := s.turn(page.Records); err != nil {
			return File{}, err
		}
		if err := s.addRecords(columns, records); err != nil {
			return File{}, err
		}
	}
}

// addRecords writes objects as rows, their values as they were written.
func (s *sheet) addRecords(columns []string, records []map[string]json.RawMessage) error {
	cells := make([]string, len(columns))
	for _, record := range records {
		for i, name := range columns {
			cells[i] = cell(record[name])
		}
		if err := s.add(cells); err != nil {
			return err
		}
	}
	return nil
}

// cell is a JSON value as a cell: numbers keep all their digits, null and a
// key that is left out are empty, lists are joined with commas.
func cell(raw json.RawMessage) string {
	if len(raw) == 0 || string(raw) == "null" {
		return ""
	}
	var s string
	if json.Unmarshal(raw, &s) == nil {
		return s
	}
	var list []json.RawMessage
	if raw[0] == '[' && json.Unmarshal(raw, &list) == nil {
		parts := make([]string, len(list))
		for i, one := range list {
			parts[i] = cell(one)
		}
		return strings.Join(parts, ",")
	}
	return string(raw)
}

// first is the first text that is not empty.
func first(texts ...text) string {
	for _, t := range texts {
		if t != "" {
			return string(t)
		}
	}
	return ""
}

// licence is what a portal says of the terms, by id, title and address.
func licence(said ...text) Licence {
	l := Licence{}
	for _, s := range said {
		if known, ok := datasets.LicenceNamed(string(s)); ok {
			l.Key, l.Said = known.Key, known.Name
			return l
		}
	}
	// A title reads better than an id or an address.
	for _, s := range said {
		if l.Said == "" || !strings.Contains(l.Said, " ") && strings.Contains(string(s), " ") {
			l.Said = string(s)
		}
	}
	l.Said = plain(l.Said)
	return l
}

package portal

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
)

// dataEuropa searches data.europa.eu through its hub.
type dataEuropa struct{ api }

type europaDataset struct {
	ID, Title, Description, Modified, Issued, Publisher text
	Catalog                                             struct{ Title text }
	Licence                                             text `json:"license"`
	Distributions                                       many[europaDistribution]
}

type europaDistribution struct {
	ID       text
	Title    text
	Access   many[text] `json:"access_url"`
	Download many[text] `json:"download_url"`
	Format   struct{ ID, Label text }
	Media    text            `json:"media_type"`
	License  json.RawMessage `json:"license"`
	Size     json.RawMessage `json:"byte_size"`
	Modified text
}

func (e dataEuropa) Search(ctx context.Context, words string, page int) (Page, error) {
	var reply struct {
		Result *struct {
			Count   int
			Results []europaDataset
		}
	}
	query := url.Values{"q": {words}, "filter": {"dataset"}, "limit": {fmt.Sprint(perPage)}, "page": {fmt.Sprint(page - 1)}}
	if err := e.json(ctx, e.address("/api/hub/search/search", query), &reply); err != nil {
		return Page{}, err
	}
	if reply.Result == nil {
		return Page{}, e.strange(errors.New("no result"))
	}
	p := Page{Total: reply.Result.Count, More: page*perPage < reply.Result.Count && len(reply.Result.Results) > 0}
	for _, d := range reply.Result.Results {
		if d.ID != "" {
			p.Found = append(p.Found, e.found(d))
		}
	}
	return p, nil
}

func (e dataEuropa) Dataset(ctx context.Context, id string) (Found, error) {
	if !simpleID(id) {
		return Found{}, e.notThere(nil)
	}
	var reply struct{ Result europaDataset }
	if err := e.one(ctx, e.address("/api/hub/search/datasets/"+url.PathEscape(id), nil), &reply); err != nil {
		return Found{}, err
	}
	if reply.Result.ID == "" {
		return Found{}, e.strange(errors.New("a dataset without id"))
	}
	return e.found(reply.Result), nil
}

func (e dataEuropa) found(d europaDataset) Found {
	f := Found{
		ID: string(d.ID), Title: first(d.Title, d.ID), Publisher: first(d.Publisher, d.Catalog.Title), Description: plain(string(d.Description)),
		Landing: e.address("/data/datasets/"+url.PathEscape(string(d.ID)), nil), Modified: moment(text(first(d.Modified, d.Issued))), Licence: licence(d.Licence),
	}
	ids := ids{}
	for _, one := range d.Distributions {
		address := first(append(one.Download, one.Access...)...)
		if address == "" {
			continue
		}
		if f.Licence.Key == "" {
			if l := licence(saidIn(one.License)...); l.Key != "" || f.Licence.Said == "" {
				f.Licence = l
			}
		}
		f.Resources = append(f.Resources, Resource{
			ID: ids.of(one.ID, text(address)), Name: string(one.Title), Format: formatOf(first(one.Format.ID, one.Format.Label), string(one.Media), address),
			Address: address, Rows: -1, Bytes: bytesIn(one.Size), Modified: moment(one.Modified), Version: first(one.Modified, d.Modified),
		})
	}
	return f
}

func (e dataEuropa) Read(ctx context.Context, of Found, r Resource) (File, error) {
	return e.file(ctx, of, r)
}

// ids makes IDs of resources, no two the same.
type ids map[string]bool

func (i ids) of(candidates ...text) string {
	id := first(candidates...)
	for n := 2; i[id]; n++ {
		id = fmt.Sprintf("%s (%d)", first(candidates...), n)
	}
	i[id] = true
	return id
}

// saidIn are the texts of a value that names a licence: its address, its id and
// its title.
func saidIn(raw json.RawMessage) []text {
	var object map[string]text
	var whole text
	_ = json.Unmarshal(raw, &object) // what is no object has no names
	if len(raw) > 0 && json.Unmarshal(raw, &whole) != nil {
		return nil
	}
	return []text{whole, object["resource"], object["@id"], object["id"], object["la_url"], object["url"], object["label"], object["title"], object["name"]}
}

// bytesIn is a size, 0 when it is none.
func bytesIn(raw json.RawMessage) int64 {
	var said text
	if len(raw) == 0 || json.Unmarshal(raw, &said) != nil {
		return 0
	}
	n, err := json.Number(said).Float64()
	if err != nil || n < 0 || n > 1<<50 {
		return 0
	}
	return int64(n)
}

package portal

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
)

// dataPress reads the export of a DataPress site, such as the London Datastore:
// everything at once, searched here. Older sites answer as CKAN did.
type dataPress struct{ api }

type dataPressDataset struct {
	ID, Title, Description, Webpage, Publisher, Author, Maintainer text
	Updated                                                        text `json:"updatedAt"`
	Modified                                                       text
	Licence                                                        json.RawMessage
	License                                                        json.RawMessage
	Resources                                                      json.RawMessage
}

type dataPressResource struct {
	ID, Title, Name, Format, Mimetype, URL text
	Modified                               text            `json:"last_modified"`
	Timestamp                              text            `json:"check_timestamp"`
	Hash                                   text            `json:"check_hash"`
	Size                                   json.RawMessage `json:"check_size"`
}

func (d dataPress) Search(ctx context.Context, words string, page int) (Page, error) {
	c, err := d.catalogue(ctx)
	if err != nil {
		return Page{}, err
	}
	return c.search(words, page), nil
}

func (d dataPress) Dataset(ctx context.Context, id string) (Found, error) {
	c, err := d.catalogue(ctx)
	if err != nil {
		return Found{}, err
	}
	if f, ok := c.dataset(id); ok {
		return f, nil
	}
	return Found{}, d.notThere(nil)
}

func (d dataPress) Read(ctx context.Context, of Found, r Resource) (File, error) {
	return d.file(ctx, of, r)
}

func (d dataPress) catalogue(ctx context.Context) (catalogue, error) {
	return d.desk.shelf.get(d.site.Address, func() (list []Found, err error) {
		var all []dataPressDataset
		err = d.json(ctx, d.address("/api/datasets/export.json", nil), &all)
		if gone(err) {
			return d.older(ctx)
		}
		if err != nil {
			return nil, err
		}
		for _, one := range all {
			if one.ID != "" {
				list = append(list, d.found(one))
			}
		}
		if len(list) == 0 {
			return nil, d.strange(errNoDatasets)
		}
		return list, nil
	})
}

// older reads the export of the shape of CKAN.
func (d dataPress) older(ctx context.Context) (list []Found, err error) {
	c := ckan(d)
	var packages many[many[ckanPackage]]
	if err := c.action(ctx, "current_package_list_with_resources", nil, &packages); err != nil {
		return nil, err
	}
	for _, p := range slices.Concat(packages...) {
		if p.ID+p.Name != "" {
			list = append(list, c.found(p))
		}
	}
	if len(list) == 0 {
		return nil, d.strange(errNoDatasets)
	}
	return list, nil
}

func (d dataPress) found(one dataPressDataset) Found {
	said := append(saidIn(one.Licence), saidIn(one.License)...)
	f := Found{
		ID: string(one.ID), Title: first(one.Title, one.ID), Publisher: first(one.Publisher, one.Author, one.Maintainer, text(d.site.Name)), Description: plain(string(one.Description)),
		Licence: licence(said...), Landing: string(one.Webpage), Modified: moment(text(first(one.Modified, one.Updated))),
	}
	if !isWeb(f.Landing) {
		f.Landing = d.address("/dataset/"+string(one.ID), nil)
	}
	ids := ids{}
	for _, r := range dataPressResources(one.Resources) {
		if r.URL == "" {
			continue
		}
		f.Resources = append(f.Resources, Resource{
			ID: ids.of(r.ID, r.URL), Name: first(r.Title, r.Name), Format: formatOf(string(r.Format), string(r.Mimetype), string(r.URL)), Address: string(r.URL),
			Bytes: bytesIn(r.Size), Rows: -1, Modified: moment(text(first(r.Modified, r.Timestamp))), Version: first(r.Hash, r.Timestamp),
		})
	}
	return f
}

// dataPressResources reads a list, or an object by id.
func dataPressResources(raw json.RawMessage) (list []dataPressResource) {
	var byID map[string]dataPressResource
	if len(raw) == 0 || json.Unmarshal(raw, &list) == nil {
		return list
	}
	if errors.Is(json.Unmarshal(raw, &byID), nil) {
		list = nil
		keys := make([]string, 0, len(byID))
		for id := range byID {
			keys = append(keys, id)
		}
		slices.Sort(keys)
		for _, id := range keys {
			r := byID[id]
			r.ID = text(first(r.ID, text(id)))
			list = append(list, r)
		}
	}
	return list
}

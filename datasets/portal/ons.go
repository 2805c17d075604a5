package portal

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
)

// ons reads the dataset API of the Office for National Statistics, version 1.
// It has no search by words, so that the whole list, which is short, is read
// and searched here. Files are its “V4” CSV.
type ons struct{ api }

type onsDataset struct {
	ID, Title, Description, License text
	Updated                         text `json:"last_updated"`
	NextRelease                     text `json:"next_release"`
	Publisher                       text
	Links                           struct {
		Latest struct{ Href text } `json:"latest_version"`
	}
	Current *onsDataset // where the answer is of the other shape
}

const onsPage = 100

func (o ons) Search(ctx context.Context, words string, page int) (Page, error) {
	c, err := o.catalogue(ctx)
	if err != nil {
		return Page{}, err
	}
	return c.search(words, page), nil
}

// catalogue reads all pages of the list. The answer says how many a page has,
// whatever was asked for.
func (o ons) catalogue(ctx context.Context) (catalogue, error) {
	return o.desk.shelf.get(o.site.Address, func() (list []Found, err error) {
		seen := map[string]bool{}
		for offset := 0; len(list) < maxInFeed; {
			var page struct {
				Items []onsDataset
				Total *int `json:"total_count"`
			}
			if err := o.json(ctx, o.address("/datasets", url.Values{"limit": {fmt.Sprint(onsPage)}, "offset": {fmt.Sprint(offset)}}), &page); err != nil {
				return nil, err
			}
			if page.Total == nil {
				return nil, o.strange(errors.New("no total_count"))
			}
			offset += len(page.Items)
			before := len(list)
			for _, one := range page.Items {
				if one.ID != "" && !seen[string(one.ID)] {
					seen[string(one.ID)] = true
					list = append(list, o.found(one))
				}
			}
			if len(list) == before || offset >= *page.Total {
				break
			}
		}
		return list, nil
	})
}

func (o ons) found(d onsDataset) Found {
	f := Found{
		ID: string(d.ID), Title: first(d.Title, d.ID), Publisher: first(d.Publisher, "Office for National Statistics"), Description: plain(string(d.Description)),
		Licence: licence(d.License), Landing: "https://www.ons.gov.uk/datasets/" + url.PathEscape(string(d.ID)), Modified: moment(d.Updated), NextRelease: moment(d.NextRelease),
	}
	if d.Links.Latest.Href != "" {
		f.Resources = []Resource{{ID: "latest", Name: "Latest version", Format: "CSV", Address: string(d.Links.Latest.Href), Rows: -1, Version: string(d.Links.Latest.Href)}}
	}
	return f
}

func (o ons) Dataset(ctx context.Context, id string) (Found, error) {
	if !simpleID(id) {
		return Found{}, o.notThere(nil)
	}
	var d onsDataset
	if err := o.one(ctx, o.address("/datasets/"+url.PathEscape(id), nil), &d); err != nil {
		return Found{}, err
	}
	if d.Current != nil {
		d = *d.Current
	}
	if d.ID == "" {
		return Found{}, o.strange(errors.New("a dataset without id"))
	}
	return o.found(d), nil
}

// Read asks which file the latest version has, then reads it.
func (o ons) Read(ctx context.Context, of Found, r Resource) (File, error) {
	var version struct {
		Downloads map[string]struct{ Href text }
	}
	if err := o.one(ctx, r.Address, &version); err != nil {
		return File{}, err
	}
	href := string(version.Downloads["csv"].Href)
	if href == "" {
		return File{}, o.notThere(errors.New("a version without a CSV"))
	}
	r.Name = of.Title
	r.Address = href
	return o.file(ctx, of, r)
}

// one asks for a single thing: 404 means that it is gone.
func (a api) one(ctx context.Context, address string, into any) error {
	err := a.json(ctx, address, into)
	if gone(err) {
		return a.notThere(err)
	}
	return err
}

// simpleID reports whether an ID can stand in a path.
func simpleID(id string) bool {
	return id != "" && len(id) <= 200 && !strings.ContainsAny(id, "/\\?#%&:") && id != "." && id != ".."
}

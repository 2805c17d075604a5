package portal

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"figurehead/datasets/fetch"
)

// featureServer reads the layers of an ArcGIS FeatureServer or MapServer. Rows
// are paged by offset in the order of their object id and counted; shapes are
// left out. The server's CSV is never asked for: services have none.
type featureServer struct{ api }

// usualPage is a page where a layer names no maximum.
const usualPage = 1000

var (
	layerPath   = regexp.MustCompile(`(?i)^(.*/(?:FeatureServer|MapServer)/\d+)(?:/query)?/?$`)
	servicePath = regexp.MustCompile(`(?i)^(.*/(?:FeatureServer|MapServer))/?$`)
)

// layerAddress is the address of a layer without anything after it, if an
// address is of one.
func layerAddress(address string) (string, bool) {
	u, err := url.Parse(address)
	if err != nil || !isWeb(address) {
		return "", false
	}
	m := layerPath.FindStringSubmatch(u.Path)
	if m == nil {
		return "", false
	}
	u.Path, u.RawQuery, u.Fragment, u.RawPath = m[1], "", "", ""
	return u.String(), true
}

// isService reports whether an address is of a service or of a layer of one.
func isService(address string) bool {
	u, err := url.Parse(address)
	return err == nil && (layerPath.MatchString(u.Path) || servicePath.MatchString(u.Path))
}

// esriError is how these servers say that something went wrong: with status 200.
type esriError struct {
	Error *struct {
		Code    int
		Message text
	}
}

// esri asks for JSON and finds the error in an answer that looks fine.
func (a api) esri(ctx context.Context, address string, query url.Values, into any) ([]byte, error) {
	if query == nil {
		query = url.Values{}
	}
	query.Set("f", "json")
	body, err := a.raw(ctx, withQuery(address, query))
	if gone(err) {
		return nil, a.notThere(err)
	}
	if err != nil {
		return nil, a.trouble(err)
	}
	var wrong esriError
	if err := json.Unmarshal(body, &wrong); err != nil {
		return nil, a.strange(err)
	}
	if e := wrong.Error; e != nil {
		cause := fmt.Errorf("error %d: %s", e.Code, e.Message)
		switch e.Code {
		case 401, 403, 498, 499:
			return nil, a.statusTrouble(fetch.Status{Code: 403}, errors.Join(fetch.ErrUnavailable, cause))
		case 404:
			return nil, a.notThere(cause)
		case 400:
			return nil, failed(errors.Join(fetch.ErrUnavailable, cause), a.site.Name+" refuses to give these rows.", "Choose another file of this dataset, or download it in your browser and upload it.")
		}
		return nil, a.statusTrouble(fetch.Status{Code: e.Code}, errors.Join(fetch.ErrUnavailable, cause))
	}
	if err := json.Unmarshal(body, into); err != nil {
		return nil, a.strange(err)
	}
	return body, nil
}

type esriService struct {
	Layers, Tables []struct {
		ID   *int
		Name text
	}
	Description text `json:"serviceDescription"`
	Copyright   text `json:"copyrightText"`
}

type esriLayer struct {
	ID          *int
	Name        text
	Description text
	Copyright   text `json:"copyrightText"`
	Fields      []esriField
	Most        int  `json:"maxRecordCount"`
	ObjectID    text `json:"objectIdField"`
	Editing     struct {
		Edited     json.Number `json:"lastEditDate"`
		DataEdited json.Number `json:"dataLastEditDate"`
	} `json:"editingInfo"`
}

// service is the address of the service, and of the one layer that is meant,
// if the site's address is of one.
func (s featureServer) service() (service, layer string) {
	if layer, ok := layerAddress(s.site.Address); ok {
		at := strings.LastIndex(layer, "/")
		return layer[:at], layer[at+1:]
	}
	return strings.TrimRight(s.site.Address, "/"), ""
}

func (s featureServer) Search(ctx context.Context, words string, page int) (Page, error) {
	service, only := s.service()
	c, err := s.desk.shelf.get("layers of "+s.site.Address, func() ([]Found, error) {
		var reply esriService
		if _, err := s.esri(ctx, service, nil, &reply); err != nil {
			return nil, err
		}
		if reply.Layers == nil && reply.Tables == nil {
			return nil, s.strange(errors.New("no layers"))
		}
		var list []Found
		for _, l := range append(reply.Layers, reply.Tables...) {
			if l.ID != nil && (only == "" || strconv.Itoa(*l.ID) == only) {
				list = append(list, s.found(service, esriLayer{ID: l.ID, Name: l.Name, Description: reply.Description, Copyright: reply.Copyright}))
			}
		}
		return list, nil
	})
	if err != nil {
		return Page{}, err
	}
	return c.search(words, page), nil
}

func (s featureServer) Dataset(ctx context.Context, id string) (Found, error) {
	if n, err := strconv.Atoi(id); err != nil || n < 0 {
		return Found{}, s.notThere(err)
	}
	service, _ := s.service()
	var l esriLayer
	if _, err := s.esri(ctx, service+"/"+id, nil, &l); err != nil {
		return Found{}, err
	}
	if l.ID == nil {
		return Found{}, s.strange(errors.New("a layer without id"))
	}
	return s.found(service, l), nil
}

func (s featureServer) found(service string, l esriLayer) Found {
	id := strconv.Itoa(*l.ID)
	f := Found{
		ID: id, Title: first(l.Name, text("Layer "+id)), Publisher: s.site.Name, Description: plain(string(l.Description)), Landing: service + "/" + id,
		Modified: esriTime(l.edited()), Licence: licence(l.Copyright),
	}
	f.Licence.Statement = statement(l.Copyright)
	f.Resources = []Resource{{ID: id, Name: f.Title, Address: service + "/" + id, Rows: -1, Modified: f.Modified, Version: l.edited(), Table: true}}
	return f
}

func (l esriLayer) edited() string {
	return first(text(l.Editing.DataEdited), text(l.Editing.Edited))
}

func (s featureServer) Read(ctx context.Context, of Found, r Resource) (File, error) {
	layer, ok := layerAddress(r.Address)
	if !ok {
		return File{}, s.notThere(nil)
	}
	return s.layerRows(ctx, layer, of, r)
}

type esriPage struct {
	Features []struct {
		Attributes map[string]json.RawMessage
	}
	More bool `json:"exceededTransferLimit"`
}

// layerRows reads all rows of a layer as CSV.
func (a api) layerRows(ctx context.Context, layer string, of Found, r Resource) (File, error) {
	var l esriLayer
	if _, err := a.esri(ctx, layer, nil, &l); err != nil {
		return File{}, err
	}
	var count struct{ Count *int }
	if _, err := a.esri(ctx, layer+"/query", url.Values{"where": {"1=1"}, "returnCountOnly": {"true"}}, &count); err != nil {
		return File{}, err
	}
	if count.Count == nil || len(l.Fields) == 0 {
		return File{}, a.strange(errors.New("no fields or no count"))
	}
	columns := esriColumns(l.Fields)
	rows, err := a.layerPages(ctx, layer, l, *count.Count, columns)
	if err != nil {
		return File{}, err
	}
	note := columns.tidyDates(rows)
	s, err := a.sheet(columns.headings())
	if err != nil {
		return File{}, err
	}
	for _, row := range rows {
		if err := s.add(row); err != nil {
			return File{}, err
		}
	}
	f, err := s.file(of, r, layer, *count.Count)
	f.Note = note
	return f, err
}

// layerPages reads page after page while the server says that there are more.
func (a api) layerPages(ctx context.Context, layer string, l esriLayer, want int, columns columns) (rows [][]string, err error) {
	size := min(l.Most, 2*usualPage)
	if size <= 0 {
		size = usualPage
	}
	guard, err := a.sheet(columns.headings()) // counts pages and sees repeats
	if err != nil {
		return nil, err
	}
	for len(rows) < want {
		query := url.Values{"where": {"1=1"}, "outFields": {"*"}, "returnGeometry": {"false"}, "resultOffset": {strconv.Itoa(len(rows))}, "resultRecordCount": {strconv.Itoa(size)}}
		if id := first(l.ObjectID, columns.objectID); id != "" {
			query.Set("orderByFields", id)
		}
		var page esriPage
		body, err := a.esri(ctx, layer+"/query", query, &page)
		if err != nil {
			return nil, err
		}
		if len(page.Features) == 0 {
			break
		}
		if err := guard.turn(body); err != nil {
			return nil, err
		}
		for _, feature := range page.Features {
			rows = append(rows, columns.row(feature.Attributes))
		}
		if !page.More {
			break
		}
	}
	return rows, nil
}

package portal

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strings"
)

// arcgisHub searches an ArcGIS Hub by its OGC records. Rows come from the layer
// itself, where there is one: a download must first be built by the Hub.
type arcgisHub struct{ api }

const hubItems = "/api/search/v1/collections/dataset/items"

// maxLayers is how many layers of one item are offered.
const maxLayers = 50

// hubID is an item, and perhaps its layer.
var hubID = regexp.MustCompile(`^([0-9a-f]{32})(?:_(\d+))?$`)

type hubFeature struct {
	ID         text
	Properties struct {
		ID, Title, Name, Description, Snippet, Owner, OrgName, Source, License, Type, URL text
		LicenseInfo                                                                       text
		AccessInformation                                                                 text
		Modified                                                                          json.RawMessage
	}
}

func (h arcgisHub) Search(ctx context.Context, words string, page int) (Page, error) {
	query := url.Values{"limit": {fmt.Sprint(perPage)}, "startindex": {fmt.Sprint((page-1)*perPage + 1)}}
	if words != "" {
		query.Set("q", words)
	}
	var reply struct {
		Features *[]hubFeature
		Matched  *int `json:"numberMatched"`
	}
	if err := h.json(ctx, h.address(hubItems, query), &reply); err != nil {
		return Page{}, err
	}
	if reply.Features == nil {
		return Page{}, h.strange(errors.New("no features"))
	}
	p := Page{Total: -1, More: len(*reply.Features) == perPage}
	if reply.Matched != nil {
		p.Total, p.More = *reply.Matched, page*perPage < *reply.Matched && len(*reply.Features) > 0
	}
	for _, f := range *reply.Features {
		if hubID.MatchString(first(f.ID, f.Properties.ID)) {
			p.Found = append(p.Found, h.found(f))
		}
	}
	return p, nil
}

func (h arcgisHub) Dataset(ctx context.Context, id string) (Found, error) {
	if !hubID.MatchString(id) {
		return Found{}, h.notThere(nil)
	}
	var f hubFeature
	err := h.one(ctx, h.address(hubItems+"/"+id, nil), &f)
	if item, _, layered := strings.Cut(id, "_"); layered && gone(err) { // some Hubs know items only
		err = h.one(ctx, h.address(hubItems+"/"+item, nil), &f)
		f.ID = text(id)
	}
	if err != nil {
		return Found{}, err
	}
	if !hubID.MatchString(first(f.ID, f.Properties.ID)) {
		return Found{}, h.strange(errors.New("an item without id"))
	}
	return h.withLayers(ctx, f, h.found(f)), nil
}

// withLayers lists the layers of an item that means a whole service: its first
// need not be number 0. Where the service does not say, the item stays as it is.
func (h arcgisHub) withLayers(ctx context.Context, f hubFeature, found Found) Found {
	m := hubID.FindStringSubmatch(found.ID)
	service := strings.TrimRight(string(f.Properties.URL), "/")
	if _, isLayer := layerAddress(service); isLayer || m[2] != "" || !isService(service) {
		return found
	}
	var reply esriService
	if _, err := h.esri(ctx, service, nil, &reply); err != nil {
		return found
	}
	var rows []Resource
	for _, l := range append(reply.Layers, reply.Tables...) {
		if l.ID == nil || len(rows) >= maxLayers {
			continue
		}
		r := found.Resources[0]
		r.Address, r.Name = fmt.Sprintf("%s/%d", service, *l.ID), first(l.Name, text(found.Title))
		if len(rows) > 0 { // the first keeps the ID that a search gave
			r.ID = fmt.Sprintf("rows-%d", *l.ID)
		}
		rows = append(rows, r)
	}
	if len(rows) > 0 {
		found.Resources = append(rows, found.Resources[1:]...)
	}
	return found
}

func (h arcgisHub) found(f hubFeature) Found {
	p, id := f.Properties, first(f.ID, f.Properties.ID)
	m := hubID.FindStringSubmatch(id)
	var modified text
	_ = json.Unmarshal(p.Modified, &modified) // an item without a date has none
	at := esriTime(string(modified))
	if at.IsZero() {
		at = moment(modified)
	}
	found := Found{
		ID: id, Title: first(p.Title, p.Name, text(id)), Publisher: first(p.Source, p.OrgName, p.Owner, text(h.site.Name)), Description: plain(first(p.Snippet, p.Description)),
		Landing: h.address("/datasets/"+id, nil), Modified: at, Licence: licence(p.License, text(linkIn(string(p.LicenseInfo))), text(plain(string(p.LicenseInfo)))),
	}
	found.Licence.Statement = statement(p.AccessInformation)
	layer, isLayer := h.layer(string(p.URL), m[2])
	if isLayer {
		found.Resources = append(found.Resources, Resource{ID: "rows", Name: found.Title, Address: layer, Rows: -1, Modified: at, Version: string(modified), Table: true})
	}
	switch {
	case isLayer:
		query := url.Values{"layers": {cmp.Or(m[2], "0")}}
		found.Resources = append(found.Resources, Resource{ID: "csv", Name: found.Title + ", as the Hub prepares it", Format: "CSV", Address: h.address("/api/download/v1/items/"+m[1]+"/csv", query), Rows: -1, Modified: at, Version: string(modified)})
	default:
		format := formatOf(string(p.Type), "", first(p.Name, p.URL))
		found.Resources = append(found.Resources, Resource{ID: "file", Name: first(p.Name, text(found.Title)), Format: format, Address: "https://www.arcgis.com/sharing/rest/content/items/" + m[1] + "/data", Rows: -1, Modified: at, Version: string(modified)})
	}
	return found
}

// layer is the layer that an item means: its own, or the one of its ID.
func (h arcgisHub) layer(address, number string) (string, bool) {
	if layer, ok := layerAddress(address); ok {
		return layer, true
	}
	u, err := url.Parse(address)
	if err != nil || !isWeb(address) || !servicePath.MatchString(u.Path) {
		return "", false
	}
	return layerAddress(strings.TrimRight(address, "/") + "/" + cmp.Or(number, "0"))
}

func (h arcgisHub) Read(ctx context.Context, of Found, r Resource) (File, error) {
	if layer, ok := layerAddress(r.Address); ok {
		return h.layerRows(ctx, layer, of, r)
	}
	return h.file(ctx, of, r)
}

var href = regexp.MustCompile(`(?i)href\s*=\s*["']([^"']+)["']`)

// linkIn is the address of the only link in a piece of HTML.
func linkIn(source string) string {
	if all := href.FindAllStringSubmatch(source, 2); len(all) == 1 {
		return all[0][1]
	}
	return ""
}

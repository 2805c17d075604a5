package portal

import (
	"bytes"
	"context"
	"net/url"
	"regexp"
	"strings"

	"figurehead/datasets"
)

// pageOf is what the address of a dataset's page looks like on a kind of
// portal: the portal's own address, then the dataset's ID.
type pageOf struct {
	kind Kind
	path *regexp.Regexp
	host string // the only one, where a kind is one site
	site string // its address, where pages are elsewhere
}

var pagesOf = []pageOf{
	{kind: ONS, path: regexp.MustCompile(`^()/datasets/([A-Za-z0-9-]+)`), host: "www.ons.gov.uk", site: "https://api.beta.ons.gov.uk/v1"},
	{kind: DataEuropa, path: regexp.MustCompile(`^()/data/datasets/([^/]+)`), host: "data.europa.eu"},
	{kind: ArcGISHub, path: regexp.MustCompile(`^()/(?:datasets|maps)/(?:[^/]*::)?([0-9a-f]{32}(?:_\d+)?)(?:/|$)`)},
	{kind: Opendatasoft, path: regexp.MustCompile(`^()/explore/dataset/([^/]+)`)},
	{kind: Socrata, path: regexp.MustCompile(`^()/(?:.*/)?([a-z0-9]{4}-[a-z0-9]{4})(?:/|$)`)},
	{kind: CKAN, path: regexp.MustCompile(`^(.*)/dataset/([^/]+)`)},
}

// At finds the datasets that a page, a catalogue or a service at an address is
// about, and the site that they are read from. The page of a dataset on a
// portal is asked for through the portal; any other page is read for datasets
// that it describes and for data files that it links to.
func (d *Desk) At(ctx context.Context, address string) (Site, []Found, error) {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || !isWeb(u.String()) {
		return Site{}, nil, datasets.Problem{Field: "portal", Message: "This address cannot be read.", Suggestion: "Copy the whole address from your browser, from https:// on."}
	}
	u.Fragment = ""
	if isService(u.String()) {
		u.RawQuery = ""
		return d.all(ctx, Site{Name: u.Host, Kind: FeatureServer, Address: u.String()})
	}
	for _, p := range pagesOf {
		m := p.path.FindStringSubmatch(u.Path)
		if m == nil || p.host != "" && !strings.EqualFold(p.host, u.Hostname()) {
			continue
		}
		site := Site{Name: u.Host, Kind: p.kind, Address: p.site}
		if site.Address == "" {
			site.Address = u.Scheme + "://" + u.Host + m[1]
		}
		connector, err := d.Open(site)
		if err != nil {
			return Site{}, nil, err
		}
		if found, err := connector.Dataset(ctx, m[2]); err == nil && len(found.Resources) > 0 {
			return site, []Found{found}, nil
		}
	}
	return d.all(ctx, Site{Name: u.Host, Kind: WebPage, Address: u.String()})
}

// all returns the first hundred datasets of a site.
func (d *Desk) all(ctx context.Context, site Site) (Site, []Found, error) {
	connector, err := d.Open(site)
	if err != nil {
		return Site{}, nil, err
	}
	var list []Found
	for n := 1; n <= 100/perPage; n++ {
		page, err := connector.Search(ctx, "", n)
		if err != nil {
			return Site{}, nil, err
		}
		list = append(list, page.Found...)
		if !page.More {
			break
		}
	}
	return site, list, nil
}

// IsService reports whether an address is of a map service, whose rows are read
// through its own questions and not as a file.
func IsService(address string) bool { return isService(strings.TrimSpace(address)) }

// IsCatalogue reports whether a file lists datasets and where they are, rather
// than being one.
func IsCatalogue(body []byte) bool {
	body = bytes.TrimPrefix(bytes.TrimSpace(body), []byte("\xEF\xBB\xBF"))
	if len(body) > maxReply || !bytes.HasPrefix(body, []byte("{")) || !bytes.Contains(bytes.ToLower(body), []byte("distribution")) {
		return false
	}
	nodes, _, err := readNodes(body, nil)
	if err != nil {
		return false
	}
	for _, n := range nodes {
		if len(n.nodes("distribution")) > 0 {
			return true
		}
	}
	return false
}

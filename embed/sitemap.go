package embed

import (
	"context"
	"encoding/xml"
	"fmt"
)

// urlSet is a sitemap (sitemaps.org, protocol 0.9).
type urlSet struct {
	XMLName xml.Name     `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
	URLs    []sitemapURL `xml:"url"`
}

type sitemapURL struct {
	Location string `xml:"loc"`
	Changed  string `xml:"lastmod,omitempty"`
}

func (f *face) newSitemap(ctx context.Context) (*body, error) {
	listed, err := f.Store.Listed(ctx, "", maxCatalogue) // a sitemap may name 50,000 pages
	if err != nil {
		return nil, fmt.Errorf("sitemap: %w", err)
	}
	set := urlSet{URLs: []sitemapURL{{Location: f.PublicURL + "/"}}}
	for _, p := range listed {
		set.URLs = append(set.URLs, sitemapURL{
			Location: f.PublicURL + "/w/" + p.Edition.PublicID,
			Changed:  corrected(p.Edition).UTC().Format("2006-01-02"),
		})
	}
	sets, err := f.listedSets(ctx)
	if err != nil {
		return nil, err
	}
	for _, s := range sets {
		changed := s.PublishedAt.UTC().Format("2006-01-02")
		set.URLs = append(set.URLs, sitemapURL{f.PublicURL + "/p/" + s.PublicID, changed})
		for _, p := range s.Places {
			set.URLs = append(set.URLs, sitemapURL{f.PublicURL + "/w/" + p.PublicID, changed})
		}
	}
	campaigns, err := f.Store.PublicCampaigns(ctx)
	if err != nil {
		return nil, fmt.Errorf("sitemap: %w", err)
	}
	for _, c := range campaigns {
		set.URLs = append(set.URLs, sitemapURL{Location: f.PublicURL + "/c/" + c.Slug, Changed: c.PublishedAt.UTC().Format("2006-01-02")})
	}
	text, err := xml.Marshal(set)
	if err != nil {
		return nil, fmt.Errorf("sitemap: %w", err)
	}
	return newBody("application/xml; charset=utf-8", append([]byte(xml.Header), text...)), nil
}

package portal

import (
	"bytes"
	"cmp"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"figurehead/datasets/fetch"
)

// nomis reads Nomis, API version 1. Its list of datasets is read whole and
// searched here; tables are cut to the organisation's area and England, in
// parts of 25,000 rows, which is the most without an account.
type nomis struct{ api }

const nomisRows = 25_000

// england is the place that an area is compared with.
const england = "E92000001"

type nomisFamily struct {
	ID          text
	Name        text
	Description text
	Annotations struct {
		Annotation many[struct {
			Title text `json:"annotationtitle"`
			Text  text `json:"annotationtext"`
		}]
	}
	Components struct {
		Dimension many[struct {
			Concept text `json:"conceptref"`
		}]
	}
}

func (n nomis) Search(ctx context.Context, words string, page int) (Page, error) {
	c, err := n.catalogue(ctx)
	if err != nil {
		return Page{}, err
	}
	return c.search(words, page), nil
}

func (n nomis) Dataset(ctx context.Context, id string) (Found, error) {
	c, err := n.catalogue(ctx)
	if err != nil {
		return Found{}, err
	}
	if f, ok := c.dataset(id); ok {
		return f, nil
	}
	return Found{}, n.notThere(nil)
}

func (n nomis) catalogue(ctx context.Context) (catalogue, error) {
	return n.desk.shelf.get(n.site.Address+" for "+n.desk.options.AreaCode, func() ([]Found, error) {
		var reply struct {
			Structure *struct {
				Families struct {
					Family many[nomisFamily] `json:"keyfamily"`
				} `json:"keyfamilies"`
			}
		}
		if err := n.json(ctx, n.address("/dataset/def.sdmx.json", nil), &reply); err != nil {
			return nil, err
		}
		if reply.Structure == nil {
			return nil, n.strange(errors.New("no structure"))
		}
		var list []Found
		for _, family := range reply.Structure.Families.Family {
			if family.ID != "" {
				list = append(list, n.found(family))
			}
		}
		return list, nil
	})
}

func (n nomis) found(family nomisFamily) Found {
	notes := map[string]text{}
	for _, a := range family.Annotations.Annotation {
		notes[strings.ToLower(string(a.Title))] = a.Text
	}
	number := strings.TrimPrefix(string(family.ID), "NM_")
	number, _, _ = strings.Cut(number, "_")
	f := Found{
		ID: string(family.ID), Title: first(family.Name, family.ID), Publisher: "Office for National Statistics, through Nomis",
		Description: plain(first(family.Description, notes["subdescription"], notes["keywords"])), Modified: moment(notes["lastupdated"]),
		Landing: "https://www.nomisweb.co.uk/query/construct/summary.asp?mode=construct&version=0&dataset=" + url.QueryEscape(number),
	}
	names := []string{"date_name", "geography_name", "geography_code"}
	for _, d := range family.Components.Dimension {
		name := strings.ToLower(string(d.Concept))
		if name != "" && !slices.Contains([]string{"geography", "freq", "time", "date"}, name) {
			names = append(names, name+"_name")
		}
	}
	names = append(names, "obs_value", "obs_status_name", "record_count")
	codes, place := england, "England"
	if code := n.desk.options.AreaCode; code != "" && code != england {
		codes, place = code+","+england, cmp.Or(n.desk.options.Area, code)+" and England"
	}
	for _, part := range []struct{ id, name, date string }{{"latest", "Latest", "latest"}, {"all", "All periods", ""}} {
		query := url.Values{"geography": {codes}, "select": {strings.Join(names, ",")}}
		if part.date != "" {
			query.Set("date", part.date)
		}
		f.Resources = append(f.Resources, Resource{
			ID: part.id, Name: part.name + ", " + place, Format: "CSV", Rows: -1, Version: string(notes["lastupdated"]), Table: true,
			Address: n.address("/dataset/"+url.PathEscape(string(family.ID))+".data.csv", query),
		})
	}
	return f
}

// Read joins the parts. Every row says how many there are in all.
func (n nomis) Read(ctx context.Context, of Found, r Resource) (File, error) {
	var s *sheet
	var headings []string
	want := -1
	for offset := 0; ; {
		address := withQuery(r.Address, url.Values{"recordoffset": {fmt.Sprint(offset)}, "recordlimit": {fmt.Sprint(nomisRows)}})
		got, err := n.desk.ask(ctx, fetch.Request{Address: address})
		if gone(err) {
			return File{}, n.notThere(err)
		}
		if err != nil {
			return File{}, n.trouble(err)
		}
		rows, err := csvTable(got.Body)
		if err != nil {
			return File{}, n.strange(err)
		}
		if s == nil {
			if len(rows) == 0 || !slices.Contains(rows[0], "OBS_VALUE") {
				return File{}, failed(fetch.ErrUnavailable, "Nomis has no numbers here for "+strings.TrimPrefix(r.Name, "Latest, ")+".", "Choose another dataset, or cut the table on nomisweb.co.uk and paste its address.")
			}
			headings = rows[0]
			if s, err = n.sheet(without(headings, slices.Index(headings, "RECORD_COUNT"))); err != nil {
				return File{}, err
			}
		}
		if len(rows) > 1 {
			if err := s.turn(got.Body); err != nil {
				return File{}, err
			}
		}
		at := slices.Index(headings, "RECORD_COUNT")
		for _, row := range rows[min(1, len(rows)):] {
			if len(row) != len(headings) {
				return File{}, n.strange(errors.New("a row of another length"))
			}
			if at >= 0 {
				if total, err := strconv.Atoi(row[at]); err == nil {
					want = total
				}
			}
			if err := s.add(without(row, at)); err != nil {
				return File{}, err
			}
		}
		offset = s.rows
		if len(rows) <= 1 || offset >= want && want >= 0 || len(rows)-1 < nomisRows && want < 0 {
			return s.file(of, named1(of, r), r.Address, want)
		}
	}
}

// named1 names a resource after its dataset, where its own name is only a part.
func named1(of Found, r Resource) Resource {
	r.Name = of.Title + ", " + strings.ToLower(r.Name[:1]) + r.Name[1:]
	return r
}

func without(row []string, at int) []string {
	if at < 0 || at >= len(row) {
		return row
	}
	return append(slices.Clone(row[:at]), row[at+1:]...)
}

// csvTable reads a CSV answer whole.
func csvTable(body []byte) ([][]string, error) {
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(body, []byte("\xEF\xBB\xBF"))))
	r.FieldsPerRecord = -1
	var rows [][]string
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return rows, nil
		}
		if err != nil {
			return nil, err
		}
		rows = append(rows, row)
	}
}

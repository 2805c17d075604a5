package api

import (
	"fmt"
	"slices"

	"github.com/gofiber/fiber/v2"

	"figurehead/datasets"
	"figurehead/server/auth"
	"figurehead/server/publishing"
	"figurehead/store"
)

func (a *API) bandRoutes() []route {
	return []route{
		{fiber.MethodGet, "/datasets/:dataset/bands", store.ReadScope, a.bands},
		{fiber.MethodPut, "/datasets/:dataset/bands", store.WriteScope, a.setBands},
	}
}

// bandBody is a column of numbers: between which values those of a newer file may
// lie, and what it holds now. Numbers are text, so that none is rounded.
type bandBody struct {
	Column string `json:"column"`
	Low    string `json:"low,omitempty"`
	High   string `json:"high,omitempty"`
	Least  string `json:"least,omitempty"`
	Most   string `json:"most,omitempty"`
}

func showBands(columns []publishing.NumberColumn) listOf[bandBody] {
	list := listOf[bandBody]{Items: []bandBody{}}
	for _, column := range columns {
		list.Items = append(list.Items, bandBody{column.Field, column.Low, column.High, column.Least, column.Most})
	}
	return list
}

// datasetTo is the dataset of the address, when the person may do that to it.
func (a *API) datasetTo(c *fiber.Ctx, action auth.Action) (datasets.Dataset, error) {
	d, err := a.Store.Dataset(c.UserContext(), param(c, "dataset"))
	if err != nil {
		return d, err
	}
	return d, may(c, action, d.DirectorateID)
}

// bands shows what the columns hold: for those who may work on it, as in the studio.
func (a *API) bands(c *fiber.Ctx) error {
	if _, err := asked(c); err != nil {
		return err
	}
	d, err := a.datasetTo(c, auth.Edit)
	if err != nil {
		return err
	}
	columns, err := a.Publishing.NumberColumns(c.UserContext(), d)
	if err != nil {
		return err
	}
	return send(c, showBands(columns))
}

// newBands are all bands of a dataset: columns that it leaves out may hold any number.
type newBands struct {
	Items []struct {
		Column string `json:"column"`
		Low    string `json:"low"`
		High   string `json:"high"`
	} `json:"items"`
}

func (a *API) setBands(c *fiber.Ctx) error {
	d, err := a.datasetTo(c, auth.Edit)
	if err != nil {
		return err
	}
	columns, err := a.Publishing.NumberColumns(c.UserContext(), d)
	if err != nil {
		return err
	}
	if err := asSeen(c, showBands(columns)); err != nil {
		return err
	}
	var sent newBands
	if err := read(c, &sent); err != nil {
		return err
	}
	bands, err := sent.of(columns)
	if err != nil {
		return err
	}
	if err := a.Store.SaveBands(c.UserContext(), actor(c), d.ID, bands); err != nil {
		return err
	}
	d.Bands = bands
	if columns, err = a.Publishing.NumberColumns(c.UserContext(), d); err != nil {
		return err
	}
	return done(c, fiber.StatusOK, "", showBands(columns))
}

// of reads every band, in the order of the columns, or names the first that cannot be.
func (n newBands) of(columns []publishing.NumberColumn) ([]datasets.Band, error) {
	if n.Items == nil {
		return nil, fault{Pointer: "/items", Detail: "Send all bands; an empty list for none."}
	}
	typed := map[string]datasets.Band{}
	for i, item := range n.Items {
		pointer := fmt.Sprintf("/items/%d", i)
		if !slices.ContainsFunc(columns, func(c publishing.NumberColumn) bool { return c.Field == item.Column }) {
			return nil, fault{Pointer: pointer + "/column", Detail: fmt.Sprintf("There is no column of numbers called “%s”.", item.Column)}
		}
		if _, twice := typed[item.Column]; twice {
			return nil, fault{Pointer: pointer + "/column", Detail: fmt.Sprintf("“%s” stands here twice.", item.Column)}
		}
		band, err := datasets.NewBand(item.Column, item.Low, item.High)
		if err != nil {
			return nil, at(pointer, inBody(err, "low", "high"))
		}
		typed[item.Column] = band
	}
	var bands []datasets.Band
	for _, column := range columns {
		if band, ok := typed[column.Field]; ok && !band.Blank() {
			bands = append(bands, band)
		}
	}
	return bands, nil
}

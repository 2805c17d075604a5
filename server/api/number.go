package api

import (
	"encoding/json"
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/server/auth"
	"figurehead/server/publishing"
	"figurehead/store"
	"figurehead/widgets"
)

func (a *API) numberRoutes() []route {
	return []route{
		{fiber.MethodGet, "/figures/:figure/numbers", store.ReadScope, a.numbers},
		{fiber.MethodGet, "/figures/:figure/edits", store.ReadScope, a.edits},
		{fiber.MethodPost, "/figures/:figure/edits", store.WriteScope, a.edit},
		{fiber.MethodDelete, "/figures/:figure/edits/:edit", store.WriteScope, a.dropEdit},
		{fiber.MethodPost, "/figures/:figure/edits/:edit/keep", store.WriteScope, a.keepEdit},
	}
}

// numbersBody is what a draft shows, cell by cell: rows of the order of “columns”.
type numbersBody struct {
	Version int          `json:"version"`
	Columns []string     `json:"columns"`
	Total   int          `json:"total"`
	From    int          `json:"from"` // number of the first row, from 0
	Rows    [][]cellBody `json:"rows"`
}

// cellBody is one cell: its value, or why it has none.
type cellBody struct {
	Value   string `json:"value"`
	Missing string `json:"missing,omitempty"`
}

func showCell(c table.Cell) cellBody {
	if c.Missing != table.Present {
		return cellBody{Missing: c.Missing.String()}
	}
	return cellBody{Value: c.String()}
}

// draftTo is the draft of the figure of the address, when the person may edit it.
func (a *API) draftTo(c *fiber.Ctx) (widgets.Draft, error) {
	w, err := a.figureTo(c, auth.Edit)
	if err != nil {
		return widgets.Draft{}, err
	}
	return a.Store.Draft(c.UserContext(), w.ID)
}

func (a *API) numbers(c *fiber.Ctx) error {
	query, err := asked(c, "from", "limit")
	if err != nil {
		return err
	}
	from, limit := 0, usualLimit
	for name, into := range map[string]*int{"from": &from, "limit": &limit} {
		if text, sent := query[name]; sent {
			if *into, err = strconv.Atoi(text); err != nil || *into < 0 || name == "limit" && (*into < 1 || *into > mostLimit) {
				return fault{Field: name, Detail: "This must be a whole number: rows from 0, and a limit from 1 to 200."}
			}
		}
	}
	draft, err := a.draftTo(c)
	if err != nil {
		return err
	}
	result, _, err := a.Publishing.EditTable(c.UserContext(), draft)
	if err != nil {
		return err
	}
	b := numbersBody{Version: draft.Version, Columns: []string{}, Total: len(result.Rows), From: from, Rows: [][]cellBody{}}
	for _, f := range result.Fields {
		b.Columns = append(b.Columns, f.Name)
	}
	for _, row := range result.Rows[min(from, len(result.Rows)):min(from+limit, len(result.Rows))] {
		cells := []cellBody{}
		for _, cell := range row {
			cells = append(cells, showCell(cell))
		}
		b.Rows = append(b.Rows, cells)
	}
	return send(c, b)
}

// editsBody is what was changed by hand in a draft of that version.
type editsBody struct {
	Version int        `json:"version"`
	Items   []editBody `json:"items"` // by their numbers, from 0
}

type editBody struct {
	Number   int               `json:"number"`
	Row      map[string]string `json:"row"` // by which it is found
	Column   string            `json:"column"`
	From     cellBody          `json:"from"`
	To       cellBody          `json:"to"`
	Why      string            `json:"why"`
	By       string            `json:"by,omitempty"`
	At       *time.Time        `json:"at,omitempty"`
	Conflict string            `json:"conflict,omitempty"` // the data is another than the one that was edited
	CanKeep  bool              `json:"canKeep"`
}

func showValue(v datasets.CellValue) cellBody {
	if v.Missing != table.Present {
		return cellBody{Missing: v.Missing.String()}
	}
	return cellBody{Value: v.Value}
}

func (a *API) editsOf(c *fiber.Ctx, draft widgets.Draft) (editsBody, error) {
	_, states, err := a.Publishing.EditTable(c.UserContext(), draft)
	b := editsBody{Version: draft.Version, Items: []editBody{}}
	for n, s := range states {
		e := editBody{Number: n, Row: map[string]string{}, Column: s.Field, From: showValue(s.From), To: showValue(s.To), Why: s.Why, By: s.By, At: instant(s.At), CanKeep: s.CanKeep()}
		for _, v := range s.Row {
			e.Row[v.Field] = v.Value
		}
		if s.Conflict != nil {
			e.Conflict = s.Conflict.Message
		}
		b.Items = append(b.Items, e)
	}
	return b, err
}

func (a *API) edits(c *fiber.Ctx) error {
	if _, err := asked(c); err != nil {
		return err
	}
	draft, err := a.draftTo(c)
	if err != nil {
		return err
	}
	b, err := a.editsOf(c, draft)
	if err != nil {
		return err
	}
	return send(c, b)
}

// newEdit changes one cell. The value null is one that is not available.
type newEdit struct {
	Version int              `json:"version"`
	Row     *int             `json:"row"` // its number in “numbers”, from 0
	Column  string           `json:"column"`
	Value   optional[string] `json:"value"`
	Why     string           `json:"why"`
}

// optional tells null from what was left out.
type optional[T any] struct {
	sent  bool
	value *T
}

func (o *optional[T]) UnmarshalJSON(raw []byte) error {
	o.sent = true
	return json.Unmarshal(raw, &o.value)
}

func (a *API) edit(c *fiber.Ctx) error {
	draft, err := a.draftTo(c)
	if err != nil {
		return err
	}
	var sent newEdit
	if err := read(c, &sent); err != nil {
		return err
	}
	to := datasets.CellValue{Missing: table.NotAvailable}
	switch {
	case sent.Row == nil:
		return fault{Pointer: "/row", Detail: "Say which row is edited: its number, from 0."}
	case !sent.Value.sent:
		return fault{Pointer: "/value", Detail: "Say what the cell becomes: a text, or null for a number that is not available."}
	case strings.TrimSpace(sent.Why) == "":
		return fault{Pointer: "/why", Detail: "Say why, in a few words that readers understand."}
	case sent.Version != draft.Version:
		return store.ErrConflict
	case sent.Value.value != nil && *sent.Value.value != "":
		to = datasets.CellValue{Value: *sent.Value.value}
	}
	e := datasets.Edit{Field: sent.Column, To: to, Why: strings.TrimSpace(sent.Why), By: actor(c).ID, At: a.Now().UTC()}
	query, err := a.Publishing.Edited(c.UserContext(), draft, *sent.Row, e)
	if err != nil {
		return inBody(err, "why")
	}
	return a.saveEdits(c, fiber.StatusCreated, draft, query)
}

// saveEdits stores a draft with another query and answers with its edits.
func (a *API) saveEdits(c *fiber.Ctx, status int, draft widgets.Draft, query datasets.Query) error {
	changed := draft
	changed.Query = query
	saved, err := a.Publishing.SaveDraft(c.UserContext(), actor(c), draft, changed)
	if err != nil {
		return err
	}
	b, err := a.editsOf(c, saved)
	if err != nil {
		return err
	}
	return done(c, status, "/figures/"+draft.WidgetID+"/edits", b)
}

// editNumber is the number of the address; -1 for none that there can be.
func editNumber(c *fiber.Ctx) int {
	n, err := strconv.Atoi(c.Params("edit"))
	if err != nil {
		return -1
	}
	return n
}

// dropEdit takes an edit back, by the ETag of the list in which it has its number.
func (a *API) dropEdit(c *fiber.Ctx) error {
	draft, err := a.draftTo(c)
	if err != nil {
		return err
	}
	now, err := a.editsOf(c, draft)
	if err != nil {
		return err
	}
	query, err := publishing.DroppedEdit(draft, editNumber(c))
	if err != nil {
		return store.ErrNotFound
	}
	if err := unchanged(c, now); err != nil {
		return err
	}
	if err := a.saveEdits(c, fiber.StatusOK, draft, query); !errors.Is(err, store.ErrConflict) {
		return err
	}
	return errChanged
}

// keptEdit keeps an edit for the number as it is now.
type keptEdit struct {
	Version int `json:"version"`
}

func (a *API) keepEdit(c *fiber.Ctx) error {
	draft, err := a.draftTo(c)
	if err != nil {
		return err
	}
	var sent keptEdit
	if err := read(c, &sent); err != nil {
		return err
	}
	if sent.Version != draft.Version {
		return store.ErrConflict
	}
	query, err := a.Publishing.KeptEdit(c.UserContext(), draft, editNumber(c), actor(c).ID)
	if err != nil {
		return err
	}
	return a.saveEdits(c, fiber.StatusOK, draft, query)
}

package studio

import (
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/utils"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/server/publishing"
	"figurehead/store"
	"figurehead/widgets"
)

// numberRows is how many rows stand on one page of numbers.
const numberRows = 25

// numbersPage is Edit numbers: what a figure shows, cell by cell, and what was
// changed by hand.
type numbersPage struct {
	basePage
	Widget   widgets.Widget
	Draft    widgets.Draft
	Edits    []editShown
	Heads    []numberCell
	Rows     []numberRow
	Total    int
	From, To int // rows shown, from 1
	Before   int // the first row of the page before, from 0; -1 for none
	After    int
	Cell     *cellForm
}

// numberRow is one row with a link to each cell that can be edited.
type numberRow struct {
	Cells []numberCell
}

type numberCell struct {
	Text, Link, Says string // Link is empty where nothing can be edited
	Numeric, Edited  bool
}

// editShown is one edit of the list.
type editShown struct {
	N                    int
	Field, Row, From, To string
	Why, By, When        string
	Conflict             string
	CanKeep              bool
}

// cellForm asks for another value of one cell.
type cellForm struct {
	Row        int
	Field      string
	Name       string // of the row
	Now        string
	Value, Why string // as typed
	Number     bool
	Calendar   bool
}

func (s *Studio) numbers(c *fiber.Ctx) error {
	draft, err := s.Store.Draft(c.UserContext(), param(c, "widget"))
	if err != nil {
		return err
	}
	return s.showNumbers(c, fiber.StatusOK, draft, nil)
}

// numbersChanged edits a cell, takes an edit back, or keeps it for the number as
// it is now.
func (s *Studio) numbersChanged(c *fiber.Ctx) error {
	stored, err := s.draftToChange(c)
	if err != nil {
		return err
	}
	values := formValues(c)
	if versionOf(values) != stored.Version {
		return s.showNumbers(c, fiber.StatusConflict, stored, values, changedSince)
	}
	changed := stored
	changed.Query, err = s.editOf(c, stored, values)
	if words, ok := mendable(err); err != nil && ok {
		if words.Field != "why" {
			words.Field = "value"
		}
		return s.showNumbers(c, fiber.StatusUnprocessableEntity, stored, values, words)
	}
	if err != nil {
		return err
	}
	if _, err = s.Publishing.SaveDraft(c.UserContext(), actor(c), stored, changed); errors.Is(err, store.ErrConflict) {
		return s.showNumbers(c, fiber.StatusConflict, stored, values, changedSince)
	}
	if err != nil {
		return err
	}
	return c.Redirect("/studio/figures/"+stored.WidgetID+"/numbers", fiber.StatusSeeOther)
}

// editOf is the Query that the form asks for.
func (s *Studio) editOf(c *fiber.Ctx, draft widgets.Draft, values map[string]string) (datasets.Query, error) {
	q := draft.Query
	n, err := strconv.Atoi(values["n"])
	if err != nil {
		n = -1
	}
	switch values["do"] {
	case "drop":
		return publishing.DroppedEdit(draft, n)
	case "keep":
		return s.Publishing.KeptEdit(c.UserContext(), draft, n, actor(c).ID)
	}
	row, err := strconv.Atoi(values["row"])
	if err != nil {
		row = -1
	}
	if strings.TrimSpace(values["why"]) == "" {
		return q, datasets.Problem{Field: "why", Message: "Say why, in a few words that readers understand."}
	}
	e := datasets.Edit{Field: values["field"], Why: strings.TrimSpace(values["why"]), By: actor(c).ID, At: s.Now().UTC()}
	e.To = typedValue(values)
	return s.Publishing.Edited(c.UserContext(), draft, row, e)
}

func hiddenCell(c table.Cell) bool {
	return c.Missing == table.Suppressed || c.Missing == table.Confidential
}

// typedValue is what was typed for a cell: commas and signs of money and parts
// of a hundred are left out of numbers; nothing is a value that is not available.
func typedValue(values map[string]string) datasets.CellValue {
	text := strings.TrimSpace(values["value"])
	if values["number"] == "yes" {
		text = strings.NewReplacer(",", "", "£", "", "%", "", " ", "", "\u00a0", "", "−", "-").Replace(text)
	}
	if text == "" {
		return datasets.CellValue{Missing: table.NotAvailable}
	}
	return datasets.CellValue{Value: text}
}

// showNumbers shows the page, with the form of a cell where the address or what
// was sent names one.
func (s *Studio) showNumbers(c *fiber.Ctx, status int, draft widgets.Draft, typed map[string]string, problems ...fieldError) error {
	ctx := c.UserContext()
	page := numbersPage{basePage: s.base(c, "Edit numbers"), Draft: draft}
	var err error
	if page.Widget, err = s.Store.Widget(ctx, draft.WidgetID); err != nil {
		return err
	}
	page.basePage = page.journey(3, "/studio/sources/"+draft.SnapshotID+"/read", "/studio/sources/"+draft.SnapshotID+"/pick")
	page.Errors = problems
	result, states, err := s.Publishing.EditTable(ctx, draft)
	if words, ok := mendable(err); err != nil && ok {
		page.problem("", words.Message)
	} else if err != nil {
		return err
	}
	if page.Edits, err = s.editsShown(c, states); err != nil {
		return err
	}
	at := func(name string) int {
		n, err := strconv.Atoi(firstNot(typed[name], utils.CopyString(c.Query(name))))
		if err != nil {
			return -1
		}
		return n
	}
	page.fill(result, at("from"), at("row"), firstNot(typed["field"], utils.CopyString(c.Query("field"))))
	if page.Cell != nil && typed != nil {
		page.Cell.Value, page.Cell.Why = typed["value"], typed["why"]
	}
	return s.render(c, status, "numbers", page)
}

func firstNot(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

func (s *Studio) editsShown(c *fiber.Ctx, states []publishing.EditState) ([]editShown, error) {
	names := map[string]string{}
	var list []editShown
	for n, state := range states {
		if _, known := names[state.By]; !known && state.By != "" {
			user, err := s.Store.User(c.UserContext(), state.By)
			if err != nil && !errors.Is(err, store.ErrNotFound) {
				return nil, err
			}
			names[state.By] = user.Name
		}
		e := editShown{N: n, Field: state.Field, Row: rowWords(state.Row), From: valueWords(state.From), To: valueWords(state.To), Why: state.Why, By: names[state.By]}
		if !state.At.IsZero() {
			e.When = s.when(state.At)
		}
		if state.Conflict != nil {
			e.Conflict = state.Conflict.Message
			e.CanKeep = state.CanKeep()
		}
		list = append(list, e)
	}
	return list, nil
}

func rowWords(row []datasets.RowValue) string {
	var parts []string
	for _, v := range row {
		if v.Value != "" {
			parts = append(parts, v.Value)
		}
	}
	return strings.Join(parts, ", ")
}

func valueWords(v datasets.CellValue) string {
	switch {
	case v.Value != "":
		return v.Value
	case v.Missing != table.Present:
		return v.Missing.String()
	}
	return "blank"
}

// fill puts rows of the Result on the page, and the form of the cell that is
// edited.
func (p *numbersPage) fill(r datasets.Result, from, row int, field string) {
	p.Total, p.Before, p.After = len(r.Rows), -1, -1
	column := r.Index(field)
	if row >= 0 && row < len(r.Rows) && column >= 0 {
		p.cell(r, row, column)
		if from < 0 {
			from = row / numberRows * numberRows
		}
	}
	from = max(0, min(from, len(r.Rows)-1))
	to := min(from+numberRows, len(r.Rows))
	p.From, p.To = from+1, to
	if from > 0 {
		p.Before = max(0, from-numberRows)
	}
	if to < len(r.Rows) {
		p.After = to
	}
	for _, f := range r.Fields {
		p.Heads = append(p.Heads, numberCell{Text: f.Name, Numeric: f.Kind.Number()})
	}
	edited := map[[2]int]bool{}
	for _, e := range r.Edited {
		edited[[2]int{e.Row, r.Index(e.Field)}] = true
	}
	for i := from; i < to; i++ {
		var shown numberRow
		for j, cell := range r.Rows[i] {
			one := numberCell{Text: cellWords(cell), Numeric: cell.Kind.Number(), Edited: edited[[2]int{i, j}], Says: nameOfRow(r, i)}
			if !hiddenCell(cell) {
				one.Link = fmt.Sprintf("?row=%d&field=%s#value", i, url.QueryEscape(r.Fields[j].Name))
			}
			shown.Cells = append(shown.Cells, one)
		}
		p.Rows = append(p.Rows, shown)
	}
}

func (p *numbersPage) cell(r datasets.Result, row, column int) {
	cell, f := r.Rows[row][column], r.Fields[column]
	if hiddenCell(cell) {
		p.problem("", "This number is hidden, so it cannot be edited.")
		return
	}
	p.Cell = &cellForm{Row: row, Field: f.Name, Name: nameOfRow(r, row), Now: cellWords(cell), Value: cell.String(), Number: f.Kind.Number(), Calendar: f.Kind.Calendar()}
}

func cellWords(c table.Cell) string {
	if c.Missing != table.Present {
		return c.Missing.String()
	}
	return c.String()
}

// nameOfRow tells a row by what is no number in it.
func nameOfRow(r datasets.Result, row int) string {
	var parts []string
	for i, cell := range r.Rows[row] {
		if !r.Fields[i].Kind.Number() && cell.Missing == table.Present {
			parts = append(parts, cell.String())
		}
	}
	if len(parts) == 0 {
		return "row " + thousands(row+1)
	}
	return strings.Join(parts, ", ")
}

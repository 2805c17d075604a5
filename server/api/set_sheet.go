package api

import (
	"encoding/json"
	"errors"
	"strings"

	"github.com/gofiber/fiber/v2"

	"figurehead/datasets"
	"figurehead/server/auth"
	"figurehead/server/publishing"
	"figurehead/store"
	"figurehead/widgets"
)

// makeSet makes a set of a figure, or goes on with the one that was begun.
func (a *API) makeSet(c *fiber.Ctx) error {
	w, err := a.figureTo(c, auth.Edit)
	if err != nil {
		return err
	}
	if err := nothing(c); err != nil {
		return err
	}
	draft, err := a.Store.Draft(c.UserContext(), w.ID)
	if err != nil {
		return err
	}
	made, err := a.Publishing.NewSet(c.UserContext(), actor(c), draft)
	if err != nil {
		return err
	}
	return done(c, fiber.StatusCreated, "/sets/"+made.ID, a.showSet(made))
}

// setSent is what of a set is to be otherwise; what is missing stays.
type setSent struct {
	Name     *string          `json:"name"`
	Title    *string          `json:"title"`
	Subtitle *string          `json:"subtitle"`
	Sentence *string          `json:"sentence"`
	Field    *string          `json:"field"`
	Within   *string          `json:"within"`
	Mode     *widgets.SetMode `json:"mode"`
	Out      map[string]bool  `json:"out"`    // by place: whether it is left out
	Retake   bool             `json:"retake"` // take the pattern anew from its figure
}

// edit is the same as the publisher takes it; what cannot be is refused.
func (s setSent) edit(stored widgets.Set) (publishing.SetEdit, error) {
	for _, text := range []*string{s.Name, s.Title, s.Subtitle, s.Sentence} {
		if text != nil {
			*text = strings.TrimSpace(*text)
		}
	}
	e := publishing.SetEdit{Name: s.Name, Title: s.Title, Subtitle: s.Subtitle, Sentence: s.Sentence, Field: s.Field, Within: s.Within, Mode: s.Mode}
	switch {
	case s.Name != nil && *s.Name == "":
		return e, fault{Pointer: "/name", Detail: "Give the page of all figures a name."}
	case s.Field != nil && *s.Field != stored.Pattern.Field && stored.State != widgets.InDraft:
		return e, fault{Pointer: "/field", Detail: "This set was public. Its figures are those of this column.", Suggestion: "Make another set."}
	case s.Field != nil && *s.Field != stored.Pattern.Field && len(s.Out) > 0:
		return e, fault{Pointer: "/out", Detail: "These are places of another column.", Suggestion: "Change the column first."}
	case s.Mode != nil && *s.Mode != widgets.OnlyPlace && *s.Mode != widgets.PlaceStandsOut:
		return e, fault{Pointer: "/mode", Detail: "This must be only or standOut."}
	}
	return e, nil
}

func (a *API) changeSet(c *fiber.Ctx) error {
	stored, err := a.setTo(c, auth.Edit)
	if err != nil {
		return err
	}
	now, err := a.wholeSet(c, stored)
	if err != nil {
		return err
	}
	if err := unchanged(c, now); err != nil {
		return err
	}
	var sent setSent
	if err := read(c, &sent, mergePatch); err != nil {
		return err
	}
	edit, err := sent.edit(stored)
	if err != nil {
		return err
	}
	changed := edit.Onto(stored)
	if sent.Retake {
		if changed, err = a.Publishing.Retaken(c.UserContext(), changed); err != nil {
			return setFault(err)
		}
	}
	if err := changed.Pattern.Spec.Validate(); err != nil {
		return setFault(err)
	}
	saved, err := a.Publishing.SaveSet(c.UserContext(), actor(c), changed, sent.Out)
	if errors.Is(err, store.ErrConflict) {
		return errChanged
	}
	if err != nil {
		return setFault(err)
	}
	if now, err = a.wholeSet(c, saved); err != nil {
		return err
	}
	return done(c, fiber.StatusOK, "", now)
}

// setFault says in which member of a set something is to be mended.
func setFault(err error) error {
	var problem datasets.Problem
	if !errors.As(err, &problem) {
		return err
	}
	return fault{Pointer: "/" + problem.Field, Detail: problem.Error()}
}

// sheetBody is all that a set would publish now.
type sheetBody struct {
	Set      string        `json:"set"`
	Version  int           `json:"version"`
	Snapshot string        `json:"snapshot"` // what publishing has to name
	Name     string        `json:"name"`
	Title    string        `json:"title"`
	Subtitle string        `json:"subtitle"`
	Sentence string        `json:"sentence"`
	Within   string        `json:"within"`
	Mode     string        `json:"mode"`
	Fields   []sheetField  `json:"fields"` // that a set may be made over
	Checks   []string      `json:"checks"` // that are not done, of all figures
	Members  []sheetMember `json:"members"`
	Gone     []string      `json:"gone"` // public, and not in the data any more
}

type sheetField struct {
	Name   string        `json:"name"`
	Values int           `json:"values"`
	Within []sheetWithin `json:"within"`
}

type sheetWithin struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	Values int    `json:"values"`
}

// sheetMember is one figure: those that deserve a look come first.
type sheetMember struct {
	Place   string   `json:"place"`
	Name    string   `json:"name"` // as readers know it
	Figure  string   `json:"figure,omitempty"`
	Asked   bool     `json:"asked"` // it is to be published
	New     bool     `json:"new"`   // came with newer data
	Own     bool     `json:"own"`   // changed by hand
	Title   string   `json:"title,omitempty"`
	Wrong   string   `json:"wrong,omitempty"` // why it cannot be made
	Blocked bool     `json:"blocked"`
	Look    []string `json:"look"` // reasons to look at it
}

// sheet makes every figure of a set as it would be, and draws none.
func (a *API) sheet(c *fiber.Ctx) error {
	if _, err := asked(c); err != nil {
		return err
	}
	found, err := a.setTo(c, auth.Edit)
	if err != nil {
		return err
	}
	s, err := a.Publishing.Sheet(c.UserContext(), found)
	if err != nil {
		return err
	}
	p := found.Pattern
	b := sheetBody{Set: found.ID, Version: found.Version, Snapshot: s.Snapshot.ID, Name: found.Name, Title: p.Spec.Title, Subtitle: p.Spec.Subtitle, Sentence: p.Spec.Sentence,
		Within: p.Within, Mode: string(p.Mode), Fields: []sheetField{}, Checks: []string{}, Members: []sheetMember{}, Gone: []string{}}
	for _, f := range s.Fields {
		field := sheetField{f.Name, f.Count, []sheetWithin{}}
		for _, w := range f.Within {
			field.Within = append(field.Within, sheetWithin{w.ID, w.Name, w.Count})
		}
		b.Fields = append(b.Fields, field)
	}
	for _, check := range s.Checks {
		b.Checks = append(b.Checks, check.Reason)
	}
	for _, m := range s.Members {
		b.Members = append(b.Members, sheetMember{m.Place, m.Name, m.Widget.ID, m.Asked, m.New, m.Own, m.Figure.Title, m.Wrong, m.Blocked(), append([]string{}, m.Look...)})
	}
	for _, m := range s.Gone {
		b.Gone = append(b.Gone, m.Place)
	}
	return send(c, b)
}

// opening names the place whose figure is to be changed by itself.
type opening struct {
	Place string `json:"place"`
}

// openMember gives a figure of a set a draft of its own.
func (a *API) openMember(c *fiber.Ctx) error {
	found, err := a.setTo(c, auth.Edit)
	if err != nil {
		return err
	}
	var sent opening
	if err := read(c, &sent); err != nil {
		return err
	}
	w, err := a.Publishing.OpenMember(c.UserContext(), actor(c), found, sent.Place)
	if errors.Is(err, store.ErrNotFound) {
		return fault{Pointer: "/place", Detail: "The data has no such place."}
	}
	if err != nil {
		return err
	}
	return done(c, fiber.StatusOK, "", a.showFigure(w))
}

// mergedBody reads a merge patch, and puts the whole of what it makes into sent.
func mergedBody(c *fiber.Ctx, now, sent any) error {
	var patch json.RawMessage
	if err := read(c, &patch, mergePatch); err != nil {
		return err
	}
	raw, err := merged(now, patch)
	if err != nil {
		return err
	}
	return closed(raw, sent)
}

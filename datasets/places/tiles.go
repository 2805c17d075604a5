package places

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"figurehead/datasets"
	"figurehead/datasets/jsontext"
)

// Limits of a layout of tiles.
const (
	MaxTiles  = 200
	mostTiles = 30 // rows and columns
)

// layout is a layout of tiles as a file has it.
type layout struct {
	Note  string `json:"note,omitempty"` // where the layout comes from
	Tiles []tile `json:"tiles"`
}

type tile struct {
	Code   string `json:"code"`
	Name   string `json:"name"`
	Short  string `json:"short,omitempty"`
	Row    int    `json:"row"`    // from 0 at the top
	Column int    `json:"column"` // from 0 at the left
}

// isLayout reports whether a file is a layout of tiles rather than GeoJSON.
func isLayout(raw []byte) bool {
	s := jsontext.Scanner{Raw: raw}
	found := false
	err := s.Object(func(name string) error {
		found = found || name == "tiles"
		return s.Skip()
	})
	return err == nil && found
}

// readTiles makes a set of a layout.
func readTiles(raw []byte, o Options) (*Set, error) {
	var file layout
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&file); err != nil {
		return nil, problem("The layout cannot be read: "+err.Error()+".", "Compare it with docs/reference/boundary-sets.md.")
	}
	if n := len(file.Tiles); n < 2 || n > MaxTiles {
		return nil, problem(fmt.Sprintf("The layout has %d tiles; a tile map has from 2 to %d.", n, MaxTiles), "Lay out the places of one area.")
	}
	s := o.newSet()
	if file.Note = strings.TrimSpace(file.Note); file.Note != "" {
		s.Notes = append(s.Notes, cut(file.Note))
	}
	for _, t := range file.Tiles {
		if err := s.addTile(t); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// WithTiles returns the set with the squares of a layout, which has one for
// every place of it, and the layout's short names.
func (s *Set) WithTiles(layout *Set) (*Set, error) {
	joined := *s
	joined.Places = slices.Clone(s.Places)
	for i, p := range joined.Places {
		at := slices.IndexFunc(layout.Places, func(o Place) bool { return o.Code == p.Code })
		if at < 0 {
			return nil, problem(fmt.Sprintf("The layout has no tile for %s (%s).", p.Name, p.Code), "Give every place of the set a tile.")
		}
		joined.Places[i].Tile, joined.Places[i].Short = layout.Places[at].Tile, layout.Places[at].Short
	}
	if more := len(layout.Places) - len(s.Places); more > 0 {
		return nil, problem(fmt.Sprintf("The layout has %d tiles for places that are not of the set.", more), "Leave them out.")
	}
	joined.Notes = slices.Concat(s.Notes, layout.Notes)
	return &joined, nil
}

func (s *Set) addTile(t tile) error {
	t.Code, t.Name, t.Short = strings.TrimSpace(t.Code), strings.TrimSpace(t.Name), strings.TrimSpace(t.Short)
	at := func(message string, of ...any) error {
		return datasets.Problem{Row: len(s.Places) + 1, Message: fmt.Sprintf(message, of...), Suggestion: "Change that tile of the layout."}
	}
	if t.Name == "" {
		t.Name = NameOf(t.Code)
	}
	switch {
	case t.Code == "" || len(t.Code) > maxText || len(t.Name) > maxText || len(t.Short) > maxText:
		return at("A tile has no code, or a code or name of more than %d characters.", maxText)
	case t.Name == "":
		return at("The tile %s has no name.", t.Code)
	case t.Row < 0 || t.Column < 0 || t.Row >= mostTiles || t.Column >= mostTiles:
		return at("The tile of %s is outside the %d rows and columns that a layout has.", t.Name, mostTiles)
	}
	for _, p := range s.Places {
		if p.Code == t.Code {
			return at("The code %s has two tiles.", t.Code)
		}
		if *p.Tile == (Tile{t.Row, t.Column}) {
			return at("%s and %s have the same tile.", p.Name, t.Name)
		}
	}
	s.Places = append(s.Places, Place{Code: t.Code, Name: t.Name, Short: t.Short, Tile: &Tile{t.Row, t.Column}})
	return nil
}

package places

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
)

// setFile is a Set as it is kept: arcs as a first point and steps from each
// point to the next.
type setFile struct {
	ID               string      `json:"id"`
	Version          int         `json:"version"`
	Name             string      `json:"name"`
	Licence          string      `json:"licence"`
	Attribution      string      `json:"attribution"`
	ShortAttribution string      `json:"shortAttribution"`
	CodeField        string      `json:"codeField,omitempty"`
	NameField        string      `json:"nameField,omitempty"`
	Notes            []string    `json:"notes,omitempty"`
	Width            int         `json:"width,omitempty"`
	Height           int         `json:"height,omitempty"`
	Places           []placeFile `json:"places"`
	Arcs             [][]int32   `json:"arcs,omitempty"`
}

type placeFile struct {
	Code  string  `json:"code"`
	Name  string  `json:"name"`
	Short string  `json:"short,omitempty"`
	Rings [][]int `json:"rings,omitempty"`
	Label []int32 `json:"label,omitempty"` // x, y, room
	Tile  []int   `json:"tile,omitempty"`  // row, column
}

// Encode writes the set as it is kept. Equal sets give equal bytes.
func (s *Set) Encode() ([]byte, error) {
	f := setFile{ID: s.ID, Version: s.Version, Name: s.Name, Licence: s.Licence, Attribution: s.Attribution, ShortAttribution: s.ShortAttribution,
		CodeField: s.CodeField, NameField: s.NameField, Notes: s.Notes, Width: s.Width, Height: s.Height}
	for _, p := range s.Places {
		kept := placeFile{Code: p.Code, Name: p.Name, Short: p.Short, Rings: p.Rings}
		if len(p.Rings) > 0 {
			kept.Label = []int32{p.Label.X, p.Label.Y, int32(p.Room)}
		}
		if p.Tile != nil {
			kept.Tile = []int{p.Tile.Row, p.Tile.Column}
		}
		f.Places = append(f.Places, kept)
	}
	for _, arc := range s.Arcs {
		steps := make([]int32, 0, 2*len(arc))
		var last Point
		for _, p := range arc {
			steps = append(steps, p.X-last.X, p.Y-last.Y)
			last = p
		}
		f.Arcs = append(f.Arcs, steps)
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(f)
	return b.Bytes(), err
}

var errSet = errors.New("not a boundary set")

// Decode reads a set that Encode wrote.
func Decode(raw []byte) (*Set, error) {
	var f setFile
	if err := json.Unmarshal(raw, &f); err != nil {
		return nil, fmt.Errorf("%w: %w", errSet, err)
	}
	s := &Set{ID: f.ID, Version: f.Version, Name: f.Name, Licence: f.Licence, Attribution: f.Attribution, ShortAttribution: f.ShortAttribution,
		CodeField: f.CodeField, NameField: f.NameField, Notes: f.Notes, Width: f.Width, Height: f.Height}
	for _, steps := range f.Arcs {
		arc := make([]Point, 0, len(steps)/2)
		var last Point
		for i := 0; i+1 < len(steps); i += 2 {
			last = Point{last.X + steps[i], last.Y + steps[i+1]}
			arc = append(arc, last)
		}
		s.Arcs = append(s.Arcs, arc)
	}
	for _, kept := range f.Places {
		p := Place{Code: kept.Code, Name: kept.Name, Short: kept.Short, Rings: kept.Rings}
		if len(kept.Label) == 3 {
			p.Label, p.Room = Point{kept.Label[0], kept.Label[1]}, float64(kept.Label[2])
		}
		if len(kept.Tile) == 2 {
			p.Tile = &Tile{kept.Tile[0], kept.Tile[1]}
		}
		s.Places = append(s.Places, p)
	}
	return s, s.sound()
}

// sound returns an error for a set that cannot be drawn.
func (s *Set) sound() error {
	outlines, tiles := s.HasOutlines(), s.HasTiles()
	if !ValidID(s.ID) || len(s.Places) == 0 || !outlines && !tiles {
		return fmt.Errorf("%w: no id, or no places", errSet)
	}
	for _, arc := range s.Arcs {
		for _, p := range arc {
			if p.X < 0 || p.Y < 0 || p.X > Grid || p.Y > Grid {
				return fmt.Errorf("%w: a point lies off the grid", errSet)
			}
		}
	}
	for _, p := range s.Places {
		if tiles != (p.Tile != nil) || outlines != (len(p.Rings) > 0) {
			return fmt.Errorf("%w: %s has no shape", errSet, p.Code)
		}
		for _, ring := range p.Rings {
			for _, ref := range ring {
				if arcOf(ref) >= len(s.Arcs) {
					return fmt.Errorf("%w: %s has a border that is not there", errSet, p.Code)
				}
			}
			if len(s.Ring(ring)) < 3 {
				return fmt.Errorf("%w: an outline of %s has no area", errSet, p.Code)
			}
		}
	}
	return nil
}

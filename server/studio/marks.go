package studio

import "encoding/json"

// pressed is a mark of the preview as the script of the page knows it: where its
// outer end is in parts of the drawing, and what it is called.
type pressed struct {
	X, Y   float64
	At, Of string
	Name   string
	Lying  bool // it belongs to all of its row
}

// Presses are the marks of the preview, for the script that makes each of them a
// button; "" where words can stand at none.
func (p sayPage) Presses() (string, error) {
	if !p.shows().Words || p.Preview.Size.X == 0 || p.Preview.Size.Y == 0 {
		return "", nil
	}
	var list []pressed
	for _, s := range p.Preview.Spots {
		name := s.Name
		if s.Says != "" {
			name += ", " + s.Says
		}
		list = append(list, pressed{float64(s.At.X / p.Preview.Size.X), float64(s.At.Y / p.Preview.Size.Y), s.Key, s.Series, name, s.Lying})
	}
	if len(list) == 0 {
		return "", nil
	}
	raw, err := json.Marshal(list)
	return string(raw), err
}

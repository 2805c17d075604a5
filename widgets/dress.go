package widgets

// Dress is the colours of the words around a drawing, in one scheme, legible as
// they are. An Edition keeps its own, so that it looks as it was published.
type Dress struct {
	Ink       Color `json:"ink"`
	Muted     Color `json:"muted"`
	Paper     Color `json:"paper"`
	Band      Color `json:"band"`
	Rule      Color `json:"rule"`
	Highlight Color `json:"highlight"`
	Link      Color `json:"link"`
}

// NewDress takes the colours of a theme in a scheme.
func NewDress(t Theme, s Scheme) Dress {
	p := NewPalette(t, s)
	return Dress{Ink: p.Ink, Muted: p.Muted, Paper: p.Paper, Band: p.Band, Rule: p.Rule, Highlight: p.Highlight, Link: p.Link}
}

// Dressed returns the colours of the Edition in a scheme; one that was
// published before themes could be changed has the usual ones.
func (e Edition) Dressed(s Scheme) Dress {
	if d, ok := e.Dress[s]; ok {
		return d
	}
	return NewDress(DefaultTheme(), s)
}

package widgets

// Theme is the brand of an organisation: what a council may change. Series and
// sequential colours are never its to change.
type Theme struct {
	ID        string `json:"id"`
	Name      string `json:"name"` // "Example County Council"
	Version   int    `json:"version"`
	Brand     Color  `json:"brand"`
	Highlight Color  `json:"highlight"`
	Link      Color  `json:"link"`
	Accent    Color  `json:"accent"`
	Track     Color  `json:"track"`
	LogoPNG   []byte `json:"logoPng,omitempty"`
	LogoAlt   string `json:"logoAlt,omitempty"`
}

// Palette holds the colours of one scheme by role, with the brand put in.
type Palette struct {
	Paper, Band, Ink, Muted, Rule, Context, Edge Color
	Brand, Highlight, Accent, Track              Color
	Series                                       []Color
	Interval, IntervalEdge                       Color
}

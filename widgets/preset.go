package widgets

// Px is a length in CSS pixels.
type Px float64

// Preset is one size and shape a figure is laid out for. Sizes come from this
// list only. Source: shared figure design, "Presets".
type Preset struct {
	Name          string
	Width, Height Px   // Height 0: as tall as the plot needs (frames)
	Frame         bool // only the plot is drawn; the words around it are HTML
}

// Presets are all sizes: the frame's three widths, then the pictures.
var Presets = []Preset{
	{"frame-s", 320, 0, true}, {"frame-m", 600, 0, true}, {"frame-l", 900, 0, true},
	{"og", 1200, 630, false}, {"x", 1200, 675, false}, {"square", 1080, 1080, false},
	{"portrait", 1080, 1350, false}, {"story", 1080, 1920, false}, {"slide", 1920, 1080, false},
	{"print", 1200, 900, false}, // SVG only
}

// PresetByName returns the preset of that name, or false.
func PresetByName(name string) (Preset, bool) {
	for _, p := range Presets {
		if p.Name == name {
			return p, true
		}
	}
	return Preset{}, false
}

// Scheme is the light or the dark dress of a figure.
type Scheme string

// The two schemes.
const (
	Light Scheme = "light"
	Dark  Scheme = "dark"
)

// shallow reports whether a preset is a link preview, seen on screens only, whose
// rows are needed by the plot.
func (p Preset) shallow() bool {
	return !p.Frame && p.Name != "print" && p.Width > p.Height && p.Height < 700
}

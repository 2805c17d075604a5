package widgets

// measures are the sizes of one preset (shared figure design, section 2).
type measures struct {
	plane                   plane
	pane, margin            Px // width of a left claim plane; margin
	title, subtitle, source typeSize
	label, tick             Px
	band                    Px // least height of the source band
	logoWidth, logoHeight   Px
	module                  Px  // of the QR code; 0 for none
	safeTop, safeBottom     Px  // of a story, whose ends the app covers
	notes                   int // lines of notes that are drawn
	number                  headlineSize
}

// typeSize is the size and lead of a text, the most lines it takes and the
// least size it shrinks to.
type typeSize struct {
	size, lead Px
	lines      int
	least      Px
}

// headlineSize holds the sizes of a headline figure in a frame.
type headlineSize struct{ size, sentence, lead Px }

// plane says where the claim stands.
type plane uint8

const (
	paperPlane plane = iota // frames: on paper, as HTML
	leftPlane
	topPlane
)

var measuresOf = map[string]measures{
	"frame-s": {plane: paperPlane, margin: 16, title: typeSize{21, 26, 5, 18}, subtitle: typeSize{15, 21, 4, 15},
		label: 15, tick: 14, source: typeSize{14, 20, 4, 14}, number: headlineSize{76, 20, 27}},
	"frame-m": {plane: paperPlane, margin: 20, title: typeSize{25, 31, 3, 21}, subtitle: typeSize{16, 22, 3, 16},
		label: 16, tick: 15, source: typeSize{14, 20, 3, 14}, number: headlineSize{108, 24, 32}},
	"frame-l": {plane: paperPlane, margin: 28, title: typeSize{30, 37, 2, 24}, subtitle: typeSize{18, 25, 2, 18},
		label: 17, tick: 15, source: typeSize{15, 21, 2, 15}, number: headlineSize{132, 28, 37}},
	"og": {plane: leftPlane, pane: 412, margin: 44, title: typeSize{44, 50, 8, 34}, subtitle: typeSize{28, 35, 1, 28},
		label: 28, tick: 28, source: typeSize{28, 36, 2, 28}, band: 96, logoWidth: 196, logoHeight: 56},
	"x": {plane: leftPlane, pane: 412, margin: 44, title: typeSize{44, 50, 9, 34}, subtitle: typeSize{28, 35, 1, 28},
		label: 28, tick: 28, source: typeSize{28, 36, 2, 28}, band: 96, logoWidth: 196, logoHeight: 56},
	"square": {plane: topPlane, margin: 64, title: typeSize{58, 66, 4, 46}, subtitle: typeSize{30, 38, 2, 30},
		label: 30, tick: 28, source: typeSize{28, 37, 3, 28}, band: 144, logoWidth: 216, logoHeight: 64},
	"portrait": {plane: topPlane, margin: 64, title: typeSize{68, 76, 4, 52}, subtitle: typeSize{32, 40, 2, 32},
		label: 32, tick: 28, source: typeSize{28, 37, 3, 28}, band: 148, logoWidth: 216, logoHeight: 64},
	"story": {plane: topPlane, margin: 72, title: typeSize{76, 86, 5, 56}, subtitle: typeSize{34, 43, 3, 34},
		label: 34, tick: 30, source: typeSize{30, 40, 3, 30}, band: 170, logoWidth: 216, logoHeight: 64,
		safeTop: 250, safeBottom: 1670},
	"slide": {plane: leftPlane, pane: 640, margin: 80, title: typeSize{66, 76, 8, 48}, subtitle: typeSize{34, 44, 2, 34},
		label: 32, tick: 28, source: typeSize{28, 38, 2, 28}, band: 124, logoWidth: 260, logoHeight: 72, module: 5, notes: 2},
	"print": {plane: leftPlane, pane: 412, margin: 56, title: typeSize{46, 53, 8, 34}, subtitle: typeSize{28, 36, 2, 28},
		label: 28, tick: 28, source: typeSize{28, 38, 2, 28}, band: 112, logoWidth: 216, logoHeight: 64, module: 5, notes: 3},
}

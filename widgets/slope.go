package widgets

import "figurehead/widgets/words"

// Slope shows for each name a line from one period to another.
const Slope Kind = "slope"

// MaxSlopes is how many lines a slope chart has at most: each is named at its end.
const MaxSlopes = 20

func slopeKind() kind {
	return kind{
		name: Slope, called: called("slope chart", "siart llethr"),
		roles: pairRoles,
		read:  (*reading).slopes, plot: plot{height: slopesHeight, draw: drawSlopes, stretches: true},
		describe: describeSlopes, message: pairsMessage, suggest: (*suggester).slopes,
		drawn: pairsDrawn, crossed: true,
	}
}

// slopes makes one line for each name, the highest later number first.
func (b *reading) slopes(f *Figure) error { return b.pairs(f, MaxSlopes, "lines") }

func describeSlopes(f Figure) []string {
	opening := f.say(words.SlopesOpening, "lines", f.count(len(allPoints(f)), words.NounLine))
	return append([]string{about(f, opening+f.spanUnsaid(f.Between[0], f.Between[1]))}, pairsMessage(f)...)
}

package widgets

import "figurehead/widgets/words"

// Donut is a pie with a hole, in which the slice that stands out has its
// number.
const Donut Kind = "donut"

func donutKind() kind {
	k := pieKind()
	k.name, k.called = Donut, called("donut chart", "siart toesen")
	k.plot.draw = drawDonut
	k.describe = describePie(words.DonutOpening)
	k.suggest = func(g *suggester) { g.wholeOf(Donut, 2, 2) }
	return k
}

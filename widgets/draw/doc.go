// Package draw turns a placed figure into bytes: SVG for pages and files, PNG
// for posts. It owns the Canvas, its two implementations and the metrics of
// the one typeface (Liberation Sans), by which layout measures and both
// canvases draw, so a text stands at the same place in each.
//
// It never lays out, rounds, words or sums: it draws the marks of a
// widgets.Placed in their order and adds nothing but the description and the
// metadata. Every text is escaped by the canvas that writes it. A mark with a
// coordinate that is not a number, or far outside the figure, is left out: bad
// input gives a poorer picture, never a hang or a broken file.
//
// go-chart, an archived library, lives in this package only. It says where the
// slices of a pie lie, through an adapter, with guarded numbers and under a
// deadline; the slices are drawn onto Canvas. Its own SVG (unescaped text) and
// its own PNG (no limit on size) are never served: docs/adr/0001.
//
//	width := draw.Text.Measure(widgets.Bold, 28, "Greenhithe")
//	drawing := draw.SVG(placed, draw.SVGOptions{IDPrefix: "s"})
//	png, err := draw.PNG(placed, draw.PNGOptions{Level: 6, Metadata: m})
package draw

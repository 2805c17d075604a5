// Package widgets owns the meaning of a figure: Widget, Draft, Revision, Spec,
// Theme, Edition and Published; the suggestions; the checks; the description
// for people who cannot see it; and the layout that turns a Result and a Spec
// into Series and these into Placed marks in pixels.
//
// It never reads a file, a database or a request, never sums (numbers come from
// datasets) and never writes SVG or PNG (that is widgets/draw).
//
//	figure, err := widgets.NewFigure(spec, result, provenance, theme, "en-GB")
//	placed, err := widgets.Place(figure, widgets.PresetByName("og"), widgets.Light, measurer)
package widgets

package draw

import (
	"io"
	"math"
	"slices"
	"strconv"
	"time"

	"github.com/golang/freetype/truetype"
	chart "github.com/wcharczuk/go-chart/v2"
	"github.com/wcharczuk/go-chart/v2/drawing"

	"figurehead/widgets"
)

// chartDeadline is how long go-chart may think about one pie.
const chartDeadline = time.Second

// finer is how many whole turns go-chart is told that a pie has. It cuts each
// share to four decimals, a quarter of a pixel at the rim of a large pie and a
// gap at twelve o'clock; told of a million turns it keeps ten.
const finer = 1e6

// chartTurns asks go-chart where slices lie. Parts are from 0 to 1; those of 0
// are left out. No slices come back when go-chart fails or takes too long.
func chartTurns(parts []float64) []sliceTurn {
	total := 0.0
	for _, p := range parts {
		total += p
	}
	if !(total > 0) {
		return nil
	}
	values := make([]chart.Value, 0, len(parts)+1)
	for i, p := range parts {
		values = append(values, chart.Value{Value: p / total * finer, Style: chart.Style{ClassName: strconv.Itoa(i)}})
	}
	// A negative value is not drawn but is in the sum, which it brings to 1.
	values = append(values, chart.Value{Value: 1 - finer})
	turns := drawChart(chart.PieChart{Width: 100, Height: 100, Font: faceOf(widgets.Regular).ttf, Values: values}.Render)
	if len(turns) == 1 { // go-chart draws a whole without saying whose it is
		turns[0].slice = slices.IndexFunc(parts, func(p float64) bool { return p > 0 })
	}
	return turns
}

// drawChart lets go-chart draw and returns the slices it drew.
func drawChart(render func(chart.RendererProvider, io.Writer) error) []sliceTurn {
	done := make(chan []sliceTurn, 1)
	go func() {
		var found sliceRenderer
		defer func() {
			if recover() != nil { // an archived library: a slice less, never a server less
				done <- nil
			}
		}()
		err := render(func(int, int) (chart.Renderer, error) { return &found, nil }, io.Discard)
		if err != nil {
			found.turns = nil
		}
		done <- found.turns
	}()
	deadline := time.NewTimer(chartDeadline)
	defer deadline.Stop()
	select {
	case turns := <-done:
		return turns
	case <-deadline.C:
		return nil
	}
}

// sliceRenderer is the adapter between go-chart and our Canvas: a
// chart.Renderer that keeps the slices go-chart draws. Grounds, texts and
// styles are ours and are not taken from it.
type sliceRenderer struct {
	turns []sliceTurn
	slice int // that is being drawn, or −1
}

// SetClassName begins the slice whose number the class is.
func (r *sliceRenderer) SetClassName(name string) {
	r.slice = -1
	if i, err := strconv.Atoi(name); err == nil {
		r.slice = i
	}
}

// ArcTo takes a slice. Angles are of as many turns as the pie was said to have.
func (r *sliceRenderer) ArcTo(_, _ int, _, _, from, sweep float64) {
	r.keep(from/finer, (from+sweep)/finer)
}

// Circle takes the one slice of a whole.
func (r *sliceRenderer) Circle(float64, int, int) { r.keep(0, 2*math.Pi) }

func (r *sliceRenderer) keep(from, to float64) {
	r.turns = append(r.turns, sliceTurn{r.slice, from, to})
}

func (r *sliceRenderer) ResetStyle()                      {}
func (r *sliceRenderer) Text(string, int, int)            {}
func (r *sliceRenderer) GetDPI() float64                  { return 72 }
func (r *sliceRenderer) SetDPI(float64)                   {}
func (r *sliceRenderer) SetStrokeColor(drawing.Color)     {}
func (r *sliceRenderer) SetFillColor(drawing.Color)       {}
func (r *sliceRenderer) SetStrokeWidth(float64)           {}
func (r *sliceRenderer) SetStrokeDashArray([]float64)     {}
func (r *sliceRenderer) MoveTo(int, int)                  {}
func (r *sliceRenderer) LineTo(int, int)                  {}
func (r *sliceRenderer) QuadCurveTo(int, int, int, int)   {}
func (r *sliceRenderer) Close()                           {}
func (r *sliceRenderer) Stroke()                          {}
func (r *sliceRenderer) Fill()                            {}
func (r *sliceRenderer) FillStroke()                      {}
func (r *sliceRenderer) SetFont(*truetype.Font)           {}
func (r *sliceRenderer) SetFontColor(drawing.Color)       {}
func (r *sliceRenderer) SetFontSize(float64)              {}
func (r *sliceRenderer) MeasureText(string) (b chart.Box) { return b }
func (r *sliceRenderer) SetTextRotation(float64)          {}
func (r *sliceRenderer) ClearTextRotation()               {}
func (r *sliceRenderer) Save(io.Writer) error             { return nil }

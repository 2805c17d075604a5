package draw

import "strconv"

// mostCompared is how many rings are looked at for whether they meet; more are
// taken as meeting.
const mostCompared = 1000

// fewestCapped is how many rings it takes for two paths to be shorter.
const fewestCapped = 6

// fewestMarked is how many rings it takes for a path with markers to be shorter.
const fewestMarked = 24

// addDot adds a circle, and looks whether it meets one before: a ring hides
// what lies under it, a dot of the same colour does not.
func (i *svgItem) addDot(center [2]tenth) {
	i.meet = i.meet || len(i.dots) >= mostCompared
	side := 2*i.look.size + i.look.width
	for k := len(i.dots) - 1; k >= 0 && !i.meet && i.look.element == svgRings; k-- {
		dx, dy := i.dots[k][0]-center[0], i.dots[k][1]-center[1]
		i.meet = dx > -side && dx < side && dy > -side && dy < side
	}
	i.dots = append(i.dots, center)
}

// appendDots writes circles of one look. Many are one path of lines that have
// no length but round ends, a fifth of the bytes; many rings are two, the outer
// circles and the inner ones over them, or, where they meet, the corners of one.
func (i *svgItem) appendDots(b []byte, common svgLook, prefix string) []byte {
	l := i.look
	switch {
	case len(i.dots) == 1:
		b = append(b, "<circle"...)
		b = l.appendAttributes(b, common, prefix)
		return append(appendCircle(b, i.dots[0], l.size), "/>"...)
	case l.element == svgDots:
		return i.appendCaps(b, 2*l.size)
	case !i.meet && l.width < 2*l.size && len(i.dots) >= fewestCapped:
		outer := *i
		outer.look.fill = l.stroke
		return i.appendCaps(outer.appendCaps(b, 2*l.size+l.width), 2*l.size-l.width)
	}
	if len(i.dots) >= fewestMarked {
		return i.appendMarkers(b, common, prefix)
	}
	b = append(b, "<g"...)
	b = l.appendAttributes(b, common, prefix)
	b = append(b, '>')
	for _, center := range i.dots {
		b = append(appendCircle(append(b, "<circle"...), center, l.size), "/>"...)
	}
	return append(b, "</g>"...)
}

// markerSteps is how many steps of the path of markers make a pixel.
const markerSteps = 2

// appendMarkers writes rings that meet as one path that has a ring at each of
// its corners, in their order, on a grid of half pixels.
func (i *svgItem) appendMarkers(b []byte, common svgLook, prefix string) []byte {
	l := i.look
	l.size, l.width = l.size*markerSteps, l.width*markerSteps
	id := prefix + "r" + strconv.Itoa(i.number)
	b = append(b, `<marker id="`+id+`" markerUnits="userSpaceOnUse" overflow="visible"><circle`...)
	b = l.appendAttributes(b, common, prefix)
	b = appendAttribute(b, "r", l.size)
	b = append(b, `/></marker><path fill="none" transform="scale(.5)"`...)
	for _, at := range []string{"start", "mid", "end"} {
		b = append(b, ` marker-`+at+`="url(#`+id+`)"`...)
	}
	b = append(b, ` d="`...)
	last := [2]tenth{}
	for k, center := range i.dots {
		at := [2]tenth{onSteps(center[0]), onSteps(center[1])}
		if k == 0 {
			b = append(b, 'm')
			b = strconv.AppendInt(b, int64(at[0]), 10)
		} else {
			b = appendStep(b, at[0]-last[0])
		}
		b = appendStep(b, at[1]-last[1])
		last = at
	}
	return append(b, `"/>`...)
}

// onSteps rounds a length to the steps of markers.
func onSteps(t tenth) tenth { return (2*t*markerSteps + 10) / 20 }

// appendCaps writes circles of a diameter in the fill of the item.
func (i *svgItem) appendCaps(b []byte, diameter tenth) []byte {
	b = append(b, "<path"...)
	b = appendColorAttribute(b, "stroke", i.look.fill)
	b = appendAttribute(b, "stroke-width", diameter)
	b = append(b, ` stroke-linecap="round" d="`...)
	last := [2]tenth{}
	for _, center := range i.dots {
		b = append(b, 'm')
		b = appendTenth(b, center[0]-last[0])
		b = appendNext(b, center[1]-last[1])
		b = append(b, "h0"...)
		last = center
	}
	return append(b, `"/>`...)
}

func appendCircle(b []byte, center [2]tenth, radius tenth) []byte {
	b = appendAttribute(b, "cx", center[0])
	b = appendAttribute(b, "cy", center[1])
	return appendAttribute(b, "r", radius)
}

package places

import (
	"fmt"
	"math"
	"strings"
)

// earth is the radius of the sphere that degrees are projected from, in m.
const earth = 6_371_000

// British National Grid (EPSG:27700), eastings and northings in m.
const (
	mostEasting  = 700_000
	mostNorthing = 1_300_000
)

// flatten puts the coordinates of a collection on a plane, in m with y upwards,
// and says how. Degrees are projected to equal areas, so that a place is as
// large on the map as on the ground: Lambert's azimuthal projection about the
// middle of the set (Snyder, "Map Projections: A Working Manual", 24). Grids in
// metres are drawn as they are.
func flatten(c *collection) (string, error) {
	low, high := extent(c)
	crs := strings.ToUpper(c.crs)
	named := func(codes ...string) bool {
		for _, code := range codes {
			if strings.HasSuffix(crs, code) {
				return true
			}
		}
		return false
	}
	degrees := low.x >= -360 && high.x <= 360 && low.y >= -90 && high.y <= 90
	switch {
	case named(":3857", ":900913", ":102100", ":3785"):
		c.each(fromWebMercator)
		return lambert(c)
	case crs != "" && !degrees && !named("CRS84", ":4326", ":4258", ":4277", ":27700"):
		return "Drawn on the grid of the file, " + c.crs + ".", nil
	case degrees && named(":27700"):
		return "", problem("The file says that it is on the British National Grid, but its coordinates are degrees.", "Export the boundaries as GeoJSON in longitude and latitude.")
	case degrees && swapped(c, low, high):
		return "", problem("The coordinates stand latitude first.", "Export the boundaries as GeoJSON, which has longitude first.")
	case degrees:
		return lambert(c)
	case low.x >= 0 && low.y >= 0 && high.x <= mostEasting && high.y <= mostNorthing:
		return "Drawn on the British National Grid.", nil
	}
	return "", problem("The coordinates are neither longitudes and latitudes nor metres of the British National Grid.",
		"Export the boundaries as GeoJSON in longitude and latitude (EPSG:4326).")
}

// each changes every position.
func (c *collection) each(change func(position) position) {
	for _, f := range c.features {
		for _, r := range f.rings {
			for i, p := range r.points {
				r.points[i] = change(p)
			}
		}
	}
}

func extent(c *collection) (low, high position) {
	low = position{math.Inf(1), math.Inf(1)}
	high = position{math.Inf(-1), math.Inf(-1)}
	c.each(func(p position) position {
		low = position{min(low.x, p.x), min(low.y, p.y)}
		high = position{max(high.x, p.x), max(high.y, p.y)}
		return p
	})
	return low, high
}

// swapped reports whether British places have their coordinates the wrong way
// round: 49 to 61 is then east and −9 to 2.5 is north.
func swapped(c *collection, low, high position) bool {
	if low.x < 49 || high.x > 61 || low.y < -9 || high.y > 2.5 {
		return false
	}
	for _, text := range c.features[0].fields {
		if ValidCode(text) {
			return true
		}
	}
	return false
}

// fromWebMercator turns metres of the web's map tiles into degrees.
func fromWebMercator(p position) position {
	const radius = 6_378_137
	return position{p.x / radius * 180 / math.Pi, (2*math.Atan(math.Exp(p.y/radius)) - math.Pi/2) * 180 / math.Pi}
}

// lambert projects degrees about the middle of the collection. Longitudes on
// either side of the 180th meridian come to lie beside each other.
func lambert(c *collection) (string, error) {
	low, high := extent(c)
	if !(low.y >= -90 && high.y <= 90) {
		return "", problem("The latitudes go beyond the poles.", "Export the boundaries as GeoJSON in longitude and latitude (EPSG:4326).")
	}
	lat0, lon0 := (low.y+high.y)/2, middleLongitude(c)
	sin0, cos0 := math.Sincos(lat0 * math.Pi / 180)
	far := false
	c.each(func(p position) position {
		sin, cos := math.Sincos(p.y * math.Pi / 180)
		east, towards := math.Sincos((p.x - lon0) * math.Pi / 180)
		nearness := sin0*sin + cos0*cos*towards // cosine of the distance from the middle
		far = far || nearness < 0
		k := earth * math.Sqrt(2/(1+max(nearness, 0)))
		return position{k * cos * east, k * (cos0*sin - sin0*cos*towards)}
	})
	if far {
		return "", problem("The boundaries cover more than half of the globe.", "Keep the places of one country or area.")
	}
	return fmt.Sprintf("Projected to equal areas (Lambert azimuthal, about %s, %s).", bearing(lat0, "N", "S"), bearing(lon0, "E", "W")), nil
}

func bearing(degrees float64, positive, negative string) string {
	if degrees < 0 {
		return fmt.Sprintf("%.2f° %s", -degrees, negative)
	}
	return fmt.Sprintf("%.2f° %s", degrees, positive)
}

// middleLongitude is the middle of the shortest stretch of longitudes that
// holds the collection: what remains beside the widest gap.
func middleLongitude(c *collection) float64 {
	const steps = 3600
	var used [steps]bool
	c.each(func(p position) position {
		i := int(math.Floor(math.Mod(p.x+720, 360) / 360 * steps))
		used[min(i, steps-1)] = true
		return p
	})
	best, start, run := 0, 0, 0
	for i := range 2 * steps {
		if used[i%steps] {
			run = 0
			continue
		}
		if run++; run > best && run <= steps {
			best, start = run, i-run+1
		}
	}
	middle := float64(start+best) + float64(steps-best)/2
	return math.Mod(middle*360/steps+180, 360) - 180
}

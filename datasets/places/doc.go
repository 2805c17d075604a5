// Package places knows places by code: their names, the outlines and the
// squares by which maps draw them. It reads GeoJSON into boundary sets:
// projected to equal areas, simplified so that shared borders stay shared, and
// small enough to stand in a frame. A few sets are shipped with the program.
//
// It draws nothing, stores nothing and knows no numbers of places.
//
//	set, err := places.Read(raw, places.Options{ID: "essex-wards", Name: "Wards of Essex"})
//	regions, ok := places.Shipped("england-regions")
//	at, ok := regions.Find("E12000006", "")      // East of England
//	thin := regions.Thinned(least, smallest)     // for one size of drawing
package places

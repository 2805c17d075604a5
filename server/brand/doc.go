// Package brand reads what a public web page says of the look of its owner:
// the colours that its style sheets use and the pictures that look like a logo.
// It decides nothing: whoever asks is shown all of it and chooses.
//
// Everything is asked for by the one guarded client of package fetch. Beside the
// page itself only addresses of the same site are asked for: a few style sheets
// and a few pictures, each of a bounded size.
//
//	found, err := brand.Read(ctx, client, "https://www.example.org/")
package brand

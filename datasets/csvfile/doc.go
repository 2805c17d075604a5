// Package csvfile reads records out of delimited text: it finds the encoding
// and the delimiter, refuses what is not a table in words that an officer can
// act on, and scans records with the row numbers of the file.
//
// It never decides what a column means, which row is the header or whether a
// row is a total; package intake does. It never accepts half a file: a quote
// that is not closed, a byte that does not decode or a cell over the limit is
// a [datasets.Problem] that names the row.
//
//	d, err := csvfile.Sniff(raw)
//	text, err := csvfile.Decode(raw, d.Encoding)
//	r := csvfile.NewReader(text, d.Delimiter)
//	for r.Next() {
//		use(r.Row(), r.Cells())
//	}
//	err = r.Err()
package csvfile

package intake

import "figurehead/datasets/csvfile"

// trimSpace takes spaces, line ends and no-break spaces off both ends.
func trimSpace(b []byte) []byte {
	if n := len(b); n > 0 && b[0] > ' ' && b[0] < 0x80 && b[n-1] > ' ' && b[n-1] < 0x80 {
		return b
	}
	return csvfile.Trim(b)
}

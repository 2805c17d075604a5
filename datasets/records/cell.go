package records

import "bytes"

// AppendCell writes one cell of comma-separated text so that package csvfile gives it
// back as it is: in quotation marks where it holds a comma, a mark or a line end,
// or begins or ends with a space (RFC 4180).
func AppendCell(out, text []byte) []byte {
	if len(text) == 0 || !bytes.ContainsAny(text, ",\"\r\n") && text[0] != ' ' && text[len(text)-1] != ' ' {
		return append(out, text...)
	}
	out = append(out, '"')
	for _, c := range text {
		if c == '"' {
			out = append(out, '"')
		}
		out = append(out, c)
	}
	return append(out, '"')
}

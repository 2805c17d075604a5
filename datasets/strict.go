package datasets

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"
)

// checkStrict refuses what encoding/json would quietly mend: text that is not
// UTF-8 and names that are repeated, of which it takes the last.
func checkStrict(raw []byte, what string) error {
	if !utf8.Valid(raw) {
		return Problem{Message: what + " is not text in UTF-8.", Suggestion: "Save it as UTF-8."}
	}
	decoder := json.NewDecoder(bytes.NewReader(raw))
	for {
		err := checkNames(decoder, what, 0)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if problem := (Problem{}); errors.As(err, &problem) {
			return problem
		}
		if err != nil {
			return nil // not JSON at all: the reader says so in its own words
		}
	}
}

// maxDepth is deeper than any part of a Query lies.
const maxDepth = 20

// checkNames reads one value and refuses a repeated name in it.
func checkNames(decoder *json.Decoder, what string, depth int) error {
	if depth > maxDepth {
		return Problem{Message: fmt.Sprintf("%s has more than %d brackets within each other.", what, maxDepth), Suggestion: "Check its brackets."}
	}
	token, err := decoder.Token()
	if err != nil {
		return err
	}
	bracket, opens := token.(json.Delim)
	if !opens {
		return nil
	}
	seen := map[string]bool{}
	for decoder.More() {
		if bracket == '{' {
			name, err := decoder.Token()
			if err != nil {
				return err
			}
			text := name.(string) // the decoder gives nothing else as a name
			if seen[text] {
				return Problem{Field: text, Message: fmt.Sprintf("%s has %q twice in one place.", what, shorten(text)), Suggestion: "Leave one of them out."}
			}
			seen[text] = true
		}
		if err := checkNames(decoder, what, depth+1); err != nil {
			return err
		}
	}
	_, err = decoder.Token()
	return err
}

package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"reflect"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"figurehead/server/publishing"
)

// read decodes the JSON body of a request. The schema is closed: a member that is
// unknown, or of another type, is refused by its name.
func read(c *fiber.Ctx, into any, types ...string) error {
	kind, _, err := mime.ParseMediaType(c.Get(fiber.HeaderContentType))
	allowed := err == nil && kind == fiber.MIMEApplicationJSON
	for _, t := range types {
		allowed = allowed || err == nil && kind == t
	}
	if !allowed {
		return errMedia
	}
	return closed(c.Body(), into)
}

// closed decodes one JSON object.
func closed(raw []byte, into any) error {
	if start := bytes.TrimLeft(raw, " \t\r\n"); len(start) == 0 || start[0] != '{' {
		return fault{Detail: "The body must be one JSON object."}
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return notRead(err, raw, reflect.TypeOf(into))
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return fault{Detail: "There is more text after the JSON object."}
	}
	return nil
}

// notRead words why JSON does not fit a type.
func notRead(err error, raw []byte, into reflect.Type) error {
	var wrong *json.UnmarshalTypeError
	if errors.As(err, &wrong) {
		return fault{Detail: fmt.Sprintf("This must be %s.", typeWords(wrong.Type.Kind().String())), Pointer: "/" + strings.ReplaceAll(wrong.Field, ".", "/")}
	}
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) || errors.Is(err, io.ErrUnexpectedEOF) {
		return errUnreadable.with(fault{Detail: "The body is not JSON."})
	}
	if name, unknown := strings.CutPrefix(err.Error(), "json: unknown field "); unknown {
		name = strings.Trim(name, `"`)
		if pointer, known, found := unknownIn(raw, into); found {
			name = pointer[strings.LastIndex(pointer, "/")+1:]
			return fault{Detail: fmt.Sprintf("There is no “%s” here.", name), Suggestion: "Here may stand: " + strings.Join(known, ", ") + ".", Pointer: pointer}
		}
		return fault{Detail: fmt.Sprintf("There is no “%s” here.", name), Pointer: "/" + name}
	}
	return own(err)
}

// own gives what a type of ours says of its JSON, and a plain sentence otherwise.
func own(err error) error {
	if _, ok := ProblemOf(err); ok {
		return err
	}
	return fault{Detail: "The body does not fit: " + err.Error() + "."}
}

func typeWords(kind string) string {
	switch kind {
	case "string":
		return "a string"
	case "bool":
		return "true or false"
	case "slice", "array":
		return "an array"
	case "struct", "map", "ptr":
		return "an object"
	}
	return "a whole number"
}

// at puts the place of a fault in front of it: what was sent stands under a
// member of the body.
func at(pointer string, err error) error {
	if err == nil {
		return nil
	}
	if p, ok := ProblemOf(err); ok && len(p.Errors) > 0 {
		f := p.Errors[0]
		f.Pointer = pointer + f.Pointer
		return fault{f.Detail, f.Suggestion, f.Pointer, f.Field, f.Row}
	}
	return err
}

// inBody puts a problem that names a member of the body at that member.
func inBody(err error, names ...string) error {
	if p, ok := publishing.Mendable(err); ok && slices.Contains(names, p.Field) {
		return fault{Detail: p.Message, Suggestion: p.Suggestion, Pointer: "/" + p.Field, Row: p.Row}
	}
	return err
}

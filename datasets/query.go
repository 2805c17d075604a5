package datasets

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"reflect"
	"slices"
	"strings"

	"figurehead/datasets/table"
)

// QueryVersion is written into every new Query.
const QueryVersion = 1

// Query is a closed, declarative list of steps, each of which turns a table
// into a table. There are no expressions, no SQL and no scripts.
//
//	{"version":1,"steps":[
//	  {"do":"filter","field":"Year","test":"is","values":["2018/19"]},
//	  {"do":"filter","field":"Local Authority","test":"present"},
//	  {"do":"group","by":["Local Authority"],"measures":[{"name":"Recycled","summary":"sum","field":"Value"}]},
//	  {"do":"sort","by":[{"field":"Recycled","order":"descending"}]},
//	  {"do":"limit","count":11}]}
//
// Values are compared as the Field's kind: numbers as plain decimals, dates as
// 2018-01-31, periods as their label (2018/19, 2018 Q3, 2018-07, 2018).
type Query struct {
	Version int    `json:"version"`
	Steps   []Step `json:"steps"`
}

// ParseQuery reads a Query strictly: what it does not know is a Problem that
// says what is known, never something left out.
func ParseQuery(raw []byte) (Query, error) {
	if len(raw) > MaxQueryBytes {
		return Query{}, Problem{Message: fmt.Sprintf("The query has %d bytes; at most %d are read.", len(raw), MaxQueryBytes), Suggestion: "Use fewer steps or values."}
	}
	if err := checkStrict(raw, "The query"); err != nil {
		return Query{}, err
	}
	parts, err := readParts[queryParts](raw, "The query")
	if err != nil {
		return Query{}, err
	}
	if parts.Version != QueryVersion {
		return Query{}, Problem{Field: "version", Message: fmt.Sprintf("The query has version %d; this release reads version %d.", parts.Version, QueryVersion), Suggestion: fmt.Sprintf(`Write "version": %d.`, QueryVersion)}
	}
	if len(parts.Steps) > MaxSteps {
		return Query{}, Problem{Field: "steps", Message: fmt.Sprintf("The query has %d steps; at most %d are run.", len(parts.Steps), MaxSteps), Suggestion: "Use fewer steps."}
	}
	q := Query{Version: parts.Version, Steps: make([]Step, 0, len(parts.Steps))}
	for i, raw := range parts.Steps {
		step, err := parseStep(raw)
		if err != nil {
			return Query{}, inStep(i, err)
		}
		q.Steps = append(q.Steps, step)
	}
	return q, nil
}

type queryParts struct {
	Version int               `json:"version"`
	Steps   []json.RawMessage `json:"steps"`
}

// Copy is q with a list of steps of its own. The steps are values: whoever changes
// what one holds makes that anew.
func (q Query) Copy() Query {
	q.Steps = slices.Clone(q.Steps)
	return q
}

// UnmarshalJSON is ParseQuery.
func (q *Query) UnmarshalJSON(raw []byte) error {
	read, err := ParseQuery(raw)
	*q = read
	return err
}

// MarshalJSON writes what ParseQuery reads.
func (q Query) MarshalJSON() ([]byte, error) {
	steps := make([]json.RawMessage, 0, len(q.Steps))
	for i, step := range q.Steps {
		raw, err := marshalStep(step)
		if err != nil {
			return nil, fmt.Errorf("write step %d: %w", i+1, err)
		}
		steps = append(steps, raw)
	}
	return json.Marshal(queryParts{q.Version, steps})
}

func marshalStep(step Step) (json.RawMessage, error) {
	raw, err := json.Marshal(step)
	if err != nil {
		return nil, err
	}
	do, err := json.Marshal(step.Do())
	if err != nil {
		return nil, err
	}
	first := append([]byte(`{"do":`), do...)
	if len(raw) > len("{}") {
		first = append(first, ',')
	}
	return append(first, raw[1:]...), nil
}

func parseStep(raw json.RawMessage) (Step, error) {
	var name struct {
		Do string `json:"do"`
	}
	if err := json.Unmarshal(raw, &name); err != nil {
		return nil, Problem{Message: "It is not written as a step.", Suggestion: `Write it like {"do":"limit","count":10}.`}
	}
	read, known := stepKinds[name.Do]
	if !known {
		return nil, Problem{Field: "do", Message: fmt.Sprintf("There is no step %q.", shorten(name.Do)), Suggestion: choices("The steps are", name.Do, StepNames())}
	}
	return read(raw)
}

// readStep reads a step of one kind.
func readStep[S Step](raw []byte) (Step, error) {
	var zero S
	step, err := readParts[S](raw, fmt.Sprintf("%q", zero.Do()), "do")
	return step, err
}

// readParts reads a JSON object into T, whose parts, spelled exactly, and those
// in beside are the only ones it may have.
func readParts[T any](raw []byte, what string, beside ...string) (T, error) {
	var read T
	var given map[string]json.RawMessage
	decoder := json.NewDecoder(bytes.NewReader(raw))
	if err := decoder.Decode(&given); err != nil || given == nil {
		return read, Problem{Message: what + " is not a JSON object.", Suggestion: "Check its brackets, quotes and commas."}
	}
	if _, err := decoder.Token(); err != io.EOF {
		return read, Problem{Message: "Something follows after the end of " + strings.ToLower(what[:1]) + what[1:] + ".", Suggestion: "Leave it out."}
	}
	known := append(partNames(reflect.TypeFor[T]()), beside...)
	for _, name := range slices.Sorted(maps.Keys(given)) {
		if !slices.Contains(known, name) {
			return read, Problem{Field: name, Message: fmt.Sprintf("%s has no part %q.", what, shorten(name)), Suggestion: choices("Its parts are", name, known)}
		}
		if slices.Contains(beside, name) {
			delete(given, name)
		}
	}
	return read, decodeParts(given, &read, what)
}

func decodeParts(given map[string]json.RawMessage, into any, what string) error {
	raw, err := json.Marshal(given)
	if err != nil {
		return fmt.Errorf("read %s: %w", what, err)
	}
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.DisallowUnknownFields()
	err = decoder.Decode(into)
	if err == nil {
		return nil
	}
	if wrong, ok := err.(*json.UnmarshalTypeError); ok {
		return Problem{Field: wrong.Field, Message: fmt.Sprintf("%s has a %s in %q.", what, wrong.Value, wrong.Field), Suggestion: "Write a " + kindInWords(wrong.Type) + " there."}
	}
	message := strings.TrimPrefix(err.Error(), "json: ")
	return Problem{Message: fmt.Sprintf("%s cannot be read: %s.", what, shorten(message)), Suggestion: "Check the names of its parts."}
}

func kindInWords(t reflect.Type) string {
	switch t.Kind() {
	case reflect.String:
		return "text in quotes"
	case reflect.Int:
		return "whole number"
	case reflect.Slice:
		return "list in square brackets"
	}
	return "JSON object"
}

// partNames are the names in JSON of a struct's fields.
func partNames(t reflect.Type) []string {
	var names []string
	for i := range t.NumField() {
		if !t.Field(i).IsExported() {
			continue
		}
		name, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
		names = append(names, name)
	}
	return names
}

// Validate says what stops q on a table with those Fields: nil, or the first
// Problem.
func (q Query) Validate(fields []table.Field) error {
	_, err := q.ResultFields(fields)
	return err
}

// ResultFields are the Fields of the Result that q gives on a table with those
// Fields, or the first Problem.
func (q Query) ResultFields(fields []table.Field) ([]table.Field, error) {
	var err error
	for i, step := range q.Steps {
		if fields, err = step.outline(fields); err != nil {
			return nil, inStep(i, err)
		}
	}
	return fields, nil
}

// inStep says which step a Problem is about; the first step is 1.
func inStep(i int, err error) error {
	problem, ok := err.(Problem)
	if !ok {
		return fmt.Errorf("step %d: %w", i+1, err)
	}
	problem.Message = fmt.Sprintf("Step %d: %s", i+1, problem.Message)
	return problem
}

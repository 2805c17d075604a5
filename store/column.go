package store

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/mattn/go-sqlite3"

	"figurehead/datasets"
)

// How Go values stand in columns: times as UTC milliseconds (0: no time),
// structs as JSON, an identifier that points nowhere as NULL.

func wholeMillis(t time.Time) time.Time { return fromMillis(millis(t)) }

func millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

func fromMillis(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}

// timeColumn scans milliseconds into a time.
type timeColumn struct{ t *time.Time }

// Scan implements sql.Scanner.
func (c timeColumn) Scan(v any) error {
	ms, ok := v.(int64)
	if !ok {
		return fmt.Errorf("time column holds %T", v)
	}
	*c.t = fromMillis(ms)
	return nil
}

// jsonColumn scans JSON into what it points to.
type jsonColumn struct{ into any }

// Scan implements sql.Scanner.
func (c jsonColumn) Scan(v any) error {
	switch raw := v.(type) {
	case string:
		if q, is := c.into.(*datasets.Query); is {
			read, err := queries.read(raw)
			*q = read
			return err
		}
		return json.Unmarshal([]byte(raw), c.into)
	case []byte:
		return json.Unmarshal(raw, c.into)
	}
	return fmt.Errorf("JSON column holds %T", v)
}

// toJSON writes v without escaping HTML: drawn parts would grow by a third.
func toJSON(v any) (string, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return "", fmt.Errorf("write %T as JSON: %w", v, err)
	}
	return strings.TrimSuffix(b.String(), "\n"), nil
}

// orNull is NULL for an identifier that points nowhere.
func orNull(id string) any {
	if id == "" {
		return nil
	}
	return id
}

// matching is the LIKE pattern for texts that contain the words, to be used
// with ESCAPE '!' on a column of lower-case text.
func matching(words string) string {
	if words == "" {
		return ""
	}
	escaped := strings.NewReplacer("!", "!!", "%", "!%", "_", "!_").Replace(strings.ToLower(words))
	return "%" + escaped + "%"
}

// searchable joins texts into one lower-case column.
func searchable(texts ...string) string { return strings.ToLower(strings.Join(texts, "\n")) }

// atMost turns a limit of 0 into one that is never met.
func atMost(limit int) int64 {
	if limit <= 0 {
		return 1 << 31
	}
	return int64(limit)
}

// taken reports whether a statement failed because a unique value is taken.
func taken(err error) bool {
	var e sqlite3.Error
	return errors.As(err, &e) &&
		(e.ExtendedCode == sqlite3.ErrConstraintUnique || e.ExtendedCode == sqlite3.ErrConstraintPrimaryKey)
}

package store_test

import (
	"bytes"
	"crypto/rand"
	"errors"
	"io"
	"testing"

	"figurehead/store"
)

func TestNewPublicID(t *testing.T) {
	t.Parallel()
	tests := []struct {
		raw  []byte
		want string
	}{
		{make([]byte, 16), "00000000000000000000000000"},
		{bytes.Repeat([]byte{0xff}, 16), "zzzzzzzzzzzzzzzzzzzzzzzzzw"},
	}
	for _, test := range tests {
		got, err := store.NewPublicID(bytes.NewReader(test.raw))
		if err != nil || got != test.want {
			t.Errorf("NewPublicID(%x) = %q, %v; want %q", test.raw, got, err, test.want)
		}
	}
	if _, err := store.NewPublicID(bytes.NewReader(make([]byte, 15))); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("NewPublicID of 15 bytes = %v, want ErrUnexpectedEOF", err)
	}
	seen := map[string]bool{}
	for range 1000 {
		id, err := store.NewPublicID(rand.Reader)
		if folded, ok := store.FoldPublicID(id); err != nil || !ok || folded != id || seen[id] {
			t.Fatalf("NewPublicID() = %q, %v; folded %q, %v", id, err, folded, ok)
		}
		seen[id] = true
	}
}

func TestFold(t *testing.T) {
	t.Parallel()
	const id = "0123456789abcdefghjkmnpqrs"
	tests := []struct {
		name, in, want string
		ok             bool
	}{
		{"as stored", id, id, true},
		{"upper case", "0123456789ABCDEFGHJKMNPQRS", id, true},
		{"letters read as digits", "oI23456789abcdefghjkmnpqrs", id, true},
		{"l read as 1", "0L23456789abcdefghjkmnpqrs", id, true},
		{"u is no letter", "u123456789abcdefghjkmnpqrs", "", false},
		{"too short", id[1:], "", false},
		{"too long", id + "0", "", false},
		{"a dot", ".123456789abcdefghjkmnpqrs", "", false},
		{"the Kelvin sign", "\u212a23456789abcdefghjkmnpqrs"[:26], "", false},
		{"empty", "", "", false},
	}
	for _, test := range tests {
		if got, ok := store.FoldPublicID(test.in); got != test.want || ok != test.ok {
			t.Errorf("%s: FoldPublicID(%q) = %q, %v; want %q, %v", test.name, test.in, got, ok, test.want, test.ok)
		}
	}
	if got, ok := store.FoldShortCode("7k2mq9o"); got != "7K2MQ90" || !ok {
		t.Errorf("FoldShortCode(7k2mq9o) = %q, %v; want 7K2MQ90", got, ok)
	}
}

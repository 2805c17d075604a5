package work

import (
	"bytes"
	"io"
	"testing"
)

func TestMessagesComeWhole(t *testing.T) {
	t.Parallel()
	sent, err := io.ReadAll(message([]byte("one "), nil, []byte("two")))
	if err != nil {
		t.Fatal(err)
	}
	if got, err := receive(bytes.NewReader(sent), 7); err != nil || string(got) != "one two" {
		t.Errorf("receive = %q, %v, want one two", got, err)
	}
	if _, err := receive(bytes.NewReader(sent), 6); err == nil {
		t.Error("a message that is too long is received")
	}
	for cut := range sent {
		if _, err := receive(bytes.NewReader(sent[:cut]), 7); err == nil {
			t.Errorf("a message cut after %d bytes is received", cut)
		}
		in := &inbox{most: 7}
		for _, b := range sent[:cut] {
			if _, err := in.Write([]byte{b}); err != nil {
				t.Fatal(err)
			}
		}
		if in.whole() {
			t.Errorf("a message cut after %d bytes is whole", cut)
		}
		if _, err := in.Write(append(bytes.Clone(sent[cut:]), "more"...)); err != nil {
			t.Fatal(err)
		}
		if !in.whole() || string(in.body) != "one two" {
			t.Errorf("inbox holds %q, whole %v, want one two", in.body, in.whole())
		}
	}
	long := &inbox{most: 6}
	if _, err := long.Write(sent); err != nil || !long.overflowed() || long.whole() || len(long.body) > 0 {
		t.Errorf("inbox of 6 bytes holds %q of 7", long.body)
	}
}

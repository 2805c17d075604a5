package work

import (
	"bytes"
	"io"
	"testing"

	"github.com/google/go-cmp/cmp"
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
	}
	for cut := range len(sent) + 1 {
		in := &inbox{most: 7}
		for _, b := range sent[:cut] {
			if _, err := in.Write([]byte{b}); err != nil {
				t.Fatal(err)
			}
		}
		if in.whole() != (cut == len(sent)) {
			t.Errorf("a message cut after %d bytes is whole: %v", cut, in.whole())
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

func TestPartsComeBeforeTheLast(t *testing.T) {
	t.Parallel()
	var sent bytes.Buffer
	for _, part := range []string{"one", "", "three"} {
		if err := sendPart(&sent, []byte(part)); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := io.Copy(&sent, message([]byte("end"))); err != nil {
		t.Fatal(err)
	}
	for _, step := range []int{1, 3, 9, sent.Len()} {
		var got []string
		in := &inbox{most: 11, use: func(part []byte) error {
			got = append(got, string(part))
			return nil
		}}
		for rest := sent.Bytes(); len(rest) > 0; rest = rest[min(step, len(rest)):] {
			if in.whole() {
				t.Error("whole before its end")
			}
			if _, err := in.Write(rest[:min(step, len(rest))]); err != nil {
				t.Fatal(err)
			}
		}
		if diff := cmp.Diff([]string{"one", "", "three"}, got); diff != "" || string(in.body) != "end" || !in.whole() {
			t.Errorf("in steps of %d: last %q, parts (-want +got):\n%s", step, in.body, diff)
		}
		small := &inbox{most: 10, use: func([]byte) error { return nil }}
		if _, err := small.Write(sent.Bytes()); err != nil || !small.overflowed() || small.whole() {
			t.Errorf("inbox of 10 bytes takes 11: %v", err)
		}
	}
}

package upload

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"mime/multipart"
	"strings"
	"testing"
)

// TestFileIn finds the file of random forms where the library finds it, and
// leaves to the library what is not written as browsers write it.
func TestFileIn(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(6, 7))
	for n := range 500 {
		var form bytes.Buffer
		w := multipart.NewWriter(&form)
		content := []byte(strings.Repeat([]string{"\r\n--", "a", "\r\n\r\n", "-", "\x00"}[r.IntN(5)], r.IntN(40)))
		for i := range r.IntN(4) {
			if err := w.WriteField([]string{"from", "file", "csrf"}[r.IntN(3)], fmt.Sprint(i)); err != nil {
				t.Fatal(err)
			}
		}
		part, err := w.CreateFormFile("file", "a “b” "+fmt.Sprint(n)+".csv")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := part.Write(content); err != nil {
			t.Fatal(err)
		}
		if err := w.WriteField("data", "after"); err != nil || w.Close() != nil {
			t.Fatal(err)
		}
		start, end, found := fileIn(form.Bytes(), []byte(w.Boundary()))
		if !found || !bytes.Equal(form.Bytes()[start:end], content) {
			t.Fatalf("form %d: fileIn() = %q, %v, want %q", n, form.Bytes()[start:end], found, content)
		}
		rest := append(bytes.Clone(form.Bytes()[:start]), form.Bytes()[end:]...)
		read, err := multipart.NewReader(bytes.NewReader(rest), w.Boundary()).ReadForm(1 << 20)
		if err != nil || read.File["file"][0].Size != 0 || read.Value["data"][0] != "after" {
			t.Fatalf("form %d: what is left of it reads as %v, %v", n, read, err)
		}
	}
}

func TestFileInLeavesWhatIsOdd(t *testing.T) {
	t.Parallel()
	const file = "Content-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n"
	for name, body := range map[string]string{
		"nothing":                 "",
		"no end":                  "--x\r\n" + file + "a",
		"a preamble":              "before\r\n--x\r\n" + file + "a\r\n--x--",
		"line feeds alone":        "--x\n" + strings.ReplaceAll(file, "\r", "") + "a\n--x--",
		"a longer boundary":       "--x\r\n" + file + "a\r\n--xy\r\nb\r\n--x--",
		"no file":                 "--x\r\nContent-Disposition: form-data; name=\"from\"\r\n\r\nours\r\n--x--\r\n",
		"a file without a name":   "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\"\r\n\r\n\r\n--x--\r\n",
		"a header without end":    "--x\r\nContent-Disposition: " + strings.Repeat("a", 20<<10),
		"cut behind the boundary": "--x\r\nA: b\r\n\r\n\r\n--x",
	} {
		if start, end, found := fileIn([]byte(body), []byte("x")); found {
			t.Errorf("%s: fileIn() = %d, %d, want none", name, start, end)
		}
	}
}

func FuzzFileIn(f *testing.F) {
	f.Add([]byte("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\na,b\r\n--x--\r\n"))
	f.Fuzz(func(t *testing.T, body []byte) {
		start, end, found := fileIn(body, []byte("x"))
		if !found {
			return
		}
		read, err := multipart.NewReader(bytes.NewReader(body), "x").ReadForm(1 << 20)
		if err != nil || len(read.File["file"]) == 0 {
			return // the library refuses the form, lifted or not
		}
		whole, err := read.File["file"][0].Open()
		if err != nil {
			t.Fatal(err)
		}
		want, err := io.ReadAll(whole)
		if err != nil || !bytes.Equal(want, body[start:end]) {
			t.Errorf("fileIn(%q) = %q, want %q", body, body[start:end], want)
		}
	})
}

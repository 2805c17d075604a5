package server

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"

	"github.com/gofiber/fiber/v2"
)

// TestProgramsUploadLargeFiles: a token that may write lets a file of more than the
// usual megabyte in, where files are taken and nowhere else.
func TestProgramsUploadLargeFiles(t *testing.T) {
	t.Parallel()
	w := newWorld(t, nil).settle()
	w.fill()
	address := w.listen()
	const large = 40 << 20
	for _, test := range []struct {
		actor, path string
		size        int64
		refused     bool
	}{
		{"editor", "/api/v1/datasets", large, false},
		{"editor", "/api/v1/datasets/any/releases", large, false},
		{"editor", "/api/v1/datasets/any/releases/try", large, false},
		{"editor", "/api/v1/datasets/any/bands", large, true},
		{"editor", "/api/v1/datasets/any/other/releases", large, true},
		{"editor", "/api/v1/datasets", 400 << 20, true},
		{"viewer", "/api/v1/datasets", large, true},
		{"", "/api/v1/datasets", large, true},
	} {
		token := w.program(test.actor).header.Get("Authorization")
		raw := fmt.Sprintf("POST %s HTTP/1.1\r\nHost: %s\r\nContent-Type: multipart/form-data; boundary=x\r\nAuthorization: %s\r\nContent-Length: %d\r\n\r\n--x", test.path, address, token, test.size)
		if refused := announce(t, address, raw) == http.StatusRequestEntityTooLarge; refused != test.refused {
			t.Errorf("%s of %d bytes for %q: refused %v", test.path, test.size, test.actor, refused)
		}
	}

	file := "Ward,Visits,Note\nBridge,8,short\n" + strings.Repeat("Abbey,7,"+strings.Repeat("long ", 60)+"\n", 8_000)
	ask := func(path, about string, want int) (answer struct{ ID, Snapshot string }) {
		t.Helper()
		var form bytes.Buffer
		parts := multipart.NewWriter(&form)
		w.must(parts.WriteField("about", about))
		part, err := parts.CreateFormFile("file", "visits.csv")
		w.must(err)
		_, err = io.WriteString(part, file)
		w.must(err)
		w.must(parts.Close())
		q, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://"+address+path, &form)
		w.must(err)
		q.Host = strings.TrimPrefix(w.publicURL, "http://")
		for name, values := range w.program("editor").header {
			q.Header[name] = values
		}
		q.Header.Set(fiber.HeaderContentType, parts.FormDataContentType())
		response, err := http.DefaultClient.Do(q)
		w.must(err)
		defer response.Body.Close()
		body, err := io.ReadAll(response.Body)
		w.must(err)
		if response.StatusCode != want {
			t.Fatalf("%s = %d, want %d: %s", path, response.StatusCode, want, body)
		}
		w.must(json.Unmarshal(body, &answer))
		return answer
	}
	made := ask("/api/v1/datasets", `{"ours":true}`, http.StatusCreated)
	snapshot, err := w.store.Snapshot(t.Context(), made.Snapshot)
	w.must(err)
	if snapshot.Rows != 8_001 || snapshot.SizeBytes < 2<<20 {
		t.Errorf("%d rows of %d bytes", snapshot.Rows, snapshot.SizeBytes)
	}
	ask("/api/v1/datasets/"+made.ID+"/releases", `{"way":"replace"}`, http.StatusUnprocessableEntity) // read, and nobody has confirmed the first
}

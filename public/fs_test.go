package public

import (
	"errors"
	"testing"
	"testing/fstest"
)

func TestOpenFindsFilesByPlainName(t *testing.T) {
	t.Parallel()
	a, err := open(fstest.MapFS{
		"dist/manifest.json": {Data: []byte(`{"a.css":"a.0123.css"}`)},
		"dist/a.0123.css":    {Data: []byte("p{}")},
	})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := a.URL("a.css"), "/assets/a.0123.css"; got != want {
		t.Errorf("URL = %q, want %q", got, want)
	}
	body, contentType, ok := a.File("a.0123.css")
	if string(body) != "p{}" || contentType != "text/css; charset=utf-8" || !ok {
		t.Errorf("File = %q %q %v", body, contentType, ok)
	}
	if _, _, ok := a.File("manifest.json"); ok {
		t.Error("the manifest is served")
	}
}

func TestOpenSaysWhatToDoWhenNothingWasBuilt(t *testing.T) {
	t.Parallel()
	if _, err := open(fstest.MapFS{}); !errors.Is(err, ErrNotBuilt) {
		t.Errorf("open = %v, want ErrNotBuilt", err)
	}
}

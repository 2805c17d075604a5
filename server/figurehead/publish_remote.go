package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"mime/multipart"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"figurehead/server/publishing"
)

// tokenVariable holds the token where no file does. It is never an argument:
// those are seen by everybody on the machine.
const tokenVariable = "FIGUREHEAD_TOKEN"

// remote is what publish --server was told.
type remote struct {
	server, tokenFile string
	publisher         string // "" when the organisation published the data
	title, licence    string
	suggestion        int
	specFile          string
	yes               bool
}

func (r *remote) flags(f *flag.FlagSet) {
	for name, into := range map[string]*string{
		"server": &r.server, "token-file": &r.tokenFile, "publisher": &r.publisher, "title": &r.title, "licence": &r.licence,
	} {
		f.StringVar(into, name, "", "")
	}
	f.IntVar(&r.suggestion, "suggestion", 1, "")
	f.BoolVar(&r.yes, "yes", false, "")
}

// maxAnswerBytes is longer than any answer of the API.
const maxAnswerBytes = 16 << 20

// publishTo takes a file in on a server, and with yes confirms how it was read,
// makes a figure and publishes it.
func (r remote) publishTo(ctx context.Context, file string, lookup func(string) (string, bool), stdout io.Writer) error {
	p, err := r.program(lookup)
	if err != nil {
		return err
	}
	raw, err := os.ReadFile(file)
	if err != nil {
		return fmt.Errorf("data: %w", err)
	}
	snapshot, err := r.takeIn(ctx, p, filepath.Base(file), raw, stdout)
	if err != nil {
		return err
	}
	if !r.yes {
		fmt.Fprintln(stdout, "\nNothing was published. When this is how the file should be read, run it again with --yes.")
		return nil
	}
	if err := p.post(ctx, "/snapshots/"+snapshot+"/answers", map[string]any{"confirm": true}, nil); err != nil {
		return err
	}
	what := map[string]any{"snapshot": snapshot, "suggestion": r.suggestion}
	if r.specFile != "" {
		if what, err = r.spec(snapshot); err != nil {
			return err
		}
	}
	var figure struct{ ID string }
	if err := p.post(ctx, "/figures", what, &figure); err != nil {
		return err
	}
	var kit struct{ Title, Alt, Page, Snippet string }
	if err := p.post(ctx, "/figures/"+figure.ID+"/publish", map[string]any{"version": 1, "vouch": true}, &kit); err != nil {
		return err
	}
	fmt.Fprintf(stdout, "\nfigure %s\n%s\n%s\n\nDescription: %s\n\n%s\n", figure.ID, kit.Title, kit.Page, kit.Alt, kit.Snippet)
	return nil
}

// takeIn sends the file and prints how it was read; it returns the copy.
func (r remote) takeIn(ctx context.Context, p program, name string, raw []byte, stdout io.Writer) (string, error) {
	source := map[string]string{}
	for key, value := range map[string]string{"publisher": r.publisher, "title": r.title, "licence": r.licence} {
		if value != "" {
			source[key] = value
		}
	}
	var dataset struct{ Snapshot string }
	if err := p.file(ctx, name, raw, map[string]any{"ours": r.publisher == "", "source": source}, &dataset); err != nil {
		return "", err
	}
	var reading struct {
		Rows      int
		Sentences []struct {
			Text  string
			Guess bool
		}
	}
	if err := p.get(ctx, "/snapshots/"+dataset.Snapshot, &reading); err != nil {
		return "", err
	}
	fmt.Fprintf(stdout, "%s was read like this: %d rows\n", name, reading.Rows)
	for _, s := range reading.Sentences {
		mark := " "
		if s.Guess {
			mark = "?"
		}
		fmt.Fprintf(stdout, "%s %s\n", mark, s.Text)
	}
	return dataset.Snapshot, nil
}

// spec is the figure of a spec file on a copy.
func (r remote) spec(snapshot string) (map[string]any, error) {
	raw, err := os.ReadFile(r.specFile)
	if err != nil {
		return nil, fmt.Errorf("spec: %w", err)
	}
	f, err := publishing.ParseFigureFile(raw)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", r.specFile, err)
	}
	return map[string]any{"snapshot": snapshot, "spec": f.Spec, "query": f.Query}, nil
}

// program speaks to the API of one server.
type program struct {
	server, token string
	client        *http.Client
}

// program reads the token, and refuses to send it where others could read it.
func (r remote) program(lookup func(string) (string, bool)) (program, error) {
	u, err := url.Parse(r.server)
	if err != nil || u.Host == "" || u.Path != "" && u.Path != "/" || u.User != nil {
		return program{}, badUsage("--server must be the address of a server: https://figures.example.gov.uk")
	}
	ip := net.ParseIP(u.Hostname())
	if u.Scheme != "https" && (u.Scheme != "http" || u.Hostname() != "localhost" && (ip == nil || !ip.IsLoopback())) {
		return program{}, badUsage("--server must begin with https://: a token would be read on its way")
	}
	token, _ := lookup(tokenVariable)
	if r.tokenFile != "" {
		raw, err := os.ReadFile(r.tokenFile)
		if err != nil {
			return program{}, fmt.Errorf("token: %w", err)
		}
		token = string(raw)
	}
	if token = strings.TrimSpace(token); token == "" {
		return program{}, badUsage("publish --server needs --token-file FILE, or the token in " + tokenVariable)
	}
	client := &http.Client{Timeout: 15 * time.Minute, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	return program{strings.TrimSuffix(r.server, "/"), token, client}, nil
}

func (p program) get(ctx context.Context, path string, into any) error {
	return p.send(ctx, http.MethodGet, path, "", nil, "", into)
}

func (p program) post(ctx context.Context, path string, body, into any) error {
	raw, err := json.Marshal(body)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return p.send(ctx, http.MethodPost, path, "application/json", raw, keyOf(path, raw), into)
}

// file sends a file with what is said of it.
func (p program) file(ctx context.Context, name string, raw []byte, about, into any) error {
	said, err := json.Marshal(about)
	if err != nil {
		return fmt.Errorf("about: %w", err)
	}
	var form bytes.Buffer
	w := multipart.NewWriter(&form)
	part, err := w.CreateFormFile("file", name)
	if err == nil {
		_, err = part.Write(raw)
	}
	if err := errors.Join(err, w.WriteField("about", string(said)), w.Close()); err != nil {
		return fmt.Errorf("form: %w", err)
	}
	return p.send(ctx, http.MethodPost, "/datasets", w.FormDataContentType(), form.Bytes(), keyOf(name, raw, said), into)
}

// keyOf names a request by what it is, so that a run that was cut off goes on where
// it was when it is started again, and nothing is made twice.
func keyOf(path string, parts ...[]byte) string {
	h := sha256.New()
	fmt.Fprintf(h, "%q", path)
	for _, part := range parts {
		fmt.Fprintf(h, " %d ", len(part))
		h.Write(part) // a hash takes every write
	}
	return "figurehead-publish-" + hex.EncodeToString(h.Sum(nil))
}

// send asks, and reads the answer; a refusal is an error in the server's words.
func (p program) send(ctx context.Context, method, path, kind string, body []byte, key string, into any) error {
	q, err := http.NewRequestWithContext(ctx, method, p.server+"/api/v1"+path, bytes.NewReader(body))
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	q.Header.Set("Authorization", "Bearer "+p.token)
	if method == http.MethodPost {
		q.Header.Set("Content-Type", kind)
		q.Header.Set("Idempotency-Key", key)
	}
	response, err := p.client.Do(q)
	if err != nil {
		return fmt.Errorf("ask the server: %w", err)
	}
	raw, err := io.ReadAll(io.LimitReader(response.Body, maxAnswerBytes))
	if err := errors.Join(err, response.Body.Close()); err != nil {
		return fmt.Errorf("ask the server: %w", err)
	}
	if response.StatusCode >= 300 {
		return refusal(response.StatusCode, raw)
	}
	if into == nil {
		return nil
	}
	if err := json.Unmarshal(raw, into); err != nil {
		return fmt.Errorf("answer of the server: %w", err)
	}
	return nil
}

// refusal words why the server refused.
func refusal(status int, raw []byte) error {
	var problem struct {
		Title, Detail string
		Errors        []struct{ Detail, Field string }
	}
	if err := json.Unmarshal(raw, &problem); err != nil || problem.Title == "" {
		return fmt.Errorf("the server answered %d and is no Figurehead with /api/v1", status)
	}
	text := problem.Title + ". " + problem.Detail
	for _, e := range problem.Errors {
		if e.Field != "" && !strings.Contains(problem.Detail, e.Detail) {
			text += "\n  " + e.Field + ": " + e.Detail
		}
	}
	return errors.New(text)
}

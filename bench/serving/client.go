package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"sync"
)

// connections are kept open by the client, each with one request at a time.
const connections = 64

// send asks for a path, with one header, and holds every answer to a status.
func send(address string, requests int, args []string) error {
	path, header := args[0], args[1]
	status, err := strconv.Atoi(args[2])
	if err != nil {
		return err
	}
	text := fmt.Appendf(nil, "GET %s HTTP/1.1\r\nHost: %s\r\nAccept-Encoding: gzip\r\nUser-Agent: Mozilla/5.0 Firefox/153.0\r\n%s\r\n", path, address, header)
	var group sync.WaitGroup
	failed := make([]error, connections)
	for i := range connections {
		group.Go(func() { failed[i] = sendOn(address, text, requests/connections, status) })
	}
	group.Wait()
	return errors.Join(failed...)
}

// sendOn asks once and learns how long the answer is; every other answer is the
// same but for the date, so it is read whole by its length.
func sendOn(address string, text []byte, requests, status int) (err error) {
	conn, err := net.Dial("tcp", address)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	want := fmt.Appendf(nil, "HTTP/1.1 %d ", status)
	length, err := answerLength(conn, text, status)
	if err != nil {
		return err
	}
	answer := make([]byte, length)
	for range requests - 1 {
		if _, err := conn.Write(text); err != nil {
			return err
		}
		if _, err := io.ReadFull(conn, answer); err != nil {
			return err
		}
		if !bytes.HasPrefix(answer, want) {
			return fmt.Errorf("answered %q, want %d", answer[:20], status)
		}
	}
	return nil
}

// answerLength is how many bytes an answer has, with its headers.
func answerLength(conn net.Conn, text []byte, status int) (int, error) {
	if _, err := conn.Write(text); err != nil {
		return 0, err
	}
	counted := &counter{Reader: conn}
	reader := bufio.NewReaderSize(counted, 1<<20)
	response, err := http.ReadResponse(reader, nil)
	if err != nil {
		return 0, err
	}
	if _, err := io.Copy(io.Discard, response.Body); err != nil {
		return 0, err
	}
	if response.StatusCode != status {
		return 0, fmt.Errorf("answered %s, want %d", response.Status, status)
	}
	return counted.bytes - reader.Buffered(), nil
}

// counter counts what is read through it.
type counter struct {
	io.Reader
	bytes int
}

func (c *counter) Read(into []byte) (int, error) {
	n, err := c.Reader.Read(into)
	c.bytes += n
	return n, err
}

var shared = regexp.MustCompile(`/w/([0-9a-z]{26})`)

// questionsOf are a bar chart's frame, its picture for link previews, and the
// frame asked for again by a browser that has it.
func questionsOf(ours, theirs server, frame, picture string) ([]question, error) {
	again := make([]string, 2)
	for i, s := range []server{ours, theirs} {
		answer, err := s.ask(frame)
		if err != nil {
			return nil, err
		}
		etag := answer.Header.Get("ETag")
		if etag == "" || answer.Header.Get("Content-Encoding") != "gzip" {
			return nil, fmt.Errorf("%s answers for %s: %v", s.name, frame, answer.Header)
		}
		again[i] = "If-None-Match: " + etag + "\r\n"
	}
	return []question{
		{name: "frame, packed", path: frame, status: 200, target: 0.9},
		{name: "picture", path: picture, status: 200, target: 0.75},
		{name: "not modified", path: frame, status: 304, target: 0.9, own: again[0], header: again[1]},
	}, nil
}

// pathsOf are the addresses of a bar chart's frame and of its picture.
func pathsOf(folder string) (frame, picture string, err error) {
	front, err := os.ReadFile(filepath.Join(folder, "site", "index.html"))
	if err != nil {
		return "", "", err
	}
	ids := shared.FindAllSubmatch(front, -1)
	if len(ids) < 2 {
		return "", "", errors.New("the demo has no figures")
	}
	id := string(ids[1][1])
	return "/embed/" + id, "/w/" + id + "/og.png", nil
}

// ask fetches a path once, packed.
func (s server) ask(path string) (*http.Response, error) {
	request, err := http.NewRequest(http.MethodGet, "http://"+s.address+path, nil)
	if err != nil {
		return nil, err
	}
	request.Header.Set("Accept-Encoding", "gzip")
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil, err
	}
	if answer.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s answers %s for %s", s.name, answer.Status, path)
	}
	return answer, errors.Join(err, answer.Body.Close())
}

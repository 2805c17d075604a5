package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// started is the program running as a process of its own.
type started struct {
	*exec.Cmd
	lines  []string // what it printed before it was ready
	output *bufio.Reader
}

// startServe runs figurehead serve on a free port and reads the two lines of
// its start, or one when it is set up.
func startServe(t *testing.T, lines int, args ...string) *started {
	t.Helper()
	return startServeTo(t, os.Stderr, lines, args...)
}

// startServeTo is startServe with a home for its log.
func startServeTo(t *testing.T, log io.Writer, lines int, args ...string) *started {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	program := filepath.Join(t.TempDir(), "figurehead") // testscript.Main goes by the name
	if err := os.Symlink(self, program); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	t.Cleanup(cancel)
	s := &started{Cmd: exec.CommandContext(ctx, program, append([]string{"serve", "--addr", "127.0.0.1:0"}, args...)...)}
	s.Stderr = log
	out, err := s.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Start(); err != nil {
		t.Fatal(err)
	}
	s.output = bufio.NewReader(out)
	for range lines {
		line, err := s.output.ReadString('\n')
		if err != nil {
			t.Fatalf("line %d of the start: %v", len(s.lines)+1, err)
		}
		s.lines = append(s.lines, strings.TrimSpace(line))
	}
	return s
}

// address is the first line's.
func (s *started) address() string { return strings.TrimPrefix(s.lines[0], "Figurehead is at ") }

// stop sends a signal and returns what else was printed and the exit code.
func (s *started) stop(t *testing.T, signal os.Signal) (string, int) {
	t.Helper()
	if err := s.Process.Signal(signal); err != nil {
		t.Fatal(err)
	}
	rest, err := io.ReadAll(s.output)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Wait(); err != nil && s.ProcessState == nil {
		t.Fatal(err)
	}
	return string(rest), s.ProcessState.ExitCode()
}

func TestServeStartsAndStops(t *testing.T) {
	t.Parallel()
	for _, signal := range []os.Signal{os.Interrupt, syscall.SIGTERM} {
		t.Run(signal.String(), func(t *testing.T) {
			t.Parallel()
			s := startServe(t, 2, "--data", t.TempDir())
			link := strings.TrimPrefix(s.lines[1], "Set it up, once, at ")
			if !strings.HasPrefix(link, s.address()+"/setup/") {
				t.Errorf("second line = %q, want a set-up link under %s", s.lines[1], s.address())
			}
			// The client keeps its connection open: stopping must not wait for it.
			client := &http.Client{Transport: &http.Transport{}}
			for path, want := range map[string]int{link: 200, s.address() + "/": 200, s.address() + "/readyz": 200, s.address() + "/metrics": 200} {
				if got := status(t, client, path); got != want {
					t.Errorf("GET %s = %d, want %d", path, got, want)
				}
			}
			begin := time.Now()
			rest, code := s.stop(t, signal)
			if code != 0 || rest != "" {
				t.Errorf("after %v: exit code %d and %q on standard output, want 0 and nothing", signal, code, rest)
			}
			if took := time.Since(begin); took > drainTimeout {
				t.Errorf("stopping took %v with one idle connection", took)
			}
		})
	}
}

// TestServeEndsWhatIsUnderWay: a request that is being sent when the signal
// comes is answered.
func TestServeEndsWhatIsUnderWay(t *testing.T) {
	t.Parallel()
	s := startServe(t, 2, "--data", t.TempDir())
	body, sending := io.Pipe()
	r, err := http.NewRequest("POST", s.address()+"/sign-in", body)
	if err != nil {
		t.Fatal(err)
	}
	r.ContentLength = 10
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Expect", "100-continue") // the body is asked for once the headers are read
	client := &http.Client{Transport: &http.Transport{ExpectContinueTimeout: time.Minute}}
	answered := make(chan string, 1)
	go func() {
		response, err := client.Do(r)
		if err != nil {
			answered <- err.Error()
			return
		}
		response.Body.Close()
		answered <- fmt.Sprint(response.StatusCode)
	}()
	fmt.Fprint(sending, "email") // the server has begun to read
	if err := s.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	fmt.Fprint(sending, "=abcd")
	if got := <-answered; got != "403" {
		t.Errorf("request under way = %s, want its answer, 403", got)
	}
	if err := s.Wait(); err != nil {
		t.Errorf("exit: %v, want 0", err)
	}
}

func status(t *testing.T, client *http.Client, address string) int {
	t.Helper()
	response, err := client.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if _, err := io.Copy(io.Discard, response.Body); err != nil {
		t.Fatal(err)
	}
	return response.StatusCode
}

func TestServeSaysThatItsPortIsTaken(t *testing.T) {
	t.Parallel()
	first, _, err := listen(settings{Addr: "127.0.0.1:0"})
	if err != nil {
		t.Fatal(err)
	}
	defer first.Close()
	second, _, err := listen(settings{Addr: first.Addr().String()})
	if err == nil {
		second.Close()
		t.Fatal("listen succeeded twice on one port")
	}
	if want := first.Addr().String() + " cannot be listened on: another program has it"; !strings.HasPrefix(err.Error(), want) {
		t.Errorf("listen = %v, want it to begin with %q", err, want)
	}
}

func TestServeRefusesToStart(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, addr, publicURL, want string }{
		{"open to the network without an address for readers", "0.0.0.0:0", "", "public_url is needed"},
		{"all interfaces", ":0", "", "public_url is needed"},
		{"a host that is not ours", "192.0.2.1:0", "https://figures.example.gov.uk", "does not have that address"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			listener, _, err := listen(settings{Addr: test.addr, PublicURL: test.publicURL})
			if err == nil {
				listener.Close()
				t.Fatalf("listen(%q) succeeded", test.addr)
			}
			if !strings.Contains(err.Error(), test.want) {
				t.Errorf("listen(%q) = %v, want something about %q", test.addr, err, test.want)
			}
		})
	}
}

package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// server is one that is measured: where it listens and which processes it is.
type server struct {
	name, address string
	processes     func() ([]int, error)
}

// startFigurehead runs the demo and writes its plain copy into folder/site.
func startFigurehead(program, folder string) (server, func(), error) {
	data, site := filepath.Join(folder, "data"), filepath.Join(folder, "site")
	command := exec.Command(program, "serve", "--demo", "--data", data, "--addr", "127.0.0.1:0")
	command.Stderr = os.Stderr
	command.Env = append(os.Environ(), "GOMAXPROCS=1") // as nginx has one worker
	out, err := command.StdoutPipe()
	if err != nil {
		return server{}, nil, err
	}
	if err := command.Start(); err != nil {
		return server{}, nil, fmt.Errorf("%w (make build first)", err)
	}
	stop := func() { _ = command.Process.Signal(syscall.SIGTERM); _ = command.Wait() }
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		stop()
		return server{}, nil, err
	}
	address := strings.TrimSpace(line[strings.Index(line, "http://")+len("http://"):])
	export := exec.Command(program, "export", "--data", data, "--public-url", "http://"+address, site)
	if said, err := export.CombinedOutput(); err != nil {
		stop()
		return server{}, nil, fmt.Errorf("export: %w: %s", err, said)
	}
	pid := command.Process.Pid
	return server{"figurehead", address, func() ([]int, error) { return []int{pid}, nil }}, stop, pack(site)
}

// pack writes a packed copy beside every text, as nginx's gzip_static has it.
func pack(site string) error {
	return filepath.WalkDir(site, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || filepath.Ext(path) == ".png" {
			return err
		}
		raw, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		var packed bytes.Buffer
		w, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
		if err != nil {
			return err
		}
		if _, err := w.Write(raw); err != nil {
			return err
		}
		if err := w.Close(); err != nil {
			return err
		}
		return os.WriteFile(path+".gz", packed.Bytes(), 0o644)
	})
}

const nginxConf = `worker_processes 1;
daemon off;
pid "%[1]s/nginx %[2]s.pid";
error_log %[1]s/error.log;
events { worker_connections 1024; }
http {
	include /etc/nginx/mime.types;
	access_log %[3]s; sendfile on; tcp_nopush on; etag on; keepalive_requests 1000000; server_tokens off;
	open_file_cache max=1000 inactive=60s; open_file_cache_valid 60s;
	client_body_temp_path %[1]s; proxy_temp_path %[1]s; fastcgi_temp_path %[1]s; uwsgi_temp_path %[1]s; scgi_temp_path %[1]s;
	server {
		listen %[2]s;
		root %[1]s/site;
		gzip_static on; gzip_vary on;
		default_type text/html;
%[4]s	}
}
`

// startNginx serves the plain copy of what ours serves at some paths, with the
// headers that ours sends there. It keeps an access log where logs is true, as
// Debian sets it up.
func startNginx(folder string, ours server, paths []string, logs bool) (server, func(), error) {
	address, err := freeAddress()
	if err != nil {
		return server{}, nil, err
	}
	var locations strings.Builder
	for _, path := range paths {
		if err := writeLocation(&locations, ours, path); err != nil {
			return server{}, nil, err
		}
	}
	name, log := "nginx without a log", "off"
	if logs {
		name, log = "nginx", filepath.Join(folder, "access.log")
	}
	conf := filepath.Join(folder, name+".conf")
	// nginx's worker runs as another user and has to reach the files.
	if err := errors.Join(os.Chmod(folder, 0o755), os.WriteFile(conf, fmt.Appendf(nil, nginxConf, folder, address, log, locations.String()), 0o644)); err != nil {
		return server{}, nil, err
	}
	command := exec.Command("nginx", "-p", folder, "-c", conf)
	command.Stderr = os.Stderr
	if err := command.Start(); err != nil {
		return server{}, nil, fmt.Errorf("%w: install it, for example with: apt-get install nginx", err)
	}
	stop := func() { _ = command.Process.Signal(syscall.SIGTERM); _ = command.Wait() }
	for range 100 {
		if conn, err := net.Dial("tcp", address); err == nil {
			return server{name, address, func() ([]int, error) { return withChildren(command.Process.Pid) }}, stop, conn.Close()
		}
		time.Sleep(50 * time.Millisecond)
	}
	stop()
	return server{}, nil, errors.New("nginx does not answer")
}

// itself are the headers that nginx makes of its own accord.
var itself = []string{"Date", "Content-Type", "Content-Length", "Content-Encoding", "Etag", "Vary"}

// writeLocation writes how nginx answers a path: with the headers of ours.
func writeLocation(into *strings.Builder, ours server, path string) error {
	answer, err := ours.ask(path)
	if err != nil {
		return err
	}
	fmt.Fprintf(into, "\t\tlocation = %s {\n\t\t\ttry_files $uri $uri/index.html =404;\n", path)
	for name, values := range answer.Header {
		if !slices.Contains(itself, name) {
			fmt.Fprintf(into, "\t\t\tadd_header %s %s;\n", name, strconv.Quote(values[0]))
		}
	}
	into.WriteString("\t\t}\n")
	return nil
}

func freeAddress() (string, error) {
	probe, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return probe.Addr().String(), probe.Close()
}

// withChildren are a process and those that it started.
func withChildren(pid int) ([]int, error) {
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/task/%[1]d/children", pid))
	if err != nil {
		return nil, err
	}
	out := []int{pid}
	for _, word := range strings.Fields(string(raw)) {
		child, err := strconv.Atoi(word)
		if err != nil {
			return nil, err
		}
		out = append(out, child)
	}
	return out, nil
}

// spent is the processor time that a server's processes have used.
func (s server) spent() (time.Duration, error) {
	pids, err := s.processes()
	if err != nil {
		return 0, err
	}
	var sum time.Duration
	for _, pid := range pids {
		tasks, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/schedstat", pid))
		if err != nil {
			return 0, err
		}
		for _, task := range tasks {
			raw, err := os.ReadFile(task)
			if err != nil {
				return 0, err
			}
			on, err := strconv.ParseInt(strings.Fields(string(raw))[0], 10, 64)
			if err != nil {
				return 0, err
			}
			sum += time.Duration(on)
		}
	}
	return sum, nil
}

// costOf sends requests from another process and returns what the server spent.
func (s server) costOf(q question, header string, requests int) (time.Duration, error) {
	self, err := os.Executable()
	if err != nil {
		return 0, err
	}
	before, err := s.spent()
	if err != nil {
		return 0, err
	}
	client := exec.Command(self, "-client", s.address, "-requests", strconv.Itoa(requests), q.path, header, strconv.Itoa(q.status))
	if said, err := client.CombinedOutput(); err != nil {
		return 0, fmt.Errorf("%s of %s: %w: %s", q.name, s.name, err, said)
	}
	after, err := s.spent()
	return after - before, err
}

package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// cost is what a program and its children used: processor time, user and
// system, and the most memory, each process at its most at one time.
type cost struct {
	processor time.Duration
	peak      int64 // bytes
}

// least keeps the smaller of each; the zero cost is none yet.
func (c cost) least(o cost) cost {
	if c == (cost{}) {
		return o
	}
	return cost{min(c.processor, o.processor), min(c.peak, o.peak)}
}

// measured runs a program to its end.
func measured(c *exec.Cmd) (cost, error) {
	var complaint bytes.Buffer
	c.Stderr = &complaint
	if err := c.Start(); err != nil {
		return cost{}, err
	}
	done := make(chan struct{})
	peaks := make(chan int64)
	go func() { peaks <- watch(c.Process.Pid, done) }()
	err := c.Wait()
	close(done)
	peak := <-peaks
	if err != nil {
		return cost{}, fmt.Errorf("%s: %w: %s", strings.Join(c.Args, " "), err, complaint.String())
	}
	if usage, ok := c.ProcessState.SysUsage().(*syscall.Rusage); ok {
		peak = max(peak, usage.Maxrss<<10)
	}
	return cost{c.ProcessState.UserTime() + c.ProcessState.SystemTime(), peak}, nil
}

// watch finds the most memory that a process and its children hold at one
// time, looking often.
func watch(pid int, done <-chan struct{}) int64 {
	most := int64(0)
	for {
		most = max(most, held(pid))
		select {
		case <-done:
			return most
		case <-time.After(3 * time.Millisecond):
		}
	}
}

// held is the resident memory of a process and its children. A child that has
// not started its own program yet is still the parent.
func held(pid int) int64 {
	sum, own := residentOf(pid), commandLine(pid)
	lists, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/children", pid)) // the pattern is well formed
	for _, list := range lists {
		raw, err := os.ReadFile(list)
		if err != nil {
			continue // the thread has ended
		}
		for _, word := range strings.Fields(string(raw)) {
			if child, err := strconv.Atoi(word); err == nil && commandLine(child) != own {
				sum += held(child)
			}
		}
	}
	return sum
}

func commandLine(pid int) string {
	raw, _ := os.ReadFile(fmt.Sprintf("/proc/%d/cmdline", pid)) // empty when it has ended
	return string(raw)
}

// residentOf is the resident memory of a process, or 0 when it has ended.
func residentOf(pid int) int64 {
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/statm", pid))
	if err != nil {
		return 0
	}
	words := strings.Fields(string(raw))
	if len(words) < 2 {
		return 0
	}
	pages, _ := strconv.ParseInt(words[1], 10, 64) // written by the kernel
	return pages * int64(os.Getpagesize())
}

// self is a command that runs a worker of this program.
func self(worker string, args ...string) (*exec.Cmd, error) {
	program, err := os.Executable()
	if err != nil {
		return nil, err
	}
	return exec.Command(program, append([]string{"-worker", worker}, args...)...), nil
}

// used is the processor time of this process so far, user and system.
func used() (time.Duration, error) {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0, fmt.Errorf("processor time: %w", err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano()), nil
}

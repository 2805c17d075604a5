package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// root is the repository as seen from this package.
const root = "../.."

// TestDockerfileBuildsInAFreshFolder runs the make lines of the Dockerfile on a
// copy of the files under version control, because no container engine is at
// hand where the tests run.
func TestDockerfileBuildsInAFreshFolder(t *testing.T) {
	if testing.Short() {
		t.Skip("runs in the lane without the race detector")
	}
	t.Parallel()
	dockerfile, err := os.ReadFile(filepath.Join(root, "Dockerfile"))
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	copyTracked(t, folder)
	targets := regexp.MustCompile(`(?m)^RUN make (\S+)$`).FindAllSubmatch(dockerfile, -1)
	if len(targets) == 0 {
		t.Fatal("the Dockerfile runs no make target")
	}
	for _, target := range targets {
		build := exec.Command("make", string(target[1]))
		build.Dir = folder
		if out, err := build.CombinedOutput(); err != nil {
			t.Fatalf("make %s: %v\n%s", target[1], err, out)
		}
	}
	out, err := exec.Command(filepath.Join(folder, "figurehead"), "version").Output()
	if err != nil || !strings.HasPrefix(string(out), "figurehead ") {
		t.Errorf("version = %q, %v", out, err)
	}
}

func TestDockerfileIsSafeToRun(t *testing.T) {
	t.Parallel()
	dockerfile, err := os.ReadFile(filepath.Join(root, "Dockerfile"))
	if err != nil {
		t.Fatal(err)
	}
	stages := bytes.Split(dockerfile, []byte("\nFROM "))
	last := string(stages[len(stages)-1])
	for name, pattern := range map[string]string{
		"a user without rights": `(?m)^USER [1-9][0-9]*$`,
		"a health check":        `(?m)^HEALTHCHECK .*/healthz`,
		"a volume for the data": `(?m)^VOLUME /data$`,
	} {
		if !regexp.MustCompile(pattern).MatchString(last) {
			t.Errorf("the image lacks %s", name)
		}
	}
	if len(stages) < 3 {
		t.Error("the image holds what only the build needs")
	}
}

// copyTracked copies what a clone would hold, with what is changed since.
func copyTracked(t *testing.T, folder string) {
	t.Helper()
	list := exec.Command("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
	list.Dir = root
	names, err := list.Output()
	if err != nil {
		t.Fatalf("git ls-files: %v", err)
	}
	for name := range strings.SplitSeq(strings.TrimRight(string(names), "\x00"), "\x00") {
		raw, err := os.ReadFile(filepath.Join(root, name))
		if os.IsNotExist(err) {
			continue // deleted since the last commit
		}
		if err != nil {
			t.Fatal(err)
		}
		target := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(target), 0o755); err != nil {
			t.Fatal(err)
		}
		info, err := os.Stat(filepath.Join(root, name))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(target, raw, info.Mode().Perm()); err != nil {
			t.Fatal(err)
		}
	}
}

package main

import (
	"os"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestMain makes this test binary the program itself, so that scripts run
// `exec figurehead …` as a process of its own, and so do the children that read
// workbooks.
func TestMain(m *testing.M) {
	if len(os.Args) == 3 && os.Args[1] == "work" {
		main()
	}
	testscript.Main(m, map[string]func(){"figurehead": main})
}

// TestScripts runs testdata/script/*.txtar: each is one example of the docs.
func TestScripts(t *testing.T) {
	t.Parallel()
	testscript.Run(t, testscript.Params{Dir: "testdata/script"})
}

func TestEveryCommandExplainsItself(t *testing.T) {
	t.Parallel()
	for _, c := range commands {
		if c.Name == "" || c.Summary == "" || c.Run == nil {
			t.Errorf("command %q lacks a name, a summary or a run", c.Name)
		}
	}
}

func TestExitCodes(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name string
		args []string
		want int
	}{
		{"no command", nil, 2},
		{"unknown command", []string{"draw"}, 2},
		{"unknown flag", []string{"config", "--colour"}, 2},
		{"help", []string{"help"}, 0},
		{"help of a command", []string{"help", "config"}, 0},
		{"-h after a command", []string{"config", "-h"}, 0},
		{"help of no command", []string{"help", "draw"}, 2},
		{"version", []string{"version"}, 0},
		{"version as a flag", []string{"--version"}, 0},
		{"settings file that is not there", []string{"config", "--config", "/nowhere/figurehead.conf"}, 1},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			null, err := os.OpenFile(os.DevNull, os.O_RDWR, 0)
			if err != nil {
				t.Fatal(err)
			}
			defer null.Close()
			if got := run(test.args, null, null, null); got != test.want {
				t.Errorf("run(%q) = %d, want %d", test.args, got, test.want)
			}
		})
	}
}

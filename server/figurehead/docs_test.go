package main

import (
	"flag"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the generated parts of docs/reference anew")

// page is a reference page with a heading for each name, and under it a block
// made from the program.
type page struct {
	file  string
	names []string
	block func(name string) string
}

var pages = []page{
	{"../../docs/reference/commands.md", commandNames(), commandBlock},
	{"../../docs/reference/settings.md", settingNames(), settingBlock},
}

func commandNames() []string {
	names := []string{"help"}
	for _, c := range commands {
		names = append(names, c.Name)
	}
	return names
}

func commandBlock(name string) string {
	var b strings.Builder
	if c, ok := commandByName(name); ok {
		writeCommandHelp(&b, c)
	} else {
		writeHelp(&b)
	}
	return b.String()
}

func settingNames() []string {
	var names []string
	for _, s := range settingsTable {
		names = append(names, s.Name)
	}
	return names
}

func settingBlock(name string) string {
	at := slices.IndexFunc(settingsTable, func(s setting) bool { return s.Name == name })
	s := settingsTable[at]
	flagName, value := "--"+s.flagName(), s.Default
	if s.Secret {
		flagName = "none: a flag can be read by others on the machine"
	}
	if value == "" {
		value = "not set"
	}
	return fmt.Sprintf("What it is   %s\nDefault      %s\nExample      %s\nFlag         %s\nEnvironment  %s, %[5]s_FILE\n", s.Help, value, s.Example, flagName, s.envName())
}

// TestReferencePagesAreWhole holds docs/reference to the program: every command
// and setting has its heading with the help in force under it, and no heading
// stands for what is not there. -update writes the blocks.
func TestReferencePagesAreWhole(t *testing.T) {
	t.Parallel()
	for _, p := range pages {
		t.Run(p.file, func(t *testing.T) {
			t.Parallel()
			body, err := os.ReadFile(p.file)
			if err != nil {
				t.Fatal(err)
			}
			want := p.generated(t, string(body))
			if *update {
				if err := os.WriteFile(p.file, []byte(want), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(want, string(body)); diff != "" {
				t.Errorf("%s differs from the program; go test ./server/figurehead -update writes it (-want +got):\n%s", p.file, diff)
			}
		})
	}
}

var (
	headings   = regexp.MustCompile("(?m)^## `?([a-z_]+)`?$")
	firstBlock = regexp.MustCompile("(?s)^(\n*)```\n.*?```\n")
)

// generated is the page with each block as the program has it.
func (p page) generated(t *testing.T, body string) string {
	t.Helper()
	var found []string
	places := headings.FindAllStringSubmatchIndex(body, -1)
	var b strings.Builder
	end := 0
	for _, at := range places {
		name := body[at[2]:at[3]]
		found = append(found, name)
		if !slices.Contains(p.names, name) {
			t.Errorf("%s has a heading for %q, which the program does not know", p.file, name)
			continue
		}
		b.WriteString(body[end:at[1]])
		end = at[1]
		if block := firstBlock.FindString(body[end:]); block != "" {
			end += len(block)
		}
		fmt.Fprintf(&b, "\n\n```\n%s```\n", p.block(name))
	}
	for _, name := range p.names {
		if !slices.Contains(found, name) {
			t.Errorf("%s has no heading for %q", p.file, name)
		}
	}
	return b.String() + body[end:]
}

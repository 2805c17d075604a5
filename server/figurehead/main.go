package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"
)

// command is one thing the program does. Usage is what follows the name,
// Summary one line for the list, Help the paragraphs below it. Run returns a
// usageError for what was asked wrongly.
type command struct {
	Name, Usage, Summary string
	Help                 string
	Run                  func(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) error
}

// commands in the order of their help; one line each.
var commands = []command{
	serveCommand,
	inspectCommand,
	queryCommand,
	renderCommand,
	importCommand,
	publishCommand,
	exportCommand,
	backupCommand,
	restoreCommand,
	verifyCommand,
	migrateCommand,
	boundariesCommand,
	userCommand,
	configCommand,
	workCommand,
	versionCommand,
}

// usageError is a command line that cannot be understood: exit code 2.
type usageError struct{ message string }

func (e usageError) Error() string { return e.message }

// badUsage returns a usageError in the words given.
func badUsage(format string, args ...any) error {
	return usageError{fmt.Sprintf(format, args...)}
}

func main() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }

// run does one command line and returns its exit code.
func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	err := dispatch(ctx, args, stdin, stdout, stderr)
	if err == nil || errors.Is(err, flag.ErrHelp) {
		return 0
	}
	var exit exitError
	if errors.As(err, &exit) {
		return exit.code
	}
	fmt.Fprintf(stderr, "figurehead: %v\n", err)
	if errors.As(err, new(usageError)) {
		return 2
	}
	return 1
}

func dispatch(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) error {
	if len(args) == 0 {
		writeHelp(stderr)
		return badUsage("no command given")
	}
	name, rest := args[0], args[1:]
	if name == "--version" {
		name = "version"
	}
	if name == "help" || name == "-h" || name == "--help" {
		return help(rest, stdout)
	}
	c, ok := commandByName(name)
	if !ok {
		return badUsage("there is no command %q; figurehead help lists them", name)
	}
	if asksHelp(rest) {
		writeCommandHelp(stdout, c)
		return nil
	}
	return c.Run(ctx, rest, stdin, stdout, stderr)
}

func help(names []string, w io.Writer) error {
	if len(names) == 0 {
		writeHelp(w)
		return nil
	}
	c, ok := commandByName(names[0])
	if !ok {
		return badUsage("there is no command %q; figurehead help lists them", names[0])
	}
	writeCommandHelp(w, c)
	return nil
}

func commandByName(name string) (command, bool) {
	for _, c := range commands {
		if c.Name == name {
			return c, true
		}
	}
	return command{}, false
}

func asksHelp(args []string) bool {
	for _, a := range args {
		if a == "--" {
			return false
		}
		if a == "-h" || a == "--help" || a == "-help" {
			return true
		}
	}
	return false
}

func writeHelp(w io.Writer) {
	fmt.Fprint(w, "Figurehead turns open datasets into charts and headline figures.\n\nUsage: figurehead COMMAND [flags]\n\n")
	for _, c := range commands {
		fmt.Fprintf(w, "  %-10s %s\n", c.Name, c.Summary)
	}
	fmt.Fprint(w, "  help       how a command is used: figurehead help COMMAND\n")
}

func writeCommandHelp(w io.Writer, c command) {
	usage := strings.TrimSpace("figurehead " + c.Name + " " + c.Usage)
	fmt.Fprintf(w, "Usage: %s\n\n%s\n", usage, sentence(c.Summary))
	if c.Help != "" {
		fmt.Fprintf(w, "\n%s\n", strings.TrimSpace(c.Help))
	}
}

// sentence gives a summary its capital and its full stop.
func sentence(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + strings.TrimSuffix(s[1:], ".") + "."
}

// newFlags returns a flag set that reports a wrong flag as a usageError
// through parseFlags, and prints nothing itself.
func newFlags(name string) *flag.FlagSet {
	flags := flag.NewFlagSet(name, flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	return flags
}

// parseFlags reads flags that may stand before, between and after the words of
// a command, and returns the words.
func parseFlags(flags *flag.FlagSet, args []string) ([]string, error) {
	var words []string
	for {
		if err := flags.Parse(args); err != nil {
			return nil, badUsage("%v; figurehead help %s shows the flags", err, flags.Name())
		}
		rest := flags.Args()
		if len(rest) == 0 {
			return words, nil
		}
		if parsed := len(args) - len(rest); parsed > 0 && args[parsed-1] == "--" {
			return append(words, rest...), nil
		}
		words, args = append(words, rest[0]), rest[1:]
	}
}

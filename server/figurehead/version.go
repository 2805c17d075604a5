package main

import (
	"context"
	"fmt"
	"io"
	"runtime/debug"
)

var versionCommand = command{
	Name:    "version",
	Summary: "print the version, the Go release and the HTTP library",
	Run: func(_ context.Context, args []string, _ io.Reader, stdout, _ io.Writer) error {
		if len(args) > 0 {
			return badUsage("version takes no arguments")
		}
		fmt.Fprintln(stdout, versionLine())
		return nil
	},
}

// versionLine is "figurehead v1.2.3 (abcdef012345) go1.26.8 fasthttp v1.78.0".
func versionLine() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "figurehead unknown"
	}
	line := "figurehead " + info.Main.Version
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && len(s.Value) >= 12 {
			line += " (" + s.Value[:12] + ")"
		}
	}
	line += " " + info.GoVersion
	for _, d := range info.Deps {
		if d.Path == "github.com/valyala/fasthttp" {
			line += " fasthttp " + d.Version
		}
	}
	return line
}

// Command figurehead turns open datasets into charts and headline figures for
// councils. Each command has one file, and one entry in the table of main.go;
// docs/reference/commands.md holds their help.
//
// Exit codes: 0 done, 1 it could not be done, 2 it was asked wrongly.
package main

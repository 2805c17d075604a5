// Package datapackage reads what describes tables beside them: Frictionless
// data packages and the metadata of CSV on the web. It says which tables there
// are and what their columns hold, and reads those that stand in the
// description itself. It fetches nothing.
package datapackage

// Package reports receives what readers report about figures, and keeps those
// who report too much from it without knowing who they are.
package reports

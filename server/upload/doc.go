// Package upload reads files out of forms: each stands in memory once and never
// in a temporary file, for it may hold people.
package upload

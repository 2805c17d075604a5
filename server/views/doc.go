// Package views counts how often figures are seen, by day and by the host of
// the page around them. It knows nothing of readers: no address, no cookie, no
// browser.
package views

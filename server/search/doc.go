// Package search asks the portals of Settings for data, for people and programs:
// all at the same time and each for its own page, or one for a dataset of which
// a file is read. What is said of a source comes from the portal, never from
// whoever asks.
package search

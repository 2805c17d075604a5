// Package studio is where officers make figures: the journey Start,
// Understand, Pick, Say it, Check and Kit, the lists of figures and datasets,
// and the pages for people, settings and the audit trail. Every page works
// without JavaScript; with it, the same forms post and one fragment is swapped.
//
// A screen has one file for its handlers and one template of the same name.
// The studio decides nothing about drawing or storage: it asks
// server/publishing and store.
package studio

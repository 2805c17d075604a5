// Package plans carries out what people planned for figures: it publishes a
// Revision at a time, and withdraws a figure at one.
//
// A figure is drawn before its time, where nothing public points to it, so that
// at the time one transaction is left to do. That transaction takes the plan off
// the list, so no lease is needed: of two servers that try, one publishes, and a
// server that was killed does it after its next start.
package plans

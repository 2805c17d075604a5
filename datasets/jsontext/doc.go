// Package jsontext walks JSON text for the readers of data in it. It checks all
// of a text (RFC 8259) and keeps none of it; numbers are given as they are
// written, so that no digit is lost.
package jsontext

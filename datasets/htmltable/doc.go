// Package htmltable reads tables that were pasted from Excel, Word, LibreOffice,
// Google Sheets or a web page, as the clipboard holds them: HTML.
//
// [Clip] takes the tables out of a clipboard and nothing else of it: no names of
// files, no comments, no text of hidden cells. What it gives is stored as the
// raw bytes of the paste, and [Read] makes rows of it whenever they are needed.
package htmltable

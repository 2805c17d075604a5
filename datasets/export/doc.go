// Package export writes a Result for other people's software: CSV, JSON and a
// Frictionless data package, with every digit, with the reason of every missing
// value, and with source and licence.
//
// It never rounds, never draws and never reads a file.
//
//	err := export.CSV(w, result)
//	err := export.JSON(w, result, export.About{Title: "Waste recycled in Essex", Source: source, Licence: licence})
//	err := export.DataPackage(w, result, about)
package export

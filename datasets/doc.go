// Package datasets owns the nouns of data in: Dataset, Source, Recipe,
// Snapshot, Query, Result, Fact and Problem, and runs a Query on the table of a
// Snapshot. It knows no HTTP server, no SQL and no chart.
//
//	q, err := datasets.ParseQuery(raw)
//	result, err := datasets.Run(ctx, q, snapshotTable)
//	facts := datasets.Facts(result, roles)
package datasets

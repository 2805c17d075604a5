// Package oracle holds nothing but tests. They run random Queries three ways:
// by datasets.Run, as SQL over scaled integers in SQLite, and row by row with
// math/big, and demand equal Results.
//
// The setting FIGUREHEAD_SOAK=1 raises 5,000 Queries to 100,000.
package oracle

// Package table holds the typed, dictionary-coded columns that a dataset's
// rows become, exact decimals, calendar days and periods, missing values with
// their reason, and the working column file.
//
// It owns the smallest nouns: [Field], [Cell], [Decimal], [Day], [Reason] and
// [Table]. It never reads a foreign format, runs a query or knows a chart.
//
//	b := table.NewBuilder([]table.Field{{Name: "Ward", Kind: table.Text}, {Name: "Tonnes", Kind: table.Decimals}})
//	b.Text(0, "Abbey")
//	b.Number(1, table.MustDecimal("412.50"))
//	err := b.EndRow(2)
//	t, err := b.Table()
package table

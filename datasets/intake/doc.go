// Package intake turns raw bytes into a table with a person's consent: it
// picks the reader, proposes a [datasets.Recipe], says in words how the bytes
// were read and which of it is a guess, takes corrections, and replays a
// stored Recipe at a refresh.
//
// It never guesses silently and never accepts half a file: what it cannot
// prove from the whole file is a [Sentence] with Guess set and a choice, and
// what it cannot read is a [datasets.Problem] with the row.
//
//	reading, err := intake.Propose(ctx, "waste.csv", raw, intake.Options{Area: "Essex"})
//	recipe, err := intake.Change(ctx, raw, reading.Recipe, map[string]string{"totals-3": "rows"}, options)
//	reading, err = intake.Read(ctx, raw, recipe, options)
package intake

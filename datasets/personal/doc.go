// Package personal looks for personal data in the columns of a table: numbers
// with check digits, addresses, names of people, and headings that announce
// them. It counts and masks; it never gives back a value it found.
//
// What it finds is a question to a person, not a verdict: a postcode is fine
// for a library and not for a tenant. Payees that were redacted already are a
// category like any other and are never found.
//
//	findings, err := personal.Scan(ctx, t)
//	for _, f := range findings {
//		fmt.Println(f.Field, f.Sentence()) // Email 212 cells hold email addresses, such as xxx.xxxxx@xxxxx.xxx.
//	}
package personal

// Package publishing turns a Draft into what the public gets: it reads the
// table of a Snapshot, runs the Query, resolves every word, checks, draws every
// preset, stores the bytes and moves the published pointer in one transaction.
// Previews and suggestions take the same path, so that what an officer sees is
// what the public will get. It is the only caller of widgets/draw.
//
//	p := publishing.New(st, publishing.Options{PublicURL: "https://figures.example.gov.uk"})
//	preview, err := p.Preview(ctx, draft, "frame-m")
//	edition, err := p.Publish(ctx, by, widgetID, draft.Version)
package publishing

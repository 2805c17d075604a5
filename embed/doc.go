// Package embed is the public face of Figurehead: the gallery, the share page,
// the frame that council sites embed, the images and the numbers of each
// figure, and the small addresses around them.
//
// It reads Published and Editions only. It never draws, fetches, reads a draft,
// sets a cookie or knows who is signed in. Bytes are assembled once, kept under
// a limit with their encodings, and served with a strong ETag.
//
//	embed.Register(app, embed.Deps{Store: store, Assets: assets, PublicURL: "https://figures.example.gov.uk", Organisation: store.Organisation})
//
// docs/reference/addresses.md lists every address.
package embed

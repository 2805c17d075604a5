// Package portal searches open data portals and reads what they hold. Every
// kind of portal has one file and answers to one interface, [Connector]; one
// contract test holds them all. Everything outbound goes through the guarded
// client of datasets/fetch, one request at a time per host, and waits as long
// as a server asks.
//
// It hands over the bytes of a file and what the portal says of it: publisher,
// licence, landing page, how many rows there should be. It never reads a table
// and never decides a licence: one that is not known stays unknown.
//
//	desk := portal.NewDesk(client, portal.Options{})
//	connector, err := desk.Open(portal.Site{Name: "data.gov.uk", Kind: portal.CKAN, Address: "https://data.gov.uk"})
//	page, err := connector.Search(ctx, "recycling", 1)
//	file, err := connector.Read(ctx, page.Found[0], page.Found[0].Resources[0])
package portal

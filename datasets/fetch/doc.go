// Package fetch is the one guarded client for everything outbound. It reads a
// data file from a web address and refuses what an officer's browser must not
// be able to make the server do: addresses inside the network, other ports and
// schemes, long chains of redirects, endless and slow answers, and files that
// unpack to more than the limit.
//
// The address is checked when the connection is made, on the numbers that the
// name resolved to, so a name that changes its mind changes nothing. It never
// uses a proxy from the environment, never sends cookies or credentials, and
// never parses what it fetched.
//
//	client := fetch.New(fetch.Options{Now: time.Now})
//	fetched, err := client.Get(ctx, "https://example.org/waste.csv")
//	if errors.Is(err, fetch.ErrRefused) { … }
package fetch

// Package jobs runs work that a person may have to wait for longer than for a
// page: reading a large file, fetching one from a slow server. The work goes on
// without the request that began it, tells how far it is, can be cancelled by
// the person who began it and by nobody else, and is forgotten some time after
// its end.
//
// How much is under way at once is bounded, in number, in bytes and for each
// person. Turns are fair: a person with many or large files waits for her own,
// not others for hers, and small files never wait for large ones.
package jobs

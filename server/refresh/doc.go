// Package refresh says when datasets are fetched by themselves, and has it done.
//
// What is due stands in the database with a lease, so that a dataset is never
// fetched twice at once and is taken up again when the server was killed. One
// host answers one request at a time, and at most four hosts do. What a refresh
// does is given from outside.
package refresh

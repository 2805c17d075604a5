// Package store is the only home of SQL and of object storage: organisations,
// people, datasets, widgets, editions, the published read model and the audit
// trail. An exported method is one transaction; its audit event is written in
// the same one. Times are UTC milliseconds in the tables.
//
// It knows no HTTP, draws nothing and decides nothing about who may do what.
package store

// Package store is the only home of SQL and of object storage: organisations,
// people, datasets, widgets, editions, the published read model and the audit
// trail. An exported method is one transaction; its audit event is written in
// the same one. Times are UTC milliseconds in the tables. Backup, restore and
// verification of a data folder are here too.
//
// It knows no HTTP, draws nothing and decides nothing about who may do what.
//
//	st, err := store.Open(ctx, store.Options{Folder: "/var/lib/figurehead"})
//	sha256, size, err := st.Blobs().Put(ctx, file)     // bytes first
//	dataset, snapshot, err := st.CreateDataset(ctx, by, dataset, snapshot)
//	edition, err := st.Publish(ctx, by, widgetID, draft.Version, edition)
//	published, err := st.Published(ctx, publicID)
package store

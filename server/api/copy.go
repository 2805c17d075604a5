package api

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/server/auth"
	"figurehead/server/publishing"
	"figurehead/store"
)

func (a *API) copyRoutes() []route {
	return []route{
		{fiber.MethodGet, "/datasets/:dataset/snapshots", store.ReadScope, a.copies},
		{fiber.MethodGet, "/snapshots/:snapshot/changes", store.ReadScope, a.changes},
		{fiber.MethodPost, "/snapshots/:snapshot/people", store.WriteScope, a.decidePeople},
		{fiber.MethodPost, "/snapshots/:snapshot/purge", store.AdminScope, a.purge},
	}
}

// copyBody is one copy of a dataset in a list.
type copyBody struct {
	ID          string     `json:"id"`
	Dataset     string     `json:"dataset"`
	Confirmed   bool       `json:"confirmed"`
	Rows        int        `json:"rows"`
	Bytes       int64      `json:"bytes"`
	SHA256      string     `json:"sha256"`
	RetrievedAt time.Time  `json:"retrievedAt"`
	PurgedAt    *time.Time `json:"purgedAt,omitempty"`
}

func showCopy(s datasets.Snapshot) copyBody {
	return copyBody{s.ID, s.DatasetID, s.Confirmed, s.Rows, s.SizeBytes, s.SHA256, s.RetrievedAt, instant(s.PurgedAt)}
}

// copies lists every copy of a dataset, the newest first.
func (a *API) copies(c *fiber.Ctx) error {
	w, err := windowOf(c)
	if err != nil {
		return err
	}
	d, err := a.Store.Dataset(c.UserContext(), param(c, "dataset"))
	if err != nil {
		return err
	}
	found, err := a.Store.SnapshotsPage(c.UserContext(), d.ID, w.After, w.Limit+1)
	if err != nil {
		return err
	}
	return sendList(c, w, found, func(s datasets.Snapshot) string { return s.ID }, showCopy)
}

// differencesBody is what sets a copy apart from the one before it.
type differencesBody struct {
	Before     string       `json:"before,omitempty"` // id of the older copy
	RowsBefore int          `json:"rowsBefore"`
	Rows       int          `json:"rows"`
	Added      int          `json:"added"`
	Gone       int          `json:"gone"`
	Changed    int          `json:"changed"`
	Same       int          `json:"same"`
	NewColumns []string     `json:"newColumns"`
	OldColumns []string     `json:"oldColumns"` // that are gone
	Key        []string     `json:"key"`        // columns that tell rows apart
	Cells      int          `json:"cells"`      // that changed
	Changes    []changeBody `json:"changes"`    // the first of those cells
	Withheld   string       `json:"withheld,omitempty"`
}

type changeBody struct {
	Key    []string `json:"key"`
	Column string   `json:"column"`
	Before string   `json:"before"`
	After  string   `json:"after"`
}

// cellText is a cell, or why there is none.
func cellText(c table.Cell) string {
	if c.Missing != table.Present {
		return c.Missing.String()
	}
	return c.String()
}

func showDifferences(d publishing.Differences) differencesBody {
	b := differencesBody{
		RowsBefore: d.Before, Rows: d.Rows, Added: d.Added, Gone: d.Gone, Changed: d.Changed, Same: d.Same, Cells: d.Cells, Withheld: d.Withheld,
		NewColumns: append([]string{}, d.NewFields...), OldColumns: append([]string{}, d.GoneFields...), Key: append([]string{}, d.Key...), Changes: []changeBody{},
	}
	for _, one := range d.Changes {
		change := changeBody{Key: []string{}, Column: one.Field, Before: cellText(one.Before), After: cellText(one.After)}
		for _, k := range one.Key {
			change.Key = append(change.Key, cellText(k))
		}
		b.Changes = append(b.Changes, change)
	}
	return b
}

// changes compares a copy with the confirmed one before it.
func (a *API) changes(c *fiber.Ctx) error {
	if _, err := asked(c); err != nil {
		return err
	}
	ctx := c.UserContext()
	snapshot, dataset, err := a.snapshotTo(c)
	if err != nil {
		return err
	}
	if err := may(c, auth.Edit, dataset.DirectorateID); err != nil {
		return err
	}
	before, err := a.Publishing.CopyBefore(ctx, snapshot)
	if err != nil {
		return err
	}
	d, err := a.Publishing.Differences(ctx, before, snapshot)
	if err != nil {
		return err
	}
	b := showDifferences(d)
	b.Before = before.ID
	return send(c, b)
}

// decidedPeople says what may be kept of columns that may tell of single people.
type decidedPeople struct {
	People map[string]decision `json:"people"`
}

// decisions are those of the body, as they are kept.
func decisions(of map[string]decision) map[string]datasets.PersonalDecision {
	decided := map[string]datasets.PersonalDecision{}
	for field, d := range of {
		decided[field] = datasets.PersonalDecision{Use: d.Use, Reason: strings.TrimSpace(d.Reason)}
	}
	return decided
}

// decidePeople answers with the copy that figures go on from.
func (a *API) decidePeople(c *fiber.Ctx) error {
	ctx := c.UserContext()
	snapshot, dataset, err := a.snapshotTo(c)
	if err != nil {
		return err
	}
	if err := may(c, auth.Edit, dataset.DirectorateID); err != nil {
		return err
	}
	var sent decidedPeople
	if err := read(c, &sent); err != nil {
		return err
	}
	open, err := a.Publishing.OpenPeople(ctx, snapshot.ID)
	if err != nil {
		return err
	}
	left := slices.Collect(maps.Keys(sent.People))
	for _, f := range open {
		if _, decided := sent.People[f.Field]; !decided {
			return fault{Pointer: "/people", Field: f.Field, Detail: f.Sentence(), Suggestion: fmt.Sprintf("Decide about “%s” as well.", f.Field)}
		}
		left = slices.DeleteFunc(left, func(name string) bool { return name == f.Field })
	}
	if slices.Sort(left); len(left) > 0 || len(open) == 0 {
		return fault{Pointer: "/people", Field: strings.Join(left[:min(1, len(left))], ""), Detail: "There is nothing to decide about this.", Suggestion: "The copy names the columns that are open."}
	}
	if snapshot, err = a.Publishing.DecidePeople(ctx, actor(c), snapshot.ID, decisions(sent.People)); err != nil {
		return err
	}
	reading, err := a.Publishing.Reading(ctx, snapshot.ID)
	if err != nil {
		return err
	}
	body, err := a.showSnapshot(c, snapshot, reading)
	if err != nil {
		return err
	}
	return done(c, fiber.StatusOK, "/snapshots/"+snapshot.ID, body)
}

// purged erases a copy for a reason.
type purged struct {
	Reason string `json:"reason"`
}

// purge erases the raw bytes of a copy and every version made from it.
func (a *API) purge(c *fiber.Ctx) error {
	ctx := c.UserContext()
	snapshot, err := a.Store.Snapshot(ctx, param(c, "snapshot"))
	if err != nil {
		return err
	}
	dataset, err := a.Store.Dataset(ctx, snapshot.DatasetID)
	if err != nil {
		return err
	}
	if err := may(c, auth.Purge, dataset.DirectorateID); err != nil {
		return err
	}
	var sent purged
	if err := read(c, &sent); err != nil {
		return err
	}
	if err := a.Publishing.Purge(ctx, actor(c), snapshot.ID, strings.TrimSpace(sent.Reason)); err != nil {
		return inBody(err, "reason")
	}
	if snapshot, err = a.Store.Snapshot(ctx, snapshot.ID); err != nil {
		return err
	}
	return done(c, fiber.StatusOK, "", showCopy(snapshot))
}

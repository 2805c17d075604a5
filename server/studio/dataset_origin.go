package studio

import (
	"cmp"
	"context"
	"slices"

	"figurehead/datasets"
	"figurehead/datasets/intake"
	"figurehead/server/publishing"
	"figurehead/store"
	"figurehead/widgets"
)

// figuresOnDataset is how many figures the page of their dataset lists.
const figuresOnDataset = 12

// datasetFigures are the figures that use a dataset.
type datasetFigures struct {
	Figures []libraryItem // the last changed first
	Made    int           // all that are made from it
	Joined  []widgets.Widget
}

// figuresFrom fills in the figures that use a dataset: those made from it, and
// public ones of other data that take numbers from it.
func (s *Studio) figuresFrom(ctx context.Context, page *datasetPage) error {
	library, err := s.Store.Library(ctx, store.LibraryFilter{DatasetID: page.Dataset.ID, Limit: figuresOnDataset})
	if err != nil {
		return err
	}
	page.Made = library.Found
	for _, row := range library.Rows {
		item := newLibraryItem(row, page.User)
		if item.State == goesOut {
			item.State.Words += " " + s.onDay(s.zone(), row.PublishAt)
		}
		page.Figures = append(page.Figures, item)
	}
	page.Joined, err = s.Store.JoinedWidgets(ctx, page.Dataset.ID, widgets.Live)
	return err
}

// originWords say where a dataset comes from, how its source is, and whose it is.
func (s *Studio) originWords(ctx context.Context, page *datasetPage) error {
	people, err := s.Store.Users(ctx)
	if err != nil {
		return err
	}
	directorates, err := s.Store.Directorates(ctx)
	if err != nil {
		return err
	}
	rows, err := s.Store.Sources(ctx, store.SourceFilter{Among: []string{page.Dataset.ID}})
	if err != nil {
		return err
	}
	owner, directorate, told := "Nobody", "", ""
	for _, u := range people {
		if u.ID == page.Dataset.OwnerID {
			owner = u.Name
		}
	}
	for _, d := range directorates {
		if d.ID == page.Dataset.DirectorateID {
			directorate = d.Name
		}
	}
	if len(rows) == 1 {
		row := s.sourceWords(rows[0], page.User)
		if page.Dataset.Source.Fetchable() {
			if told, err = s.toldOf(ctx, rows[0], people); err != nil {
				return err
			}
		}
		page.Health = &row
	}
	source := page.Dataset.Source
	for _, one := range []labelled{
		{"Publisher", cmp.Or(source.Publisher, "Not named yet")}, {"Name of the data", source.Title}, {"Came as", cameAs(source)},
		{"Licence", licenceWords(source)}, {"Words the publisher asks for", source.Statement},
		{"Done before it came here", source.Note}, {"Owner", owner}, {"Directorate", directorate}, {"Told when its source breaks", told},
	} {
		if one.Value != "" {
			page.Origin = append(page.Origin, one)
		}
	}
	return nil
}

// cameAs says how the bytes came.
func cameAs(s datasets.Source) string {
	switch {
	case s.Kind == "portal":
		return "A file of the portal " + s.Portal.Address
	case s.Kind == "url":
		return "A file at " + s.Address
	case s.Kind == "paste":
		return "A pasted table"
	case s.FileName != "":
		return "The file " + s.FileName
	}
	return "An uploaded file"
}

// licenceWords name a licence, and who decided it.
func licenceWords(s datasets.Source) string {
	licence, known := datasets.LicenceByKey(s.Licence)
	switch {
	case !known:
		return "Not decided yet"
	case s.LicenceBy != "":
		return licence.Name + ". Decided by " + s.LicenceBy
	}
	return licence.Name
}

// safeLine is one thing that was looked at before anything is public.
type safeLine struct{ Icon, Text string }

// safeWords say what was found and decided about people in a dataset. A large file
// is looked at for it only when it was asked to be read.
func (s *Studio) safeWords(ctx context.Context, page *datasetPage, read bool) error {
	say := func(icon, text string) { page.Safe = append(page.Safe, safeLine{icon, text}) }
	if len(page.Snapshots) > 0 {
		newest := page.Snapshots[0]
		decided := intake.Decisions(newest.Recipe)
		if read && newest.PurgedAt.IsZero() {
			open, err := s.Publishing.OpenPeople(ctx, newest.ID)
			switch {
			case err != nil:
				s.Log.Error("look for people", "snapshot", newest.ID, "error", err)
			case len(open) > 0:
				say("look", "Nobody has decided about people in it yet.")
			case len(decided) == 0:
				say("done", "No personal data was found in it.")
			}
		}
		for _, text := range decided {
			say("done", text)
		}
	}
	say(map[bool]string{true: "done", false: "rest"}[page.Dataset.Protection.On()], page.Protection.Words())
	ledger, err := s.Store.Ledger(ctx, page.Dataset.ID)
	if text := ledgerWords(ledger.Entries); text != "" {
		say("rest", text)
	}
	return err
}

// compareNewest makes the differences of the newest copy known, where both files
// are small enough to be read for it.
func (s *Studio) compareNewest(ctx context.Context, list []datasets.Snapshot, may bool) {
	at := slices.IndexFunc(list, func(c datasets.Snapshot) bool { return c.Confirmed && c.PurgedAt.IsZero() })
	if at < 0 || !may {
		return
	}
	before, ok := publishing.Earlier(list[at+1:])
	if !ok || max(before.SizeBytes, list[at].SizeBytes) > describedBytes {
		return
	}
	if _, err := s.Publishing.Differences(ctx, before, list[at]); err != nil {
		s.Log.Error("compare copies", "snapshot", list[at].ID, "error", err)
	}
}

// Package demo fills a fresh data folder with published figures made from real
// open data, so that whoever starts the product sees what it is for. The data
// goes the way of an officer's: import, confirm, draft, publish.
package demo

import (
	"context"
	"embed"
	"fmt"
	"path"

	"figurehead/datasets"
	"figurehead/server/publishing"
	"figurehead/store"
	"figurehead/widgets"
)

//go:embed data/*.csv figures/*.json
var files embed.FS

// actor is who the audit trail names for the demo's figures.
var actor = store.Actor{ID: "demo", Name: "demo"}

// body is one file of data with the figures made from it, which are published
// in this order: the newest stands first in the gallery.
type body struct {
	file    string
	source  datasets.Source
	figures []string
}

var bodies = []body{
	{
		file: "co2-mauna-loa-monthly.csv",
		source: datasets.Source{
			Title: "Trends in atmospheric carbon dioxide, Mauna Loa", ShortName: "NOAA Global Monitoring Laboratory",
			Publisher: "Global Monitoring Laboratory, National Oceanic and Atmospheric Administration",
			Link:      "https://gml.noaa.gov/ccgg/trends/", Licence: "PDDL-1.0",
		},
		figures: []string{"co2-line.json"},
	},
	{
		file: "oxford-spend-2018-jan-mar.csv",
		source: datasets.Source{
			Title: "Expenditure over £500, January to March 2018", ShortName: "Oxford City Council",
			Publisher: "Oxford City Council", Link: "https://github.com/OxOpenData/expenditure-over-500", Licence: "OGL-UK-3.0",
			Note: "The columns Supplier ID and Supplier Name were taken out before the file came here, because some of them name individuals.",
		},
		figures: []string{"spend-table.json", "spend-bar.json"},
	},
	{
		file: "dluhc-epc-eb1-essex.csv",
		source: datasets.Source{
			Title: "Live table EB1, energy performance certificates of existing homes", ShortName: "DLUHC, live table EB1",
			Publisher: "Department for Levelling Up, Housing and Communities",
			Link:      "https://www.gov.uk/government/statistical-data-sets/live-tables-on-energy-performance-of-buildings-certificates", Licence: "OGL-UK-3.0",
			Note: "The rows of the 12 districts of Essex were taken from the table before it came here.",
		},
		figures: []string{"epc-line.json", "epc-map.json"},
	},
	{
		file: "sdg-11-6-1-council-collected-waste.csv",
		source: datasets.Source{
			Title: "Council-collected waste by method, SDG 11.6.1", ShortName: "Defra through ONS, SDG 11.6.1",
			Publisher: "Department for Environment, Food and Rural Affairs, through ONS UK SDG data",
			Link:      "https://sdgdata.gov.uk/11-6-1/", Licence: "OGL-UK-3.0",
		},
		figures: []string{"waste-column.json", "waste-line.json", "waste-bar.json", "waste-headline.json"},
	},
}

// Seed publishes the demo's figures once in the life of a data folder.
func Seed(ctx context.Context, st *store.Store, p *publishing.Publisher) error {
	seeded, err := st.DemoSeeded(ctx)
	if err != nil || seeded {
		return err
	}
	figures := map[string]widgets.Widget{} // by file
	for _, b := range bodies {
		if err := b.seed(ctx, st, p, figures); err != nil {
			return fmt.Errorf("demo %s: %w", b.file, err)
		}
	}
	if err := seedCampaign(ctx, st, p, figures); err != nil {
		return fmt.Errorf("demo: %w", err)
	}
	return st.MarkDemoSeeded(ctx)
}

func (b body) seed(ctx context.Context, st *store.Store, p *publishing.Publisher, figures map[string]widgets.Widget) error {
	raw, err := files.ReadFile(path.Join("data", b.file))
	if err != nil {
		return err
	}
	source := b.source
	source.Kind, source.FileName = "upload", b.file
	dataset, snapshot, err := p.Import(ctx, actor, publishing.Import{Raw: raw, Name: b.file, Source: source})
	if err != nil {
		return err
	}
	if snapshot, _, err = p.ConfirmRecipe(ctx, actor, snapshot.ID, nil); err != nil {
		return err
	}
	for _, name := range b.figures {
		if figures[name], err = publish(ctx, st, p, dataset, snapshot, name); err != nil {
			return fmt.Errorf("figure %s: %w", name, err)
		}
	}
	return nil
}

func publish(ctx context.Context, st *store.Store, p *publishing.Publisher, dataset datasets.Dataset, snapshot datasets.Snapshot, name string) (widgets.Widget, error) {
	raw, err := files.ReadFile(path.Join("figures", name))
	if err != nil {
		return widgets.Widget{}, err
	}
	figure, err := publishing.ParseFigureFile(raw)
	if err != nil {
		return widgets.Widget{}, err
	}
	widget := widgets.Widget{DatasetID: dataset.ID, State: widgets.InDraft, Kind: figure.Spec.Kind, Title: figure.Spec.Title}
	draft := widgets.Draft{SnapshotID: snapshot.ID, Query: figure.Query, Spec: figure.Spec}
	widget, draft, err = st.CreateWidget(ctx, actor, widget, draft)
	if err != nil {
		return widgets.Widget{}, err
	}
	_, err = p.Publish(ctx, actor, widget.ID, draft.Version)
	return widget, err
}

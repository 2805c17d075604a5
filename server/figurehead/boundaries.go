package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"text/tabwriter"

	"figurehead/datasets/places"
	"figurehead/server/publishing"
	"figurehead/store"
)

var boundariesCommand = command{
	Name:    "boundaries",
	Usage:   "list | import --id ID --name NAME --licence KEY [flags] FILE",
	Summary: "list the boundary sets that maps are drawn on, and bring in others",
	Help: `import reads GeoJSON with polygons, or a layout of tiles, and keeps it as the
next version of the set; figures that are published stay as they were. It prints
what became of the file. A set with the id of one that is shipped takes its
place. docs/reference/boundary-sets.md says what is read.

  --id ID             what a spec names: essex-wards
  --name NAME         what people call it: "Wards of Essex"
  --licence KEY       the licence of the boundaries, such as OGL-UK-3.0
  --credit TEXT       the credit under every map; the licence's own when left out
  --short-credit TEXT the credit in pictures; --credit when left out
  --code-field NAME   field of the place codes; without it, the first that has them
  --name-field NAME   field of the names; without it, the one that goes with the codes
  --tiles FILE        a layout of tiles for the places of a GeoJSON file
  --data DIR          data folder (default ./data)`,
	Run: runBoundaries,
}

// boundariesLine is one `figurehead boundaries` command line.
type boundariesLine struct {
	options places.Options
	tiles   string
	stdout  io.Writer
}

func runBoundaries(ctx context.Context, args []string, _ io.Reader, stdout, _ io.Writer) error {
	b := boundariesLine{stdout: stdout}
	flags := newFlags("boundaries")
	reader := addSettings(flags, "data", "addr", "public_url")
	for name, into := range map[string]*string{
		"id": &b.options.ID, "name": &b.options.Name, "licence": &b.options.Licence, "credit": &b.options.Attribution,
		"short-credit": &b.options.ShortAttribution, "code-field": &b.options.CodeField, "name-field": &b.options.NameField, "tiles": &b.tiles,
	} {
		flags.StringVar(into, name, "", "")
	}
	words, err := parseFlags(flags, args)
	if err != nil {
		return err
	}
	open := store.OpenExisting
	var do func(*store.Store, *publishing.Publisher) error
	switch {
	case len(words) == 1 && words[0] == "list":
		do = func(st *store.Store, _ *publishing.Publisher) error { return b.list(ctx, st) }
	case len(words) == 2 && words[0] == "import" && b.options.ID != "" && b.options.Name != "" && b.options.Licence != "":
		open = store.Open
		do = func(_ *store.Store, p *publishing.Publisher) error { return b.bring(ctx, p, words[1]) }
	default:
		return badUsage("boundaries needs list, or import with one file, --id, --name and --licence; figurehead help boundaries shows them")
	}
	set, err := reader.read(os.LookupEnv)
	if err != nil {
		return err
	}
	return withPublisher(ctx, open, set, do)
}

// list prints every set: those shipped and those of the data folder.
func (b boundariesLine) list(ctx context.Context, st *store.Store) error {
	kept, err := st.BoundarySets(ctx)
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(b.stdout, 0, 4, 2, ' ', 0)
	fmt.Fprintln(w, "ID\tVERSION\tNAME\tPLACES\tLICENCE")
	for _, set := range kept {
		fmt.Fprintf(w, "%s\t%d\t%s\t%d\t%s\n", set.ID, set.Version, set.Name, set.Places, set.Licence)
	}
	for _, set := range places.AllShipped() {
		fmt.Fprintf(w, "%s\tshipped\t%s\t%d\t%s\n", set.ID, set.Name, len(set.Places), set.Licence)
	}
	return w.Flush()
}

// bring reads a file and keeps the set.
func (b boundariesLine) bring(ctx context.Context, p *publishing.Publisher, file string) error {
	raw, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	var tiles []byte
	if b.tiles != "" {
		if tiles, err = os.ReadFile(b.tiles); err != nil {
			return err
		}
	}
	kept, set, err := p.ImportBoundaries(ctx, commandLine, raw, tiles, b.options)
	if err != nil {
		return fmt.Errorf("import %s: %w", file, err)
	}
	fmt.Fprintf(b.stdout, "boundary set %s, version %d: %d places\n", kept.ID, kept.Version, len(set.Places))
	for _, note := range set.Notes {
		fmt.Fprintln(b.stdout, note)
	}
	return nil
}

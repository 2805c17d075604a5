package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"figurehead/datasets"
	"figurehead/datasets/intake"
	"figurehead/datasets/progress"
	"figurehead/server/publishing"
	"figurehead/store"
)

var importCommand = command{
	Name:    "import",
	Usage:   "--publisher NAME [--licence KEY] [--title TITLE] [--link URL] [--recipe FILE] [--confirm] FILE|URL",
	Summary: "bring a data file into the store",
	Help: `It keeps the file, reads it as inspect says and prints the ids of the new
dataset and of its copy. A figure is published from a copy only when somebody
has confirmed how it is read: with --confirm here, or in the studio. Columns
with what may be personal data are left out, and then only a cleaned copy of
the file is kept; to decide about them, bring it in through the studio.

  --publisher NAME  who published the data
  --licence KEY     its licence, such as OGL-UK-3.0; undecided when left out
  --title TITLE     what it is called; the name of the file when left out
  --link URL        the page where readers find it
  --recipe FILE     how it is read; without it, as inspect proposes
  --confirm         say that you have looked at how it is read
  --data DIR        data folder (default ./data)`,
	Run: runImport,
}

func runImport(ctx context.Context, args []string, _ io.Reader, stdout, _ io.Writer) error {
	var in publishing.Import
	var recipe string
	confirm := false
	flags := newFlags("import")
	reader := addSettings(flags, "data", "addr", "public_url")
	flags.StringVar(&in.Source.Publisher, "publisher", "", "")
	flags.StringVar(&in.Source.Licence, "licence", "", "")
	flags.StringVar(&in.Source.Title, "title", "", "")
	flags.StringVar(&in.Source.Link, "link", "", "")
	flags.StringVar(&recipe, "recipe", "", "")
	flags.BoolVar(&confirm, "confirm", false, "")
	words, err := parseFlags(flags, args)
	if err != nil {
		return err
	}
	if len(words) != 1 || in.Source.Publisher == "" {
		return badUsage("import needs one file or address, and --publisher NAME")
	}
	if _, known := datasets.LicenceByKey(in.Source.Licence); in.Source.Licence != "" && !known {
		return badUsage("there is no licence %q; use one of %s", in.Source.Licence, strings.Join(licenceKeys(), ", "))
	}
	set, err := reader.read(os.LookupEnv)
	if err != nil {
		return err
	}
	if in.Recipe, err = readRecipe(recipe); err != nil {
		return err
	}
	ctx = progress.Every(progress.To(ctx, nil, unchanged(words[0])), givePagesBack)
	read, err := readTable(ctx, words[0], in.Recipe == nil)
	if err != nil {
		return fmt.Errorf("import %s: %w", words[0], err)
	}
	in.Raw, in.Name, in.File, in.Part, in.Described = read.Raw, read.Name, read.File, read.Part, read.Described
	in.Source = withTold(in.Source, read.Source)
	in.Source.Kind, in.Source.FileName = "upload", in.Name
	return withPublisher(ctx, store.Open, set, func(_ *store.Store, p *publishing.Publisher) error {
		dataset, snapshot, err := p.Import(ctx, commandLine, in)
		if err != nil {
			return fmt.Errorf("import %s: %w", words[0], err)
		}
		if confirm {
			if snapshot, _, err = p.ConfirmRecipe(ctx, commandLine, snapshot.ID, nil); err != nil {
				return err
			}
		}
		fmt.Fprintf(stdout, "dataset %s\nsnapshot %s\n", dataset.ID, snapshot.ID)
		for _, decision := range intake.Decisions(snapshot.Recipe) {
			fmt.Fprintln(stdout, decision)
		}
		return nil
	})
}

// withTold fills what the command line leaves open with what the file says.
func withTold(said, told datasets.Source) datasets.Source {
	for _, field := range []struct{ to, from *string }{{&said.Title, &told.Title}, {&said.Licence, &told.Licence}, {&said.Link, &told.Link}} {
		if *field.to == "" {
			*field.to = *field.from
		}
	}
	return said
}

func licenceKeys() []string {
	var keys []string
	for _, l := range datasets.Licences {
		keys = append(keys, l.Key)
	}
	return keys
}

// opener is store.Open where a command may begin a data folder, and
// store.OpenExisting where a mistyped --data would be taken for an empty store.
type opener func(context.Context, store.Options) (*store.Store, error)

// withPublisher opens the store of the data folder for one piece of work.
func withPublisher(ctx context.Context, open opener, set settings, do func(*store.Store, *publishing.Publisher) error) (err error) {
	st, err := open(ctx, store.Options{Folder: set.Data})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	publicURL := set.PublicURL
	if publicURL == "" {
		publicURL = "http://" + set.Addr
	}
	return do(st, publishing.New(st, publishing.Options{PublicURL: publicURL, Now: time.Now}))
}

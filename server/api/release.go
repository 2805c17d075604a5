package api

import (
	"context"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"figurehead/datasets"
	"figurehead/server/auth"
	"figurehead/server/jobs"
	"figurehead/server/publishing"
	"figurehead/server/upload"
	"figurehead/store"
	"figurehead/widgets"
)

func (a *API) releaseRoutes() []route {
	return []route{
		{fiber.MethodPost, "/datasets/:dataset/releases", store.WriteScope, a.useRelease},
		{fiber.MethodPost, "/datasets/:dataset/releases/try", store.WriteScope, a.tryRelease},
	}
}

// TakesFile reports whether a path is one of those that take files of data.
func TakesFile(path string) bool {
	if path == NewData {
		return true
	}
	rest, of := strings.CutPrefix(path, NewData+"/")
	id, is := strings.CutSuffix(strings.TrimSuffix(rest, "/try"), "/releases")
	return of && is && id != "" && !strings.Contains(id, "/")
}

// newRelease is a new release of a dataset, beside its file.
type newRelease struct {
	Address string            `json:"address"`
	Text    string            `json:"text"`
	Way     publishing.TakeIn `json:"way"`
	Base    string            `json:"base"` // the copy that it was compared with; the newest where it is left out
	Sure    bool              `json:"sure"` // what is in doubt is right
}

var ways = []publishing.TakeIn{publishing.Replace, publishing.AddOnly, publishing.KeepOld, publishing.TakeNew}

// fileOrJSON reads what is said into said, from the part “about” of a form with a file
// or from a JSON body.
func fileOrJSON(c *fiber.Ctx, said any) (name string, raw []byte, chosen bool, err error) {
	if len(c.Request().Header.MultipartFormBoundary()) == 0 {
		return "", nil, false, read(c, said)
	}
	if text := c.FormValue("about"); text != "" {
		if err := at("/about", closed([]byte(text), said)); err != nil {
			return "", nil, false, err
		}
	}
	if name, raw, chosen, err = upload.Data(c); err == nil && !chosen {
		err = errOneFile
	}
	return name, raw, chosen, err
}

var errOneFile = fault{Field: "file", Detail: "Send one file in the part “file”, or else JSON with “address” or “text”."}

// incomingRelease is the release that was sent; without bytes it is to be fetched from
// an address.
func (a *API) incomingRelease(c *fiber.Ctx, d datasets.Dataset) (in publishing.Incoming, address string, err error) {
	var sent newRelease
	name, raw, file, err := fileOrJSON(c, &sent)
	if err != nil {
		return in, "", err
	}
	switch said := sent.Address != "" || sent.Text != ""; {
	case file && said, sent.Address != "" && sent.Text != "":
		return in, "", errOneFile
	case !file && !said:
		return in, "", fault{Detail: "Send either “address” or “text”, or a file as multipart/form-data."}
	case sent.Address != "" && !publishing.IsAddress(sent.Address):
		return in, "", fault{Pointer: "/address", Detail: "The web address must start with https:// or http://"}
	case !slices.Contains(ways, sent.Way):
		return in, "", fault{Pointer: "/way", Detail: "Say what is to be done with the release.", Suggestion: "Send “replace”, “add”, “keep-old” or “take-new”."}
	case sent.Text != "":
		name, raw = "Pasted table", []byte(sent.Text)
	}
	u := user(c)
	in = publishing.Incoming{DatasetID: d.ID, Name: name, Raw: raw, Way: sent.Way, Base: sent.Base, Sure: sent.Sure,
		May: func(w widgets.Widget) bool { return auth.May(u, auth.Publish, w.DirectorateID) }}
	return in, sent.Address, nil
}

// arrived has the bytes of a release, and its turn to be read.
func (a *API) arrived(ctx context.Context, in publishing.Incoming, address string, source datasets.Source) (publishing.Incoming, func(), error) {
	if address != "" {
		done, err := jobs.Fetch(ctx)
		if err != nil {
			return in, nil, err
		}
		got, err := publishing.Fetched(ctx, a.Fetch, address, source)
		if done(); err != nil {
			return in, nil, err
		}
		in.Name, in.Raw = got.Name, got.Raw
	}
	release, err := jobs.Turn(ctx, jobs.Weight(in.Raw))
	return in, release, err
}

// releaseBody is what a release would change. Nothing of it is stored.
type releaseBody struct {
	trialBody
	Base        string          `json:"base"`    // send it with the release
	Overlap     int             `json:"overlap"` // rows that both have, where it is added
	Doubts      []string        `json:"doubts"`  // send “sure” when they are right
	Differences differencesBody `json:"differences"`
}

// withRelease reads the release that was sent, and goes on with it.
func (a *API) withRelease(c *fiber.Ctx, on func(context.Context, publishing.Incoming) (outcome, error)) error {
	d, err := a.datasetTo(c, auth.Edit)
	if err != nil {
		return err
	}
	in, address, err := a.incomingRelease(c, d)
	if err != nil {
		return err
	}
	return a.do(c, d.Title, len(in.Raw), func(ctx context.Context) (outcome, error) {
		in, release, err := a.arrived(ctx, in, address, d.Source)
		if err != nil {
			return outcome{}, err
		}
		defer release()
		return on(ctx, in)
	})
}

func (a *API) tryRelease(c *fiber.Ctx) error {
	return a.withRelease(c, func(ctx context.Context, in publishing.Incoming) (outcome, error) {
		r, err := a.Publishing.TryRelease(ctx, in)
		b := releaseBody{showTrial(r.Trial), r.Base, r.Overlap, append([]string{}, r.Doubts...), showDifferences(r.Differences)}
		b.Differences.Before = r.Base
		return outcome{fiber.StatusOK, "", b}, err
	})
}

// useRelease stores the release as the newest copy; figures follow.
func (a *API) useRelease(c *fiber.Ctx) error {
	by := actor(c)
	return a.withRelease(c, func(ctx context.Context, in publishing.Incoming) (outcome, error) {
		used, err := a.Fetcher.Use(ctx, by, in)
		if p, is := publishing.Mendable(err); is && p.Field == "way-keep-old" {
			err = fault{Pointer: "/way", Detail: p.Message, Suggestion: "Send “keep-old” or “take-new”."}
		}
		return outcome{fiber.StatusCreated, "/snapshots/" + used.Snapshot.ID, showRefreshed(used)}, inBody(err, "sure")
	})
}

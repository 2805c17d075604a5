package api

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/server/auth"
	"figurehead/server/jobs"
	"figurehead/server/publishing"
	"figurehead/store"
)

// NewData is the address that takes files.
const NewData = Prefix + "/datasets"

func (a *API) datasetRoutes() []route {
	return []route{
		{fiber.MethodGet, "/datasets", store.ReadScope, a.datasets},
		{fiber.MethodPost, "/datasets", store.WriteScope, a.newDataset},
		{fiber.MethodGet, "/datasets/:dataset", store.ReadScope, a.dataset},
		{fiber.MethodPatch, "/datasets/:dataset", store.WriteScope, a.changeDataset},
	}
}

// datasetBody is a Dataset as programs see it.
type datasetBody struct {
	ID          string     `json:"id"`
	Title       string     `json:"title"`
	Source      sourceBody `json:"source"`
	Directorate string     `json:"directorate,omitempty"`
	Owner       string     `json:"owner,omitempty"`
	Snapshot    string     `json:"snapshot"` // the newest
	CreatedAt   time.Time  `json:"createdAt"`
	UpdatedAt   time.Time  `json:"updatedAt"`
}

// sourceBody is where a Dataset is from. What a program may say of it is saidSource.
type sourceBody struct {
	saidSource
	Kind      string    `json:"kind"`
	FileName  string    `json:"fileName,omitempty"`
	Address   string    `json:"address,omitempty"`
	LicenceBy string    `json:"licenceBy,omitempty"`
	Retrieved time.Time `json:"retrieved"`
}

type saidSource struct {
	Title     string `json:"title,omitempty"`
	ShortName string `json:"shortName,omitempty"`
	Publisher string `json:"publisher,omitempty"`
	Link      string `json:"link,omitempty"`
	Licence   string `json:"licence,omitempty"`
	Statement string `json:"statement,omitempty"`
	Note      string `json:"note,omitempty"`
}

func said(s datasets.Source) saidSource {
	return saidSource{s.Title, s.ShortName, s.Publisher, s.Link, s.Licence, s.Statement, s.Note}
}

func showDataset(d datasets.Dataset) datasetBody {
	s := d.Source
	return datasetBody{
		ID: d.ID, Title: d.Title, Directorate: d.DirectorateID, Owner: d.OwnerID, Snapshot: d.SnapshotID, CreatedAt: d.CreatedAt, UpdatedAt: d.UpdatedAt,
		Source: sourceBody{said(s), s.Kind, s.FileName, s.Address, s.LicenceBy, s.Retrieved},
	}
}

func (a *API) datasets(c *fiber.Ctx) error {
	w, err := windowOf(c)
	if err != nil {
		return err
	}
	found, err := a.Store.DatasetsPage(c.UserContext(), w.After, w.Limit+1)
	if err != nil {
		return err
	}
	return sendList(c, w, found, func(d datasets.Dataset) string { return d.ID }, showDataset)
}

func (a *API) dataset(c *fiber.Ctx) error {
	if _, err := asked(c); err != nil {
		return err
	}
	d, err := a.Store.Dataset(c.UserContext(), param(c, "dataset"))
	if err != nil {
		return err
	}
	return send(c, showDataset(d))
}

// datasetChange is a JSON Merge Patch of what is said of a source.
type datasetChange struct {
	Source map[string]*string `json:"source"`
}

// changeDataset says something else of the source, for every figure from it.
func (a *API) changeDataset(c *fiber.Ctx) error {
	d, err := a.Store.Dataset(c.UserContext(), param(c, "dataset"))
	if err != nil {
		return err
	}
	if err := may(c, auth.Edit, d.DirectorateID); err != nil {
		return err
	}
	if err := unchanged(c, showDataset(d)); err != nil {
		return err
	}
	var change datasetChange
	if err := read(c, &change, mergePatch); err != nil {
		return err
	}
	source := said(d.Source)
	for name, value := range change.Source {
		raw, err := json.Marshal(map[string]*string{name: value})
		if err != nil {
			return err
		}
		if value == nil {
			raw, err = json.Marshal(map[string]string{name: ""})
		}
		if err := cmp.Or(err, at("/source", closed(raw, &source))); err != nil {
			return err
		}
	}
	was := d.Source.Licence
	if d.Source, err = source.onto(d.Source); err != nil {
		return at("/source", err)
	}
	if d.Source.Licence != was {
		d.Source.LicenceBy = a.Publishing.DecidedBy(c.UserContext(), actor(c))
	}
	d.Title = cmp.Or(d.Source.Title, d.Title)
	if err := a.Store.SaveDataset(c.UserContext(), actor(c), d); err != nil {
		return err
	}
	if d, err = a.Store.Dataset(c.UserContext(), d.ID); err != nil {
		return err
	}
	return done(c, fiber.StatusOK, "", showDataset(d))
}

// onto puts what is said into a Source, when it can be printed with a figure.
func (s saidSource) onto(source datasets.Source) (datasets.Source, error) {
	source.Title, source.ShortName, source.Publisher, source.Link = strings.TrimSpace(s.Title), strings.TrimSpace(s.ShortName), strings.TrimSpace(s.Publisher), strings.TrimSpace(s.Link)
	source.Licence, source.Statement, source.Note = s.Licence, strings.TrimSpace(s.Statement), strings.TrimSpace(s.Note)
	err := publishing.CheckSource(source)
	problem, mend := publishing.Mendable(err)
	if !mend {
		return source, err
	}
	wrong := fault{Detail: problem.Message, Suggestion: problem.Suggestion, Pointer: "/" + problem.Field, Field: problem.Field}
	if problem.Field == "licence" {
		wrong.Detail, wrong.Suggestion = "This licence is not known.", "Send one of "+strings.Join(licences(), ", ")+"; or none, while it is not decided."
	}
	return source, wrong
}

func licences() []string {
	var keys []string
	for _, l := range datasets.Licences {
		keys = append(keys, l.Key)
	}
	return keys
}

// newData is a dataset on its way in, beside its file: an address or a text where
// there is none, whose it is, and what is decided about people in it.
type newData struct {
	Address string              `json:"address"`
	Text    string              `json:"text"`
	Name    string              `json:"name"`
	Ours    bool                `json:"ours"` // the organisation published it
	Source  saidSource          `json:"source"`
	People  map[string]decision `json:"people"`
	Columns []int               `json:"columns"` // from 1, that are read; none for all
}

type decision struct {
	Use    datasets.PersonalUse `json:"use"`
	Reason string               `json:"reason"`
}

// newDataset takes a file in: the studio's Start.
func (a *API) newDataset(c *fiber.Ctx) error {
	u := user(c)
	if err := may(c, auth.Edit, u.DirectorateID); err != nil {
		return err
	}
	in, fragment, err := a.incoming(c)
	if err != nil {
		return err
	}
	in.OwnerID, in.DirectorateID, in.Ask = u.ID, u.DirectorateID, true
	by := actor(c)
	return a.do(c, in.Name, len(in.Raw), func(ctx context.Context) (outcome, error) {
		in, err := a.fetched(ctx, in, fragment)
		if err != nil {
			return outcome{}, err
		}
		release, err := jobs.Turn(ctx, jobs.Weight(in.Raw))
		if err != nil {
			return outcome{}, err
		}
		defer release()
		d, _, err := a.Publishing.Import(ctx, by, in)
		if err != nil {
			return outcome{}, err
		}
		d, err = a.Store.Dataset(context.WithoutCancel(ctx), d.ID)
		return outcome{fiber.StatusCreated, "/datasets/" + d.ID, showDataset(d)}, err
	})
}

// fetched reads the address of in, where it has one, and what describes the file.
func (a *API) fetched(ctx context.Context, in publishing.Import, fragment string) (publishing.Import, error) {
	if in.Source.Kind != "url" {
		return publishing.Follow(ctx, a.Fetch, in, fragment)
	}
	release, err := jobs.Fetch(ctx)
	if err != nil {
		return in, err
	}
	defer release()
	decisions := in
	if in, err = publishing.Fetched(ctx, a.Fetch, in.Source.Address, in.Source); err != nil {
		return in, err
	}
	in.Decisions, in.Only, in.OwnerID, in.DirectorateID, in.Ask = decisions.Decisions, decisions.Only, decisions.OwnerID, decisions.DirectorateID, decisions.Ask
	return publishing.Follow(ctx, a.Fetch, in, fragment)
}

// incoming gathers the file or the address and what is said of it. The fragment
// names a table of a description.
func (a *API) incoming(c *fiber.Ctx) (in publishing.Import, fragment string, err error) {
	var data newData
	name, raw, file, err := fileOrJSON(c, &data)
	switch {
	case err != nil:
		return in, "", err
	case file && (data.Address != "" || data.Text != ""):
		return in, "", errOneFile
	case file:
		in = publishing.Import{Raw: raw, Name: name, Source: datasets.Source{Kind: "upload", FileName: name}}
	default:
		if in, fragment, err = data.bytes(); err != nil {
			return in, "", err
		}
	}
	in.Decisions = decisions(data.People)
	if in.Only, err = data.only(); err != nil {
		return in, "", err
	}
	where := "/source"
	if file {
		where = "/about/source"
	}
	in.Source, err = a.source(c.UserContext(), data, in.Source)
	return in, fragment, at(where, err)
}

// only are the places of the columns that are read, in the order of the file.
func (d newData) only() ([]int, error) {
	var only []int
	for i, number := range d.Columns {
		if number < 1 || number > table.MaxOffered {
			return nil, fault{Pointer: fmt.Sprintf("/columns/%d", i), Detail: fmt.Sprintf("Columns have numbers from 1 to %d.", table.MaxOffered)}
		}
		only = append(only, number-1)
	}
	slices.Sort(only)
	if only = slices.Compact(only); len(only) > table.MaxColumns {
		return nil, fault{Pointer: "/columns", Detail: fmt.Sprintf("At most %d columns are read.", table.MaxColumns)}
	}
	return only, nil
}

// bytes is the text that was sent, or the address to be read.
func (d newData) bytes() (publishing.Import, string, error) {
	switch {
	case d.Address != "" && d.Text == "":
		if !publishing.IsAddress(d.Address) {
			return publishing.Import{}, "", fault{Pointer: "/address", Detail: "The web address must start with https:// or http://"}
		}
		_, fragment, _ := strings.Cut(d.Address, "#")
		return publishing.Import{Name: d.Address, Source: datasets.Source{Kind: "url", Address: d.Address}}, fragment, nil
	case d.Text != "" && d.Address == "":
		name := cmp.Or(strings.TrimSpace(d.Name), "Pasted table")
		return publishing.Import{Raw: []byte(d.Text), Name: name, Source: datasets.Source{Kind: "paste"}}, "", nil
	}
	return publishing.Import{}, "", fault{Detail: "Send either “address” or “text”, or a file as multipart/form-data."}
}

// source is what is said of a new dataset: by whom it was published at least.
func (a *API) source(ctx context.Context, d newData, source datasets.Source) (datasets.Source, error) {
	if d.Ours {
		o, err := a.Publishing.Organisation(ctx)
		if err != nil {
			return source, err
		}
		d.Source.Publisher, d.Source.Licence = o.Name, cmp.Or(d.Source.Licence, o.Licence)
	}
	return d.Source.onto(source)
}

package api

import (
	"cmp"
	"maps"
	"slices"

	"github.com/gofiber/fiber/v2"

	"figurehead/datasets"
	"figurehead/datasets/intake"
	"figurehead/datasets/table"
	"figurehead/server/auth"
	"figurehead/server/publishing"
	"figurehead/store"
)

func (a *API) snapshotRoutes() []route {
	return []route{
		{fiber.MethodGet, "/snapshots/:snapshot", store.ReadScope, a.snapshot},
		{fiber.MethodPost, "/snapshots/:snapshot/answers", store.WriteScope, a.answers},
		{fiber.MethodGet, "/snapshots/:snapshot/suggestions", store.ReadScope, a.suggestions},
	}
}

// snapshotBody is one copy of a dataset and how it was read, in sentences.
type snapshotBody struct {
	ID        string         `json:"id"`
	Dataset   string         `json:"dataset"`
	Confirmed bool           `json:"confirmed"`
	Rows      int            `json:"rows"`
	Columns   []columnBody   `json:"columns"`
	Sentences []sentenceBody `json:"sentences"`
	Open      int            `json:"open"` // sentences that are a guess
	Warnings  []fault        `json:"warnings"`
	People    []openPeople   `json:"people"`
	SHA256    string         `json:"sha256"`
}

type columnBody struct {
	Name string     `json:"name"`
	Kind table.Kind `json:"kind"`
	Role table.Role `json:"role"`
}

type sentenceBody struct {
	Topic    string        `json:"topic"`
	Text     string        `json:"text"`
	Guess    bool          `json:"guess"`
	Controls []controlBody `json:"controls"`
}

// controlBody is one thing that can be answered: its name goes into “answers”.
type controlBody struct {
	Name    string       `json:"name"`
	Label   string       `json:"label"`
	Value   string       `json:"value"`
	Choices []choiceBody `json:"choices,omitempty"` // none: a whole number
}

type choiceBody struct {
	Value string `json:"value"`
	Label string `json:"label"`
}

// openPeople is a column that may tell of single people and about which nobody
// has decided.
type openPeople struct {
	Field    string `json:"field"`
	Sentence string `json:"sentence"`
}

func (a *API) snapshot(c *fiber.Ctx) error {
	if _, err := asked(c); err != nil {
		return err
	}
	// How a file was read shows its cells: for those who may work on it, as in the studio.
	snapshot, _, err := a.snapshotTo(c)
	if err != nil {
		return err
	}
	reading, err := a.Publishing.Reading(c.UserContext(), snapshot.ID)
	if err != nil {
		return err
	}
	body, err := a.showSnapshot(c, snapshot, reading)
	if err != nil {
		return err
	}
	return send(c, body)
}

// snapshotTo is the copy of the address, when the person may make figures at all.
func (a *API) snapshotTo(c *fiber.Ctx) (datasets.Snapshot, datasets.Dataset, error) {
	if err := may(c, auth.Edit, user(c).DirectorateID); err != nil {
		return datasets.Snapshot{}, datasets.Dataset{}, err
	}
	snapshot, err := a.Store.Snapshot(c.UserContext(), param(c, "snapshot"))
	if err != nil {
		return snapshot, datasets.Dataset{}, err
	}
	dataset, err := a.Store.Dataset(c.UserContext(), snapshot.DatasetID)
	return snapshot, dataset, err
}

func (a *API) showSnapshot(c *fiber.Ctx, s datasets.Snapshot, r intake.Reading) (snapshotBody, error) {
	b := snapshotBody{
		ID: s.ID, Dataset: s.DatasetID, Confirmed: s.Confirmed, Rows: s.Rows, SHA256: s.SHA256,
		Columns: []columnBody{}, Sentences: []sentenceBody{}, Warnings: []fault{}, People: []openPeople{},
	}
	for _, f := range r.Table.Fields() {
		b.Columns = append(b.Columns, columnBody{f.Name, f.Kind, f.Role})
	}
	for _, one := range r.Sentences {
		said := sentenceBody{one.Topic, one.Text, one.Guess, []controlBody{}}
		for _, control := range one.Controls {
			said.Controls = append(said.Controls, showControl(control))
		}
		if b.Sentences = append(b.Sentences, said); one.Guess {
			b.Open++
		}
	}
	for _, p := range r.Problems {
		b.Warnings = append(b.Warnings, fault{Detail: p.Message, Suggestion: p.Suggestion, Field: p.Field, Row: p.Row})
	}
	open, err := a.Publishing.OpenPeople(c.UserContext(), s.ID)
	for _, f := range open {
		b.People = append(b.People, openPeople{f.Field, f.Sentence()})
	}
	return b, err
}

func showControl(from intake.Control) controlBody {
	b := controlBody{Name: from.Name, Label: from.Label, Value: from.Value}
	for _, choice := range from.Choices {
		b.Choices = append(b.Choices, choiceBody{choice.Value, choice.Label})
	}
	return b
}

// newAnswers changes how a file is read, and confirms it: “Yes, use it like this”.
type newAnswers struct {
	Answers map[string]string `json:"answers"`
	Confirm bool              `json:"confirm"`
}

// answers answers with the copy that figures go on from, which is another one when
// the reading that was confirmed has changed.
func (a *API) answers(c *fiber.Ctx) error {
	snapshot, dataset, err := a.snapshotTo(c)
	if err != nil {
		return err
	}
	if err := may(c, auth.Edit, dataset.DirectorateID); err != nil {
		return err
	}
	var sent newAnswers
	if err := read(c, &sent); err != nil {
		return err
	}
	before, err := a.Publishing.Reading(c.UserContext(), snapshot.ID)
	if err != nil {
		return err
	}
	if err := known(before, sent.Answers); err != nil {
		return err
	}
	change := a.Publishing.ChangeRecipe
	if sent.Confirm {
		change = a.Publishing.ConfirmRecipe
	}
	snapshot, reading, err := change(c.UserContext(), actor(c), snapshot.ID, sent.Answers)
	if err != nil {
		return at("/answers", err)
	}
	body, err := a.showSnapshot(c, snapshot, reading)
	if err != nil {
		return err
	}
	return done(c, fiber.StatusOK, "/snapshots/"+snapshot.ID, body)
}

// known refuses answers to what was not asked: forms pass them over.
func known(r intake.Reading, answers map[string]string) error {
	var names []string
	for _, s := range r.Sentences {
		for _, control := range s.Controls {
			names = append(names, control.Name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(answers)) {
		if !slices.Contains(names, name) {
			return fault{Pointer: "/answers/" + name, Detail: "Nothing of this name is asked.", Suggestion: "Use the names in “controls”."}
		}
	}
	return nil
}

// suggestionBody is a figure that the data supports, with the sentence that it
// makes true. Its spec and query can be sent to /figures as they are.
type suggestionBody struct {
	Number   int            `json:"number"`
	Kind     string         `json:"kind"`
	Title    string         `json:"title"`
	Sentence string         `json:"sentence"`
	Catch    string         `json:"catch,omitempty"`
	Spec     any            `json:"spec"`
	Query    datasets.Query `json:"query"`
}

func (a *API) suggestions(c *fiber.Ctx) error {
	if _, err := asked(c); err != nil {
		return err
	}
	snapshot, _, err := a.snapshotTo(c)
	if err != nil {
		return err
	}
	if !snapshot.Confirmed {
		return publishing.ErrUnconfirmed
	}
	found, err := a.Publishing.Suggestions(c.UserContext(), snapshot.ID)
	if err != nil {
		return err
	}
	list := listOf[suggestionBody]{Items: []suggestionBody{}}
	for i, s := range found {
		list.Items = append(list.Items, suggestionBody{i + 1, string(s.Kind), cmp.Or(s.Figure.Title, s.Spec.Title), s.Sentence, s.Catch, s.Spec, s.Query})
	}
	return send(c, list)
}

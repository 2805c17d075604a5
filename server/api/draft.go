package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/gofiber/fiber/v2"

	"figurehead/datasets"
	"figurehead/server/auth"
	"figurehead/server/publishing"
	"figurehead/store"
	"figurehead/widgets"
)

func (a *API) draftRoutes() []route {
	return []route{
		{fiber.MethodGet, "/figures/:figure/draft", store.ReadScope, a.draft},
		{fiber.MethodPatch, "/figures/:figure/draft", store.WriteScope, a.changeDraft},
		{fiber.MethodGet, "/figures/:figure/checks", store.ReadScope, a.checks},
	}
}

// mergePatch is the media type of RFC 7396.
const mergePatch = "application/merge-patch+json"

// draftBody is what the next version of a figure is made from.
type draftBody struct {
	Figure   string         `json:"figure"`
	Version  int            `json:"version"`
	Snapshot string         `json:"snapshot"`
	Spec     widgets.Spec   `json:"spec"`
	Query    datasets.Query `json:"query"`
	SavedAt  time.Time      `json:"savedAt"`
	SavedBy  string         `json:"savedBy"`
}

func showDraft(d widgets.Draft) draftBody {
	d.Spec.AltFor = nil
	return draftBody{d.WidgetID, d.Version, d.SnapshotID, d.Spec, d.Query, d.SavedAt, d.SavedBy}
}

func (a *API) draft(c *fiber.Ctx) error {
	if _, err := asked(c); err != nil {
		return err
	}
	d, err := a.Store.Draft(c.UserContext(), param(c, "figure"))
	if err != nil {
		return err
	}
	return send(c, showDraft(d))
}

// draftChange is a JSON Merge Patch of a Draft: null takes a member away.
type draftChange struct {
	Spec  json.RawMessage `json:"spec"`
	Query json.RawMessage `json:"query"`
}

func (a *API) changeDraft(c *fiber.Ctx) error {
	if _, err := a.figureTo(c, auth.Edit); err != nil {
		return err
	}
	stored, err := a.Store.Draft(c.UserContext(), param(c, "figure"))
	if err != nil {
		return err
	}
	if err := unchanged(c, showDraft(stored)); err != nil {
		return err
	}
	var change draftChange
	if err := read(c, &change, mergePatch); err != nil {
		return err
	}
	changed, err := a.patched(c, stored, change)
	if err != nil {
		return err
	}
	changed, err = a.Publishing.SaveDraft(c.UserContext(), actor(c), stored, changed)
	if errors.Is(err, store.ErrConflict) {
		return errChanged
	}
	if err != nil {
		return err
	}
	return done(c, fiber.StatusOK, "", showDraft(changed))
}

// patched puts a change into a copy of the stored Draft, when rows come of it.
func (a *API) patched(c *fiber.Ctx, stored widgets.Draft, change draftChange) (widgets.Draft, error) {
	shown := stored
	shown.Spec.AltFor = nil
	spec, err := merged(shown.Spec, change.Spec)
	if err != nil {
		return stored, at("/spec", err)
	}
	query, err := merged(shown.Query, change.Query)
	if err != nil {
		return stored, at("/query", err)
	}
	d, err := parsed(spec, query)
	if err != nil {
		return stored, err
	}
	changed := stored
	changed.Spec, changed.Query = d.Spec, d.Query
	changed.Spec.AltFor = stored.Spec.AltFor
	if _, err := a.Publishing.Rows(c.UserContext(), changed); err != nil {
		return stored, at("/query", err)
	}
	return changed, a.Publishing.KeepAltNumbers(c.UserContext(), stored, &changed, false)
}

// merged applies a merge patch to the JSON of a thing.
func merged(of any, patch json.RawMessage) (json.RawMessage, error) {
	raw, err := json.Marshal(of)
	if err != nil || len(patch) == 0 {
		return raw, err
	}
	if start := bytes.TrimLeft(patch, " \t\r\n"); start[0] != '{' {
		return nil, fault{Detail: "This must be an object."}
	}
	var into, from any
	if err := decode(raw, &into); err != nil {
		return nil, err
	}
	if err := decode(patch, &from); err != nil {
		return nil, err
	}
	return json.Marshal(mergeInto(into, from))
}

// decode keeps numbers as they are written.
func decode(raw []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	if err := d.Decode(into); err != nil {
		return fmt.Errorf("merge patch: %w", err)
	}
	return nil
}

// mergeInto is the algorithm of RFC 7396, section 2.
func mergeInto(into, patch any) any {
	changes, ok := patch.(map[string]any)
	if !ok {
		return patch
	}
	object, ok := into.(map[string]any)
	if !ok {
		object = map[string]any{}
	}
	for name, value := range changes {
		if value == nil {
			delete(object, name)
			continue
		}
		object[name] = mergeInto(object[name], value)
	}
	return object
}

// checksBody is what a machine can check of a Draft.
type checksBody struct {
	Version int         `json:"version"` // of the draft
	Ready   bool        `json:"ready"`   // nothing of it stands in the way of publishing
	Title   string      `json:"title"`   // as it reads with the numbers
	Alt     string      `json:"alt"`
	Checks  []checkBody `json:"checks"`
	Refused []fault     `json:"refused"` // sizes that it does not fit
}

type checkBody struct {
	ID       string `json:"id"`
	Title    string `json:"title"`
	Reason   string `json:"reason"`
	Done     bool   `json:"done"`
	Blocking bool   `json:"blocking"`
	Field    string `json:"field,omitempty"`
}

func (a *API) checks(c *fiber.Ctx) error {
	if _, err := asked(c); err != nil {
		return err
	}
	d, err := a.Store.Draft(c.UserContext(), param(c, "figure"))
	if err != nil {
		return err
	}
	preview, err := a.Publishing.Preview(c.UserContext(), d, "frame-m")
	if err != nil {
		return err
	}
	return send(c, showChecks(d, preview))
}

func showChecks(d widgets.Draft, p publishing.Preview) checksBody {
	b := checksBody{Version: d.Version, Ready: len(p.Refused) == 0, Title: p.Figure.Title, Alt: p.Figure.Alt, Checks: []checkBody{}, Refused: []fault{}}
	for _, check := range p.Checks {
		b.Checks = append(b.Checks, checkBody{check.ID, check.Title, check.Reason, check.Done, check.Blocking && !check.Done, check.Field})
		b.Ready = b.Ready && (check.Done || !check.Blocking)
	}
	for _, r := range p.Refused {
		b.Refused = append(b.Refused, fault{Detail: r.Problem.Message, Suggestion: r.Problem.Suggestion, Field: r.Preset})
	}
	return b
}

// patched reads a merge patch of what the client has seen, and puts the whole of
// it as it is to be into sent.
func patched(c *fiber.Ctx, now, sent any) error {
	if err := unchanged(c, now); err != nil {
		return err
	}
	return mergedBody(c, now, sent)
}

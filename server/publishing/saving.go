package publishing

import (
	"bytes"
	"context"
	"encoding/json"
	"slices"
	"time"

	"figurehead/store"
	"figurehead/widgets"
)

// undoPause is how long nothing must have been saved for the next change by the
// same person to become a step of Undo, so that a burst of typing is one step.
const undoPause = 2 * time.Second

// SaveDraft stores a changed Draft, keeping the one before as a step of Undo. A
// Draft that says what the stored one says is not written again.
func (p *Publisher) SaveDraft(ctx context.Context, by store.Actor, stored, changed widgets.Draft) (widgets.Draft, error) {
	if SameDraft(stored, changed) { // sent twice, or by two people who agree
		return stored, nil
	}
	if changed.Version != stored.Version {
		return changed, store.ErrConflict
	}
	if stored.SavedBy != by.ID || p.now().Sub(stored.SavedAt) > undoPause || !onlyWords(stored, changed) {
		if _, err := p.store.AddRevision(ctx, by, stored.WidgetID, "edit"); err != nil {
			return changed, err
		}
	}
	changed.Heading = p.Heading(ctx, changed)
	return p.store.SaveDraft(ctx, by, changed)
}

// onlyWords reports whether two Drafts differ in nothing but what is typed.
func onlyWords(a, b widgets.Draft) bool {
	for _, d := range []*widgets.Draft{&a, &b} {
		d.Spec.Title, d.Spec.Subtitle, d.Spec.Sentence, d.Spec.Note, d.Spec.Number.Unit = "", "", "", "", ""
		d.Spec.Alt, d.Spec.AltFor, d.Spec.Post = "", nil, ""
		d.Spec.Annotations, d.Spec.Breaks = slices.Clone(d.Spec.Annotations), slices.Clone(d.Spec.Breaks)
		for i := range d.Spec.Annotations {
			d.Spec.Annotations[i].Text, d.Spec.Annotations[i].Value, d.Spec.Annotations[i].ToValue = "", "", ""
		}
		for i := range d.Spec.Breaks {
			d.Spec.Breaks[i].Text = ""
		}
	}
	return SameDraft(a, b)
}

// SameDraft reports whether two Drafts make the same figure.
func SameDraft(a, b widgets.Draft) bool {
	queryA, errA := json.Marshal(a.Query)
	queryB, errB := json.Marshal(b.Query)
	specA, errSpecA := json.Marshal(a.Spec)
	specB, errSpecB := json.Marshal(b.Spec)
	if errA != nil || errB != nil || errSpecA != nil || errSpecB != nil {
		return false
	}
	return bytes.Equal(queryA, queryB) && bytes.Equal(specA, specB) && a.ThemeID == b.ThemeID
}

// KeepAltNumbers records what the numbers are when a person has written the
// description, or says that it still fits. One that cannot be drawn yet has
// none to record.
func (p *Publisher) KeepAltNumbers(ctx context.Context, stored widgets.Draft, changed *widgets.Draft, fits bool) error {
	switch {
	case changed.Spec.Alt == "":
		changed.Spec.AltFor = nil
		return nil
	case changed.Spec.Alt == stored.Spec.Alt && !fits:
		return nil
	}
	f, err := p.Figure(ctx, *changed)
	if _, mends := Mendable(err); err != nil && !mends {
		return err
	}
	changed.Spec.AltFor = nil
	if err == nil {
		changed.Spec.AltFor = widgets.NumbersBehind(f)
	}
	return nil
}

package store

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"figurehead/widgets"
)

// AskState is what became of an Ask.
type AskState string

// The states of an Ask. One is TakenBack by who asked, by a change of the figure,
// or when the figure was published without it.
const (
	AskOpen      AskState = "open"
	AskGiven     AskState = "given"
	AskRefused   AskState = "refused"
	AskTakenBack AskState = "taken-back"
)

// Ask is one time that approval of a figure was asked for. It is for one Revision
// and no other.
type Ask struct {
	ID, WidgetID    string
	Revision        int    // number of what was asked for
	MadeBy          string // user id of who saved it last; ByItself's where new data asks
	AskedAt         time.Time
	AskedBy, Asker  string // id and name
	Note            string // to who approves, may be empty
	Why             string // why new data asks by itself; "" when a person asked
	State           AskState
	DecidedAt       time.Time
	DecidedBy, Name string // of who decided
	Answer          string // what should change
	Edition         int    // number of what was published of it
}

// Ask asks for approval of a draft as it is now, in place of what was asked for
// before. One that is asked for already stays as it is. It returns ErrConflict
// when version is stale and ErrPurged when its data is erased.
func (s *Store) Ask(ctx context.Context, by Actor, widgetID string, version int, note, why string) (a Ask, err error) {
	err = s.change(ctx, "ask for approval of widget "+widgetID, func(tx *tx) error {
		d, err := tx.publishableDraft(widgetID, version)
		if err != nil {
			return err
		}
		if a, err = tx.openAsk(widgetID); err == nil {
			return nil // a change would have taken it back
		}
		if !errors.Is(err, ErrNotFound) {
			return err
		}
		r, err := tx.keepRevision(by, d, "asked")
		if err != nil {
			return err
		}
		a = Ask{
			WidgetID: widgetID, Revision: r.Number, MadeBy: d.SavedBy, AskedAt: tx.now, AskedBy: by.ID, Asker: by.Name,
			Note: strings.TrimSpace(note), Why: why, State: AskOpen,
		}
		if why != "" {
			a.MadeBy = ByItself.ID // nobody chose the numbers
		}
		if err := tx.newID(&a.ID); err != nil {
			return err
		}
		if err := tx.exec(insertAsk, a.ID, a.WidgetID, a.Revision, a.MadeBy, millis(a.AskedAt), a.AskedBy, a.Asker, a.Note, a.Why, a.State); err != nil {
			return err
		}
		return tx.auditAsk(by, ApprovalAsked, a, cmp.Or(why, a.Note))
	})
	return a, err
}

// OpenAsk is what waits for approval of a figure, or ErrNotFound.
func (s *Store) OpenAsk(ctx context.Context, widgetID string) (a Ask, err error) {
	err = s.view(ctx, "ask of widget "+widgetID, func(tx *tx) (err error) {
		a, err = tx.openAsk(widgetID)
		return err
	})
	return a, err
}

// Asks are what was asked for of a figure, the newest first, at most limit.
func (s *Store) Asks(ctx context.Context, widgetID string, limit int) (list []Ask, err error) {
	err = s.view(ctx, "asks of widget "+widgetID, func(tx *tx) (err error) {
		list, err = all(tx, scanAsk, selectAsks, widgetID, atMost(limit))
		return err
	})
	return list, err
}

// Waiting is a figure that waits for approval, with what was asked.
type Waiting struct {
	Ask    Ask
	Widget widgets.Widget
}

// OpenAsks are all that waits for approval, the longest waiting first.
func (s *Store) OpenAsks(ctx context.Context) ([]Waiting, error) {
	list, err := recently(s, "list open asks", func() (list []Waiting, err error) {
		err = s.view(ctx, "list open asks", func(tx *tx) error {
			asks, err := all(tx, scanAsk, selectOpenAsks)
			for _, a := range asks {
				w, err := one(tx, scanWidget, selectWidget, a.WidgetID)
				if err != nil {
					return err
				}
				list = append(list, Waiting{a, w})
			}
			return err
		})
		return list, err
	})
	return slices.Clone(list), err
}

// Refuse answers an open Ask with what should change. It returns ErrReason
// without an answer and ErrConflict when the Ask is not open any more.
func (s *Store) Refuse(ctx context.Context, by Actor, id, answer string) error {
	answer = strings.TrimSpace(answer)
	if answer == "" {
		return fmt.Errorf("refuse ask %s: %w", id, ErrReason)
	}
	return s.decide(ctx, by, id, AskRefused, ApprovalRefused, answer)
}

// Allow says yes to an open Ask and publishes nothing. It returns ErrConflict when
// it is not open any more, or the draft is not what was asked for.
func (s *Store) Allow(ctx context.Context, by Actor, id string) error {
	return s.decide(ctx, by, id, AskGiven, ApprovalGiven, "")
}

// Approved reports whether the last word on a figure was a yes to exactly this
// draft.
func (s *Store) Approved(ctx context.Context, d widgets.Draft) (approved bool, err error) {
	err = s.view(ctx, "approval of widget "+d.WidgetID, func(tx *tx) error {
		asks, err := all(tx, scanAsk, selectAsks, d.WidgetID, 1)
		if err != nil || len(asks) == 0 || asks[0].State != AskGiven {
			return err
		}
		r, err := one(tx, scanRevision, selectRevision, d.WidgetID, asks[0].Revision)
		if err != nil {
			return err
		}
		approved, err = sameContent(r.Draft, d)
		return err
	})
	return approved, err
}

// TakeBack ends an open Ask. It returns ErrConflict when it is not open any more.
func (s *Store) TakeBack(ctx context.Context, by Actor, id string) error {
	return s.decide(ctx, by, id, AskTakenBack, ApprovalTakenBack, "")
}

func (s *Store) decide(ctx context.Context, by Actor, id string, state AskState, action, answer string) error {
	return s.change(ctx, action+" "+id, func(tx *tx) error {
		a, err := one(tx, scanAsk, selectAsk, id)
		if err != nil {
			return err
		}
		return tx.endAsk(by, a, state, action, answer, 0)
	})
}

// PublishApproved is PublishNumbers of what an open Ask asks for: ErrConflict
// when that is not open any more, or not for the draft as it is.
func (s *Store) PublishApproved(ctx context.Context, by Actor, askID, widgetID string, draftVersion int, e widgets.Edition, numbers ...Numbers) (widgets.Edition, error) {
	err := s.change(ctx, "publish approved widget "+widgetID, func(tx *tx) error {
		a, err := one(tx, scanAsk, selectAsk, askID)
		if err != nil {
			return err
		}
		if a.WidgetID != widgetID || a.State != AskOpen {
			return ErrConflict
		}
		if err := tx.sameAsAsked(a); err != nil {
			return err
		}
		next, err := value[int](tx, selectNextEdition, widgetID)
		if err != nil {
			return err
		}
		if err := tx.endAsk(by, a, AskGiven, ApprovalGiven, "", next); err != nil {
			return err
		}
		e, err = tx.publishNumbers(by, widgetID, draftVersion, e, numbers)
		return err
	})
	return e, err
}

// sameAsAsked returns ErrConflict when the draft is not the Revision asked for.
func (t *tx) sameAsAsked(a Ask) error {
	same, err := t.isAsked(a)
	if err == nil && !same {
		err = ErrConflict
	}
	return err
}

func (t *tx) isAsked(a Ask) (bool, error) {
	d, err := one(t, scanDraft, selectDraft, a.WidgetID)
	if err != nil {
		return false, err
	}
	r, err := one(t, scanRevision, selectRevision, a.WidgetID, a.Revision)
	if err != nil {
		return false, err
	}
	return sameContent(r.Draft, d.Draft)
}

// lapse takes an open Ask back when the draft is not what was asked for any more,
// or always when why is that it was published.
func (t *tx) lapse(by Actor, widgetID, why string, always bool) error {
	a, err := t.openAsk(widgetID)
	if errors.Is(err, ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	if !always {
		if same, err := t.isAsked(a); err != nil || same {
			return err
		}
	}
	return t.endAsk(by, a, AskTakenBack, ApprovalTakenBack, why, 0)
}

func (t *tx) endAsk(by Actor, a Ask, state AskState, action, answer string, edition int) error {
	n, err := t.count(updateAsk, state, millis(t.now), by.ID, by.Name, answer, edition, a.ID)
	if err != nil {
		return err
	}
	if n == 0 {
		return ErrConflict
	}
	return t.auditAsk(by, action, a, answer)
}

func (t *tx) auditAsk(by Actor, action string, a Ask, detail string) error {
	title, err := value[string](t, selectWidgetTitle, a.WidgetID)
	if err != nil {
		return err
	}
	if detail == "" {
		detail = fmt.Sprintf("revision %d", a.Revision)
	}
	return t.audit(by, action, "widget "+a.WidgetID, title, detail)
}

func (t *tx) openAsk(widgetID string) (Ask, error) { return one(t, scanAsk, selectOpenAsk, widgetID) }

const (
	askColumns = `id, widget_id, revision, made_by, asked_at, asked_by, asked_name, note, why, state, decided_at, decided_by, decided_name, answer, edition`

	insertAsk = `
INSERT INTO asks (` + askColumns + `)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, '', '', '', 0)`

	selectAsk      = `SELECT ` + askColumns + ` FROM asks WHERE id = ?`
	selectOpenAsk  = `SELECT ` + askColumns + ` FROM asks WHERE widget_id = ? AND state = 'open'`
	selectAsks     = `SELECT ` + askColumns + ` FROM asks WHERE widget_id = ? ORDER BY asked_at DESC, id DESC LIMIT ?`
	selectOpenAsks = `SELECT ` + askColumns + ` FROM asks WHERE state = 'open' ORDER BY asked_at, id`

	updateAsk = `
UPDATE asks SET state = ?, decided_at = ?, decided_by = ?, decided_name = ?, answer = ?, edition = ? WHERE id = ? AND state = 'open'`

	selectWidgetTitle = `SELECT title FROM widgets WHERE id = ?`
)

func scanAsk(row scanner) (a Ask, err error) {
	return a, row.Scan(&a.ID, &a.WidgetID, &a.Revision, &a.MadeBy, timeColumn{&a.AskedAt}, &a.AskedBy, &a.Asker, &a.Note, &a.Why,
		&a.State, timeColumn{&a.DecidedAt}, &a.DecidedBy, &a.Name, &a.Answer, &a.Edition)
}

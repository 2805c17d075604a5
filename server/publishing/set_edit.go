package publishing

import (
	"context"
	"fmt"
	"strings"

	"figurehead/datasets"
	"figurehead/store"
	"figurehead/widgets"
)

// errNoSetField says that no column of a figure's data fits.
var errNoSetField error = datasets.Problem{Message: fmt.Sprintf("No column has between 2 and %d different words, places or periods, so there is nothing to make one figure for each of.", widgets.MaxSetFigures)}

// NewSet makes a Set of a figure, over the Field that is most likely wanted. One
// that was made of it and never published is gone on with.
func (p *Publisher) NewSet(ctx context.Context, by store.Actor, draft widgets.Draft) (widgets.Set, error) {
	widget, err := p.store.Widget(ctx, draft.WidgetID)
	if err != nil {
		return widgets.Set{}, fmt.Errorf("figure %s: %w", draft.WidgetID, err)
	}
	begun, err := p.store.Sets(ctx, store.SetFilter{DatasetID: widget.DatasetID, State: widgets.InDraft})
	if err != nil {
		return widgets.Set{}, err
	}
	for _, set := range begun {
		if set.TemplateID == widget.ID {
			return set, nil
		}
	}
	fields, err := p.SetFields(ctx, draft.SnapshotID)
	if err != nil {
		return widgets.Set{}, err
	}
	if len(fields) == 0 {
		return widgets.Set{}, errNoSetField
	}
	field, within := BestField(draft, fields)
	pattern, err := p.NewPattern(ctx, draft, field.Name)
	if err != nil {
		return widgets.Set{}, err
	}
	pattern.Within = within
	dataset, err := p.store.Dataset(ctx, widget.DatasetID)
	if err != nil {
		return widgets.Set{}, fmt.Errorf("dataset %s: %w", widget.DatasetID, err)
	}
	return p.store.CreateSet(ctx, by, widgets.Set{DatasetID: widget.DatasetID, DirectorateID: widget.DirectorateID,
		OwnerID: by.ID, TemplateID: widget.ID, Name: setName(pattern.Spec.Subtitle, dataset.Title, field.Name), Pattern: pattern})
}

// setName is what the page of all is called until somebody says better: what is
// measured, where the subtitle says it without tokens, or else the dataset.
func setName(subtitle, title, field string) string {
	if subtitle == "" || strings.Contains(subtitle, "{") {
		subtitle = title
	}
	return subtitle + " by " + strings.ToLower(field)
}

// SetEdit is what of a Set is to be otherwise; what is nil stays.
type SetEdit struct {
	Name, Title, Subtitle, Sentence *string
	// Field is another column to have one figure for each value of, while nothing
	// of the Set was ever public.
	Field  *string
	Within *string // a part of the places
	Mode   *widgets.SetMode
}

// Onto puts an edit into a copy of a Set. With another Field the part of its places
// and the mode are what is usual for it.
func (e SetEdit) Onto(stored widgets.Set) widgets.Set {
	set := stored
	spec := &set.Pattern.Spec
	for target, value := range map[*string]*string{&set.Name: e.Name, &spec.Title: e.Title, &spec.Subtitle: e.Subtitle, &spec.Sentence: e.Sentence} {
		if value != nil {
			*target = *value
		}
	}
	if e.Subtitle != nil && spec.Subtitle != stored.Pattern.Spec.Subtitle {
		spec.ShortSubtitle = ""
	}
	if e.Field != nil && *e.Field != stored.Pattern.Field && stored.State == widgets.InDraft {
		set.Pattern.Field, set.Pattern.Within, set.Pattern.Mode = *e.Field, "", widgets.OnlyPlace
		if widgets.Reads(spec.Encoding, *e.Field) {
			set.Pattern.Mode = widgets.PlaceStandsOut
		}
		return set
	}
	if e.Within != nil {
		set.Pattern.Within = *e.Within
	}
	if e.Mode != nil && (*e.Mode == widgets.OnlyPlace || *e.Mode == widgets.PlaceStandsOut) {
		set.Pattern.Mode = *e.Mode
	}
	return set
}

// Retaken is a Set with the pattern of its figure as it is now; the texts that name
// the place stay those of the Set.
func (p *Publisher) Retaken(ctx context.Context, set widgets.Set) (widgets.Set, error) {
	draft, err := p.store.Draft(ctx, set.TemplateID)
	if err != nil {
		return set, fmt.Errorf("figure %s: %w", set.TemplateID, err)
	}
	pattern, err := p.NewPattern(ctx, draft, set.Pattern.Field)
	if err != nil {
		return set, err
	}
	pattern.Within, pattern.Mode = set.Pattern.Within, set.Pattern.Mode
	pattern.Spec.Title, pattern.Spec.Subtitle, pattern.Spec.Sentence = set.Pattern.Spec.Title, set.Pattern.Spec.Subtitle, set.Pattern.Spec.Sentence
	set.Pattern = pattern
	return set, nil
}

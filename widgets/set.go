package widgets

import (
	"slices"
	"strings"
	"time"

	"figurehead/datasets"
	"figurehead/widgets/words"
)

// MaxSetFigures is the most figures that one Set has.
const MaxSetFigures = 600

// Set is figures made from one Pattern, one for each place (or other value) of
// a Field. They are published together and follow the data together.
type Set struct {
	ID            string // uuid v7, never public
	PublicID      string // of the page of all of them
	DatasetID     string
	DirectorateID string
	OwnerID       string
	TemplateID    string // the Widget that the Pattern was taken from
	Version       int    // of the Pattern and of what is left out
	State         State
	Name          string // of the page of all
	Pattern       Pattern
	CreatedAt     time.Time
	UpdatedAt     time.Time
	SavedBy       string // who changed it last: id
	PublishedAt   time.Time
}

// SetMode is how a figure of a Set is about its place.
type SetMode string

// The modes: rows of this place only, or all places, of which this one stands out.
const (
	OnlyPlace      SetMode = "only"
	PlaceStandsOut SetMode = "standOut"
)

// PlaceToken stands in the texts of a Pattern for the name of the place.
const PlaceToken = "{place}"

// Pattern is what the figures of a Set have in common: a figure with a gap for
// its place. The texts may hold PlaceToken beside the other tokens.
type Pattern struct {
	Field   string         `json:"field"`
	Mode    SetMode        `json:"mode"`
	Within  string         `json:"within,omitempty"` // id of a boundary set whose places alone are wanted
	Query   datasets.Query `json:"query"`
	Spec    Spec           `json:"spec"`
	ThemeID string         `json:"themeId,omitempty"`
	// Taken tells which state of the template it was taken from.
	Taken string `json:"taken,omitempty"`
}

// SetFigure is one figure of a Set. One that was never opened or published has
// no Widget yet: it is what the Pattern gives.
type SetFigure struct {
	Place  string // as the Field has it
	Out    bool   // left out of the Set
	Gone   bool   // its place is not in the data any more; it keeps its last Edition
	Widget Widget // its ID is empty while there is none
	Draft  Draft  // of the Widget
	// Own says that a person changed the Draft by hand: the Pattern leaves it alone.
	Own bool
}

// PublishedSet is the read model of the page of a Set.
type PublishedSet struct {
	State       State            `json:"-"`
	WithdrawnAt time.Time        `json:"-"`
	Reason      string           `json:"-"`
	PublicID    string           `json:"publicId"`
	Name        string           `json:"name"`
	Field       string           `json:"field"`
	Lang        string           `json:"lang"`
	Listed      bool             `json:"listed"`
	PublishedAt time.Time        `json:"publishedAt"`
	Places      []PublishedPlace `json:"places"`
}

// PublishedPlace is one place of a PublishedSet.
type PublishedPlace struct {
	Place    string `json:"place"` // as the data names it: the value of ?place=
	Name     string `json:"name"`
	PublicID string `json:"publicId"`
	Number   string `json:"number,omitempty"` // of a headline figure
	Gone     bool   `json:"gone,omitempty"`   // the data has it no more
}

// Draft is the figure that a Pattern gives for a place, which readers know by
// its name. all are the places of the Set.
func (p Pattern) Draft(place, name string, all []string) Draft {
	d := Draft{Query: p.Query, Spec: p.Spec, ThemeID: p.ThemeID}
	d.Query.Steps = p.steps(place, all)
	d.Spec.Highlight = p.highlight(place)
	for _, text := range placeTexts(&d.Spec) {
		*text = strings.ReplaceAll(*text, PlaceToken, literally(name))
	}
	return d
}

// placeTexts are the texts of a Spec that may name the place.
func placeTexts(s *Spec) []*string {
	return []*string{&s.Title, &s.Subtitle, &s.ShortSubtitle, &s.Note, &s.Alt, &s.Sentence}
}

// literally is a name in a text with tokens: what looks like one is none.
func literally(name string) string {
	if !words.HasToken(name) {
		return name
	}
	return strings.NewReplacer("{", "{{", "}", "}}").Replace(name)
}

// steps gives the steps for a place: the filter of the Field, first or where the
// Pattern has one, with another value.
func (p Pattern) steps(place string, all []string) []datasets.Step {
	var wanted datasets.Step
	switch {
	case p.Mode == OnlyPlace:
		wanted = datasets.Filter{Field: p.Field, Test: "is", Values: []string{place}}
	case p.Within != "":
		wanted = datasets.Filter{Field: p.Field, Test: "is", Values: all}
	}
	var steps []datasets.Step
	placed := wanted == nil
	for _, step := range p.Query.Steps {
		if !p.narrows(step) {
			steps = append(steps, step)
		} else if !placed {
			steps, placed = append(steps, wanted), true
		}
	}
	if !placed {
		steps = slices.Insert(steps, 0, wanted)
	}
	return steps
}

// narrows reports whether a step keeps some places of the Field.
func (p Pattern) narrows(step datasets.Step) bool {
	f, filters := step.(datasets.Filter)
	return filters && f.Field == p.Field && f.Test == "is"
}

// highlight is what stands out: the place, in either mode where the Pattern had
// another place stand out.
func (p Pattern) highlight(place string) []string {
	if p.Mode == PlaceStandsOut {
		return []string{place}
	}
	kept := slices.Clone(p.Spec.Highlight)
	if here := p.Place(); here != "" {
		for i, name := range kept {
			if name == here {
				kept[i] = place
			}
		}
	}
	return kept
}

// Place is the one place that the Query of the Pattern itself keeps, or else the
// one that stands out in it; "" for none.
func (p Pattern) Place() string {
	for _, step := range p.Query.Steps {
		if f, ok := step.(datasets.Filter); ok && p.narrows(step) && len(f.Values) == 1 {
			return f.Values[0]
		}
	}
	if Reads(p.Spec.Encoding, p.Field) && len(p.Spec.Highlight) == 1 && !strings.HasPrefix(p.Spec.Highlight[0], "{") {
		return p.Spec.Highlight[0]
	}
	return ""
}

// NewPattern makes a Pattern of a figure: where its texts name the place that it
// is about, they name that of each figure instead. A description that has no
// token was written for one place, so each figure gets its own from the numbers.
func NewPattern(d Draft, field string, name func(place string) string) Pattern {
	p := Pattern{Field: field, Mode: OnlyPlace, Query: d.Query, Spec: d.Spec, ThemeID: d.ThemeID}
	if Reads(d.Spec.Encoding, field) {
		p.Mode = PlaceStandsOut
	}
	here := p.Place()
	for _, text := range placeTexts(&p.Spec) {
		for _, called := range []string{name(here), here} {
			if called != "" && here != "" {
				*text = strings.ReplaceAll(*text, called, PlaceToken)
			}
		}
	}
	if !words.HasToken(p.Spec.Alt) {
		p.Spec.Alt, p.Spec.AltFor = "", nil
	}
	if !p.NamesPlace() {
		p.Spec.Title = strings.TrimSuffix(PlaceToken+": "+p.Spec.Title, ": ")
		switch {
		case p.Spec.Sentence != "":
			p.Spec.Sentence += ", " + PlaceToken
		case p.Spec.Kind == Headline: // its sentence is made from the data
			p.Spec.Subtitle = strings.TrimSuffix(PlaceToken+". "+p.Spec.Subtitle, ". ")
			p.Spec.ShortSubtitle = ""
		}
	}
	return p
}

// NamesPlace reports whether what a reader sees of the figures tells them apart.
func (p Pattern) NamesPlace() bool {
	shown := p.Spec.Title
	if p.Spec.Kind == Headline { // its title stands in lists and links alone
		shown = p.Spec.Sentence
	}
	return strings.Contains(shown+p.Spec.Subtitle, PlaceToken)
}

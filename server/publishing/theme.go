package publishing

import (
	"context"
	"strings"
	"unicode/utf8"

	"figurehead/datasets"
	"figurehead/store"
	"figurehead/widgets"
	"figurehead/widgets/draw/logo"
)

// Limits of the texts of a theme, in characters.
const (
	maxFooter = 100
	maxAlt    = 200
)

// MaxLogoBytes is how large an uploaded logo may be.
const MaxLogoBytes = logo.MaxBytes

// SaveThemeDraft stores what is being made of a theme. What a person can mend is a
// datasets.Problem; a draft that somebody else changed since is store.ErrConflict,
// and comes as it is now.
func (p *Publisher) SaveThemeDraft(ctx context.Context, by store.Actor, d store.ThemeDraft) (store.ThemeDraft, error) {
	t := &d.Theme
	t.Name, t.Footer, t.LogoAlt = strings.TrimSpace(t.Name), strings.TrimSpace(t.Footer), strings.TrimSpace(t.LogoAlt)
	if err := themeTexts(*t); err != nil {
		return d, err
	}
	return p.store.SaveThemeDraft(ctx, by, d)
}

// AddTheme makes a theme of that name, a draft that looks like another.
func (p *Publisher) AddTheme(ctx context.Context, by store.Actor, name string, like widgets.Theme) (store.ThemeDraft, error) {
	like.Name = strings.TrimSpace(name)
	if err := themeTexts(like); err != nil {
		return store.ThemeDraft{}, err
	}
	all, err := p.store.Themes(ctx)
	if err != nil {
		return store.ThemeDraft{}, err
	}
	for _, other := range all {
		if strings.EqualFold(other.Name, like.Name) {
			return store.ThemeDraft{}, datasets.Problem{Field: "name", Message: "There is a theme of that name.", Suggestion: "Open it, or choose another name."}
		}
	}
	return p.store.AddTheme(ctx, by, like.Name, like)
}

// themeTexts asks of a theme what its words must be.
func themeTexts(t widgets.Theme) error {
	switch {
	case t.Name == "":
		return datasets.Problem{Field: "name", Message: "Enter a name for the theme."}
	case utf8.RuneCountInString(t.Name) > maxFooter || strings.ContainsAny(t.Name, "\r\n"):
		return datasets.Problem{Field: "name", Message: "The name of the theme is longer than 100 characters.", Suggestion: "Shorten it."}
	case utf8.RuneCountInString(t.Footer) > maxFooter || strings.ContainsAny(t.Footer, "\r\n"):
		return datasets.Problem{Field: "footer", Message: "The line under every figure is longer than 100 characters.", Suggestion: "Shorten it."}
	case len(t.LogoPNG) > 0 && t.LogoAlt == "":
		return datasets.Problem{Field: "alt", Message: "The logo has no description.", Suggestion: "Enter the words that stand in it, or whose it is."}
	case utf8.RuneCountInString(t.LogoAlt) > maxAlt:
		return datasets.Problem{Field: "alt", Message: "The description of the logo is longer than 200 characters.", Suggestion: "Enter the words that stand in it."}
	}
	return nil
}

// Logo reads an uploaded logo in a child process and returns it as pictures
// carry it.
func (p *Publisher) Logo(ctx context.Context, raw []byte) ([]byte, error) {
	return inChild(ctx, "logo", "logo", raw)
}

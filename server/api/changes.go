package api

import (
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"figurehead/server/publishing"
)

// changesBody is what is different in one version of a figure from another.
type changesBody struct {
	From    int            `json:"from"`
	To      int            `json:"to"`
	Texts   []changedText  `json:"texts"`
	Numbers []changedValue `json:"numbers"` // the first 500
	Changed int            `json:"changed"` // numbers that are not the same
	Total   int            `json:"total"`   // numbers that either has
}

type changedText struct {
	Name string `json:"name"`
	Was  string `json:"was"`
	Is   string `json:"is"`
}

// changedValue is a number as both versions have it, or the words why one has none.
type changedValue struct {
	Row    string `json:"row"`
	Column string `json:"column"`
	Was    string `json:"was"`
	Is     string `json:"is"`
}

func showChanges(from, to int, c publishing.Comparison) changesBody {
	b := changesBody{From: from, To: to, Texts: []changedText{}, Numbers: []changedValue{}, Changed: c.Changed, Total: c.Total}
	for _, part := range c.Parts {
		b.Texts = append(b.Texts, changedText{part.Name, textOf(part.Was), textOf(part.Is)})
	}
	for _, n := range c.Numbers {
		b.Numbers = append(b.Numbers, changedValue{n.Label, n.Column, n.Was, n.Is})
	}
	return b
}

func textOf(runs []publishing.Run) string {
	texts := make([]string, len(runs))
	for i, r := range runs {
		texts[i] = r.Text
	}
	return strings.Join(texts, " ")
}

// versionChanges compares two published versions of a figure.
func (a *API) versionChanges(c *fiber.Ctx) error {
	query, err := asked(c, "from", "to")
	if err != nil {
		return err
	}
	w, err := a.Store.Widget(c.UserContext(), param(c, "figure"))
	if err != nil {
		return err
	}
	from, err := versionNumber(query, "from")
	if err != nil {
		return err
	}
	to, err := versionNumber(query, "to")
	if err != nil {
		return err
	}
	was, err := a.Store.VersionEdition(c.UserContext(), w.ID, from)
	if err != nil {
		return err
	}
	is, err := a.Store.VersionEdition(c.UserContext(), w.ID, to)
	if err != nil {
		return err
	}
	return send(c, showChanges(from, to, publishing.Compare(was, is)))
}

func versionNumber(query map[string]string, name string) (int, error) {
	n, err := strconv.Atoi(query[name])
	if err != nil || n < 1 {
		return 0, fault{Field: name, Detail: "Name a version by its number.", Suggestion: "The list of versions has them."}
	}
	return n, nil
}

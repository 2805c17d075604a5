package publishing

import (
	"cmp"
	"fmt"
	"strings"

	"figurehead/widgets/words"
)

// Words say what a newer file did.
func (r Refreshed) Words() string {
	parts := []string{"Nothing is new."}
	if r.Changed {
		parts[0] = fmt.Sprintf("A newer copy of %s rows is in use.", words.Whole(r.Snapshot.Rows))
	}
	followed := 0
	for _, f := range r.Figures {
		if f.Reason == "" {
			followed++
		}
	}
	switch {
	case followed == 1:
		parts = append(parts, "One published figure follows the newest copy.")
	case followed > 1:
		parts = append(parts, fmt.Sprintf("%d published figures follow the newest copy.", followed))
	}
	for _, name := range r.New {
		parts = append(parts, fmt.Sprintf("The column “%s” is new in the file and was left out: nobody has looked for people in it.", name))
	}
	for _, p := range r.Places {
		parts = append(parts, p.Words())
	}
	for i, f := range r.Figures {
		like := 1 // figures of a set stay for one reason
		for like < len(r.Figures)-i && r.Figures[i+like].Reason == f.Reason {
			like++
		}
		switch {
		case f.Reason == "" || i > 0 && r.Figures[i-1].Reason == f.Reason:
		case like > 1:
			parts = append(parts, fmt.Sprintf("%d figures stay as they were: %s", like, f.Reason))
		default:
			parts = append(parts, fmt.Sprintf("“%s” stays as it was: %s", cmp.Or(f.Widget.Title, "A figure without a title"), f.Reason))
		}
	}
	return strings.Join(parts, " ")
}

// Words tell of places that a set has no figure for yet.
func (p NewPlaces) Words() string {
	const named = 5
	names := strings.Join(p.Names[:min(len(p.Names), named)], ", ")
	if more := len(p.Names) - named; more > 0 {
		names += fmt.Sprintf(" and %d more", more)
	}
	return fmt.Sprintf("New in the data, and not in the set “%s” yet: %s.", p.Set.Name, names)
}

package datasets

import (
	"fmt"
	"strings"
	"time"
)

// StatementOf is what has to be said of data under the licence when its publisher
// asks for no words of its own: the statement of the licence with the names that it
// asks for, and that of the publisher where it has one for all its data.
//
// Sources: National Archives, "Open Government Licence v3.0"; Office for National
// Statistics and Ordnance Survey, copyright statements; Creative Commons, "Best
// practices for attribution"; Open Data Commons, ODbL 1.0, section 4.3.
func (l Licence) StatementOf(s Source, retrieved time.Time) string {
	title := firstNamed(s.Title, "Data")
	switch publisher := strings.ToLower(strings.TrimSpace(s.Publisher)); {
	case l.Key == "OGL-UK-3.0" && (publisher == "office for national statistics" || publisher == "ons"):
		return "Source: Office for National Statistics licensed under the Open Government Licence v.3.0"
	case l.Key == "OGL-UK-3.0" && (publisher == "ordnance survey" || publisher == "os") && !retrieved.IsZero():
		return fmt.Sprintf("Contains OS data © Crown copyright and database right %d", retrieved.Year())
	case l.Key == "CC-BY-4.0" && publisher != "":
		return fmt.Sprintf("%s, by %s, licensed under Creative Commons Attribution 4.0; changed.", title, s.Publisher)
	case l.Key == "ODbL-1.0" && (s.Title != "" || publisher != ""):
		return fmt.Sprintf("Contains information from %s, which is made available here under the Open Database Licence (ODbL).", firstNamed(s.Title, s.Publisher))
	}
	return l.Statement
}

func firstNamed(names ...string) string {
	for _, name := range names {
		if name != "" {
			return name
		}
	}
	return ""
}

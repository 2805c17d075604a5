package publishing

import (
	"encoding/json"
	"fmt"

	"figurehead/datasets"
	"figurehead/widgets"
)

// FigureFile is a figure written down: a Spec that may also hold the Query
// and the Source it goes with.
type FigureFile struct {
	Spec   widgets.Spec
	Query  datasets.Query // no steps: every row as it is
	Source datasets.Source
}

// ParseFigureFile reads a Spec whose JSON may also hold "query" and "source".
// What does not fit is a datasets.Problem or an error naming the part.
func ParseFigureFile(raw []byte) (FigureFile, error) {
	figure := FigureFile{Query: datasets.Query{Version: datasets.QueryVersion}}
	var parts map[string]json.RawMessage
	if err := json.Unmarshal(raw, &parts); err != nil {
		return figure, fmt.Errorf("not JSON: %w", err)
	}
	if query, ok := parts["query"]; ok {
		var err error
		if figure.Query, err = datasets.ParseQuery(query); err != nil {
			return figure, fmt.Errorf("query: %w", err)
		}
	}
	if source, ok := parts["source"]; ok {
		if err := json.Unmarshal(source, &figure.Source); err != nil {
			return figure, fmt.Errorf("source: %w", err)
		}
	}
	delete(parts, "query")
	delete(parts, "source")
	spec, err := json.Marshal(parts)
	if err != nil {
		return figure, fmt.Errorf("spec: %w", err)
	}
	figure.Spec, err = widgets.ParseSpec(spec)
	return figure, err
}

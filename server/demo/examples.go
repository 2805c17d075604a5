package demo

import (
	"fmt"
	"path"

	"figurehead/server/publishing"
)

// Example is real open data that ships with the program, for whoever wants to
// try the journey before her own data is at hand.
type Example struct {
	Name  string // in forms: "waste"
	Words string // what it is about
	Facts string // how much there is of it, and from whom
	file  string
}

var examples = []Example{
	{"waste", "What becomes of household waste", "4,025 rows: councils in England, by year. Defra.", "sdg-11-6-1-council-collected-waste.csv"},
	{"energy", "Energy certificates of homes in Essex", "708 rows: 12 districts, by quarter. DLUHC.", "dluhc-epc-eb1-essex.csv"},
	{"spend", "Payments over £500", "1,220 rows: Oxford, three months of 2018.", "oxford-spend-2018-jan-mar.csv"},
}

// Examples lists what there is to try.
func Examples() []Example { return examples }

// Import is the example on its way in, with its publisher and licence.
func (e Example) Import() (publishing.Import, error) {
	raw, err := files.ReadFile(path.Join("data", e.file))
	if err != nil {
		return publishing.Import{}, fmt.Errorf("example %s: %w", e.Name, err)
	}
	in := publishing.Import{Raw: raw, Name: e.file}
	for _, b := range bodies {
		if b.file == e.file {
			in.Source = b.source
		}
	}
	in.Source.Kind, in.Source.FileName = "upload", e.file
	return in, nil
}

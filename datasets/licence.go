package datasets

// Licence is one set of terms under which data is republished.
type Licence struct {
	Key       string // SPDX identifier where there is one
	Name      string
	ShortName string
	Link      string
	Statement string // the exact attribution statement
	Open      bool   // republishing is allowed
}

// Licences is the list an officer chooses from, in the order shown.
// Statements: National Archives, "Open Government Licence v3.0"; Creative
// Commons; Open Data Commons.
var Licences = []Licence{
	{"OGL-UK-3.0", "Open Government Licence v3.0", "OGL v3.0", "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/", "Contains public sector information licensed under the Open Government Licence v3.0.", true},
	{"CC-BY-4.0", "Creative Commons Attribution 4.0", "CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/", "Licensed under Creative Commons Attribution 4.0.", true},
	{"CC0-1.0", "Creative Commons Zero 1.0", "CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/", "Dedicated to the public domain under CC0 1.0.", true},
	{"CC-PDM-1.0", "Public Domain Mark 1.0", "Public domain", "https://creativecommons.org/publicdomain/mark/1.0/", "In the public domain: free of known copyright restrictions.", true},
	{"PDDL-1.0", "Public Domain Dedication and Licence 1.0", "PDDL 1.0", "https://opendatacommons.org/licenses/pddl/1-0/", "Dedicated to the public domain under the Open Data Commons PDDL 1.0.", true},
	{"ODbL-1.0", "Open Database Licence 1.0", "ODbL 1.0", "https://opendatacommons.org/licenses/odbl/1-0/", "Contains information made available under the Open Database Licence 1.0.", true},
	{"ODC-By-1.0", "Open Data Commons Attribution 1.0", "ODC-By 1.0", "https://opendatacommons.org/licenses/by/1-0/", "Made available under the Open Data Commons Attribution Licence 1.0.", true},
	{"permission", "Used with the publisher's permission", "With permission", "", "Used with permission.", true},
}

// LicenceByKey returns the licence with that key, or false.
func LicenceByKey(key string) (Licence, bool) {
	for _, l := range Licences {
		if l.Key == key {
			return l, true
		}
	}
	return Licence{}, false
}

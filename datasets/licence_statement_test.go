package datasets_test

import (
	"testing"
	"time"

	"figurehead/datasets"
)

func TestStatementOfALicence(t *testing.T) {
	t.Parallel()
	retrieved := time.Date(2026, 11, 27, 9, 0, 0, 0, time.UTC)
	for _, test := range []struct{ licence, publisher, title, want string }{
		{"OGL-UK-3.0", "Essex County Council", "Spend", "Contains public sector information licensed under the Open Government Licence v3.0."},
		{"OGL-UK-3.0", "Office for National Statistics", "Mid-year estimates", "Source: Office for National Statistics licensed under the Open Government Licence v.3.0"},
		{"OGL-UK-3.0", "Ordnance Survey", "Boundary-Line", "Contains OS data © Crown copyright and database right 2026"},
		{"OGL-UK-3.0", "", "", "Contains public sector information licensed under the Open Government Licence v3.0."},
		{"CC-BY-4.0", "Example Statistics", "People", "People, by Example Statistics, licensed under Creative Commons Attribution 4.0; changed."},
		{"CC-BY-4.0", "Example Statistics", "", "Data, by Example Statistics, licensed under Creative Commons Attribution 4.0; changed."},
		{"CC-BY-4.0", "", "People", "Licensed under Creative Commons Attribution 4.0."},
		{"ODbL-1.0", "OpenStreetMap contributors", "OpenStreetMap", "Contains information from OpenStreetMap, which is made available here under the Open Database Licence (ODbL)."},
		{"ODbL-1.0", "", "", "Contains information made available under the Open Database Licence 1.0."},
		{"PDDL-1.0", "NOAA", "CO2", "Dedicated to the public domain under the Open Data Commons PDDL 1.0."},
		{"", "NOAA", "CO2", ""},
	} {
		licence, _ := datasets.LicenceByKey(test.licence)
		if got := licence.StatementOf(datasets.Source{Publisher: test.publisher, Title: test.title}, retrieved); got != test.want {
			t.Errorf("StatementOf(%s, %q, %q) = %q, want %q", test.licence, test.publisher, test.title, got, test.want)
		}
	}
}

// Ids and addresses as portals write them.
func TestLicencesOfPortalsAreKnown(t *testing.T) {
	t.Parallel()
	for said, want := range map[string]string{
		"uk-ogl": "OGL-UK-3.0", "OGL-UK-3.0": "OGL-UK-3.0", "cc-by": "", "CC-BY-4.0": "CC-BY-4.0", "odc-odbl": "ODbL-1.0", "odc-pddl": "PDDL-1.0",
		"cc-zero": "CC0-1.0", "odc-by": "ODC-By-1.0", "notspecified": "", "cc-by-nc-4.0": "",
		"http://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/": "OGL-UK-3.0",
	} {
		if got, _ := datasets.LicenceNamed(said); got.Key != want {
			t.Errorf("LicenceNamed(%q) = %q, want %q", said, got.Key, want)
		}
	}
}

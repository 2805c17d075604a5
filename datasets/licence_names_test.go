package datasets

import "testing"

// TestLicenceNamed: what portals write is mapped only where it means just that
// licence. Look-alikes, other versions and further conditions are a decision.
func TestLicenceNamed(t *testing.T) {
	t.Parallel()
	for said, want := range map[string]string{
		"uk-ogl":                           "OGL-UK-3.0",
		"OGL-UK-3.0":                       "OGL-UK-3.0",
		"UK Open Government Licence (OGL)": "OGL-UK-3.0",
		"Open Government Licence v3.0":     "OGL-UK-3.0",
		"  open government licence V3.0 ":  "OGL-UK-3.0",
		"http://reference.data.gov.uk/id/open-government-licence":                    "OGL-UK-3.0",
		"https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/": "OGL-UK-3.0",
		"CC BY 4.0": "CC-BY-4.0",
		"https://creativecommons.org/licenses/by/4.0/legalcode":              "CC-BY-4.0",
		"http://publications.europa.eu/resource/authority/licence/CC_BY_4_0": "CC-BY-4.0",
		"cc-zero": "CC0-1.0",
		"http://www.opendefinition.org/licenses/cc-zero": "CC0-1.0",
		"ODC-PDDL-1.0": "PDDL-1.0",
		"http://opendatacommons.org/licenses/odbl/1.0/": "ODbL-1.0",
		"odc-by":                               "ODC-By-1.0",
		"":                                     "",
		"notspecified":                         "",
		"other-open":                           "",
		"permission":                           "",
		"Used with the publisher's permission": "",
		"Open Government Licence - Canada":     "",
		"Open Government Licence – Ontario":    "",
		"https://open.canada.ca/en/open-government-licence-canada":                   "",
		"https://www.nationalarchives.gov.uk/doc/open-government-licence/version/2/": "",
		"https://www.nationalarchives.gov.uk/doc/open-government-licence/version/1/": "",
		"https://www.nationalarchives.gov.uk/doc/non-commercial-government-licence/": "",
		"cc-by":        "",
		"cc-by-3.0":    "",
		"CC BY-SA 4.0": "",
		"CC-BY-NC-4.0": "",
		"cc-by-sa":     "",
		"https://creativecommons.org/licenses/by-nc/4.0/": "",
		"https://creativecommons.org/licenses/by/3.0/":    "",
		"eds-license": "",
	} {
		got, ok := LicenceNamed(said)
		if got.Key != want || ok != (want != "") {
			t.Errorf("LicenceNamed(%q) = %q, %v; want %q", said, got.Key, ok, want)
		}
	}
	ogl, _ := LicenceNamed("uk-ogl")
	if want := "Contains public sector information licensed under the Open Government Licence v3.0."; ogl.Statement != want {
		t.Errorf("statement of the OGL = %q, want %q", ogl.Statement, want)
	}
}

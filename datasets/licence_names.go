package datasets

import "strings"

// licenceNames maps what portals write for a licence, tidied by tidyLicence, to
// its key. A name without a version stands only where the publisher of the
// licence has just one in force; licences of other countries that look alike
// are not here.
var licenceNames = map[string]string{
	"ogl-uk-3.0": "OGL-UK-3.0", "uk-ogl": "OGL-UK-3.0", "ukogl": "OGL-UK-3.0", "ogl-uk": "OGL-UK-3.0", "uk-ogl-3.0": "OGL-UK-3.0", "ogl3": "OGL-UK-3.0", "ogl-3.0": "OGL-UK-3.0", "ogl-v3": "OGL-UK-3.0", "ogl-v3.0": "OGL-UK-3.0", "uk-ogl-v3": "OGL-UK-3.0", "ogl": "OGL-UK-3.0",
	"uk-open-government-licence": "OGL-UK-3.0", "uk-open-government-licence-(ogl)": "OGL-UK-3.0", "uk-open-government-licence-(ogl-v3)": "OGL-UK-3.0", "uk-open-government-licence-v3": "OGL-UK-3.0", "uk-open-government-licence-v3.0": "OGL-UK-3.0", "uk-open-government-licence-3.0": "OGL-UK-3.0",
	"open-government-licence-v3": "OGL-UK-3.0", "open-government-licence-v3.0": "OGL-UK-3.0", "open-government-licence-3.0": "OGL-UK-3.0", "open-government-licence-version-3": "OGL-UK-3.0", "open-government-licence-version-3.0": "OGL-UK-3.0",
	"open-government-licence-3.0-(united-kingdom)": "OGL-UK-3.0", "open-government-licence-v3.0-(united-kingdom)": "OGL-UK-3.0",
	"nationalarchives.gov.uk/doc/open-government-licence": "OGL-UK-3.0", "nationalarchives.gov.uk/doc/open-government-licence/version/3": "OGL-UK-3.0", "nationalarchives.gov.uk/doc/open-government-licence/version/3.0": "OGL-UK-3.0",
	"reference.data.gov.uk/id/open-government-licence": "OGL-UK-3.0", "spdx.org/licenses/ogl-uk-3.0": "OGL-UK-3.0", "publications.europa.eu/resource/authority/licence/ogl-3-0": "OGL-UK-3.0",

	"cc-by-4.0": "CC-BY-4.0", "cc-by4.0": "CC-BY-4.0", "creative-commons-attribution-4.0": "CC-BY-4.0", "creative-commons-attribution-4.0-international": "CC-BY-4.0", "creative-commons-attribution-4.0-international-license": "CC-BY-4.0", "attribution-4.0-international-(cc-by-4.0)": "CC-BY-4.0", "creative-commons-by-4.0": "CC-BY-4.0",
	"creativecommons.org/licenses/by/4.0": "CC-BY-4.0", "publications.europa.eu/resource/authority/licence/cc-by-4-0": "CC-BY-4.0", "spdx.org/licenses/cc-by-4.0": "CC-BY-4.0",

	"cc0-1.0": "CC0-1.0", "cc0": "CC0-1.0", "cc-zero": "CC0-1.0", "creative-commons-cczero": "CC0-1.0", "creative-commons-zero-1.0": "CC0-1.0", "cc0-1.0-universal": "CC0-1.0",
	"creativecommons.org/publicdomain/zero/1.0": "CC0-1.0", "opendefinition.org/licenses/cc-zero": "CC0-1.0", "publications.europa.eu/resource/authority/licence/cc0": "CC0-1.0", "spdx.org/licenses/cc0-1.0": "CC0-1.0",

	"pddl-1.0": "PDDL-1.0", "pddl": "PDDL-1.0", "odc-pddl": "PDDL-1.0", "odc-pddl-1.0": "PDDL-1.0", "open-data-commons-public-domain-dedication-and-license-(pddl)": "PDDL-1.0", "open-data-commons-public-domain-dedication-and-licence-(pddl)": "PDDL-1.0", "open-data-commons-public-domain-dedication-and-license": "PDDL-1.0",
	"opendatacommons.org/licenses/pddl": "PDDL-1.0", "opendatacommons.org/licenses/pddl/1.0": "PDDL-1.0", "opendatacommons.org/licenses/pddl/1-0": "PDDL-1.0", "opendefinition.org/licenses/odc-pddl": "PDDL-1.0",

	"odbl-1.0": "ODbL-1.0", "odbl": "ODbL-1.0", "odc-odbl": "ODbL-1.0", "odc-odbl-1.0": "ODbL-1.0", "open-data-commons-open-database-license-(odbl)": "ODbL-1.0", "open-data-commons-open-database-license": "ODbL-1.0", "open-database-license-(odbl)": "ODbL-1.0", "open-database-licence-(odbl)": "ODbL-1.0",
	"opendatacommons.org/licenses/odbl": "ODbL-1.0", "opendatacommons.org/licenses/odbl/1.0": "ODbL-1.0", "opendatacommons.org/licenses/odbl/1-0": "ODbL-1.0", "opendefinition.org/licenses/odc-odbl": "ODbL-1.0",

	"odc-by-1.0": "ODC-By-1.0", "odc-by": "ODC-By-1.0", "open-data-commons-attribution-license": "ODC-By-1.0", "open-data-commons-attribution-license-(odc-by)": "ODC-By-1.0",
	"opendatacommons.org/licenses/by": "ODC-By-1.0", "opendatacommons.org/licenses/by/1.0": "ODC-By-1.0", "opendatacommons.org/licenses/by/1-0": "ODC-By-1.0", "opendefinition.org/licenses/odc-by": "ODC-By-1.0",
}

// LicenceNamed returns the licence that an id, a title or an address of a
// portal's catalogue names, or false. Another version of a known licence, and
// one with more conditions, is not known: a person decides.
func LicenceNamed(said string) (Licence, bool) {
	tidy := tidyLicence(said)
	for _, l := range Licences {
		if l.Key != "permission" && (tidyLicence(l.Name) == tidy || tidyLicence(l.ShortName) == tidy) {
			return l, true
		}
	}
	key, ok := licenceNames[tidy]
	if !ok {
		return Licence{}, false
	}
	return LicenceByKey(key)
}

// tidyLicence writes names and addresses in one way: lower case, no scheme, no
// www, hyphens for spaces and underscores, nothing at the end.
func tidyLicence(s string) string {
	s = strings.ToLower(strings.TrimSpace(s))
	for _, start := range []string{"https://", "http://", "www."} {
		s = strings.TrimPrefix(s, start)
	}
	for _, end := range []string{"/", ".html", "/legalcode", "/deed.en", "/deed", "/"} {
		s = strings.TrimSuffix(s, end)
	}
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '_' || r == '-' }), "-")
}

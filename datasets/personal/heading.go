package personal

import (
	"strings"

	"figurehead/datasets"
)

// says reports whether the words of the phrase stand in words one after another.
func says(words []string, phrase string) bool {
	return strings.Contains(" "+strings.Join(words, " ")+" ", " "+phrase+" ")
}

func saysAny(words []string, phrases ...string) bool {
	for _, p := range phrases {
		if says(words, p) {
			return true
		}
	}
	return false
}

// heading is what the name of a column announces.
type heading struct {
	words                                        []string
	name, maybeName                              bool
	birth, nhs, pupil, phone, property, plate    bool
	bank, account, coordinates, special, comment bool
	nino                                         bool
}

// numbers reports whether the heading announces numbers that may be short.
func (h heading) numbers() bool {
	return h.nhs || h.pupil || h.phone || h.property || h.bank || h.account || h.birth
}

// counted are the words of a heading that is about many people at once, or
// about a class of them, and so holds no name.
var counted = setOf(strings.Fields("type types category count counts number numbers no total age band group status class rate percentage percent pct id ref reference code sector reason"))

// persons are words for people; with "name" beside them, or alone over names,
// they announce names.
var persons = setOf(strings.Fields("applicant appellant attendee beneficiary carer child claimant client complainant contact councillor customer employee guardian householder landlord learner member objector occupant officer owner parent passenger patient petitioner person pupil requester requestor resident respondent sender signatory staff student taxpayer teacher tenant victim volunteer witness"))

func readHeading(text string) heading {
	w := datasets.HeadingWords(text)
	h := heading{words: w}
	class, person := false, false
	for _, word := range w {
		class = class || counted[word]
		person = person || persons[word] || persons[strings.TrimSuffix(word, "s")]
	}
	h.name = !class && saysAny(w, "surname", "forename", "forenames", "firstname", "lastname", "first name", "last name", "middle name", "given name",
		"family name", "full name", "maiden name", "next of kin", "service user name", "known as")
	h.maybeName = !class && !h.name && (person || says(w, "name") || says(w, "names") || says(w, "fullname"))
	h.birth = saysAny(w, "dob", "d o b", "date of birth", "birth date", "birthdate", "birthday", "born", "date born")
	h.nhs = saysAny(w, "nhs number", "nhs no", "nhsnumber", "nhsno", "nhs id")
	h.nino = saysAny(w, "nino", "ni number", "ni no", "national insurance", "national insurance number")
	h.pupil = saysAny(w, "upn", "unique pupil number", "uln", "unique learner number")
	h.phone = saysAny(w, "phone", "telephone", "tel", "mobile", "landline", "phone number", "contact number", "fax")
	h.property = saysAny(w, "uprn", "usrn", "udprn")
	h.plate = saysAny(w, "vrm", "vrn", "number plate", "registration mark", "vehicle registration", "vehicle reg", "reg plate", "car registration")
	h.bank = saysAny(w, "sort code", "sortcode", "account number", "account no", "bank account", "iban", "bic")
	h.account = saysAny(w, "passport", "passport number", "driving licence", "driver number", "council tax reference", "council tax ref",
		"council tax account", "rent account", "rent reference", "housing reference", "housing ref", "payroll number", "payroll no", "employee number", "staff number")
	h.coordinates = saysAny(w, "easting", "northing", "latitude", "longitude", "lat", "long", "lng", "x coordinate", "y coordinate", "grid reference")
	h.special = saysAny(w, "ethnicity", "ethnic", "ethnic group", "ethnic origin", "religion", "faith", "disability", "disabled", "diagnosis", "condition", "health",
		"sexuality", "sexual orientation", "gender identity", "offence", "conviction", "benefit", "benefits", "sen", "send", "ehcp", "free school meals", "fsm", "trade union")
	h.comment = saysAny(w, "comment", "comments", "notes", "note", "free text", "feedback", "details", "description", "summary", "narrative", "statement", "request", "allegation")
	return h
}

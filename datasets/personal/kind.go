package personal

import "slices"

// Kind is one kind of personal data. Patterns: HMRC NIM39110 (National
// Insurance), NHS Data Dictionary (NHS number), DfE UPN guide (pupil number),
// BS 7666 (UPRN), Royal Mail PAF guide (postcode), ISO 13616 (IBAN).
type Kind struct {
	Key  string // as a Recipe names it: "nhsNumber"
	Many string // in the middle of a sentence: "NHS numbers"
}

// The keys of Kinds.
const (
	NHSNumber         = "nhsNumber"
	NationalInsurance = "nationalInsurance"
	PupilNumber       = "pupilNumber"
	Name              = "name"
	Email             = "email"
	Phone             = "phone"
	BirthDate         = "birthDate"
	Postcode          = "postcode"
	Property          = "property"
	BankAccount       = "bankAccount"
	PaymentCard       = "paymentCard"
	Vehicle           = "vehicle"
	Account           = "account"
	Coordinates       = "coordinates"
	Special           = "special"
	FreeText          = "freeText"
)

// Kinds lists every kind that is looked for, the most telling first.
var Kinds = []Kind{
	{NHSNumber, "NHS numbers"},
	{NationalInsurance, "National Insurance numbers"},
	{PupilNumber, "unique pupil numbers"},
	{Name, "names of people"},
	{Email, "email addresses"},
	{Phone, "phone numbers"},
	{BirthDate, "dates of birth"},
	{BankAccount, "bank details"},
	{PaymentCard, "payment card numbers"},
	{Postcode, "full postcodes"},
	{Property, "property reference numbers"},
	{Vehicle, "vehicle registrations"},
	{Account, "personal account or document numbers"},
	{Coordinates, "exact coordinates beside personal data"},
	{Special, "sensitive details of single people"},
	{FreeText, "long free text beside personal data"},
}

// KindWords are the words of a kind by its key, or the key itself.
func KindWords(key string) string {
	if i := slices.IndexFunc(Kinds, func(k Kind) bool { return k.Key == key }); i >= 0 {
		return Kinds[i].Many
	}
	return key
}

// identifies reports whether one value of the kind points to one person.
func identifies(key string) bool {
	switch key {
	case NHSNumber, NationalInsurance, PupilNumber, Name, Email, Phone, BirthDate, BankAccount, PaymentCard:
		return true
	}
	return false
}

// order sorts keys as Kinds does.
func order(keys []string) {
	at := func(key string) int {
		return slices.IndexFunc(Kinds, func(k Kind) bool { return k.Key == key })
	}
	slices.SortFunc(keys, func(a, b string) int { return at(a) - at(b) })
}

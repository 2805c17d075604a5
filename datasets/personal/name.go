package personal

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// companyWords stand in the names of organisations and not in those of people.
var companyWords = setOf(strings.Fields(`academy agency and arts assoc associates association authority bank bar board borough brothers
 builders building business cafe care catering cc centre centres charity church cic city cleaning clinic club co college commission
 committee communications community company construction consultancy consultants consulting contractors contracts corporation council
 county decorators department dept design development direct district electrical electrics engineering enterprises estate estates
 events farm federation finance foundation fund funerals garage group hall health heating hire holdings homes hospital hotel house
 housing inc industries institute insurance international investments it joinery kitchens landscapes law legal leisure library limited
 llp locksmiths lodge logistics ltd management marketing martens media ministry motors museum music network nhs nursery office optical
 optician opticians parish park partners partnership pharmacy photography plant plc plumbing practice press print printing projects
 properties property publishing pub removals rentals repairs research restaurant roofing royal salon school schools scaffolding
 security service services services shop shops society software solicitors solutions sons store stores studio studios supplies supply
 surgery surveyors systems taxi taxis tech technologies technology theatre tours trading training transport travel trust uk union
 university ventures ward windows works workshop yard`))

// titles open the name of a person; of these sure ones count also in the
// middle of a longer text.
var (
	titles = setOf(strings.Fields("mr mrs miss ms mx dr"))
	sure   = setOf(strings.Fields("mr mrs miss"))
)

// afterMS are words that follow the MS of products and illnesses.
var afterMS = setOf(strings.Fields("access dynamics excel office outlook project sharepoint sql society teams therapy trust visio word"))

// redacted marks a payee or a name that was taken out before: a category of
// its own.
func redacted(text string) bool {
	if !opens(text, "re", "wi", "an", "pe", "no", "pr", "in") {
		return false
	}
	lower := strings.ToLower(text)
	for _, w := range []string{"redact", "withheld", "anonymi", "personal data", "not disclosed", "private individual", "individual payee"} {
		if strings.Contains(lower, w) {
			return true
		}
	}
	return false
}

// opens reports whether a word of text begins with two of those letters, in
// capitals or not: most texts are seen not to hold what is looked for.
func opens(text string, pairs ...string) bool {
	for i := 0; i+1 < len(text); i++ {
		if i > 0 && wordByte(text[i-1]) {
			continue
		}
		a, b := text[i]|0x20, text[i+1]|0x20
		for _, p := range pairs {
			if p[0] == a && p[1] == b {
				return true
			}
		}
	}
	return false
}

// nameWords splits text into words of letters, each without its full stop.
func nameWords(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(".,&/()", r) })
}

// titled reports whether text names a person by a title: "MR Y ALI", "Dr O
// Smith", "… asked Mrs Jones". A company with a title in its name is none.
func titled(text string) bool {
	if len(text) < 5 || !opens(text, "mr", "ms", "mx", "mi", "dr") || redacted(text) {
		return false
	}
	words := nameWords(text)
	short := len(words) <= 8
	if short {
		for _, w := range words {
			if companyWords[strings.ToLower(w)] && !strings.EqualFold(w, "and") {
				return false
			}
		}
	}
	for i, w := range words {
		lower := strings.ToLower(w)
		known := titles[lower] && (i == 0 && short || sure[lower])
		if !known || i+1 == len(words) || lower == "ms" && afterMS[strings.ToLower(words[i+1])] {
			continue
		}
		next := words[i+1]
		if properName(next) || sure[strings.ToLower(next)] || strings.EqualFold(next, "and") {
			return true
		}
	}
	return false
}

// properName reports whether a word can be part of a name: it begins with a
// capital letter and holds letters, hyphens and apostrophes only.
func properName(word string) bool {
	for i, r := range word {
		switch {
		case i == 0 && !unicode.IsUpper(r):
			return false
		case !unicode.IsLetter(r) && r != '-' && r != '\'' && r != '’':
			return false
		}
	}
	return word != ""
}

// looksLikeName reports whether text could be the name of one person: up to
// five words of letters of which none names an organisation.
func looksLikeName(text string) bool {
	words := nameWords(text)
	if len(words) == 0 || len(words) > 5 || len(text) > 60 {
		return false
	}
	for _, w := range words {
		if !properName(capitalised(w)) || companyWords[strings.ToLower(w)] {
			return false
		}
	}
	return true
}

func capitalised(w string) string {
	r, size := utf8.DecodeRuneInString(w)
	return string(unicode.ToUpper(r)) + w[size:]
}

// isForename reports whether a word of text, but the last, is a common first
// name, or the first after a comma: "Amy Jones", "JONES, Amy".
func isForename(text string) bool {
	words := nameWords(text)
	if len(words) < 2 || len(words) > 5 || !looksLikeName(text) {
		return false
	}
	if family, given, found := strings.Cut(text, ","); found && !strings.Contains(strings.TrimSpace(family), " ") {
		w := nameWords(given)
		return len(w) > 0 && forenames[strings.ToLower(w[0])]
	}
	return forenames[strings.ToLower(words[0])]
}

// forenames are first names that are common in the United Kingdom (ONS, baby
// names by year, and the 2011 Census names of adults). They help to tell a
// column of people from one of places or organisations, and never more.
var forenames = setOf(strings.Fields(`aaron abdul abigail adam adrian agnes ahmed aidan aisha alan albert alex alexander alexandra alfie ali
 alice alison allan amanda amber amelia amina amir amy andrea andrew angela anita ann anna anne annie anthony antonio archie arjun arthur
 asha ashley ava barbara barry beatrice ben benjamin bernard beth bethany betty beverley bilal brandon brenda brian bridget bruce callum
 cameron carl carol caroline carolyn catherine charles charlie charlotte chelsea cheryl chloe chris christian christina christine
 christopher claire clare clive colin connor craig daisy damian daniel danielle darren david dawn dean deborah debra denise dennis derek
 diana diane dominic donald donna doris dorothy douglas duncan dylan edith edward eileen elaine eleanor elena elizabeth ella ellen ellie
 elsie emily emma eric erin ethan eva eve evelyn evie fatima fiona florence frances francis frank fred freddie frederick gail gareth gary
 gavin gemma geoffrey george georgia georgina gerald gillian gladys glen glenn gordon grace graeme graham grant gwen hannah harold
 harriet harry harvey hassan hayley hazel heather heidi helen henry hilary holly howard hugh hussain ian ibrahim imran irene iris isaac
 isabel isabella isla ivan ivy jack jackie jacob jacqueline jade jake james jamie jan jane janet janice jasmine jason jay jayne jean
 jeffrey jemma jennifer jenny jeremy jessica jill jo joan joanna joanne jodie joe joel john jonathan jordan joseph josephine josh joshua
 joyce judith judy julia julian julie june justin karen karl kate katherine kathleen kathryn katie kay keith kelly kenneth kerry kevin
 khalid kieran kim kirsty krishna kyle lara laura lauren leah lee leo leon leonard lesley leslie lewis liam lily linda lindsey lisa liz
 logan lorraine louis louise lucas lucy luke lydia lynn lynne madeleine maisie malcolm mandy marcus margaret maria marian marie marilyn
 marion mark martin martyn mary mathew matilda matthew maureen max maxine megan melanie melissa mia michael michelle miles millie mohamed
 mohammad mohammed molly monica muhammad nadia nancy naomi natalie natasha nathan neil niall nicholas nick nicola nicole nigel nina nora
 norma norman olive oliver olivia omar oscar owen paige pamela patricia patrick paul paula pauline penelope peter philip phillip phoebe
 phyllis pia poppy priya rachael rachel ralph raymond rebecca reece rhys richard rita robert robin rodney roger ronald rory rose rosemary
 rosie ross roy ruby russell ruth ryan sabrina sally sam samantha samina samuel sandra sanjay sara sarah scarlett scott sean sebastian
 shannon sharon shaun sheila shirley sian simon sofia sonia sophia sophie stacey stanley stella stephanie stephen steve steven stewart
 stuart sue sunita susan suzanne sylvia tanya tara teresa terence theo theresa thomas tim timothy tina toby tom tony tracey tracy trevor
 usman valerie vanessa vera veronica victor victoria vincent violet vivian walter wayne wendy william yasmin yvonne zachary zahra zara zoe`))

package words

// Figures of known shapes: payments, information requests, contracts, the gender
// pay gap, population and surveys. Parts such as {highest} are mostly tokens,
// which the data fills at each refresh.
var (
	HighestShared  = phrase("{names} share the highest figure, {number}", "{names} sy’n rhannu’r ffigur uchaf, {number}")
	SeveralHighest = phrase("Several share the highest figure, {number}", "Mae sawl un yn rhannu’r ffigur uchaf, {number}")

	// Payments.
	PaidInAll      = phrase("was paid to suppliers, {span}", "oedd cyfanswm y taliadau i gyflenwyr, {span}")
	PaidMonths     = phrase("Payments were highest in {period}, at {number}", "Roedd y taliadau uchaf ym mis {period}: {number}")
	PaidMost       = phrase("The most was paid to {name}, {number}", "Y swm mwyaf: {name}, {number}")
	PaidByUnit     = phrase("{name} spent the most, {number}", "{name} wariodd fwyaf: {number}")
	PaidFor        = phrase("The most was paid for {name}, {number}", "Talwyd y swm mwyaf am: {name}, {number}")
	PaidOnce       = phrase("The highest single payment was {number}", "Y taliad unigol uchaf oedd {number}")
	Payments       = phrase("Payments to suppliers", "Taliadau i gyflenwyr")
	PaymentsBy     = phrase("Payments by {what}", "Taliadau yn ôl {what}")
	PaymentsTop    = phrase("The largest payments to suppliers", "Y taliadau mwyaf i gyflenwyr")
	CreditsOff     = phrase("Credits are taken off.", "Tynnwyd credydau.")
	PayeeNotNamed  = phrase("Payees not named", "Derbynwyr heb eu henwi")
	PayeesNotNamed = phrase("Payees whose names were withheld by the publisher stand together.", "Mae derbynwyr na chyhoeddwyd eu henwau gyda’i gilydd.")
	OtherSuppliers = phrase("All other suppliers", "Pob cyflenwr arall")
	AllTheOthers   = phrase("All others", "Pob un arall")
	ByMonth        = phrase("month", "mis")
	ByPurpose      = phrase("purpose", "diben")
	BySupplier     = phrase("supplier", "cyflenwr")
	InPounds       = phrase("pounds", "punnoedd")
	InPerCent      = phrase("per cent", "canran")

	// Information requests.
	AnsweredRate    = phrase("of information requests received in {period} were answered in time", "o’r ceisiadau am wybodaeth a ddaeth i law yn {period} a atebwyd mewn pryd")
	AnsweredLine    = phrase("Of requests received in {period}, {number} were answered in time", "O’r ceisiadau a ddaeth i law yn {period}, atebwyd {number} mewn pryd")
	RequestsMost    = phrase("Information requests were highest in {period}, at {number}", "Roedd y nifer uchaf o geisiadau am wybodaeth yn {period}: {number}")
	RequestsMonth   = phrase("Information requests were highest in {period}, at {number}", "Roedd y nifer uchaf o geisiadau am wybodaeth ym mis {period}: {number}")
	OutcomeMost     = phrase("“{name}” was the most common outcome, {number} of requests", "“{name}” oedd y canlyniad mwyaf cyffredin, {number} o’r ceisiadau")
	ExemptionMost   = phrase("“{name}” was the exemption used most, {number} times", "“{name}” oedd yr esemptiad a ddefnyddiwyd fwyaf, {number} o weithiau")
	RequestersMost  = phrase("{name} made the largest share of requests, {number}", "{name} wnaeth y gyfran fwyaf o geisiadau, {number}")
	RequestsInTime  = phrase("Information requests answered in time", "Ceisiadau am wybodaeth a atebwyd mewn pryd")
	RequestsBy      = phrase("Information requests by {what}", "Ceisiadau am wybodaeth yn ôl {what}")
	RequestsMeasure = phrase("Information requests received", "Ceisiadau am wybodaeth a ddaeth i law")
	InTimeNote      = phrase("In time: within twenty working days under the Freedom of Information Act. Overdue requests without an answer count as late; those not due yet, or withdrawn, are left out.",
		"Mewn pryd: o fewn ugain diwrnod gwaith o dan y Ddeddf Rhyddid Gwybodaeth. Mae ceisiadau hwyr heb ateb yn cyfrif fel rhai hwyr; gadawyd allan y rhai nad yw eu dyddiad wedi dod, a’r rhai a dynnwyd yn ôl.")
	ByOutcome   = phrase("outcome", "canlyniad")
	ByExemption = phrase("exemption", "esemptiad")
	ByRequester = phrase("type of requester", "math o geisydd")
	ByQuarter   = phrase("quarter", "chwarter")

	// Contracts.
	ContractsInAll    = phrase("is the value of all contracts in the register", "yw gwerth yr holl gontractau yn y gofrestr")
	ContractsSupplier = phrase("{name} has contracts of the highest value, {number}", "{name} sydd â’r contractau uchaf eu gwerth: {number}")
	ContractsEnd      = phrase("Within twelve months, {number} contracts end", "O fewn deuddeg mis, daw {number} o gontractau i ben")
	ContractsBy       = phrase("Value of contracts by {what}", "Gwerth contractau yn ôl {what}")
	ContractsEnding   = phrase("Contracts that end in the twelve months after {day}, by {what}", "Contractau sy’n dod i ben yn y deuddeg mis ar ôl {day}, yn ôl {what}")
	ContractsNext     = phrase("Contracts that end in the twelve months after {day}", "Contractau sy’n dod i ben yn y deuddeg mis ar ôl {day}")

	// Gender pay gap.
	PayGapMedian   = phrase("was the median gender pay gap at {name}", "oedd y bwlch cyflog canolrifol rhwng y rhywiau: {name}")
	PayGapHighest  = phrase("{name} has the highest median gender pay gap, {number}", "{name} sydd â’r bwlch cyflog canolrifol uchaf rhwng y rhywiau, {number}")
	PayQuarters    = phrase("Women and men in each quarter of pay at {name}", "Menywod a dynion ym mhob chwarter cyflog: {name}")
	PayGapSpread   = phrase("How the median gender pay gap differs between {number} employers", "Sut mae’r bwlch cyflog canolrifol yn amrywio rhwng {number} o gyflogwyr")
	PayGapMeasure  = phrase("Median gap in hourly pay between men and women", "Bwlch canolrifol mewn cyflog fesul awr rhwng dynion a menywod")
	PayGapNote     = phrase("Above zero, men are paid more; below, women.", "Uwchlaw sero, telir mwy i ddynion; islaw, i fenywod.")
	QuartersOfPay  = phrase("Share of women and men by quarter of hourly pay", "Cyfran menywod a dynion yn ôl chwarter cyflog fesul awr")
	Women          = phrase("Women", "Menywod")
	Men            = phrase("Men", "Dynion")
	LowestQuarter  = phrase("Lowest paid", "Cyflog isaf")
	LowerMiddle    = phrase("Lower middle", "Canol isaf")
	UpperMiddle    = phrase("Upper middle", "Canol uchaf")
	HighestQuarter = phrase("Highest paid", "Cyflog uchaf")

	// Population.
	PeopleInAll = phrase("is the population of all areas together", "yw poblogaeth yr holl ardaloedd gyda’i gilydd")
	PeopleMost  = phrase("{name} has the most people, {number}", "{name} sydd â’r nifer mwyaf o bobl, {number}")
	PeopleAged  = phrase("The largest age group is {name}, {number}", "Y grŵp oedran mwyaf: {name}, {number}")
	// Answers as they were given.
	AnswersBy    = phrase("Answers by {what}", "Atebion yn ôl {what}")
	AnswersBase  = phrase("base {number} answers", "sail: {number} o atebion")
	AnswerCommon = phrase("“{answer}” was most common for “{name}”, {number}", "“{answer}” oedd fwyaf cyffredin ar gyfer “{name}”, {number}")

	PeopleBy  = phrase("Population by {what}", "Poblogaeth yn ôl {what}")
	PeopleSex = phrase("Of women and men by age, the largest group is {name}, {number}", "O fenywod a dynion yn ôl oedran, y grŵp mwyaf yw {name}, {number}")
	ByArea    = phrase("area", "ardal")
	ByAge     = phrase("age", "oedran")
)

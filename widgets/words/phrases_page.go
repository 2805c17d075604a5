package words

import (
	"fmt"
	"maps"
	"slices"
)

// page names the sentences of the pages around a figure, as their templates ask
// for them.
var page = map[string]Phrase{
	// Every page.
	"skip":          phrase("Skip to main content", "Neidio i’r prif gynnwys"),
	"main":          phrase("Main", "Prif ddewislen"),
	"figures":       phrase("Figures", "Ffigurau"),
	"accessibility": phrase("Accessibility", "Hygyrchedd"),
	"signIn":        phrase("Sign in", "Mewngofnodi"),
	"madeWith":      phrase("Made with Figurehead", "Gwnaed gyda Figurehead"),
	"seeAll":        phrase("See all figures", "Gweld pob ffigur"),

	// The share page: the figure.
	"frozen":       phrase("This is version {n}, kept as it was published on {date}.", "Dyma fersiwn {n}, wedi’i gadw fel y cafodd ei gyhoeddi ar {date}."),
	"seeNewest":    phrase("See the newest version", "Gweld y fersiwn diweddaraf"),
	"kept":         phrase("Kept at this version by {organisation}; later ones are not shown here.", "Cedwir y fersiwn hwn gan {organisation}; ni ddangosir rhai diweddarach yma."),
	"correction":   phrase("Correction", "Cywiriad"),
	"correctionOf": phrase("Correction of {date}:", "Cywiriad {date}:"),
	"concernsOne":  phrase("Concerns version {list}", "Yn ymwneud â fersiwn {list}"),
	"concernsMany": phrase("Concerns versions {list}", "Yn ymwneud â fersiynau {list}"),
	"table":        phrase("Show the figures as a table", "Dangos y ffigurau mewn tabl"),
	"asTable":      phrase("Figures as a table", "Ffigurau mewn tabl"),
	"firstRows":    phrase("The first {n} of {total} rows.", "Y {n} rhes gyntaf o {total}."),
	"allRows":      phrase("The CSV file has all of them", "Mae pob un ohonynt yn y ffeil CSV"),
	"howMade":      phrase("How this figure was made", "Sut y gwnaed y ffigur hwn"),
	"digest":       phrase("The data this figure was made from has the SHA-256", "SHA-256 y data y gwnaed y ffigur hwn ohonynt yw"),
	"inWords":      phrase("Description in words", "Disgrifiad mewn geiriau"),
	"provenance":   phrase("Where it comes from", "O ble y daw"),
	"source":       phrase("Source", "Ffynhonnell"),
	"licence":      phrase("Licence", "Trwydded"),
	"asAt":         phrase("Data as at", "Dyddiad y data"),
	"published":    phrase("Published", "Cyhoeddwyd"),
	"by":           phrase("{date} by {organisation}", "{date}, {organisation}"),
	"version":      phrase("Version", "Fersiwn"),
	"versionN":     phrase("Version {n}", "Fersiwn {n}"),
	"fixed":        phrase("Fixed address of version {n}", "Cyfeiriad sefydlog fersiwn {n}"),
	"fixedSays":    phrase(", which never changes", ", nad yw byth yn newid"),

	// The page of a set of figures, one for each place.
	"setLede":       phrase("{n} figures. Choose one to see it here.", "{n} ffigur. Dewiswch un i’w weld yma."),
	"setOf":         phrase("{n} figures, one for each place", "{n} ffigur, un ar gyfer pob lle"),
	"setCard":       phrase("places: {names}", "lle: {names}"),
	"setCardSome":   phrase("places, such as {names}", "lle, megis {names}"),
	"setOfNamed":    phrase("{n} figures, one for each of {names}", "{n} ffigur, un ar gyfer pob un o {names}"),
	"setShow":       phrase("Show it", "Dangos"),
	"setAll":        phrase("All of them", "Pob un ohonynt"),
	"setFigurePage": phrase("The page of this figure, with its numbers, images and frame", "Tudalen y ffigur hwn, gyda’i rifau, ei ddelweddau a’i ffrâm"),
	"setPlaceGone":  phrase("The source has no newer numbers for {place}. These are the last ones, as at {date}.", "Nid oes gan y ffynhonnell rifau mwy newydd ar gyfer {place}. Dyma’r rhai olaf, ar {date}."),
	"setFigureGone": phrase("The figure for {place} was withdrawn.", "Tynnwyd y ffigur ar gyfer {place} yn ôl."),

	// The form by which readers report a problem.
	"report":          phrase("Report a problem with this figure", "Rhoi gwybod am broblem gyda’r ffigur hwn"),
	"reportWords":     phrase("What is wrong?", "Beth sydd o’i le?"),
	"reportWordsHint": phrase("Say which number or word, and what it should be if you know. At most {n} characters. Leave out anything about your health or other people.", "Dywedwch pa rif neu air, a beth ddylai fod os ydych yn gwybod. Hyd at {n} nod. Peidiwch â chynnwys dim am eich iechyd nac am bobl eraill."),
	"reportEmail":     phrase("Your email address (optional)", "Eich cyfeiriad e-bost (dewisol)"),
	"reportEmailHint": phrase("Only if you would like an answer. It is used for nothing else and deleted after {n} days.", "Dim ond os hoffech gael ateb. Ni chaiff ei ddefnyddio at ddim arall, a chaiff ei ddileu ar ôl {n} diwrnod."),
	"reportTrap":      phrase("Leave this empty", "Gadewch hwn yn wag"),
	"reportSend":      phrase("Send the report", "Anfon yr adroddiad"),
	"reportBack":      phrase("Back to the figure", "Yn ôl i’r ffigur"),
	"reportBad":       phrase("Say what is wrong, in 10 to 2,000 characters", "Dywedwch beth sydd o’i le, mewn 10 i 2,000 o nodau"),
	"reportBadEmail":  phrase("Enter one email address, such as name@example.com, or leave it empty", "Rhowch un cyfeiriad e-bost, fel enw@example.com, neu gadewch ef yn wag"),
	"reportTooMany":   phrase("Many reports came in a short time. Try again later", "Daeth llawer o adroddiadau mewn amser byr. Rhowch gynnig arall arni yn nes ymlaen"),
	"reportSent":      phrase("Your report was sent", "Anfonwyd eich adroddiad"),
	"reportSentSays":  phrase("Whoever looks after the figure at {organisation} will read it. Nothing about you was stored but what you wrote.", "Bydd pwy bynnag sy’n gofalu am y ffigur yn {organisation} yn ei ddarllen. Ni chadwyd dim amdanoch ond yr hyn a ysgrifennoch."),
	"elsewhere":       phrase("This form was sent from another site", "Anfonwyd y ffurflen hon o wefan arall"),
	"elsewhereSays":   phrase("Open the page of the figure and report the problem there.", "Agorwch dudalen y ffigur a rhowch wybod am y broblem yno."),
	"problem":         phrase("There is a problem", "Mae problem"),

	// The share page: using it.
	"use":           phrase("Use this figure", "Defnyddio’r ffigur hwn"),
	"link":          phrase("Link", "Dolen"),
	"copyLink":      phrase("Copy link", "Copïo’r ddolen"),
	"copiedLink":    phrase("Copied: link", "Copïwyd y ddolen"),
	"frame":         phrase("Frame for a web page", "Ffrâm ar gyfer tudalen we"),
	"withoutScript": phrase("Works without scripts", "Yn gweithio heb sgriptiau"),
	"copyFrame":     phrase("Copy frame code", "Copïo cod y ffrâm"),
	"copiedFrame":   phrase("Copied: frame code", "Copïwyd cod y ffrâm"),
	"fit":           phrase("Frame that follows its content", "Ffrâm sy’n dilyn ei chynnwys"),
	"fitLabel":      phrase("Frame with a small script", "Ffrâm gyda sgript fach"),
	"fitHint": phrase("For sites that allow scripts in pages. The frame grows when a reader opens the table.",
		"Ar gyfer gwefannau sy’n caniatáu sgriptiau mewn tudalennau. Mae’r ffrâm yn tyfu pan fydd darllenydd yn agor y tabl."),
	"copyFit":        phrase("Copy frame code with script", "Copïo cod y ffrâm â’r sgript"),
	"copiedFit":      phrase("Copied: frame code with script", "Copïwyd cod y ffrâm â’r sgript"),
	"images":         phrase("Images", "Delweddau"),
	"imageOg":        phrase("Link preview", "Rhagolwg dolen"),
	"imageX":         phrase("Wide post", "Neges lydan"),
	"imageSquare":    phrase("Square", "Sgwâr"),
	"imagePortrait":  phrase("Portrait", "Portread"),
	"imageStory":     phrase("Story", "Stori"),
	"imageSlide":     phrase("Slide", "Sleid"),
	"print":          phrase("For print", "I’w argraffu"),
	"anySize":        phrase("SVG, any size", "SVG, unrhyw faint"),
	"numbers":        phrase("Numbers", "Rhifau"),
	"csv":            phrase("CSV file", "Ffeil CSV"),
	"json":           phrase("JSON file", "Ffeil JSON"),
	"xlsx":           phrase("Excel workbook", "Llyfr gwaith Excel"),
	"parquet":        phrase("Parquet file", "Ffeil Parquet"),
	"package":        phrase("Data package", "Pecyn data"),
	"citation":       phrase("Citation", "Dyfynnu"),
	"bibtex":         phrase("BibTeX", "BibTeX"),
	"catalogue":      phrase("Open data from {organisation}", "Data agored gan {organisation}"),
	"catalogueAbout": phrase("The numbers behind the figures that {organisation} publishes, with their sources and licences.", "Y rhifau y tu ôl i’r ffigurau a gyhoeddir gan {organisation}, gyda’u ffynonellau a’u trwyddedau."),
	"feed":           phrase("Figures from {organisation}", "Ffigurau gan {organisation}"),
	"cite":           phrase("{who}, “{title}”. Data: {source}. {address}, version {n}, {date}.", "{who}, “{title}”. Data: {source}. {address}, fersiwn {n}, {date}."),

	// What stands where a figure is not.
	"withdrawn":     phrase("This figure was withdrawn", "Tynnwyd y ffigur hwn yn ôl"),
	"withdrawnOn":   phrase("This figure was withdrawn on {date}", "Tynnwyd y ffigur hwn yn ôl ar {date}"),
	"withdrawnSays": phrase("Its publisher has stopped publishing it.", "Nid yw ei gyhoeddwr yn ei gyhoeddi mwyach."),
	"erased":        phrase("This figure was erased", "Dilëwyd y ffigur hwn"),
	"erasedOn":      phrase("This figure was erased on {date}", "Dilëwyd y ffigur hwn ar {date}"),
	"erasedSays":    phrase("It is no longer published, and its data was deleted.", "Nid yw’n cael ei gyhoeddi mwyach, a dilëwyd ei ddata."),
	"stoppedBy":     phrase("{who} has stopped publishing it.", "Nid yw {who} yn ei gyhoeddi mwyach."),
	"reason":        phrase("The reason given: {reason}", "Y rheswm a roddwyd: {reason}"),
	"unknown":       phrase("There is no figure here", "Nid oes ffigur yma"),
	"unknownSays": phrase("The address may be mistyped, or the figure was never published.",
		"Efallai fod camgymeriad yn y cyfeiriad, neu na chafodd y ffigur erioed ei gyhoeddi."),
	"noImage":      phrase("This image is not kept any more", "Nid yw’r ddelwedd hon yn cael ei chadw mwyach"),
	"noImageSays":  phrase("The page of the figure has the newest image.", "Mae’r ddelwedd ddiweddaraf ar dudalen y ffigur."),
	"noFormat":     phrase("This format is not given", "Ni roddir y fformat hwn"),
	"noFormatSays": phrase("Ask for JSON: format=json.", "Gofynnwch am JSON: format=json."),
	"noURL":        phrase("Which figure is meant is not said", "Ni ddywedir pa ffigur a olygir"),
	"noURLSays":    phrase("Give the address of a figure: url=…", "Rhowch gyfeiriad ffigur: url=…"),
	"noBound":      phrase("These bounds cannot be used", "Ni ellir defnyddio’r terfynau hyn"),
	"noBoundSays":  phrase("maxwidth and maxheight are whole numbers of pixels, from 1.", "Rhifau cyfan o bicseli, o 1, yw maxwidth a maxheight."),
	"fault":        phrase("This figure cannot be shown at the moment", "Ni ellir dangos y ffigur hwn ar hyn o bryd"),
	"faultSays":    phrase("The fault is on our side. Try again in a minute.", "Ar ein hochr ni y mae’r nam. Rhowch gynnig arall arni mewn munud."),

	// The page of a campaign.
	"campaign":           phrase("Campaign", "Ymgyrch"),
	"campaignDates":      phrase("Campaign, {from} to {to}", "Ymgyrch, {from} i {to}"),
	"campaignUntil":      phrase("Campaign, until {to}", "Ymgyrch, tan {to}"),
	"campaignFrom":       phrase("Campaign, from {from}", "Ymgyrch, o {from}"),
	"campaignEnded":      phrase("This campaign ended on {date}.", "Daeth yr ymgyrch hon i ben ar {date}."),
	"endedFreeze":        phrase("Its figures are as they were on that day.", "Mae ei ffigurau fel yr oeddent ar y diwrnod hwnnw."),
	"endedFollow":        phrase("Its figures go on following the data.", "Mae ei ffigurau’n dal i ddilyn y data."),
	"endedClose":         phrase("Its figures have pages of their own.", "Mae gan ei ffigurau eu tudalennau eu hunain."),
	"campaignCorrection": phrase("Correction, {date}: {words}", "Cywiriad, {date}: {words}"),
	"campaignList":       phrase("Figures of the campaign", "Ffigurau’r ymgyrch"),
	"campaignUse":        phrase("Use these figures", "Defnyddio’r ffigurau hyn"),
	"campaignUseSays": phrase("Each figure has a page with frame code, images, the numbers and a description in words.",
		"Mae gan bob ffigur dudalen gyda chod ffrâm, delweddau, y rhifau a disgrifiad mewn geiriau."),
	"campaignSources":  phrase("Where the numbers come from", "O ble y daw’r rhifau"),
	"afterEnd":         phrase("After {date}", "Ar ôl {date}"),
	"afterFreeze":      phrase("This page stays. Its figures stop following the data on that day and say so.", "Bydd y dudalen hon yn aros. Bydd ei ffigurau’n peidio â dilyn y data ar y diwrnod hwnnw, ac yn dweud hynny."),
	"afterFollow":      phrase("This page stays, and its figures go on following the data.", "Bydd y dudalen hon yn aros, a bydd ei ffigurau’n dal i ddilyn y data."),
	"afterClose":       phrase("This page then says that the campaign is over, and links to the figures.", "Bydd y dudalen hon wedyn yn dweud bod yr ymgyrch ar ben, ac yn cysylltu â’r ffigurau."),
	"campaignGone":     phrase("This page was taken down on {date}", "Tynnwyd y dudalen hon i lawr ar {date}"),
	"campaignGoneSays": phrase("The campaign is not public any more. Its figures may still be.", "Nid yw’r ymgyrch yn gyhoeddus mwyach. Efallai fod ei ffigurau’n dal i fod."),

	// The gallery.
	"gallery": phrase("Figures from open data", "Ffigurau o ddata agored"),
	"galleryAbout": phrase("Charts and headline figures that {organisation} makes from open data, with their sources, licences and numbers.",
		"Siartiau a phrif ffigurau y mae {organisation} yn eu gwneud o ddata agored, â’u ffynonellau, eu trwyddedau a’u rhifau."),
	"galleryHead": phrase("Figures you can check", "Ffigurau y gallwch eu gwirio"),
	"galleryLede": phrase("Charts and headline figures that {organisation} makes from open data. Each links to its source, its licence and the exact numbers behind it.",
		"Siartiau a phrif ffigurau y mae {organisation} yn eu gwneud o ddata agored. Mae pob un yn cysylltu â’i ffynhonnell, ei drwydded a’r union rifau y tu ôl iddo."),
	"search":    phrase("Search figures", "Chwilio am ffigurau"),
	"showAll":   phrase("Show all figures", "Dangos pob ffigur"),
	"newest":    phrase("Newest figures", "Y ffigurau diweddaraf"),
	"noneYet":   phrase("No figures yet", "Dim ffigurau eto"),
	"makeFirst": phrase("Sign in to make the first", "Mewngofnodwch i wneud y cyntaf"),
	"using":     phrase("Using a figure", "Defnyddio ffigur"),
	"usingSays": phrase("Every page has frame code, images for posts and slides, the numbers as CSV and JSON, and a sentence that describes the figure to people who cannot see it.",
		"Mae gan bob tudalen god ffrâm, delweddau ar gyfer negeseuon a sleidiau, y rhifau fel CSV a JSON, a brawddeg sy’n disgrifio’r ffigur i bobl na allant ei weld."),
	"checking": phrase("Checking a figure", "Gwirio ffigur"),
	"checkingSays": phrase("“Show the figures as a table” gives the numbers as drawn. The source link leads to the publisher’s own page.",
		"Mae “Dangos y ffigurau mewn tabl” yn rhoi’r rhifau fel y’u lluniwyd. Mae dolen y ffynhonnell yn arwain at dudalen y cyhoeddwr ei hun."),
	"keeping": phrase("Keeping a figure", "Cadw ffigur"),
	"keepingSays": phrase("The address of a figure never changes its meaning. Each version has an address of its own, which always gives the same figures.",
		"Nid yw ystyr cyfeiriad ffigur byth yn newid. Mae gan bob fersiwn ei gyfeiriad ei hun, sydd bob amser yn rhoi’r un ffigurau."),
	"cardAsAt":    phrase("as at", "ar"),
	"foundNone":   phrase("Nothing fits “{search}”", "Nid oes dim yn cyfateb i “{search}”"),
	"foundNewest": phrase("The newest {n} figures that fit “{search}”", "Y {n} ffigur diweddaraf sy’n cyfateb i “{search}”"),
	"foundOne":    phrase("1 figure fits “{search}”", "Mae 1 ffigur yn cyfateb i “{search}”"),
	"foundMany":   phrase("{n} figures fit “{search}”", "Mae {n} o ffigurau’n cyfateb i “{search}”"),
	"shownNewest": phrase("Showing the newest {n} figures. Search to find older ones.", "Dangosir y {n} ffigur diweddaraf. Chwiliwch i ddod o hyd i rai hŷn."),
	"shownOne":    phrase("Showing the only figure.", "Dangosir yr unig ffigur."),
	"shownAll":    phrase("Showing all {n} figures.", "Dangosir pob un o’r {n} ffigur."),
}

// Page writes the sentence of that name of a page around a figure, with its
// parts as Say takes them. A name that there is none of is an error.
func (l *Locale) Page(name string, parts ...string) (string, error) {
	p, ok := page[name]
	if !ok {
		p, ok = statement[name]
	}
	if !ok {
		return "", fmt.Errorf("no sentence of a page is named %q", name)
	}
	return l.Say(p, parts...), nil
}

// PageNames are the names that Page knows, for the test that each is used.
func PageNames() []string {
	return slices.AppendSeq(slices.Collect(maps.Keys(page)), maps.Keys(statement))
}

package words

// What a figure says of annotations, intervals and numbers that are not final.
var (
	// Numbers that are not final. {state} is one of those below.
	StateOfNames  = phrase("Figures for {names} {state}.", "Mae’r ffigurau ar gyfer {names} {state}.")
	StateOfRun    = phrase("Figures from {first} to {last} {state}.", "Mae’r ffigurau o {first} i {last} {state}.")
	StateOfMany   = phrase("{n} of {total} figures {state}.", "Mae {n} o’r {total} ffigur {state}.")
	AreProvision  = phrase("are provisional", "yn rhai dros dro")
	AreEstimates  = phrase("are estimates", "yn amcangyfrifon")
	AreForecasts  = phrase("are forecasts", "yn rhagolygon")
	AreDoubtful   = phrase("are of low reliability", "o ddibynadwyedd isel")
	AreRevised    = phrase("have been revised", "wedi’u diwygio")
	PartOf        = phrase("The figure for {name} covers part of the period only.", "Mae’r ffigur ar gyfer {name} yn cynnwys rhan o’r cyfnod yn unig.")
	PartCovered   = phrase("The figure for {name} covers {part} only.", "Mae’r ffigur ar gyfer {name} yn cynnwys {part} yn unig.")
	PartLeftOut   = phrase("The figure for {name} is left out: it covers part of the period only.", "Nid yw’r ffigur ar gyfer {name} wedi’i gynnwys: rhan o’r cyfnod yn unig sydd ynddo.")
	PartLeftOutOf = phrase("The figure for {name} is left out: it covers {part} only.", "Nid yw’r ffigur ar gyfer {name} wedi’i gynnwys: {part} yn unig sydd ynddo.")
	PartSaid      = phrase("{part} only", "{part} yn unig")
	PartUnsaid    = phrase("part of the period only", "rhan o’r cyfnod yn unig")

	// Annotations.
	Stretch       = phrase("{first} to {last}", "{first} i {last}")
	ReferenceLine = phrase("Reference line: {text}", "Llinell gyfeirio: {text}")
	BreakBefore   = phrase("The series breaks at {period}", "Mae toriad yn y gyfres yn {period}")

	// Intervals.
	BandIs           = phrase("The shaded band is the {interval}.", "Y band wedi’i dywyllu yw’r {interval}.")
	WhiskersAre      = phrase("The thin lines show the {interval}.", "Mae’r llinellau tenau yn dangos y {interval}.")
	IntervalsInTable = phrase("The confidence intervals are in the table.", "Mae’r cyfyngau hyder yn y tabl.")
)

// stateWords say that numbers have a state.
var stateWords = map[State]Phrase{
	Provisional: AreProvision, Estimated: AreEstimates, Forecast: AreForecasts, Unreliable: AreDoubtful, Revised: AreRevised,
}

// AreInState says of numbers that they have a state: "are provisional".
func (l *Locale) AreInState(s State) string { return l.Say(stateWords[s]) }

package widgets

import (
	"fmt"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/widgets/words"
)

// inPounds is how the code asks for the value of a contract.
var inPounds = NumberFormat{Unit: "£"}

// contracts suggests figures of a register of contracts: what all are worth, whose
// and of which department, and which end in the next twelve months.
func (k *shaped) contracts() {
	value := k.Column["value"]
	spec := Spec{Kind: Headline, Encoding: datasets.Roles{Value: value}, Number: inPounds, Sentence: k.say(words.ContractsInAll),
		Subtitle: subtitle(words.Capital(measureName(value)), k.options.Source.Publisher, k.say(words.InPounds))}
	spec.Title = "{latest} " + spec.Sentence
	k.tell(spec, "", k.unvalued(), []datasets.Step{summing(value)})
	k.contractsEnding()
	k.contractsBy("supplier", k.say(words.BySupplier), k.say(words.OtherSuppliers))
	if unit, ok := k.Column["unit"]; ok {
		k.contractsBy("unit", plainName(unit), k.say(words.AllTheOthers))
	}
	if category, ok := k.Column["category"]; ok {
		k.contractsBy("category", plainName(category), k.say(words.AllTheOthers))
	}
	k.contractsNext()
}

// unvalued counts the contracts whose value is not given.
func (k *shaped) unvalued() string {
	n := k.table.Profile(k.column("value")).Missing
	if n == 0 {
		return fmt.Sprintf("Over the whole life of %s, whenever they began", words.Count(k.table.Rows(), "contract", "contracts"))
	}
	return fmt.Sprintf("%s without a value %s left out", words.Count(n, "contract", "contracts"), isOrAre(n))
}

func (k *shaped) contractsBy(part, by, other string) {
	const most = maxSuggestedBars - 1
	field, value := k.Column[part], k.Column["value"]
	k.tell(Spec{Kind: Bar, Order: "data", Highlight: []string{HighestStandsOut}, Encoding: datasets.Roles{Category: field, Value: value}, Number: inPounds,
		Title:    k.say(words.ContractsSupplier, "name", "{highest:name}", "number", "{highest}"),
		Subtitle: subtitle(k.say(words.ContractsBy, "what", by), k.options.Source.Publisher, k.say(words.InPounds))}, "", "",
		[]datasets.Step{withValue(value), k.ofTop(field, value, other, most)})
}

// dataDay is the day up to which the register knows contracts: the latest on
// which one began, but not after the day on which the data was fetched. It is
// false where the register has no starts and nobody knows when it was fetched.
func (k *shaped) dataDay() (table.Day, string, bool) {
	day, why, known := table.Day(0), "", false
	if start := k.column("start"); start >= 0 {
		day, why, known = k.table.Profile(start).Max.Day, "the latest start in the register", true
	}
	if fetched := k.options.Source.Retrieved; !fetched.IsZero() {
		y, m, d := fetched.Date()
		if on := table.Date(y, int(m), d); !known || on < day {
			day, why, known = on, "the day on which the data was fetched", true
		}
	}
	return day, why, known
}

// ending keeps the contracts that end in the twelve months after a day.
func (k *shaped) ending(day table.Day) datasets.Step {
	return datasets.Filter{Field: k.Column["end"], Test: "between", Values: []string{(day + 1).String(), day.AddMonths(12).String()}}
}

// contractsEnding counts the contracts that end in the next twelve months, by
// department or else by supplier.
func (k *shaped) contractsEnding() {
	day, why, ok := k.dataDay()
	if !ok {
		return
	}
	field, by := k.Column["supplier"], k.say(words.BySupplier)
	if unit, ok := k.Column["unit"]; ok {
		field, by = unit, plainName(unit)
	}
	n := k.freeName("Contracts")
	k.tell(Spec{Kind: Bar, Order: "value", Encoding: datasets.Roles{Category: field, Value: n},
		Title:    k.say(words.ContractsEnd, "number", "{total}"),
		Subtitle: subtitle(k.say(words.ContractsEnding, "day", k.words.Date(day), "what", by), k.options.Source.Publisher)}, "", "Counted from "+why+"; extensions that were agreed are not known",
		[]datasets.Step{k.ending(day), counting(n, field), ordered(n, "descending"), datasets.Limit{Count: maxSuggestedBars}})
}

// contractsNext lists the contracts that end next.
func (k *shaped) contractsNext() {
	day, _, ok := k.dataDay()
	title, has := k.Column["title"]
	if !ok || !has {
		return
	}
	end, value := k.Column["end"], k.Column["value"]
	k.tell(Spec{Kind: Table, Encoding: datasets.Roles{Category: title, Value: value}, Number: inPounds,
		Title:    k.say(words.ContractsEnd, "number", "{rows}"),
		Subtitle: subtitle(k.say(words.ContractsNext, "day", k.words.Date(day)), k.options.Source.Publisher)}, "", "",
		[]datasets.Step{k.ending(day), ordered(end, "ascending"), datasets.Choose{Fields: []string{title, k.Column["supplier"], end, value}}, datasets.Limit{Count: 50}})
}

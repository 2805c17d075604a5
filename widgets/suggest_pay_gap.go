package widgets

import (
	"strings"

	"figurehead/datasets"
	"figurehead/datasets/table"
	"figurehead/widgets/words"
)

// payGap suggests figures of the gender pay gap: that of the organisation, its
// quarters of pay, and how it compares with other employers.
func (k *shaped) payGap() {
	own, alone := k.ownEmployer()
	if own != "" {
		k.payGapOf(own, alone)
		k.payQuarters(own, alone)
	}
	if !alone {
		k.payGapsCompared(own)
	}
}

// ownEmployer is the name of the organisation among the employers: the only
// one, the publisher, or the council of its area.
func (k *shaped) ownEmployer() (name string, alone bool) {
	column := k.column("employer")
	if column < 0 {
		return "", false
	}
	names := k.table.Column(column).Words[table.FirstCode:]
	if len(names) == 1 {
		return names[0], true
	}
	best := 0
	for _, n := range names {
		fit := areaFit(strings.ToLower(n), strings.ToLower(k.options.Area))
		if strings.EqualFold(n, k.options.Source.Publisher) {
			fit = 5
		}
		if fit > best && (k.options.Area != "" || fit == 5) {
			name, best = n, fit
		}
	}
	return name, false
}

// only keeps the rows of one employer.
func (k *shaped) only(name string, alone bool) []datasets.Step {
	if alone {
		return nil
	}
	return []datasets.Step{datasets.Filter{Field: k.Column["employer"], Test: "is", Values: []string{name}}}
}

func (k *shaped) payGapOf(name string, alone bool) {
	spec := Spec{Kind: Headline, Encoding: datasets.Roles{Value: k.Column["median"]}, Sentence: k.say(words.PayGapMedian, "name", name),
		Number: NumberFormat{Unit: "%"}, Subtitle: subtitle(k.say(words.PayGapMeasure), k.say(words.InPerCent)), Note: k.say(words.PayGapNote)}
	keep := []string{k.Column["median"]}
	if year, ok := k.yearly(); ok {
		spec.Encoding.Time, keep = year, append(keep, year)
		spec.Compare = "previous"
	}
	spec.Title = "{latest} " + spec.Sentence
	catch := "It compares all women with all men, not pay for the same work"
	if _, ok := k.Column["year"]; !ok {
		catch += ". The file does not say the year: add it"
	}
	k.tell(spec, "", catch, append(k.only(name, alone), datasets.Choose{Fields: keep}))
}

// yearly is the column of years where each employer has one row for each.
func (k *shaped) yearly() (string, bool) {
	year := k.column("year")
	if year < 0 || k.fields[year].Kind != table.Periods || k.table.Profile(year).Distinct < 2 {
		return "", false
	}
	by := []string{k.Column["year"]}
	if employer, ok := k.Column["employer"]; ok {
		by = append(by, employer)
	}
	return k.Column["year"], k.count(counting("fh n", by...)) == k.table.Rows()
}

// latestYear keeps the newest of several years.
func (k *shaped) latestYear() []datasets.Step {
	if year, ok := k.yearly(); ok {
		return []datasets.Step{datasets.Latest{Field: year, Count: 1}}
	}
	return nil
}

// payQuarters are the shares of women and men in each quarter of pay, from the
// lowest paid up.
func (k *shaped) payQuarters(name string, alone bool) {
	women, men := k.Columns["women"], k.Columns["men"]
	if len(women) != 4 {
		return
	}
	quarters := []string{k.say(words.LowestQuarter), k.say(words.LowerMiddle), k.say(words.UpperMiddle), k.say(words.HighestQuarter)}
	sex, quarter, share := k.freeName("Sex"), k.freeName("Quarter of pay"), k.freeName("Share")
	turned := datasets.Unpivot{Name: quarter, Value: share, Also: []datasets.Labelled{{Name: sex}}}
	for i := range quarters {
		turned.Fields = append(turned.Fields, women[i], men[i])
		turned.Labels = append(turned.Labels, quarters[i], quarters[i])
		turned.Also[0].Labels = append(turned.Also[0].Labels, k.say(words.Women), k.say(words.Men))
	}
	steps := append(k.only(name, alone), k.latestYear()...)
	steps = append(steps, datasets.Choose{Fields: append(append([]string{}, women...), men...)}, turned)
	k.tell(Spec{Kind: PercentBar, Order: "data", Encoding: datasets.Roles{Category: quarter, Series: sex, Value: share}, Number: NumberFormat{Unit: "%"},
		Title: k.say(words.PayQuarters, "name", name), Subtitle: subtitle(k.say(words.QuartersOfPay), k.say(words.InPerCent))}, "", "", steps)
}

// payGapsCompared are the gaps of few employers as bars, of many as a histogram.
func (k *shaped) payGapsCompared(own string) {
	employer, median := k.Column["employer"], k.Column["median"]
	if employer == "" {
		return
	}
	steps := append(k.latestYear(), datasets.Choose{Fields: []string{employer, median}}, ordered(median, "descending"))
	spec := Spec{Kind: Bar, Order: "value", Encoding: datasets.Roles{Category: employer, Value: median}, Number: NumberFormat{Unit: "%"}, Note: k.say(words.PayGapNote),
		Title:    k.say(words.PayGapHighest, "name", "{highest:name}", "number", "{highest}"),
		Subtitle: subtitle(k.say(words.PayGapMeasure), k.say(words.InPerCent))}
	if own != "" {
		spec.Highlight = []string{own}
	}
	n := k.count(steps...)
	if n > MaxBars {
		lower, upper, count := k.freeName("From"), k.freeName("To"), k.freeName("Employers")
		k.tell(Spec{Kind: Histogram, Encoding: datasets.Roles{Low: lower, High: upper, Value: count}, Note: spec.Note,
			Title: k.say(words.PayGapSpread, "number", words.Whole(n)), Subtitle: spec.Subtitle}, "", "",
			append(k.latestYear(), datasets.Bins{Of: median, Lower: lower, Upper: upper, Name: count}))
		return
	}
	if n > 1 {
		k.tell(spec, "", "", steps)
	}
}

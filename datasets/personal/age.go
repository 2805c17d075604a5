package personal

import "figurehead/datasets/table"

// bands are age bands that official statistics use (ONS, Census 2021 age
// groups), each from its first age.
var bands = []struct {
	from int
	name string
}{
	{75, "75 and over"}, {65, "65 to 74"}, {55, "55 to 64"}, {45, "45 to 54"}, {35, "35 to 44"}, {25, "25 to 34"}, {16, "16 to 24"}, {0, "0 to 15"},
}

// AgeBand is the band of the age that a person born on a day has on another,
// or false when they are not born yet.
func AgeBand(born, on table.Day) (string, bool) {
	by, bm, bd := born.Civil()
	y, m, d := on.Civil()
	age := y - by
	if m < bm || m == bm && d < bd {
		age--
	}
	if age < 0 || age > 130 {
		return "", false
	}
	for _, b := range bands {
		if age >= b.from {
			return b.name, true
		}
	}
	return "", false
}

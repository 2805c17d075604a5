package widgets

// spread moves labels apart: it returns the centres nearest to wanted, which
// ascends, so that labels of these heights do not touch and stay between low
// and high (least squares by pooled adjacent violators).
func spread(wanted, heights []Px, low, high Px) []Px {
	offsets := make([]Px, len(wanted))
	total := Px(0)
	for i, h := range heights {
		offsets[i] = total + h/2
		total += h
	}
	type pool struct {
		at    Px
		count int
	}
	var pools []pool
	for i, w := range wanted {
		pools = append(pools, pool{w - offsets[i], 1})
		for len(pools) > 1 && pools[len(pools)-2].at > pools[len(pools)-1].at {
			a, b := pools[len(pools)-2], pools[len(pools)-1]
			pools = pools[:len(pools)-1]
			n := a.count + b.count
			pools[len(pools)-1] = pool{(a.at*Px(a.count) + b.at*Px(b.count)) / Px(n), n}
		}
	}
	centres := make([]Px, 0, len(wanted))
	for _, p := range pools {
		for range p.count {
			centres = append(centres, max(min(p.at, high-total), low)+offsets[len(centres)])
		}
	}
	return centres
}

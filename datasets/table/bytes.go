package table

import "sync"

// mostByByte is how many values a byte tells apart.
const mostByByte = 1 << 8

// ByByte is a column of few values with a byte a row: a quarter of the memory to
// go through. Of text the byte is the code; of days, none of which is missing,
// it is the place in Days.
type ByByte struct {
	Rows []uint8
	Days []Day
}

// byByte is made when it is first asked for.
type byByte struct {
	once sync.Once
	made *ByByte
}

// ByByte is the column with a byte a row, for reading only; nil when it has too
// many values for that, or belongs to no Table.
func (c *Column) ByByte() *ByByte {
	if c.small == nil || c.Codes != nil && len(c.Words) > mostByByte || c.Codes == nil && (c.Days == nil || c.Reasons != nil) {
		return nil
	}
	c.small.once.Do(func() {
		if c.Codes != nil {
			c.small.made = &ByByte{Rows: make([]uint8, len(c.Codes))}
			for row, code := range c.Codes {
				c.small.made.Rows[row] = uint8(code)
			}
			return
		}
		c.small.made = daysByByte(c.Days)
	})
	return c.small.made
}

// daysByByte is nil when there are too many different days.
func daysByByte(days []Day) *ByByte {
	by, places := &ByByte{Rows: make([]uint8, len(days))}, map[Day]int{}
	// A day is looked up by its last bits before it is by the map.
	var near [1 << 10]struct{ day, place Day } // place from 1
	for row, d := range days {
		seen := &near[uint32(d)%uint32(len(near))]
		if seen.place == 0 || seen.day != d {
			place, known := places[d]
			if !known {
				if place = len(by.Days); place == mostByByte {
					return nil
				}
				places[d] = place
				by.Days = append(by.Days, d)
			}
			seen.day, seen.place = d, Day(place+1)
		}
		by.Rows[row] = uint8(seen.place - 1)
	}
	return by
}

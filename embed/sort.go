package embed

import (
	"fmt"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"figurehead/widgets"
)

// The two parameters by which the table of a share page is sorted: a promise,
// as its address is.
const (
	parameterSort  = "sort"  // number of a column, from 1
	parameterOrder = "order" // one of orders; anything else counts as the first
)

var orders = []string{"ascending", "descending"}

// tableOrder is how a reader asked for the table; column 0 is as published.
type tableOrder struct {
	column     int // from 1
	descending bool
}

// askedOrder reads the order of a request. A column that is no plain number is
// ignored; whether the table has it is known later.
func askedOrder(c *fiber.Ctx) tableOrder {
	asked := c.Query(parameterSort)
	column, err := strconv.Atoi(asked)
	if err != nil || column < 1 || strconv.Itoa(column) != asked {
		return tableOrder{}
	}
	return tableOrder{column, listed(orders, c.Query(parameterOrder)) == orders[1]}
}

// sortedHead is the heading of a column with the link that sorts by it.
type sortedHead struct {
	tableCell
	Address string // "" where there is nothing to sort
	Sorted  string // for aria-sort; "" when the table is not in its order
	Sign    string // the direction as a sign
}

// sortedHeads are the headings of a table in an order. A number is first
// sorted with the highest on top, a name from A.
func sortedHeads(t widgets.TableWords, o tableOrder, page string) []sortedHead {
	var heads []sortedHead
	for i, cell := range tableHeads(t) {
		h := sortedHead{tableCell: cell}
		descending := cell.Numeric
		if o.column == i+1 {
			h.Sorted, h.Sign, descending = orders[0], "▲", true
			if o.descending {
				h.Sorted, h.Sign, descending = orders[1], "▼", false
			}
		}
		if len(t.Rows) > 1 {
			order := orders[0]
			if descending {
				order = orders[1]
			}
			h.Address = fmt.Sprintf("%s?%s=%d&%s=%s#table", page, parameterSort, i+1, parameterOrder, order)
		}
		heads = append(heads, h)
	}
	return heads
}

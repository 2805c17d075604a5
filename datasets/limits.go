package datasets

import "figurehead/datasets/table"

// Limits of a Query and its Result.
const (
	MaxGroups       = 100_000
	MaxResultRows   = 5_000
	MaxSteps        = 100
	MaxFilterValues = 1_000
	MaxBins         = 1_000
	MaxQueryBytes   = 1 << 20
	MaxMadeCells    = 10_000_000 // of an unpivot or pivot: 80 MB of numbers
)

// Limits of what is read (DESIGN §7).
const (
	MaxFileBytes = 256 << 20 // CSV and Parquet
	MaxJSONBytes = 50 << 20
)

// ErrTooLarge is returned for a table beyond the limits of columns, rows or bytes in a cell.
var ErrTooLarge = table.ErrTooLarge

// Bound is one limit, as readers keep it and docs/reference/query.md lists it.
type Bound struct {
	Name string // in words: "rows of a table"
	Most int64
	Unit string // "rows", "columns", "bytes", "steps", "cells", "bins"
}

// Limits is the one table of limits of data.
var Limits = []Bound{
	{"bytes of a CSV or Parquet file", MaxFileBytes, "bytes"},
	{"bytes of a JSON file", MaxJSONBytes, "bytes"},
	{"columns of a table", table.MaxColumns, "columns"},
	{"columns of a file of which those of a table are chosen", table.MaxOffered, "columns"},
	{"rows of a table", table.MaxRows, "rows"},
	{"bytes of a cell", table.MaxCellBytes, "bytes"},
	{"digits of a number", table.MaxDigits, "digits"},
	{"bytes of a query", MaxQueryBytes, "bytes"},
	{"steps of a query", MaxSteps, "steps"},
	{"values of a filter", MaxFilterValues, "values"},
	{"edited cells of a step", MaxEdits, "cells"},
	{"bins", MaxBins, "bins"},
	{"rows of a group or pivot, and rows that a column is added to", MaxGroups, "rows"},
	{"rows that an unpivot makes", table.MaxRows, "rows"},
	{"cells that an unpivot or pivot makes", MaxMadeCells, "cells"},
	{"rows of a result", MaxResultRows, "rows"},
}

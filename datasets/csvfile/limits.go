package csvfile

import "figurehead/datasets/table"

// maxCellBytes is the most that one cell may hold (DESIGN §7).
const maxCellBytes = table.MaxCellBytes

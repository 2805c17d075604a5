package words

import "figurehead/datasets"

// Capital makes the first letter large.
func Capital(s string) string { return datasets.Capital(s) }

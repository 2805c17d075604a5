package words

// What a histogram says.
var (
	HistogramOpening = phrase("Histogram of {bins}", "Histogram â {bins}")
	NounBin          = noun("bin", "bins", "band", "o fandiau")
	// BinName is the name of a bin: its upper edge is not part of it.
	BinName       = phrase("{low} to under {high}", "{low} hyd at lai na {high}")
	FullestBin    = phrase("The fullest bin, {bin}, holds {count}", "Y band llawnaf, {bin}: {count}")
	FullestOf     = phrase("The fullest bin, {bin}, holds {count} of {total}", "Y band llawnaf, {bin}: {count} o {total}")
	FullestBins   = phrase("The fullest bins, {bins}, hold {count} each", "Y bandiau llawnaf, {bins}: {count} yr un")
	BinHolds      = phrase("{bin} holds {count}", "{bin}: {count}")
	BinsReach     = phrase("The bins run from {low} to {high}", "Mae’r bandiau’n mynd o {low} i {high}")
	CountedApart  = phrase("Counted apart, as they have no figure: {counts}", "Wedi’u cyfrif ar wahân, gan nad oes ffigur: {counts}")
	CountByReason = phrase("{count} ({reason})", "{count} ({reason})")
)

package words

// What is said of tables with a small line in each row.
var (
	TableOfLines   = phrase("Table of {rows} with a small line in each", "Tabl â {rows}, llinell fach ymhob un")
	LinesSameScale = phrase("All small lines have the same scale, {between}.", "Mae gan bob llinell fach yr un raddfa, {between}.")
	LinesOwnScale  = phrase("Each small line has its own scale, {between}.", "Mae gan bob llinell fach ei graddfa ei hun, {between}.")
	ScaleCropped   = phrase("It does not start at zero.", "Nid yw’r raddfa yn dechrau ar sero.")
	LinesCropped   = phrase("Not all start at zero.", "Nid yw pob un yn dechrau ar sero.")
)

package words

// The words of maps.
var (
	MapOpening     = phrase("Map of {places}", "Map o’r canlynol: {places}")
	TileMapOpening = phrase("Tile map of {places}", "Map teils o’r canlynol: {places}")

	// The note on shades and numbers.
	MapShades   = phrase("Shades change at {edges}. The numbers on the map are those in the list", "Mae’r lliw yn newid ar {edges}. Mae’r rhifau ar y map yr un fath â’r rhestr")
	MapOneShade = phrase("One shade: the values are too close together for more. The numbers on the map are those in the list", "Un lliw: mae’r gwerthoedd yn rhy agos at ei gilydd i gael mwy. Mae’r rhifau ar y map yr un fath â’r rhestr")
	TilesLie    = phrase("Each square is one place, set roughly where it lies. Shades change at {edges}", "Mae pob sgwâr yn un lle, tua lle mae’n gorwedd. Mae’r lliw yn newid ar {edges}")
	TilesLieOne = phrase("Each square is one place, set roughly where it lies", "Mae pob sgwâr yn un lle, tua lle mae’n gorwedd")

	// What is not on the map, or has no row.
	NotOnMap      = phrase("Not on the map: {names}", "Ddim ar y map: {names}")
	SomeNotOnMap  = phrase("{rows} are not on the map: {names} and others", "{rows} ddim ar y map, er enghraifft: {names}")
	NoRowFor      = phrase("Hatched, with no row in the data: {names}", "Llinellau ar draws, heb res yn y data: {names}")
	SomeWithNoRow = phrase("Hatched: {places} with no row in the data, such as {names}", "Llinellau ar draws: {places} heb res yn y data, er enghraifft: {names}")
)

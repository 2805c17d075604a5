package widgets

import (
	"figurehead/datasets/places"
	"figurehead/widgets/words"
)

// TileMap shows places as squares of one size, set roughly where they lie, and
// coloured by the class of their number.
const TileMap Kind = "tileMap"

func tileMapKind() kind {
	return kind{
		name: TileMap, called: called("tile map", "map teils"),
		roles: mapRoles(),
		read:  (*reading).tileMap, plot: plot{height: tileMapHeight, draw: drawTileMap, stretches: true},
		describe: describeTileMap, more: moreOfBars, message: mapMessage, suggest: suggestTiles, drawnOn: (*places.Set).HasTiles,
	}
}

func (b *reading) tileMap(f *Figure) error {
	if err := b.mapped(f); err != nil {
		return err
	}
	b.remarks = f.tileMapNotes()
	return nil
}

func describeTileMap(f Figure) []string {
	opening := about(f, f.say(words.TileMapOpening, "places", f.count(len(allPoints(f)), words.NounPlace)))
	return append([]string{opening}, mapMessage(f)...)
}

func (f Figure) tileMapNotes() []string {
	lie := ended(f.say(words.TilesLieOne))
	if len(f.Breaks) > 0 {
		lie = ended(f.say(words.TilesLie, "edges", f.words().List(f.Breaks)))
	}
	return []string{lie, f.offMapNote(), f.noRowNote()}
}

package candidates

import "slices"

// Levels are the levels of agreement that comparisons reached, by their names, in the order of the model.
type Levels struct {
	Names   []string // one slice for all pairs of a run
	Reached []int32
}

// Of is the level that a comparison reached, and whether it was made.
func (l Levels) Of(comparison string) (int32, bool) {
	at := slices.Index(l.Names, comparison)
	if at < 0 {
		return noLevel, false
	}
	return l.Reached[at], true
}

// at is Of for a comparison that mostly stands in a place.
func (l *Levels) at(place int, comparison string) int32 {
	if place < len(l.Names) && l.Names[place] == comparison {
		return l.Reached[place]
	}
	level, _ := l.Of(comparison)
	return level
}

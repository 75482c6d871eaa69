package settings

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"rollcall/sources"
)

// columnFaults tells of columns and values that the settings map to a field which the kind does not have: the file would be turned down
// when it is read, and the run published without the extract.
func (s *Settings) columnFaults(raw []byte) []string {
	var faults []string
	for i := range s.Sources {
		x := &s.Sources[i]
		kind := sources.Kind(x.Kind)
		for _, of := range []struct {
			key   string
			names []string
		}{{"columns", slices.Sorted(maps.Keys(x.Columns))}, {"values", slices.Sorted(maps.Keys(x.Values))}} {
			for _, name := range of.names {
				if !slices.Contains(sources.Kinds(), kind) || sources.MayMap(kind, name) {
					continue
				}
				line, column := placeOf(raw, fmt.Sprintf("$.sources[%d].%s.%s", i, of.key, name))
				faults = append(faults, fmt.Sprintf("%s: line %d, column %d: %s: %s: %s: %s has no such field; the nearest is %s (rollcall sources %s lists them)",
					s.path, line, column, x.entryName(i), of.key, name, x.Kind, nearestWord(name, sources.FieldNames(kind)), x.Kind))
			}
		}
	}
	return faults
}

// nearestWord is the word that has the most pairs of letters in common with another, by their share in both (Dice); the first of several.
func nearestWord(word string, of []string) (nearest string) {
	best := -1.0
	for _, w := range of {
		if share := sharedPairs(word, w); share > best {
			nearest, best = w, share
		}
	}
	return nearest
}

func sharedPairs(a, b string) float64 {
	common, rest := 0, b
	for i := range max(0, len(a)-1) {
		if before, after, found := strings.Cut(rest, a[i:i+2]); found {
			common++
			rest = before + "\x00" + after
		}
	}
	return 2 * float64(common) / float64(max(1, len(a)+len(b)-2))
}

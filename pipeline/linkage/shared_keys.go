package linkage

import "rollcall/sources/cells"

// A number that many rows of different births have is no number of a person: a default, a practice's, the telephone of an office. Two
// rows that agree on it would be taken for one person.
const (
	fewestKeys   = cells.FewestShared
	fewestEmails = 8 // of an address, which a family may share
)

// fewestOf returns how many rows of different births must have a value of a kind; 0 for a kind that many people may share.
func fewestOf(kind Kind) int {
	switch kind {
	case Email:
		return fewestEmails
	case Identifier, UPN, NHSNumber:
		return fewestKeys
	}
	return 0
}

// clearSharedKeys empties the cells of numbers of a person that people of different births share, over all tables.
func clearSharedKeys(tables []*table, used []Used) {
	born := namesOfKind(used, Birth)
	if len(born) == 0 {
		return
	}
	births := gatherColumn(tables, born[0])
	for i := range used {
		u := &used[i]
		fewest := fewestOf(u.Kind)
		if fewest == 0 {
			continue
		}
		keys := gatherColumn(tables, u.Name)
		shared, held, said := sharedKeys(keys, births, fewest)
		switch {
		case held == 0:
		case u.Guessed && 2*held > said:
			u.Kind, u.Why = Ignore, "people of different births share its values: they are nobody's own"
		default:
			for _, t := range tables {
				if c := t.columnOf(u.Name); c != nil {
					t.putColumn(c.rewriteValues(c.name, func(v string) string {
						if shared[v] {
							return ""
						}
						return v
					}))
				}
			}
			u.Nothing += held
			u.addNote("%d cells hold a value that people of different births share; they count as empty", held)
		}
	}
}

// sharedKeys returns the values that at least so many rows of different births have, how many rows that are, and how many have any.
func sharedKeys(keys, births *column, fewest int) (shared map[string]bool, held, said int) {
	rows := keys.countRows()
	of := map[int32]map[int32]int{}
	for i, key := range keys.codes {
		if key < 0 {
			continue
		}
		said += keys.weightOf(i)
		if rows[key] < fewest || births.codes[i] < 0 {
			continue
		}
		if of[key] == nil {
			of[key] = map[int32]int{}
		}
		of[key][births.codes[i]] += keys.weightOf(i)
	}
	shared = map[string]bool{}
	for key, days := range of {
		if cells.IsSharedKey(days, fewest) {
			shared[keys.values[key]] = true
			held += rows[key]
		}
	}
	return shared, held, said
}

package linkage

import "strings"

// Columns whose names say nothing by themselves are told by those beside them: day, month and year of birth in three columns of
// numbers, and a name in two, of which the first is the forename.

const whyNeighbours = "by the look of its values and of the columns beside it"

// guessByNeighbours settles guessed columns by those beside them.
func guessByNeighbours(used []Used, shapes []shape) {
	guessNumberedNames(used, shapes)
	for _, u := range used {
		if u.Kind == Birth || u.Kind == BirthYear {
			return
		}
	}
	for i := 0; i+2 < len(used); i++ {
		parts, ok := birthInThree(used[i:i+3], shapes[i:i+3])
		if !ok {
			continue
		}
		for k, kind := range parts {
			used[i+k].Kind, used[i+k].Why = kind, whyNeighbours
		}
		return
	}
}

// birthInThree returns which of three columns are year, month and day, and whether they are.
func birthInThree(used []Used, shapes []shape) ([3]Kind, bool) {
	var parts [3]Kind
	seen := map[Kind]bool{}
	for k := range parts {
		if name, _ := kindByName(used[k].Name); !used[k].Guessed || name != "" {
			return parts, false
		}
		switch s := shapes[k]; {
		case s.mostly(s.years, .9) && s.distinct > 1:
			parts[k] = BirthYear
		case s.mostly(s.months, 1) && s.distinct <= 12:
			parts[k] = BirthMonth
		case s.mostly(s.days, 1) && s.distinct <= 31:
			parts[k] = BirthDay
		}
		seen[parts[k]] = true
	}
	return parts, len(seen) == 3 && !seen[""]
}

// guessNumberedNames settles pairs such as pername1 and pername2.
func guessNumberedNames(used []Used, shapes []shape) {
	stem := func(name string) string { return strings.TrimRight(strings.ToLower(name), "0123456789_ .-") }
	isName := func(k, number int) bool {
		h := readHeader(used[k].Name)
		kind, _ := kindByName(used[k].Name)
		return used[k].Guessed && kind == "" && h.words["name"] && h.number == number && shapes[k].mostly(shapes[k].lettered, .9)
	}
	for i := range used {
		for j := range used {
			if isName(i, 1) && isName(j, 2) && stem(used[i].Name) == stem(used[j].Name) {
				used[i].Kind, used[i].Why = Forename, whyNeighbours
				used[j].Kind, used[j].Why = Surname, whyNeighbours
			}
		}
	}
}

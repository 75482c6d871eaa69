package linkage

import (
	"fmt"
	"slices"
	"strings"
)

// columnsOf settles what each column holds: as the settings say, or by its name and values in all tables.
func columnsOf(s *Settings, tables []*table) ([]Used, error) {
	wanted := s.Columns
	if len(wanted) == 0 {
		wanted = allColumns(tables)
	}
	var used []Used
	var shapes []shape
	var faults []string
	for _, w := range wanted {
		u, look := Used{Name: w.Name, Kind: w.Kind}, shape{}
		switch {
		case !slices.ContainsFunc(tables, func(t *table) bool { return t.columnOf(w.Name) != nil }):
			faults = append(faults, fmt.Sprintf("%s: columns: no table has a column %q", s.path, w.Name))
			continue
		case w.Kind != "":
		case slices.ContainsFunc(s.Tables, func(t TableSetting) bool { return t.ID == w.Name }):
			continue
		default:
			look = shapeOf(gatherColumn(tables, w.Name))
			u.Guessed = true
			u.Kind, u.Why = guessKind(w.Name, look)
			if only := onlyTable(s, tables, w.Name); only != "" && u.Why != whyRow && len(s.Columns) == 0 {
				u.Kind, u.Why = Ignore, "only "+only+" has it, so that no pair of tables can be compared on it"
			}
		}
		used, shapes = append(used, u), append(shapes, look)
	}
	if len(faults) > 0 {
		return nil, &SettingsError{faults}
	}
	guessByNeighbours(used, shapes)
	used = withoutRepeats(used, len(s.Columns) > 0)
	if !slices.ContainsFunc(used, func(u Used) bool { return u.Kind != Ignore && (u.Kind != Sex || !u.Guessed) }) {
		return nil, faultf("%s: columns: none is left to compare%s; name some with what they hold (%s)", s.path, whyNone(used), kindList())
	}
	return used, nil
}

// whyNone says why no column is left.
func whyNone(used []Used) string {
	var whys []string
	for _, u := range used {
		if u.Why != "" {
			whys = append(whys, u.Name+": "+u.Why)
		}
	}
	if len(whys) == 0 {
		return ""
	}
	return " (" + strings.Join(whys, "; ") + ")"
}

// allColumns returns the columns of all tables, each once, as they are met.
func allColumns(tables []*table) ColumnSettings {
	var out ColumnSettings
	seen := map[string]bool{}
	for _, t := range tables {
		for _, c := range t.columns {
			if name := t.nameOf(c.name); !seen[name] {
				seen[name] = true
				out = append(out, ColumnSetting{Name: name})
			}
		}
	}
	return out
}

// onlyTable names the table that alone has values in a column, empty when several have or when the table is the only one or is
// searched for duplicates as the settings say.
func onlyTable(s *Settings, tables []*table, name string) string {
	only := -1
	for k, t := range tables {
		if c := t.columnOf(name); c == nil || !slices.ContainsFunc(c.codes, func(code int32) bool { return code >= 0 }) {
			continue
		}
		if only >= 0 {
			return ""
		}
		only = k
	}
	if only < 0 || len(tables) == 1 || s.Tables[only].Duplicates == duplicatesYes {
		return ""
	}
	return tables[only].name
}

// notePassed says which columns are not compared that a table has, and why, unless the settings name those that are.
func (r *Run) notePassed(tables []*table) {
	told := func(name string) bool {
		return slices.ContainsFunc(r.Used, func(u Used) bool { return u.Name == name })
	}
	for k, t := range tables {
		for _, note := range t.notes {
			r.Notes = append(r.Notes, t.name+": "+note)
		}
		for _, u := range r.Used {
			if !u.Guessed && len(tables) > 1 && tables[k].columnOf(u.Name) == nil {
				r.Notes = append(r.Notes, fmt.Sprintf("%s: no column %s, which the settings name: say under columns of the table what it calls it", t.name, u.Name))
			}
		}
		for _, u := range t.passed {
			if len(r.Settings.Columns) == 0 && !told(u.Name) {
				r.Used = append(r.Used, u)
			}
		}
	}
}

// noteAlone says when one column is all that is compared.
func noteAlone(used []Used) {
	alone := -1
	for i, u := range used {
		if u.Kind == Ignore || u.Kind == Sex || u.Kind == Category {
			continue
		}
		if alone >= 0 {
			return
		}
		alone = i
	}
	if alone >= 0 {
		used[alone].addNote("it alone is compared: few people can be told apart by it")
	}
}

// gatherColumn returns the named column of all tables, one under the other; a table without it has empty values, and with no table
// that has it there are no rows.
func gatherColumn(tables []*table, name string) *column {
	all := newColumn(name)
	found := false
	for _, t := range tables {
		if c := t.columnOf(name); c != nil {
			if len(tables) == 1 {
				return c
			}
			all.appendColumn(c)
			found = true
			continue
		}
		for range t.rows {
			all.codes = append(all.codes, -1)
		}
	}
	if !found {
		all.codes = nil
	}
	return all
}

// withoutRepeats leaves out guessed columns that say again what others say.
func withoutRepeats(used []Used, named bool) []Used {
	has := func(k Kind) bool { return slices.ContainsFunc(used, func(u Used) bool { return u.Kind == k }) }
	born := slices.IndexFunc(used, func(u Used) bool { return u.Kind == Birth && u.Why != whyShape })
	if born < 0 {
		born = slices.IndexFunc(used, func(u Used) bool { return u.Kind == Birth })
	}
	for i := range used {
		u := &used[i]
		if !u.Guessed {
			continue
		}
		switch {
		case u.Kind == FullName && has(Forename) && has(Surname):
			u.Kind, u.Why = Ignore, "forename and surname stand in columns of their own"
		case (u.Kind == BirthDay || u.Kind == BirthMonth || u.Kind == BirthYear) && has(Birth):
			u.Kind, u.Why = Ignore, "the date of birth stands in a column of its own"
		case u.Kind == Birth && u.Why == whyShape && i != born:
			u.Kind, u.Why = Ignore, "its values are dates, and the date of birth stands in a column of its own"
		case u.Kind == Category && !named:
			u.Kind, u.Why = Ignore, "a code that nobody named"
		}
	}
	return used
}

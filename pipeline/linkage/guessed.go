package linkage

import (
	"fmt"
	"slices"
)

// columnsOf settles what each column holds: as the settings say, or by its name and values.
func columnsOf(s *Settings, tables []*table) ([]Used, error) {
	wanted := s.Columns
	if len(wanted) == 0 {
		for _, c := range tables[0].columns {
			wanted = append(wanted, ColumnSetting{Name: s.nameOf(0, c.name)})
		}
	}
	var used []Used
	var faults []string
	for _, w := range wanted {
		all := gatherColumn(s, tables, w.Name)
		switch {
		case len(all.codes) == 0:
			faults = append(faults, fmt.Sprintf("%s: columns: no table has a column %q", s.path, w.Name))
		case w.Kind != "":
			used = append(used, Used{Name: w.Name, Kind: w.Kind})
		case slices.ContainsFunc(s.Tables, func(t TableSetting) bool { return t.ID == w.Name }):
		default:
			kind, why := guessKind(w.Name, shapeOf(all), len(all.values))
			used = append(used, Used{w.Name, kind, true, why})
		}
	}
	if len(faults) > 0 {
		return nil, &SettingsError{faults}
	}
	used = withoutRepeats(used, len(s.Columns) > 0)
	if !slices.ContainsFunc(used, func(u Used) bool { return u.Kind != Ignore }) {
		return nil, faultf("%s: columns: none is left to compare; name some with what they hold (%s)", s.path, kindList())
	}
	return used, nil
}

// notePassed says which columns are not compared that a table has, and why, unless the settings name those that are.
func (r *Run) notePassed(tables []*table) {
	for _, t := range tables {
		for _, note := range t.notes {
			r.Notes = append(r.Notes, t.name+": "+note)
		}
	}
	if len(r.Settings.Columns) > 0 {
		return
	}
	told := func(name string) bool {
		return slices.ContainsFunc(r.Used, func(u Used) bool { return u.Name == name })
	}
	for k, t := range tables {
		for _, c := range t.columns {
			if name := r.Settings.nameOf(k, c.name); k > 0 && !c.own && !told(name) {
				r.Used = append(r.Used, Used{name, Ignore, true, "the first table has no column of this name: say under columns what it calls it"})
			}
		}
		for _, u := range t.passed {
			if !told(u.Name) {
				r.Used = append(r.Used, u)
			}
		}
	}
}

// gatherColumn returns the named column of all tables, one under the other; a table without it has empty values, and with no table
// that has it there are no rows.
func gatherColumn(s *Settings, tables []*table, name string) *column {
	all := newColumn(name)
	found := false
	for k, t := range tables {
		if c := t.columnNamed(s.ownName(k, name)); c != nil {
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
		case u.Kind == Category && !named:
			u.Kind, u.Why = Ignore, "a code that nobody named"
		}
	}
	return used
}

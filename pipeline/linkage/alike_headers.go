package linkage

import (
	"slices"
	"strings"
)

// oneOfAKind are the kinds of which tables mean the same column, whatever they call it.
var oneOfAKind = []Kind{Forename, MiddleNames, Surname, FullName, Birth, BirthDay, BirthMonth, BirthYear, Sex, Address, Postcode, UPN, NHSNumber,
	Phone, Email}

// nameColumns gives the columns of each table the settings' names and, where the settings name none, the names that an earlier
// table gives columns of the same letters or kind: a surname is a surname if one table calls it last_name.
func nameColumns(s *Settings, tables []*table) {
	for k, t := range tables {
		t.called = map[string]string{}
		for name, own := range s.Tables[k].Columns {
			t.called[name] = own
		}
	}
	if len(s.Columns) > 0 {
		return
	}
	partFullNames(tables)
	for k, t := range tables {
		names := allColumns(tables[:k])
		for _, c := range t.columns {
			if slices.ContainsFunc(names, func(n ColumnSetting) bool { return n.Name == t.nameOf(c.name) }) {
				continue
			}
			for _, n := range names {
				if t.columnOf(n.Name) == nil && meanOneColumn(n.Name, c.name) {
					t.called[n.Name] = c.name
					t.notes = append(t.notes, c.name+" is taken for "+n.Name+" of the tables before it: say under columns of the table if it is not")
					break
				}
			}
		}
	}
}

// meanOneColumn reports whether two tables mean one column by two names.
func meanOneColumn(a, b string) bool {
	if strings.Join(splitHeader(a), "") == strings.Join(splitHeader(b), "") {
		return true
	}
	kindA, _ := kindByName(a)
	kindB, _ := kindByName(b)
	return kindA == kindB && slices.Contains(oneOfAKind, kindA)
}

// partFullNames takes the whole names of a table apart when another has forename and surname in columns of their own.
func partFullNames(tables []*table) {
	first := func(t *table, kind Kind) *column {
		for _, c := range t.columns {
			if k, _ := kindByName(t.nameOf(c.name)); k == kind {
				return c
			}
		}
		return nil
	}
	var forename, surname string
	for _, t := range tables {
		if f, s := first(t, Forename), first(t, Surname); f != nil && s != nil {
			forename, surname = t.nameOf(f.name), t.nameOf(s.name)
			break
		}
	}
	if forename == "" {
		return
	}
	for _, t := range tables {
		full := first(t, FullName)
		if full == nil || first(t, Forename) != nil || first(t, Surname) != nil {
			continue
		}
		t.columns = append(t.columns, full.rewriteValues(forename, forenameOf), full.rewriteValues(surname, surnameOf))
		t.notes = append(t.notes, full.name+" is taken apart into "+forename+" and "+surname)
	}
}

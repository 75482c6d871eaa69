package linkage

import (
	"cmp"
	"slices"
	"strings"
)

// columnReadings returns which columns of a table are read: those that the settings name and the one that names rows or, when they name
// none, all whose name does not say that they hold nothing to compare.
func (s *Settings) columnReadings(k int) func(name string) reading {
	named := map[string]Kind{}
	for _, c := range s.Columns {
		byName, _ := kindByName(c.Name)
		named[s.ownName(k, c.Name)] = cmp.Or(c.Kind, byName, Text)
	}
	id := s.Tables[k].ID
	return func(name string) reading {
		kind, is := named[name]
		byName, why := kindByName(name)
		switch {
		case is:
			return reading{birth: kind == Birth}
		case id != "" && name == id || id == "" && isIDName(name):
			return reading{own: true}
		case len(named) > 0:
			return reading{passed: "the settings do not name it"}
		case byName == Ignore:
			return reading{passed: why}
		}
		return reading{birth: byName == Birth}
	}
}

func isIDName(name string) bool {
	return slices.ContainsFunc(idNames, func(n string) bool { return strings.EqualFold(name, n) })
}

// reading says how a column is read.
type reading struct {
	passed string // why the column is not read, empty when it is
	own    bool   // its values differ from row to row
	birth  bool   // it holds dates of birth
}

// readAll is how every column is read of a table that is not compared.
func readAll(string) reading { return reading{} }

// idNames are usual names of the column that names rows.
var idNames = []string{"unique_id", "id", "record_id", "rec_id", "row_id", "recid", "recordid", "uniqueid", "rowid"}

// ownName returns a table's own name of a column of the settings.
func (s *Settings) ownName(table int, name string) string {
	if own, ok := s.Tables[table].Columns[name]; ok {
		return own
	}
	return name
}

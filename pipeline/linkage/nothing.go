package linkage

import (
	"fmt"
	"slices"
	"strings"

	"rollcall/sources/cells"
)

// cellTypes say as what the cells of a kind are asked whether they say anything.
var cellTypes = map[Kind]cells.ValueType{
	Forename: cells.NameValue, MiddleNames: cells.NameValue, Surname: cells.NameValue, FullName: cells.NameValue, Address: cells.LineValue,
	Place: cells.LineValue, Identifier: cells.KeyValue, UPN: cells.KeyValue, NHSNumber: cells.KeyValue, Phone: cells.PhoneValue,
}

// clearNothing empties the cells of the columns compared that hold a word for nothing, writes dates of birth in one way, and notes on each
// column how many cells that were. What is no name in one table may be one in another, so each is judged by itself; a number of a
// person is judged over all.
func clearNothing(tables []*table, used []Used) {
	for i := range used {
		u := &used[i]
		if u.Kind == Ignore {
			continue
		}
		words := map[string]int{}
		for _, t := range tables {
			c := t.columnOf(u.Name)
			if c == nil || c.own {
				continue
			}
			rows := c.countRows()
			says := saysNothing(u.Kind, c, rows)
			u.clearCells(t, c, rows, words, says)
			if u.Kind == Birth {
				u.readBirths(t)
			}
		}
		u.noteWords(words)
	}
	clearSharedKeys(tables, used)
}

// saysNothing returns whether a value of a column stands for nothing.
func saysNothing(kind Kind, c *column, rows []int) func(string) bool {
	is, known := cellTypes[kind]
	if is == cells.NameValue {
		names := cells.NameColumn{Chief: kind != MiddleNames}
		for k, v := range c.values {
			if rows[k] > 0 {
				names.AddValue(v, rows[k])
			}
		}
		return names.IsNothing
	}
	if !known {
		is = cells.TextValue
	}
	return func(v string) bool { return cells.SurenessOf(is, v) == cells.SaysNothing }
}

// clearCells empties the cells whose values say nothing and counts their words.
func (u *Used) clearCells(t *table, c *column, rows []int, words map[string]int, says func(string) bool) {
	nothing := map[string]bool{}
	kept := 0
	for k, v := range c.values {
		switch {
		case rows[k] == 0:
		case says(v):
			nothing[v] = true
			u.Nothing += rows[k]
			words[strings.ToUpper(v)] += rows[k]
		case cells.SurenessOf(cellTypes[u.Kind], v) == cells.MayBeNothing:
			kept += rows[k]
		}
	}
	if kept > 0 {
		u.addNote("%d cells of %s have a word that may stand for nothing and are kept as names", kept, t.name)
	}
	if len(nothing) > 0 {
		t.putColumn(c.rewriteValues(c.name, func(v string) string {
			if nothing[v] {
				return ""
			}
			return v
		}))
	}
}

// mostWords is how many words for nothing are named.
const mostWords = 3

// noteWords says which words were taken for nothing, the most frequent first.
func (u *Used) noteWords(words map[string]int) {
	if len(words) == 0 {
		return
	}
	var names []string
	for w := range words {
		names = append(names, w)
	}
	slices.SortFunc(names, func(a, b string) int {
		if words[a] != words[b] {
			return words[b] - words[a]
		}
		return strings.Compare(a, b)
	})
	text := strings.Join(names[:min(len(names), mostWords)], ", ")
	if len(names) > mostWords {
		text += " …"
	}
	u.addNote("%d cells say nothing: %s", u.Nothing, text)
}

// addNote adds what is odd about the values of a column; it has numbers and words of lists, and no value of a person.
func (u *Used) addNote(format string, a ...any) {
	note := fmt.Sprintf(format, a...)
	if u.Note != "" {
		note = u.Note + "; " + note
	}
	u.Note = note
}

// putColumn puts a column in the place of the one of its name.
func (t *table) putColumn(c *column) {
	for k := range t.columns {
		if t.columns[k].name == c.name {
			t.columns[k] = c
		}
	}
}

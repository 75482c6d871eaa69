package sources

import (
	"fmt"
	"strings"

	"rollcall/sources/cells"
)

// SQL clients and data frames write NULL, nan or <NA> where a cell holds nothing. Such a cell is empty, in every column; in one of
// names a word that somebody is called is nothing when the first rows show it.

// holdsNothing reports whether a cell holds a program's word for nothing. A word that the field knows is what the field says.
func (b *binding) holdsNothing(s string) bool {
	if b.names != nil {
		word, nothing := b.names.JudgeProgramWord(s)
		if word && !nothing {
			b.kept++
		}
		if word {
			return nothing
		}
	}
	if !cells.ProgramNothing(b.field.is, s) {
		return false
	}
	_, known := b.field.words[cells.Fold(s)]
	return !known
}

// lookAtNames takes the first rows of a column of names for what it is spelt like.
func (b *binding) lookAtNames(rows []heldRow) {
	if b.field.is != cells.NameValue {
		return
	}
	b.names = &cells.NameColumn{Chief: b.slot == slotSurname || b.slot == slotForename}
	for _, r := range rows {
		if b.col >= len(r.cells) {
			continue
		}
		if s := cells.Plain(r.cells[b.col]); s != "" {
			b.names.AddValue(s, 1)
		}
	}
}

// noteNothing notes how many cells hold a program's word for nothing.
func (c *columns) noteNothing(o *out) {
	var where []string
	for i := range c.bound {
		b := &c.bound[i]
		if b.nothing > 0 {
			where = append(where, fmt.Sprintf("%s %d", b.field.name, b.nothing))
		}
		if b.kept > 0 {
			o.addNote("%s: %d cells say NULL or the like and are kept as names", b.field.name, b.kept)
		}
	}
	if len(where) > 0 {
		o.addNote("cells with a program's word for nothing (NULL, nan, #N/A and the like) count as empty: %s", strings.Join(where, ", "))
	}
}

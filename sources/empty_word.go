package sources

import (
	"fmt"
	"strings"

	"rollcall/sources/cells"
)

// SQL clients and data frames write NULL, nan or <NA> where a cell holds nothing, clerks a dash or "not known". Such a cell is empty, in
// every column; in one of names a word that somebody is called is nothing when the first rows show it.

// holdsNothing reports whether a cell holds a word for nothing. A word that the field knows is what the field says.
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
	if b.field.dashed && s == "-" {
		return true
	}
	if !cells.StandsForNothing(b.field.is, s) {
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
		if b.col < 0 || b.col >= len(r.cells) {
			continue
		}
		if s := cells.Plain(r.cells[b.col]); s != "" {
			b.names.AddValue(s, 1)
		}
	}
}

// noteNothing notes how many cells hold a word for nothing.
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
		o.addNote("cells that say nothing (NULL, nan, #N/A, a dash, not known and the like) count as empty: %s", strings.Join(where, ", "))
	}
}

// noteLetters notes names with signs that no name has, where nobody has said in which code page they are written.
func (c *columns) noteLetters(o *out) {
	var all letters
	for i := range c.bound {
		b := &c.bound[i]
		all.addLetters(b.letters)
		if b.mended > 0 {
			o.addNote("%s: %d cells have letters that a web system writes otherwise or that were read twice (&#39; or Ã©); they are read as what they stand for", b.field.name, b.mended)
		}
	}
	if all.odd == 0 || !o.guessed {
		return
	}
	if likely := all.likelyPages(); len(likely) > 0 {
		o.addNote("%d names have signs that no name has: the file is likely not in windows-1252; say encoding: %s in the settings", all.odd, strings.Join(likely, " or "))
		return
	}
	o.addNote("%d names have signs that no name has: the file is likely not in windows-1252; say its encoding in the settings", all.odd)
}

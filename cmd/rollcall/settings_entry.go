package main

import (
	"fmt"
	"path/filepath"
	"strconv"
	"strings"

	"rollcall/sources"
)

// settingsEntry is the entry of the settings that has a file read as proposed, with remarks for whoever checks it.
func settingsEntry(s *sources.Survey, p *sources.Proposal, path string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "  - kind: %s\n    path: %s\n", p.Kind, strconv.Quote(filepath.ToSlash(path)))
	if s.Sheet != "" {
		fmt.Fprintf(&b, "    sheet: %s\n", strconv.Quote(s.Sheet))
	}
	if s.HeaderRow > 0 {
		fmt.Fprintf(&b, "    header_row: %d\n", s.HeaderRow)
	}
	columns, values, remarks := "", "", ""
	for i, c := range p.Columns {
		if c.Fate == sources.Proposed || c.Fate == sources.Mapped {
			columns += fmt.Sprintf("      %s: %s\n", c.Field, strconv.Quote(s.Columns[i].Header))
		}
		guessed, open := proposedWords(c)
		values, remarks = values+guessed, remarks+open
	}
	if columns != "" {
		b.WriteString("    columns:\n" + columns)
	}
	if values != "" {
		b.WriteString("    values:\n" + values)
	}
	if remarks != "" {
		b.WriteString("    # words that nobody can guess: put a line for each under values\n" + remarks)
	}
	for field, word := range p.Constant {
		fmt.Fprintf(&b, "    constant: {%s: %s}  # by what its header says\n", field, word)
	}
	if p.Mixed {
		b.WriteString("    # dates: the columns of dates have different layouts, and only one can be given: ask for YYYY-MM-DD in all\n")
	}
	if p.Dates != "" {
		fmt.Fprintf(&b, "    dates: %s\n", strconv.Quote(p.Dates))
	}
	return b.String()
}

// proposedWords are the lines of one field of words: those that are guessed, and as remarks those that a person must write.
func proposedWords(c sources.ProposedColumn) (guessed, open string) {
	for _, w := range c.Words {
		local := strconv.Quote(w.Local)
		if w.Word != "" {
			guessed += fmt.Sprintf("        %s: %s  # a guess, in %d rows\n", local, w.Word, w.Times)
			continue
		}
		open += fmt.Sprintf("    #   %s: {%s: }  # in %d rows; one of %s\n", c.Field, local, w.Times, strings.Join(w.OneOf, ", "))
	}
	if c.Hidden > 0 {
		open += fmt.Sprintf("    #   %s: %d different words more are not shown, for they may be a child's\n", c.Field, c.Hidden)
	}
	if guessed != "" {
		guessed = "      " + c.Field + ":\n" + guessed
	}
	return guessed, open
}

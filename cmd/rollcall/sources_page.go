package main

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"rollcall/sources"
)

// pageWidth is where the text of a page is broken, so that it can be read on a terminal as well as rendered.
const pageWidth = 118

// sourcesDocument is the page of every kind, as Markdown: sources/SOURCES.md.
func sourcesDocument() string {
	var b strings.Builder
	b.WriteString("# The extracts that Rollcall reads\n\n")
	writeParagraph(&b, "", "Made from the declarations in this folder by `rollcall sources --all`; `make golden` writes it anew. Each kind is one "+
		"file here, and what a page says of who may see a field is held to what a changed value changes by a test.")
	b.WriteString("\n| kind | what it is | read from |\n|---|---|---|\n")
	for _, k := range sources.Kinds() {
		d, _ := sources.DeclarationOf(k)
		fmt.Fprintf(&b, "| [%s](#%s) | %s | %s |\n", k, k, d.Title, strings.Join(d.Formats, ", "))
	}
	b.WriteString("\n" + personSection())
	for _, k := range sources.Kinds() {
		b.WriteString("\n" + kindSection(k))
	}
	return b.String()
}

// sourcePage is the page of one kind, with the fields that every extract about children may have.
func sourcePage(k sources.Kind) string {
	d, _ := sources.DeclarationOf(k)
	text := kindSection(k)
	if d.Person {
		text += "\n" + personSection()
	}
	return text
}

// sourcesList is every kind on a line.
func sourcesList() string {
	var b strings.Builder
	for _, k := range sources.Kinds() {
		d, _ := sources.DeclarationOf(k)
		fmt.Fprintf(&b, "%-22s %-31s %s; from %s\n", k, strings.Join(d.Formats, ", "), d.Title, d.Owner)
	}
	return b.String()
}

func personSection() string {
	var b strings.Builder
	b.WriteString("## The fields of a child\n\n")
	writeParagraph(&b, "", "Any extract about children may have these beside its own. A file with these headers needs no mapping; for any other, "+
		"`rollcall sources map FILE` proposes one.")
	b.WriteString("\n")
	fieldTable(&b, sources.PersonFields())
	b.WriteString("\n")
	writeParagraph(&b, "", "Headers that no extract is read for, unless a kind below holds one apart: "+strings.Join(sources.NeverLoaded(), ", ")+".")
	return b.String()
}

func kindSection(k sources.Kind) string {
	d, _ := sources.DeclarationOf(k)
	var b strings.Builder
	fmt.Fprintf(&b, "## %s\n\n", k)
	writeParagraph(&b, "", titleSentence(d.Title))
	b.WriteString("\n")
	point := func(what, text string) {
		if text != "" {
			writeParagraph(&b, "- ", "**"+what+"**: "+text)
		}
	}
	point("whose", d.Owner)
	point("held under", d.Basis)
	point("how to obtain", d.Obtain)
	point("comes", d.Every+staleAfter(d.FreshDays))
	point("expected", expectedOf(sources.ExpectationOf(k)))
	point("read from", strings.Join(d.Formats, ", "))
	point("compared to find the same child", strings.Join(d.ComparedFields(), ", "))
	point("seen by rules", strings.Join(d.RuledFields(), ", "))
	point("kept for officers alone", strings.Join(d.ForOfficers(), ", "))
	for _, f := range d.Apart {
		point("held apart", f.Name+": "+f.About)
	}
	point("never loaded", d.Never)
	point("headers passed over", strings.Join(d.Ignored, ", "))
	for _, l := range d.Layouts {
		b.WriteString("\n")
		if l.Name != "" {
			fmt.Fprintf(&b, "### %s: %s\n\n", k, l.Name)
		}
		fieldTable(&b, l.Fields)
		wordLists(&b, l.Fields)
	}
	if len(d.Apart) > 0 {
		wordLists(&b, d.Apart)
	}
	return b.String()
}

// staleAfter says when an extract is too old.
func staleAfter(days int) string {
	if days > 0 {
		return fmt.Sprintf("; stale when it speaks for a day more than %d days before the as-of date", days)
	}
	return "; does not grow stale by the calendar"
}

// fieldTable writes fields as a table whose columns are padded, so that it can be read as it is.
func fieldTable(b *strings.Builder, fields []sources.DeclaredField) {
	rows := [][]string{{"field", "type", "meaning", "needed", "seen by", "also read as"}}
	for _, f := range fields {
		rows = append(rows, []string{f.Name, f.Type, f.About, f.Needed, f.Sees, strings.Join(f.Headers, ", ")})
	}
	width := make([]int, len(rows[0]))
	for _, r := range rows {
		for i, c := range r {
			width[i] = max(width[i], utf8.RuneCountInString(c))
		}
	}
	line := func(cells []string) {
		for i, c := range cells {
			if i == len(cells)-1 {
				fmt.Fprintf(b, "| %s |\n", c)
				return
			}
			fmt.Fprintf(b, "| %s%s ", c, strings.Repeat(" ", width[i]-utf8.RuneCountInString(c)))
		}
	}
	line(rows[0])
	for range rows[0] {
		b.WriteString("|---")
	}
	b.WriteString("|\n")
	for _, r := range rows[1:] {
		line(r)
	}
}

// wordLists says which words a field may hold, and which other spellings are known.
func wordLists(b *strings.Builder, fields []sources.DeclaredField) {
	for _, f := range fields {
		if len(f.Words) == 0 {
			continue
		}
		words := make([]string, len(f.Words))
		for i, w := range f.Words {
			words[i] = "`" + w.Word + "`"
			if len(w.Spellings) > 0 {
				words[i] += " (" + strings.Join(w.Spellings, ", ") + ")"
			}
		}
		b.WriteString("\n")
		writeParagraph(b, "", "Words of "+f.Name+": "+strings.Join(words, ", ")+".")
	}
}

// writeParagraph writes text broken at pageWidth, the lines below the first indented as the first is.
func writeParagraph(b *strings.Builder, lead, text string) {
	line := lead
	indent := strings.Repeat(" ", len(lead))
	for i, w := range strings.Fields(text) {
		switch {
		case i == 0:
			line += w
		case utf8.RuneCountInString(line)+1+utf8.RuneCountInString(w) > pageWidth:
			b.WriteString(line + "\n")
			line = indent + w
		default:
			line += " " + w
		}
	}
	b.WriteString(line + "\n")
}

// titleSentence makes a sentence of a title.
func titleSentence(title string) string { return strings.ToUpper(title[:1]) + title[1:] + "." }

// expectedOf says what a gate expects of the extracts of a kind.
func expectedOf(e sources.Expectation) string {
	percent := func(share float64) string { return fmt.Sprintf("%g %%", math.Round(1000*share)/10) }
	var parts []string
	if e.RowsMin > 0 {
		parts = append(parts, fmt.Sprintf("at least %d rows", e.RowsMin))
	}
	if e.RowsMax > 0 {
		parts = append(parts, fmt.Sprintf("at most %d rows", e.RowsMax))
	}
	if e.Whole {
		parts = append(parts, "at most "+percent(e.Drop)+" fewer rows than last accepted")
	}
	for _, field := range slices.Sorted(maps.Keys(e.Fill)) {
		parts = append(parts, field+" in "+percent(e.Fill[field])+" of rows")
	}
	parts = append(parts, "at most "+percent(e.Rejected)+" of rows refused")
	if e.AgeDays > 0 {
		parts = append(parts, fmt.Sprintf("not older than %d days", e.AgeDays))
	}
	return strings.Join(parts, "; ")
}

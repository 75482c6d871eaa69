package main

import (
	"cmp"
	"fmt"
	"strings"

	"rollcall/pipeline/rules"
)

// rulesList is every provision on a line.
func rulesList() string {
	var b strings.Builder
	for _, x := range rules.Catalogue() {
		fmt.Fprintf(&b, "%-4s %-64s %-20s %-2s  %s\n", x.ID, x.Title, x.List, x.Severity, x.InForce())
	}
	return b.String()
}

// rulesDocument is the page of every provision, and of what the documents ask, as Markdown: pipeline/rules/RULES.md.
func rulesDocument() string {
	var b strings.Builder
	b.WriteString("# The law as Rollcall reads it\n\n")
	writeParagraph(&b, "", "Made from the files of this folder by `rollcall rules --all`; `make golden` writes it anew. Each provision is one file "+
		"here and one file of cases in testdata/cases; `rollcall rules ID` prints both. The edition of the guidance is: "+rules.Guidance+".")
	b.WriteString("\n| id | title | list | severity | in force |\n|---|---|---|---|---|\n")
	for _, x := range rules.Catalogue() {
		fmt.Fprintf(&b, "| [%s](#%s) | %s | %s | %s | %s |\n", x.ID, strings.ToLower(string(x.ID)), x.Title, x.List, x.Severity, x.InForce())
	}
	for _, x := range rules.Catalogue() {
		b.WriteString("\n" + provisionSection(x))
	}
	b.WriteString("\n## The numbers that the rules count by\n\n" + amountsTable())
	b.WriteString("\n## Made, and in force when the settings say so\n\n" + enactmentsTable())
	b.WriteString("\n" + seedsSection())
	return b.String()
}

func provisionSection(x rules.Entry) string {
	var b strings.Builder
	fmt.Fprintf(&b, "## %s\n\n", x.ID)
	fmt.Fprintf(&b, "**%s** (%s", x.Title, x.List)
	if x.Severity != 0 {
		fmt.Fprintf(&b, ", %s", x.Severity)
	}
	fmt.Fprintf(&b, "; in force %s)\n\n", x.InForce())
	for _, f := range x.Fields {
		writeParagraph(&b, "- ", "*"+f.Name+"*: "+f.Text)
	}
	fmt.Fprintf(&b, "- *cases*: [%d](testdata/cases/%s.txt)\n", strings.Count("\n"+x.Cases(), "\n--"), x.ID)
	return b.String()
}

// seedsSection is what answers each row of the documents, as a table.
func seedsSection() string {
	var b strings.Builder
	b.WriteString("## What the documents ask, and what answers it\n\n")
	writeParagraph(&b, "", "D is the Department's summary of the guidance, N North Yorkshire's page, E the trade press, M Medway's policy and S "+
		"Southwark's protocol. `rollcall rules --seeds` prints the same.")
	b.WriteString("\n| row | what it asks | answered by |\n|---|---|---|\n")
	for _, s := range rules.Seeds() {
		fmt.Fprintf(&b, "| %s | %s | %s |\n", s.ID, s.Duty, answeredBy(s))
	}
	return b.String()
}

// seedsList is the same for a terminal, and how many rows are answered.
func seedsList() string {
	var b strings.Builder
	answered := 0
	all := rules.Seeds()
	for _, s := range all {
		fmt.Fprintf(&b, "%-9s %s\n          %s\n", s.ID, s.Duty, answeredBy(s))
		if len(s.Answers) > 0 {
			answered++
		}
	}
	fmt.Fprintf(&b, "\n%d rows: %d answered, %d out of scope\n", len(all), answered, len(all)-answered)
	return b.String()
}

func answeredBy(s rules.Seed) string {
	var by []string
	for _, t := range s.Answers {
		by = append(by, t.String())
	}
	return cmp.Or(strings.Join(by, ", "), "out of scope: "+s.OutOfScope)
}

// enactmentsTable is the law that a run goes by only from a day that the settings say.
func enactmentsTable() string {
	var b strings.Builder
	b.WriteString("| name | provision | what it does, once a line of the settings says so |\n|---|---|---|\n")
	for _, e := range rules.Enactments() {
		fmt.Fprintf(&b, "| %s | %s | %s |\n", e.Name, e.Citation, e.Does)
	}
	b.WriteString("\nThe line is, with the day and what commences it: `in_force: {not_in_school: {from: 2027-09-01, by: SI number and title}}`.\n")
	return b.String()
}

// amountsTable is the numbers of the rules, and which of them an authority may set.
func amountsTable() string {
	var b strings.Builder
	b.WriteString("| name | default | set by | what it is |\n|---|---|---|---|\n")
	for _, a := range rules.DefaultAmounts().All() {
		by, about := "an authority, under `law:` of its settings", a.About
		if a.Fixed {
			by, about = "the law, from "+a.From.Words(), a.Basis.String()
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", a.Name, strings.TrimSpace(fmt.Sprintf("%v %s", a.Value, a.Unit)), by, about)
	}
	return b.String()
}

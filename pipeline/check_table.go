package pipeline

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"rollcall/pipeline/journal"
	"rollcall/sources"
)

// checkTable is what was read of each kind, a line of cells each, under its titles.
type checkTable [][]string

// readOf adds up what was read of one kind.
type readOf struct {
	files, rows, records, rejects, values int
	bytes                                 int64
	formats                               []string
}

func (c *Checked) readOfKind(k sources.Kind) readOf {
	var t readOf
	for _, f := range c.Ingested.Reports {
		if f.Kind != k {
			continue
		}
		t.files, t.rows, t.records = t.files+1, t.rows+f.Rows, t.records+f.Records
		t.rejects, t.values, t.bytes = t.rejects+f.Rejects, t.values+f.Values, t.bytes+f.Bytes
		if f.Format != "" && !slices.Contains(t.formats, f.Format) {
			t.formats = append(t.formats, f.Format)
		}
	}
	return t
}

// makeTable is one line for each kind of extract that was read, and the sum of all.
func (c *Checked) makeTable() checkTable {
	t := checkTable{{"extract", "read as", "files", "rows", "records", "rejected", "values left out", "seconds", "rows/s", "MB/s", "speaks for"}}
	var all readOf
	var seconds float64
	for _, k := range sources.Kinds() {
		of := c.readOfKind(k)
		if of.files == 0 {
			t = append(t, []string{string(k), "–", "none", "", "", "", "", "", "", "", ""})
			continue
		}
		t = append(t, of.tableCells(string(k), c.Ingested.Seconds[k], c.dayOf(k)))
		all.files, all.rows, all.records, all.bytes = all.files+of.files, all.rows+of.rows, all.records+of.records, all.bytes+of.bytes
		all.rejects, all.values, seconds = all.rejects+of.rejects, all.values+of.values, seconds+c.Ingested.Seconds[k]
	}
	return append(t, all.tableCells("all", seconds, ""))
}

// dayOf says for which day an extract speaks, and whether that is relied on.
func (c *Checked) dayOf(k sources.Kind) string {
	if c.Nothing() {
		return "–"
	}
	e := c.Authority.Extracts[string(k)]
	asOf := e.AsOf.Words()
	if e.Stale {
		asOf += " (stale)"
	}
	if e.Held != "" {
		asOf += " (held back)"
	}
	return asOf
}

func (r readOf) tableCells(name string, seconds float64, asOf string) []string {
	return []string{name, strings.Join(r.formats, ", "), journal.Grouped(r.files), journal.Grouped(r.rows), journal.Grouped(r.records), journal.Grouped(r.rejects),
		journal.Grouped(r.values), fmt.Sprintf("%.2f", seconds), perSecondText(float64(r.rows), seconds), perSecondText(float64(r.bytes)/1e6, seconds), asOf}
}

// leastTimed is the time below which a speed says more of the clock than of the reader.
const leastTimed = 0.005

// perSecondText is a number of things a second, to two figures.
func perSecondText(n, seconds float64) string {
	switch perSecond := n / seconds; {
	case seconds < leastTimed:
		return "–"
	case perSecond < 10:
		return fmt.Sprintf("%.1f", perSecond)
	case perSecond < 1000:
		return fmt.Sprintf("%.0f", perSecond)
	default:
		return journal.Grouped(int(perSecond/1000) * 1000)
	}
}

// terminalText writes the table for a terminal, numbers to the right.
func (t checkTable) terminalText() string {
	width := make([]int, len(t[0]))
	for _, row := range t {
		for i, c := range row {
			width[i] = max(width[i], utf8.RuneCountInString(c))
		}
	}
	var b strings.Builder
	for _, row := range t {
		var line strings.Builder
		for i, c := range row {
			pad := strings.Repeat(" ", width[i]-utf8.RuneCountInString(c))
			if i < 2 || i == len(row)-1 {
				line.WriteString(c + pad + "  ")
			} else {
				line.WriteString(pad + c + "  ")
			}
		}
		b.WriteString(strings.TrimRight(line.String(), " ") + "\n")
	}
	return b.String()
}

// Markdown writes what was read as Markdown: a line for each kind, and below it what was not used and why.
func (c *Checked) Markdown() string {
	var b strings.Builder
	for i, row := range c.makeTable() {
		fmt.Fprintf(&b, "| %s |\n", strings.Join(row, " | "))
		if i == 0 {
			b.WriteString("|---|---" + strings.Repeat("|---:", len(row)-3) + "|---|\n")
		}
	}
	b.WriteString("\n| extract | not used | times | field and reason |\n|---|---|---:|---|\n")
	for _, x := range c.countReasons() {
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", x.kind, x.what, journal.Grouped(x.times), strings.TrimPrefix(x.field+": "+x.reason, ": "))
	}
	return b.String()
}

// notUsedText is why rows and values were not used, for a terminal.
func (c *Checked) notUsedText() string {
	all := c.countReasons()
	if len(all) == 0 {
		return ""
	}
	var b strings.Builder
	b.WriteString("\nnot used, most often, by extract\n")
	last := sources.Kind("")
	for _, x := range all {
		name := ""
		if x.kind != last {
			name, last = string(x.kind), x.kind
		}
		fmt.Fprintf(&b, "  %-22s %9s %-7s %s\n", name, journal.Grouped(x.times), pluralOf(x.what, x.times), strings.TrimPrefix(x.field+": "+x.reason, ": "))
	}
	return b.String()
}

// reason is why rows or values of one kind were not used, and how many.
type reason struct {
	kind                sources.Kind
	what, field, reason string
	times               int
}

// mostReasons is how many reasons of a kind are listed; the others are added up.
const mostReasons = 6

// countReasons counts what was not used by kind, field and reason, the commonest of each kind first.
func (c *Checked) countReasons() []reason {
	n, files := map[reason]int{}, map[reason]string{}
	for _, x := range c.Ingested.Rejections {
		what := "value"
		switch {
		case x.Row == 0:
			what = "file"
		case x.Whole:
			what = "row"
		}
		r := reason{kind: x.Kind, what: what, field: x.Field, reason: x.Reason}
		if n[r]++; x.Row == 0 && (files[r] == "" || x.File < files[r]) {
			files[r] = x.File
		}
	}
	by := map[sources.Kind][]reason{}
	for r, times := range n {
		switch file := files[r]; {
		case file != "" && times == 1:
			r.reason += " (" + file + ")"
		case file != "":
			r.reason += " (" + file + " and others)"
		}
		r.times = times
		by[r.kind] = append(by[r.kind], r)
	}
	var out []reason
	for _, k := range sources.Kinds() {
		of := by[k]
		slices.SortFunc(of, func(a, b reason) int {
			return cmp.Or(cmp.Compare(b.times, a.times), cmp.Compare(a.what, b.what), cmp.Compare(a.field, b.field),
				cmp.Compare(a.reason, b.reason))
		})
		rest := 0
		for _, r := range of[min(mostReasons, len(of)):] {
			rest += r.times
		}
		out = append(out, of[:min(mostReasons, len(of))]...)
		if rest > 0 {
			out = append(out, reason{kind: k, what: "other", times: rest, reason: fmt.Sprintf("%d reasons more, in rejections.parquet after a run", len(of)-mostReasons)})
		}
	}
	return out
}

func pluralOf(what string, n int) string {
	if n == 1 {
		return what
	}
	return what + "s"
}

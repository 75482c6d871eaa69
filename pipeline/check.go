package pipeline

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"rollcall/pipeline/rules"
	"rollcall/sources"
)

// Checked is what a run would read and what it would leave undecided. Nothing is matched and nothing is published.
type Checked struct {
	Settings  *Settings
	Ingested  *Ingested
	Authority *rules.Authority
	Notices   []Notice
}

// Held reports whether anything is missing, stale or held back.
func (c *Checked) Held() bool {
	return slices.ContainsFunc(c.Notices, func(n Notice) bool { return n.Grave })
}

// Check reads the settings' extracts as a run would and says what is missing, stale or odd.
func Check(ctx context.Context, s *Settings, o Options) (*Checked, error) {
	o = o.withDefaults(s)
	r := &run{ctx: ctx, settings: s, options: o, log: o.Log, manifest: &Manifest{}}
	var err error
	if r.calendar, r.manifest.Notices, err = terms(s); err != nil {
		return nil, err
	}
	plan, err := s.extracts()
	if err != nil {
		return nil, err
	}
	in := step(r, "ingest", ingest, plan).Ingested
	if r.err != nil {
		return nil, r.err
	}
	a, notices := r.authority(newPeople(in))
	c := &Checked{Settings: s, Ingested: in, Authority: a, Notices: append(r.manifest.Notices, notices...)}
	return c, nil
}

// String writes the check for the operator: what was read, what is odd about it, and which rules could not answer.
func (c *Checked) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s as of %s\n\n", cmp.Or(c.Settings.Authority.Name, c.Settings.Authority.Code), c.Authority.AsOf.Words())
	fmt.Fprintf(&b, "%-22s %6s %10s %10s %9s %8s  %s\n", "extract", "files", "rows", "records", "rejected", "values", "speaks for")
	for _, k := range sources.Kinds() {
		c.kind(&b, k)
	}
	c.oddities(&b)
	c.rejections(&b)
	if unanswered := c.Authority.Unanswered(); len(unanswered) > 0 {
		fmt.Fprintln(&b, "\nrules that would say unknown of every child")
		for _, f := range unanswered {
			fmt.Fprintf(&b, "  %s %s: %s\n", f.Rule, rules.Title(f.Rule), f.Reason)
		}
	}
	if len(c.Notices) > 0 {
		fmt.Fprintln(&b, "\nnotices")
		for _, n := range c.Notices {
			mark := " "
			if n.Grave {
				mark = "!"
			}
			fmt.Fprintf(&b, "%s %s\n", mark, n.Text)
		}
	}
	return b.String()
}

func (c *Checked) kind(b *strings.Builder, k sources.Kind) {
	var files, rows, records, rejects, values int
	for _, f := range c.Ingested.Reports {
		if f.Kind == k {
			files, rows, records = files+1, rows+f.Rows, records+f.Records
			rejects, values = rejects+f.Rejects, values+f.Values
		}
	}
	if files == 0 {
		fmt.Fprintf(b, "%-22s %6s\n", k, "none")
		return
	}
	e := c.Authority.Extracts[string(k)]
	asOf := e.AsOf.Words()
	if e.Stale {
		asOf += " (stale)"
	}
	fmt.Fprintf(b, "%-22s %6s %10s %10s %9s %8s  %s\n", k, grouped(files), grouped(rows), grouped(records), grouped(rejects), grouped(values), asOf)
}

// oddities lists what the readers did not know.
func (c *Checked) oddities(b *strings.Builder) {
	var lines []string
	for _, f := range c.Ingested.Reports {
		in := Input{Unknown: f.Unknown, Codes: f.Codes, Notes: f.Notes}
		if note := inputNote(in); note != "" {
			lines = append(lines, fmt.Sprintf("  %s: %s: %s%s", f.Kind, f.File, note, mayBe(f)))
		}
	}
	if len(lines) == 0 {
		return
	}
	const most = 40
	fmt.Fprintln(b, "\nodd")
	for _, l := range lines[:min(most, len(lines))] {
		fmt.Fprintln(b, l)
	}
	if len(lines) > most {
		fmt.Fprintf(b, "  … and %d files more\n", len(lines)-most)
	}
}

// rejections counts what was not used by its reason.
func (c *Checked) rejections(b *strings.Builder) {
	n := map[string]int{}
	for _, x := range c.Ingested.Rejections {
		what := "value"
		if x.Whole {
			what = "row"
		}
		n[fmt.Sprintf("%s: %s: %s (%s)", x.Kind, x.Field, x.Reason, what)]++
	}
	if len(n) == 0 {
		return
	}
	reasons := sortedKeys(n)
	slices.SortStableFunc(reasons, func(x, y string) int { return n[y] - n[x] })
	const most = 20
	fmt.Fprintln(b, "\nnot used, most often")
	for _, r := range reasons[:min(most, len(reasons))] {
		fmt.Fprintf(b, "%9s  %s\n", grouped(n[r]), r)
	}
}

// mayBe names the fields that the unknown columns of a file may be, by their headers. Elements of XML cannot be mapped.
func mayBe(f sources.FileReport) string {
	var likely []string
	for _, h := range f.Unknown {
		if field := sources.FieldLike(f.Kind, h); field != "" && !strings.HasSuffix(strings.ToLower(f.File), ".xml") {
			likely = append(likely, fmt.Sprintf("%q may be %s", h, field))
		}
	}
	if len(likely) == 0 {
		return ""
	}
	return "; " + strings.Join(likely, ", ") + " (map it with columns; `rollcall sources map` looks at the whole file)"
}

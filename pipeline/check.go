package pipeline

import (
	"cmp"
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"rollcall/pipeline/register"
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

// Check reads the settings' extracts as a run would and says what is missing, stale or odd. It reads one extract after the
// other, so that the seconds of each are its own.
func Check(ctx context.Context, s *Settings, o Options) (*Checked, error) {
	o.Workers = 1
	o = o.withDefaults(s)
	r := &run{ctx: ctx, settings: s, options: o, log: o.Log, manifest: &Manifest{}}
	var err error
	if r.calendar, r.manifest.Notices, err = terms(s); err != nil {
		return nil, err
	}
	if path := filepath.Join(o.Out, registerFile); exists(path) {
		if r.register, err = register.Open(path); err != nil {
			return nil, err
		}
		defer r.close()
	}
	plan, err := s.extracts()
	if err != nil {
		return nil, err
	}
	in := step(r, "gate", gate, step(r, "ingest", ingest, plan)).Ingested
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
	b.WriteString(c.table().text())
	c.oddities(&b)
	b.WriteString(c.notUsed())
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

// mayBe names the fields that the unknown columns of a file may be, by their headers. National files are read as they
// are: their elements and columns cannot be mapped.
func mayBe(f sources.FileReport) string {
	if strings.HasSuffix(f.Format, "XML") || strings.HasPrefix(f.Format, "COLLECT") {
		return ""
	}
	var likely []string
	for _, h := range f.Unknown {
		if field := sources.FieldLike(f.Kind, h); field != "" {
			likely = append(likely, fmt.Sprintf("%q may be %s", h, field))
		}
	}
	if len(likely) == 0 {
		return ""
	}
	return "; " + strings.Join(likely, ", ") + " (map it with columns; `rollcall sources map` looks at the whole file)"
}

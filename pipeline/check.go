package pipeline

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"rollcall/pipeline/intake"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/lists"
	"rollcall/pipeline/past"
	"rollcall/pipeline/rules"
	"rollcall/pipeline/safekeeping"
	"rollcall/pipeline/settings"
	"rollcall/sources"
)

// Checked is what a run would read and what it would leave undecided. Nothing is matched and nothing is published.
type Checked struct {
	Settings  *settings.Settings
	Ingested  *intake.Ingested
	Authority *rules.Authority // nil when nothing was read
	Notices   []journal.Notice

	day sources.Date // that was asked for, when nothing was read
}

// Nothing reports whether no extract gave a record, so that a run would fail.
func (c *Checked) Nothing() bool { return c.Authority == nil }

// Held reports whether anything is missing, stale or held back.
func (c *Checked) Held() bool {
	return slices.ContainsFunc(c.Notices, func(n journal.Notice) bool { return n.Grave })
}

// Check reads the settings' extracts as a run would and says what is missing, stale or odd. It reads one extract after the
// other, so that the seconds of each are its own.
func Check(ctx context.Context, s *settings.Settings, o journal.Options) (*Checked, error) {
	o.Workers = 1
	o = o.WithDefaults(s.OutputDir())
	memory, changed := &past.Past{}, &settingsChanges{}
	kept := safekeeping.AskedIn(s, o)
	reg, err := safekeeping.OpenExisting(kept)
	if err != nil {
		return nil, err
	}
	if reg != nil {
		defer reg.Close()
		if memory, err = past.Recall(ctx, reg, o.AsOf); err != nil {
			return nil, kept.Explain(err)
		}
		if changed, err = compareSettings(ctx, s, reg, memory, o.AsOf); err != nil {
			return nil, err
		}
	}
	j := journal.New(ctx, o)
	changed.tell(j)
	read, passed, err := readAgain(j, s, memory, nil, changed.reports...)
	if errors.Is(err, intake.ErrNothingRead) {
		for _, p := range s.EmptyPaths() {
			j.Notice(journal.Notice{Kind: p.Kind, Text: p.Kind + ": " + p.Text, Grave: true})
		}
		return &Checked{Settings: s, Ingested: read.Ingested, Notices: j.Manifest.Notices, day: o.AsOf}, nil
	}
	if err != nil {
		return nil, err
	}
	notices, err := checkSeals(j, s, reg, read)
	if err != nil {
		return nil, err
	}
	return &Checked{Settings: s, Ingested: passed.Ingested, Authority: passed.Authority,
		Notices: journal.GroupNotices(slices.Concat(j.Manifest.Notices, notices, passed.Notices))}, nil
}

// readAgain reads extracts without keeping any of it, and holds them to the gates, or to what these said before.
func readAgain(j *journal.Journal, s *settings.Settings, memory *past.Past, before []journal.GateReport, changed ...journal.GateReport) (intake.Read, *intake.Passed, error) {
	terms, notices, err := s.SchoolCalendar()
	if err != nil {
		return intake.Read{}, nil, err
	}
	j.Notice(notices...)
	extracts, err := s.Extracts()
	if err != nil {
		return intake.Read{}, nil, err
	}
	read := journal.Step(j, "ingest", func() (intake.Read, error) { return intake.Ingest(j, nil, extracts, s.EmptyPaths()...) })
	gated := journal.Step(j, "gate", func() (intake.Gated, error) {
		return intake.Gate(j, intake.Asked{Settings: s, Calendar: terms, Past: memory, Before: before, Changed: changed}, read)
	})
	return read, gated.Passed, j.Failure()
}

// String writes the check for the operator: what was read, what is odd about it, and which rules could not answer.
func (c *Checked) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s as of %s\n\n", cmp.Or(c.Settings.Authority.Name, c.Settings.Authority.Code), c.asOf().Words())
	b.WriteString(c.makeTable().terminalText())
	c.writeOddities(&b)
	b.WriteString(c.notUsedText())
	b.WriteString(custodyText(c.Settings))
	c.writeUnanswered(&b)
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

func (c *Checked) asOf() sources.Date {
	if c.Nothing() {
		return c.day
	}
	return c.Authority.AsOf
}

// writeUnanswered lists the rules that cannot answer by what they lack: one extract that did not come costs many of them.
func (c *Checked) writeUnanswered(b *strings.Builder) {
	if c.Nothing() {
		return
	}
	unanswered := c.Authority.Unanswered()
	if len(unanswered) == 0 {
		return
	}
	fmt.Fprintln(b, "\nrules that would say unknown of every child")
	lacking := map[string][]string{}
	var reasons []string
	for _, f := range unanswered {
		if lacking[f.Reason] == nil {
			reasons = append(reasons, f.Reason)
		}
		lacking[f.Reason] = append(lacking[f.Reason], string(f.Rule))
	}
	slices.SortStableFunc(reasons, func(x, y string) int { return len(lacking[y]) - len(lacking[x]) })
	for _, why := range reasons {
		fmt.Fprintf(b, "  %s: %s\n", strings.TrimSuffix(strings.TrimPrefix(why, "It cannot be told: "), "."), strings.Join(lacking[why], " "))
	}
	fmt.Fprintln(b, "  `rollcall rules ID` says what a rule asks")
}

// writeOddities lists what the readers did not know.
func (c *Checked) writeOddities(b *strings.Builder) {
	var lines []string
	for _, f := range c.Ingested.Reports {
		in := journal.Input{Unknown: f.Unknown, Codes: f.Codes, Notes: f.Notes}
		if note := lists.InputNote(in); note != "" {
			lines = append(lines, fmt.Sprintf("  %s: %s: %s%s", f.Kind, f.File, note, likelyFields(f)))
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

// likelyFields names the fields that the unknown columns of a file may be, by their headers. National files are read as they
// are: their elements and columns cannot be mapped.
func likelyFields(f sources.FileReport) string {
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

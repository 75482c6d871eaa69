package sources

import (
	"cmp"
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"rollcall/pipeline/screen"
	"rollcall/sources/survey"
)

// Guess is what a file of which nobody has said anything may be.
type Guess struct {
	File   string
	Kind   Kind   // empty: none is believed
	Format string // of a national file, which is read as it is; nothing else is guessed of it

	Survey   *Survey  // of the sheet that is meant
	Proposal Proposal // how it may be read as the kind
	Nearest  []Proposal
	Sheets   []string // of a workbook of several
}

// From which fit on a kind is believed, and how much better than the next it must be.
const (
	leastFit  = 0.35
	leastLead = 0.03
)

// GuessFile looks at a file: at its opening, by which national files are told; then at every sheet of it, for the header, the kind whose columns
// and words it has, and what its name and the lines above its header say. The extract says how it is to be read, as far as that is known.
func GuessFile(ctx context.Context, path string, x Extract) (*Guess, error) {
	g := &Guess{File: screen.EscapeLine(filepath.Base(path))}
	x.Files, x.Root = []string{path}, filepath.Dir(path)
	if known, err := g.knowWhole(ctx, x); known || err != nil {
		return g, err
	}
	sheets := []string{x.Sheet}
	if x.Sheet == "" {
		if sheets = sheetsOf(path, x); len(sheets) > 1 {
			g.Sheets = sheets
		}
	}
	var failed error
	for _, sheet := range sheets {
		x.Sheet = sheet
		s, err := SurveyFile(ctx, path, x)
		if err != nil {
			failed = cmp.Or(failed, err)
			continue
		}
		if all := s.ProposeAll(); g.Survey == nil || all[0].Fit > g.Nearest[0].Fit {
			g.Survey, g.Nearest = s, all
			s.Sheet = sheet
		}
	}
	if g.Survey == nil {
		return g, failed
	}
	if len(g.Sheets) == 0 {
		g.Survey.Sheet = ""
	}
	if first := g.Nearest[0]; first.Fit >= leastFit && first.Fit-g.Nearest[1].Fit >= leastLead && len(first.Lacking) == 0 {
		g.Kind, g.Proposal = first.Kind, first
	}
	return g, nil
}

// knowWhole reports whether the file is one of a national layout, by its opening bytes; of several, the one of which it has most records.
func (g *Guess) knowWhole(ctx context.Context, x Extract) (known bool, err error) {
	u := unpacker{ctx, &x, &spool{}}
	defer u.spool.Close()
	found := u.openFiles(newInput(x.Files[0], &x))
	if len(found) == 0 {
		return false, nil
	}
	first := found[0] // of an archive, whose members are alike
	if first.err != nil {
		return false, fmt.Errorf("%s: %w", g.File, first.err)
	}
	most := 0
	for _, s := range inOrder {
		for _, r := range s.readers {
			if !r.takes(first.in) {
				continue
			}
			x.Kind = s.kind
			t, err := TryExtract(ctx, x)
			if err != nil {
				return false, err
			}
			if known = true; t.Records > most || r.rows != "" {
				g.Kind, g.Format, most = s.kind, r.name, t.Records
			}
		}
	}
	if known && g.Kind == "" {
		return true, fmt.Errorf("%s: XML of which no kind of extract has a row", g.File)
	}
	return known, nil
}

// sheetsOf are the sheets of a workbook, or nothing in one place for any other file.
func sheetsOf(path string, x Extract) []string {
	in := newInput(path, &x)
	if in.readHead() != nil || !in.isWorkbook() {
		return []string{""}
	}
	f, err := openWorkbook(in)
	if err != nil {
		return []string{""}
	}
	defer f.Close()
	return f.GetSheetList()
}

// NearestKinds names the kinds that fit best, with how well; none that does not fit at all.
func (g *Guess) NearestKinds() string {
	var names []string
	for _, p := range g.Nearest[:min(3, len(g.Nearest))] {
		if p.Fit >= 0.01 {
			names = append(names, fmt.Sprintf("%s (%.2f)", p.Kind, p.Fit))
		}
	}
	return cmp.Or(strings.Join(names, ", "), "none")
}

// isFiledAs reports whether what a file is called, or says above its header, are words under which extracts of the kind are filed.
func (s *source) isFiledAs(said []string) bool {
	return slices.ContainsFunc(s.filed, func(phrase string) bool {
		for w := range strings.FieldsSeq(phrase) {
			if !slices.ContainsFunc(said, func(v string) bool { return v == w || len(w) > 3 && survey.SameWord(v, w) > 0 }) {
				return false
			}
		}
		return true
	})
}

// ByName is said of a day that the name of a file says.
const ByName = "by its name"

// Day is the day for which the file seems to speak, and what says so: the lines above its header before its name.
func (g *Guess) Day() (Date, string) {
	if g.Survey != nil {
		if d := DayNamed(strings.Join(g.Survey.above, " | ")); d != 0 {
			return d, "above its header"
		}
	}
	if d := DayNamed(strings.TrimSuffix(g.File, filepath.Ext(g.File))); d != 0 {
		return d, ByName
	}
	return 0, ""
}

// ReadAs has an extract read as proposed.
func (p *Proposal) ReadAs(s *Survey, x *Extract) {
	x.Sheet, x.HeaderRow, x.Constant = s.Sheet, s.HeaderRow, p.Constant
	if x.Dates = nil; p.Dates != "" {
		x.Dates = []string{p.Dates}
	}
	x.Columns, x.Values = map[string]string{}, map[string]map[string]string{}
	for i, c := range p.Columns {
		if c.Fate == Proposed || c.Fate == Mapped {
			x.Columns[c.Field] = s.Columns[i].Header
		}
		for _, w := range c.Words {
			if w.Word == "" {
				continue
			}
			if x.Values[c.Field] == nil {
				x.Values[c.Field] = map[string]string{}
			}
			x.Values[c.Field][w.Local] = w.Word
		}
	}
}

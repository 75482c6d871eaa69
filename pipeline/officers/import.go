package officers

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/judge"
	"rollcall/pipeline/lists"
	"rollcall/pipeline/past"
	"rollcall/pipeline/people"
	"rollcall/pipeline/register"
	"rollcall/pipeline/rules"
	"rollcall/pipeline/safekeeping"
	"rollcall/pipeline/settings"
	"rollcall/sources"
)

// ImportError is what is wrong with what people filled in. Nothing of it was recorded.
type ImportError struct{ Faults []string }

// Error lists every fault, one a line. They name places of the workbook, and no child.
func (e *ImportError) Error() string { return "decisions: " + strings.Join(e.Faults, "\ndecisions: ") }

// Imported is what came of an import.
type Imported struct {
	Decisions, Judgements int // recorded now
	Known                 int // recorded before: the same file again
	Left                  int // lines with something typed and no outcome

	Grave string // of what was recorded and could not be put aside
}

// ImportDecisions reads what people filled in in a workbook and records all of it, or nothing and returns an *ImportError that
// says what is wrong. The lists change with the next run. today dates what was typed without a day.
func ImportDecisions(ctx context.Context, s *settings.Settings, o journal.Options, path string, today calendar.Date) (*Imported, error) {
	if err := s.TakeIdentity(); err != nil {
		return nil, err
	}
	filled, err := candidates.ReadWorkbook(path)
	if err != nil {
		return nil, &ImportError{[]string{err.Error()}}
	}
	return RecordDecisions(ctx, s, o, filled, today)
}

// RecordDecisions is ImportDecisions for what was read already.
func RecordDecisions(ctx context.Context, s *settings.Settings, o journal.Options, filled candidates.Filled, today calendar.Date) (*Imported, error) {
	o = o.WithDefaults(s.OutputDir())
	release, err := journal.LockFolder(o.Out)
	if err != nil {
		return nil, err
	}
	defer release()
	kept := safekeeping.AskedIn(s, o)
	reg, _, err := safekeeping.OpenRegister(ctx, kept)
	if err != nil {
		return nil, err
	}
	defer reg.Close()
	i := &importing{settings: s, today: today, seen: map[string]string{}, marks: map[string]bool{}}
	if err := i.recall(ctx, reg, o.AsOf, filled.RunID); err != nil {
		return nil, err
	}
	for _, m := range filled.Lines {
		i.takeLine(m)
	}
	for _, m := range filled.Pairs {
		i.takePair(m)
	}
	if len(i.faults) > 0 {
		return nil, &ImportError{i.faults}
	}
	i.Decisions, i.Judgements = len(i.decisions), len(i.judgements)
	if err := reg.RecordDecisions(ctx, i.decisions, i.judgements); err != nil {
		return nil, err
	}
	i.Grave = graveWords(safekeeping.KeepSafe(ctx, kept, reg))
	return &i.Imported, nil
}

// importing is an import under way.
type importing struct {
	settings *settings.Settings
	memory   *past.Past
	heirs    *past.Heirs // of child ids, whatever run they are of
	Imported
	today      calendar.Date
	of         register.Past // the run that wrote the workbook
	lines      map[past.Line]register.Shown
	newest     register.Past
	now        map[past.Line]register.Shown // of the newest run
	pairs      map[[2]string]register.Pair
	marks      map[string]bool   // of what was recorded before
	seen       map[string]string // where the file decides a child, by child
	faults     []string
	decisions  []register.Decision
	judgements []register.Judgement
}

// recall has back what the run of the workbook showed, what the newest showed, and all that was decided.
func (i *importing) recall(ctx context.Context, reg *register.Register, asOf calendar.Date, runID string) error {
	var err error
	if i.memory, err = past.Recall(ctx, reg, asOf); err != nil {
		return err
	}
	i.heirs = i.memory.HeirsAmong(nil, nil)
	if i.of, err = reg.RunByID(ctx, runID); err != nil {
		return err
	}
	if !i.of.IsKnown() {
		return &ImportError{[]string{fmt.Sprintf("the workbook is of run %s, which this register does not know: import it where that run was made", runID)}}
	}
	if i.newest, err = reg.NewestRun(ctx); err != nil {
		return err
	}
	if i.lines, err = linesOf(ctx, reg, i.of); err != nil {
		return err
	}
	if i.now, err = linesOf(ctx, reg, i.newest); err != nil {
		return err
	}
	pairs, err := reg.PairsOf(ctx, i.of)
	i.pairs = map[[2]string]register.Pair{}
	for _, p := range pairs {
		i.pairs[[2]string{p.RecordL, p.RecordR}] = p
	}
	for _, d := range i.memory.Decisions {
		i.marks[d.Mark] = true
	}
	for _, j := range i.memory.Judgements {
		i.marks[j.Mark] = true
	}
	return err
}

func linesOf(ctx context.Context, reg *register.Register, p register.Past) (map[past.Line]register.Shown, error) {
	lines, err := reg.LinesOf(ctx, p)
	m := make(map[past.Line]register.Shown, len(lines))
	for _, line := range lines {
		m[past.Line{List: line.List, Child: line.Child}] = line
	}
	return m, err
}

func (i *importing) fault(m candidates.Mark, format string, a ...any) {
	i.faults = append(i.faults, m.Place+": "+fmt.Sprintf(format, a...))
}

// takeLine takes what was typed on a line of a list.
func (i *importing) takeLine(m candidates.Marked) {
	if m.Outcome == "" {
		i.Left++
		return
	}
	typed := []string{i.of.ID, string(m.List), m.ChildID, m.Outcome, m.Reason, m.Note, m.By, m.Date, m.Until}
	if m.Return != "" {
		typed = append(typed, m.Return) // a mark from before there was such a column stays what it was
	}
	mark := markOf(typed...)
	if i.marks[mark] {
		i.Known++
		return
	}
	line, known := i.lines[past.Line{List: string(m.List), Child: m.ChildID}]
	switch {
	case !known:
		i.fault(m.Mark, "child id: the run of this workbook has no such child on this list; change nothing but the yellow columns")
		return
	case m.Evidence != line.Evidence.Hash:
		i.fault(m.Mark, "evidence: not what the run wrote on this line; change nothing but the yellow columns")
		return
	}
	if where, twice := i.seen[m.ChildID]; twice {
		i.fault(m.Mark, "the child is decided on %s as well: leave one outcome", where)
		return
	}
	i.seen[m.ChildID] = m.Place
	d := register.Decision{Child: m.ChildID, Run: i.of.ID, List: string(m.List), Mark: mark, Note: m.Note, By: m.By, Return: m.Return,
		Evidence: line.Evidence, Line: line}
	before := len(i.faults)
	i.checkWords(m, &d)
	i.checkDays(m.Mark, &d)
	i.checkMeanwhile(m, line, &d)
	if len(i.faults) == before {
		i.decisions = append(i.decisions, d)
	}
}

func markOf(parts ...string) string {
	h := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(h[:16])
}

// checkWords checks the outcome, the reason and the person.
func (i *importing) checkWords(m candidates.Marked, d *register.Decision) {
	outcome := rules.Outcome(strings.ReplaceAll(strings.ToLower(m.Outcome), " ", "_"))
	offered := false
	for _, o := range judge.OutcomesOf(m.List) {
		offered = offered || o == outcome
	}
	if !offered {
		i.fault(m.Mark, "outcome: not one of the words of the list (want %s)", strings.Join(lists.OfficerWords()[m.List].Outcomes, ", "))
		return
	}
	d.Outcome = string(outcome)
	var reasons []string
	for _, g := range rules.Grounds() {
		if !g.For(outcome) {
			continue
		}
		reasons = append(reasons, g.Title)
		if g.Title == m.Reason || g.Code == m.Reason {
			d.Ground = g.Code
		}
	}
	if d.Ground == "" {
		i.fault(m.Mark, "reason: want one that goes with the outcome (%s)", strings.Join(reasons, "; "))
	}
	if m.Return != "" && !slices.Contains(sources.ReturnReasons, m.Return) {
		i.fault(m.Mark, "reason for the return: not one of the department's (want one of the words of the list, or nothing)")
	}
	if m.By == "" {
		i.fault(m.Mark, "decided by: empty; a decision is a person's (want initials or a role)")
	}
}

// checkDays checks the dates and fills in what was left empty.
func (i *importing) checkDays(m candidates.Mark, d *register.Decision) {
	made, ok := i.typedDay(m, "date", m.Date, i.today)
	if !ok {
		return
	}
	if made > i.today {
		i.fault(m, "date: still to come")
	}
	d.Made = made.String()
	ground, known := rules.GroundOf(d.Ground)
	if !known {
		return
	}
	var usual calendar.Date
	if term := i.settings.DecisionTerm(ground); term > 0 {
		usual = made.AddDays(term)
	}
	until, ok := i.typedDay(m, "until", m.Until, usual)
	if ok && until.Known() && until < made {
		i.fault(m, "until: before the day of the decision")
	}
	d.Until = until.String()
}

func (i *importing) typedDay(m candidates.Mark, field, text string, empty calendar.Date) (calendar.Date, bool) {
	if text == "" {
		return empty, true
	}
	for _, layout := range []string{time.DateOnly, "2/1/2006"} {
		if t, err := time.Parse(layout, text); err == nil {
			return calendar.On(t.Date()), true
		}
	}
	i.fault(m, "%s: not a date (want DD/MM/YYYY)", field)
	return 0, false
}

// checkMeanwhile reports what has happened since the workbook was made, and notes what the decision takes the place of.
func (i *importing) checkMeanwhile(m candidates.Marked, line register.Shown, d *register.Decision) {
	superseded := i.memory.Superseded()
	child := i.heirs.HeirOf(m.ChildID)
	for _, x := range i.memory.Decisions {
		if superseded[x.Seq] != 0 || i.heirs.HeirOf(cmp.Or(i.memory.StoodWith[x.Seq], x.Child)) != child ||
			(x.Outcome == string(rules.LookedAt)) != (d.Outcome == string(rules.LookedAt)) {
			continue
		}
		if i.of.HoldsEntry(x.Seq) {
			d.Supersedes = append(d.Supersedes, x.Seq)
			continue
		}
		i.fault(m.Mark, "somebody has decided the child since this workbook was made: %s; decide again on the newest workbook if that is wrong", x.Made)
	}
	now, still := i.now[past.Line{List: line.List, Child: line.Child}]
	if i.newest.ID == i.of.ID || !still {
		return
	}
	// What the newest run lacks may only not have come to it: what it has besides counts.
	if change := judge.FactsOf(line.Evidence).Change(judge.FactsOf(now.Evidence), never); change != "" {
		i.fault(m.Mark, "the facts have changed since this workbook was made (%s): decide on the workbook of run %s", change, i.newest.ID)
	}
}

func never(string) bool { return false }

// takePair takes what was typed on a possible match.
func (i *importing) takePair(m candidates.MarkedPair) {
	if m.Outcome == "" {
		i.Left++
		return
	}
	mark := markOf(i.of.ID, m.RecordL, m.RecordR, m.Outcome, m.Note, m.By, m.Date)
	if i.marks[mark] {
		i.Known++
		return
	}
	verdict := strings.ToLower(m.Outcome)
	p, known := i.pairs[[2]string{m.RecordL, m.RecordR}]
	_, word := people.Verdicts[verdict]
	switch {
	case !known:
		i.fault(m.Mark, "records: the run of this workbook has no such possible match; change nothing but the yellow columns")
		return
	case !word:
		i.fault(m.Mark, "outcome: want Same, Different or Unsure")
	case m.By == "":
		i.fault(m.Mark, "decided by: empty; a judgement is a person's (want initials or a role)")
	}
	made, ok := i.typedDay(m.Mark, "date", m.Date, i.today)
	if ok && made > i.today {
		i.fault(m.Mark, "date: still to come")
	}
	j := register.Judgement{Run: i.of.ID, RecordL: m.RecordL, RecordR: m.RecordR, Pair: p, Verdict: verdict, By: m.By,
		Made: made.String(), Mark: mark, Note: m.Note}
	for _, x := range i.memory.Judgements {
		if !samePair(x.Pair, p) {
			continue
		}
		if !i.of.HoldsEntry(x.Seq) {
			i.fault(m.Mark, "somebody has judged the pair since this workbook was made: %s; judge again on the newest workbook if that is wrong", x.Made)
		}
		j.Supersedes = append(j.Supersedes, x.Seq)
	}
	i.judgements = append(i.judgements, j)
}

// samePair reports whether two pairs are of the same two identities, or of the same two children.
func samePair(a, b register.Pair) bool {
	return a.PrintsL[0] == b.PrintsL[0] && a.PrintsR[0] == b.PrintsR[0] || a.PrintsL[0] == b.PrintsR[0] && a.PrintsR[0] == b.PrintsL[0] ||
		a.ChildL == b.ChildL && a.ChildR == b.ChildR || a.ChildL == b.ChildR && a.ChildR == b.ChildL
}

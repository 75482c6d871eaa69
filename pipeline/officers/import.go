package officers

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/judge"
	"rollcall/pipeline/lists"
	"rollcall/pipeline/officers/office"
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
	memory, err := recallWork(ctx, reg)
	for err == nil {
		var i *importing
		if i, err = checkFilled(ctx, s, memory, filled, today, register.Entered{}); err != nil {
			break
		}
		if len(i.faults) > 0 {
			return nil, i.error()
		}
		_, err = reg.RecordWork(ctx, memory.Head.Entries, i.work)
		if errors.Is(err, register.ErrMoved) { // the page was quicker
			memory, err = recallWork(ctx, reg)
			continue
		}
		if err != nil {
			break
		}
		i.Grave = graveWords(safekeeping.KeepSafe(ctx, kept, reg))
		return &i.Imported, nil
	}
	return nil, err
}

// importing is an import under way.
type importing struct {
	settings *settings.Settings
	memory   *remembered
	Imported
	today  calendar.Date
	shown  int64             // the last entry that whoever filled it in was shown besides
	of     *shownRun         // the run that wrote the workbook, or that the page showed
	newest *shownRun         // what is shown now
	seen   map[string]string // where the file decides a child, by child
	faults []office.Fault
	work   register.Work
	when   register.Entered
}

// checkFilled holds what was filled in to what the run showed, to what is shown now, and to all that was decided.
func checkFilled(ctx context.Context, s *settings.Settings, memory *remembered, filled candidates.Filled, today calendar.Date, when register.Entered) (*importing, error) {
	i := &importing{settings: s, memory: memory, today: today, seen: map[string]string{}, when: when, shown: filled.Seen}
	var err error
	if i.of, err = memory.runOf(ctx, filled.RunID); err != nil {
		return nil, err
	}
	if !i.of.IsKnown() {
		return nil, &ImportError{[]string{fmt.Sprintf("the workbook is of run %s, which this register does not know: import it where that run was made", filled.RunID)}}
	}
	if i.newest, err = memory.runOf(ctx, memory.newest.ID); err != nil {
		return nil, err
	}
	for _, m := range filled.Lines {
		i.takeLine(m)
	}
	for _, m := range filled.Pairs {
		i.takePair(m)
	}
	i.Decisions, i.Judgements = len(i.work.Decisions), len(i.work.Judgements)
	return i, nil
}

// error is all that is wrong, a line each.
func (i *importing) error() error {
	var all ImportError
	for _, f := range i.faults {
		all.Faults = append(all.Faults, f.Place+": "+f.Text)
	}
	return &all
}

func (i *importing) fault(m candidates.Mark, format string, a ...any) {
	i.faults = append(i.faults, office.Fault{Place: m.Place, Text: fmt.Sprintf(format, a...)})
}

// faultMeanwhile says of what somebody did since that it was not overwritten.
func (i *importing) faultMeanwhile(m candidates.Mark, other office.Meanwhile, format string, a ...any) {
	i.fault(m, format, a...)
	i.faults[len(i.faults)-1].Meanwhile = &other
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
	mark := i.markAnew(markOf(typed...), i.memory.superseded)
	if i.memory.marks[mark] != 0 {
		i.Known++
		return
	}
	line, known := i.of.lines[past.Line{List: string(m.List), Child: m.ChildID}]
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
		Evidence: line.Evidence, Line: line, Entered: i.when}
	before := len(i.faults)
	i.checkWords(m, &d)
	i.checkDays(m.Mark, &d)
	i.checkMeanwhile(m, line, &d)
	if len(i.faults) == before {
		i.work.Decisions = append(i.work.Decisions, d)
	}
}

// markAnew is the mark of something that was typed before, and that another took the place of since: who saw that and types it again
// means it.
func (i *importing) markAnew(mark string, replaced map[int64]int64) string {
	if by := replaced[i.memory.marks[mark]]; by != 0 && by <= i.shown {
		return markOf(mark, fmt.Sprint(i.shown))
	}
	return mark
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
	for _, x := range i.memory.decisionsOn(m.ChildID) {
		if (x.Outcome == string(rules.LookedAt)) != (d.Outcome == string(rules.LookedAt)) {
			continue
		}
		if i.knows(x.Seq) {
			d.Supersedes = append(d.Supersedes, x.Seq)
			continue
		}
		i.faultMeanwhile(m.Mark, office.Meanwhile{Entry: x.Seq, By: x.By, On: cmp.Or(x.At, x.Made), What: judge.OutcomeWords(rules.Outcome(x.Outcome))},
			"somebody has decided the child since this workbook was made: %s; decide again on the newest workbook if that is wrong", x.Made)
	}
	now, still := i.newest.lines[past.Line{List: line.List, Child: line.Child}]
	if i.newest.ID == i.of.ID || !still {
		return
	}
	// What the newest run lacks may only not have come to it: what it has besides counts.
	if change := judge.FactsOf(line.Evidence).Change(judge.FactsOf(now.Evidence), never); change != "" {
		i.fault(m.Mark, "the facts have changed since this workbook was made (%s): decide on the workbook of run %s", change, i.newest.ID)
	}
}

// knows reports whether whoever filled it in could see an entry.
func (i *importing) knows(seq int64) bool { return i.of.Knows(seq) || seq <= i.shown }

func never(string) bool { return false }

// takePair takes what was typed on a possible match.
func (i *importing) takePair(m candidates.MarkedPair) {
	if m.Outcome == "" {
		i.Left++
		return
	}
	mark := i.markAnew(markOf(i.of.ID, m.RecordL, m.RecordR, m.Outcome, m.Note, m.By, m.Date), i.memory.rejudged)
	if i.memory.marks[mark] != 0 {
		i.Known++
		return
	}
	verdict := strings.ToLower(m.Outcome)
	p, known := i.of.pairs[[2]string{m.RecordL, m.RecordR}]
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
		Made: made.String(), Mark: mark, Note: m.Note, Entered: i.when}
	for _, x := range i.memory.Judgements {
		if !samePair(x.Pair, p) {
			continue
		}
		if !i.knows(x.Seq) {
			i.faultMeanwhile(m.Mark, office.Meanwhile{Entry: x.Seq, By: x.By, On: cmp.Or(x.At, x.Made), What: x.Verdict}, "somebody has judged the pair since this workbook was made: %s; judge again on the newest workbook if that is wrong", x.Made)
		}
		j.Supersedes = append(j.Supersedes, x.Seq)
	}
	i.work.Judgements = append(i.work.Judgements, j)
}

// samePair reports whether two pairs are of the same two identities, or of the same two children.
func samePair(a, b register.Pair) bool {
	return a.PrintsL[0] == b.PrintsL[0] && a.PrintsR[0] == b.PrintsR[0] || a.PrintsL[0] == b.PrintsR[0] && a.PrintsR[0] == b.PrintsL[0] ||
		a.ChildL == b.ChildL && a.ChildR == b.ChildR || a.ChildL == b.ChildR && a.ChildR == b.ChildL
}

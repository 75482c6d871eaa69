package officers

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/judge"
	"rollcall/pipeline/lists"
	"rollcall/pipeline/officers/office"
	"rollcall/pipeline/people"
	"rollcall/pipeline/register"
	"rollcall/pipeline/rules"
)

// Record takes decisions and judgements as the import of a workbook does.
func (l *Ledger) Record(ctx context.Context, who office.Who, filled candidates.Filled) (*office.Receipt, error) {
	filled.Lines, filled.Pairs = slices.Clone(filled.Lines), slices.Clone(filled.Pairs)
	for i := range filled.Lines {
		filled.Lines[i].By = cmp.Or(filled.Lines[i].By, who.By)
	}
	for i := range filled.Pairs {
		filled.Pairs[i].By = cmp.Or(filled.Pairs[i].By, who.By)
	}
	return l.record(ctx, func(m *remembered) (*office.Receipt, register.Work, error) {
		i, err := checkFilled(ctx, l.settings, m, filled, l.today(), l.when(who))
		if unknown := (*ImportError)(nil); errors.As(err, &unknown) {
			return &office.Receipt{Faults: []office.Fault{{Text: strings.Join(unknown.Faults, "; ")}}}, register.Work{}, nil
		}
		if err != nil {
			return nil, register.Work{}, err
		}
		return &office.Receipt{Known: i.Known, Faults: i.faults}, i.work, nil
	})
}

// typing is something that was typed on a page, held to what stands.
type typing struct {
	*Ledger
	*remembered
	who     office.Who
	today   calendar.Date
	receipt office.Receipt
	work    register.Work
}

// recordTyped records what a page typed.
func (l *Ledger) recordTyped(ctx context.Context, who office.Who, take func(*typing) error) (*office.Receipt, error) {
	return l.record(ctx, func(m *remembered) (*office.Receipt, register.Work, error) {
		t := &typing{Ledger: l, remembered: m, who: who, today: l.today()}
		if strings.TrimSpace(who.By) == "" {
			t.fault("", "by: empty; whatever is done is done by a person (want initials or a role)")
		}
		err := take(t)
		return &t.receipt, t.work, err
	})
}

func (t *typing) fault(place, format string, a ...any) {
	t.receipt.Faults = append(t.receipt.Faults, office.Fault{Place: place, Text: fmt.Sprintf(format, a...)})
}

func (t *typing) faultMeanwhile(place string, other office.Meanwhile, format string, a ...any) {
	t.fault(place, format, a...)
	t.receipt.Faults[len(t.receipt.Faults)-1].Meanwhile = &other
}

// isKnown counts what was recorded before.
func (t *typing) isKnown(mark string) bool {
	if t.marks[mark] != 0 {
		t.receipt.Known++
		return true
	}
	return false
}

// RecordSteps takes what was done about children.
func (l *Ledger) RecordSteps(ctx context.Context, who office.Who, steps ...office.NewStep) (*office.Receipt, error) {
	return l.recordTyped(ctx, who, func(t *typing) error {
		for i := range steps {
			if err := t.takeStep(ctx, &steps[i]); err != nil {
				return err
			}
		}
		return nil
	})
}

// furthest is how many days back a step may have been made, and ahead an answer be due: further is a slip of the pen.
const furthest = 366

func (t *typing) takeStep(ctx context.Context, n *office.NewStep) error {
	mark := markOf("step", n.Run, n.Child, n.Kind, n.To, n.Result, n.Made.String(), n.Due.String(), n.Note, fmt.Sprint(n.NoWait, n.Closes), t.who.By, n.Form)
	if t.isKnown(mark) {
		return nil
	}
	before := len(t.receipt.Faults)
	kind, known := rules.StepKindOf(n.Kind)
	if !known {
		t.fault(n.Place, "what was done: not one of the words of the list")
		return nil
	}
	if !kind.TakesTo(n.To) {
		t.fault(n.Place, "to whom: want %s", cmp.Or(strings.Join(kind.To, ", "), "the three figures of an authority, or nothing"))
	}
	if n.Result != "" && !slices.Contains(kind.Results, n.Result) {
		t.fault(n.Place, "result: want %s", cmp.Or(strings.Join(kind.Results, ", "), "nothing"))
	}
	made := n.Made
	if !made.Known() {
		made = t.today
	}
	due := n.Due
	if !due.Known() && !n.NoWait {
		due = kind.DueFrom(t.calendar, t.amounts(), t.settings.Authority.Code, made)
	}
	switch {
	case made > t.today:
		t.fault(n.Place, "date: still to come")
	case made < t.today-furthest:
		t.fault(n.Place, "date: more than a year ago")
	}
	switch {
	case n.NoWait && n.Due.Known():
		t.fault(n.Place, "answer due: a day, and that nothing is waited for; want one of them")
	case due.Known() && due <= made:
		t.fault(n.Place, "answer due: not after the day on which it was done")
	case due > made+furthest:
		t.fault(n.Place, "answer due: more than a year ahead")
	}
	if err := t.checkChild(ctx, n.Place, n.Child); err != nil {
		return err
	}
	t.checkCloses(n)
	t.checkOwner(n)
	if len(t.receipt.Faults) > before {
		return nil
	}
	run, err := t.runOf(ctx, n.Run)
	if err != nil {
		return err
	}
	t.work.Steps = append(t.work.Steps, register.Step{Child: n.Child, Run: n.Run, Kind: n.Kind, To: n.To, Result: n.Result, Made: made.String(), By: t.who.By, Due: due.String(),
		Note: n.Note, Mark: mark, Closes: n.Closes, Ends: run.endOfAge(n.Child), Entered: t.when(t.who)})
	return nil
}

// checkChild holds a child's id to those that the register gave, and refuses what is typed of one who is sealed.
func (t *typing) checkChild(ctx context.Context, place, child string) error {
	if t.sealed(child) {
		t.fault(place, "the child is sealed: what is done is for the designated officer")
		return nil
	}
	known, err := t.look.KnowsChild(ctx, child)
	if err == nil && !known {
		t.fault(place, "child id: the register knows no such child")
	}
	return err
}

// checkCloses holds the step that is answered to what stands.
func (t *typing) checkCloses(n *office.NewStep) {
	if n.Closes == 0 {
		if n.Kind == rules.ReplyCame {
			t.fault(n.Place, "which step was answered: none is named")
		}
		return
	}
	found := false
	for _, s := range t.stepsOn(n.Child) {
		found = found || s.Seq == n.Closes && s.Due != ""
		if s.Closes == n.Closes {
			t.faultMeanwhile(n.Place, office.Meanwhile{Entry: s.Seq, By: s.By, On: cmp.Or(s.At, s.Made), What: s.Kind}, "somebody has noted an answer to that step meanwhile: %s", s.Made)
			return
		}
	}
	if !found {
		t.fault(n.Place, "which step was answered: the child has none of that number that waits")
	}
}

// checkOwner refuses to take a child up that is somebody else's, but from whoever says whose it is to be.
func (t *typing) checkOwner(n *office.NewStep) {
	if n.Kind != rules.TookUp || n.To != "" {
		return
	}
	by, since, seq := rules.OwnerOf(judge.StepsTaken(t.stepsOn(n.Child), t.lastClosed(n.Child)))
	if by != "" && by != t.who.By {
		t.faultMeanwhile(n.Place, office.Meanwhile{Entry: seq, By: by, On: since.String(), What: rules.TookUp}, "somebody else has taken the child up: %s", since)
	}
}

// lastClosed is the newest decision by which a case of a child was closed; zero where none was.
func (m *remembered) lastClosed(child string) (seq int64) {
	for _, i := range m.decided[m.heirOf(child)] {
		if d := &m.Decisions[i]; rules.Outcome(d.Outcome).Closes() {
			seq = d.Seq
		}
	}
	return seq
}

// Ask puts a child or a pair before a colleague, or answers.
func (l *Ledger) Ask(ctx context.Context, who office.Who, q office.NewQuestion) (*office.Receipt, error) {
	return l.recordTyped(ctx, who, func(t *typing) error {
		mark := markOf("asked", q.Run, q.Child, q.Pair.L, q.Pair.R, q.To, q.Text, fmt.Sprint(q.Answers), who.By, q.Form)
		if t.isKnown(mark) {
			return nil
		}
		x := register.Question{Child: q.Child, Run: q.Run, To: q.To, Text: q.Text, Answers: q.Answers, By: who.By, Made: t.today.String(), Mark: mark, Entered: t.when(who)}
		if strings.TrimSpace(q.Text) == "" {
			t.fault(q.Place, "nothing is asked or answered")
		}
		run, err := t.runOf(ctx, q.Run)
		if err != nil {
			return err
		}
		t.checkAnswers(&q, &x)
		switch {
		case x.Child != "" && x.Pair == nil:
			if err := t.checkChild(ctx, q.Place, x.Child); err != nil {
				return err
			}
			x.Ends = run.endOfAge(x.Child)
		case x.Pair == nil:
			p, known := run.pairs[[2]string{q.Pair.L, q.Pair.R}]
			if !known {
				t.fault(q.Place, "records: the run of this page has no such possible match")
			}
			x.Pair, x.RecordL, x.RecordR = &p, p.RecordL, p.RecordR
		}
		if len(t.receipt.Faults) == 0 {
			t.work.Questions = append(t.work.Questions, x)
		}
		return nil
	})
}

// checkAnswers takes from the question that is answered what it is about.
func (t *typing) checkAnswers(q *office.NewQuestion, x *register.Question) {
	if q.Answers == 0 {
		return
	}
	found := false
	for i := range t.Questions {
		o := &t.Questions[i]
		if o.Seq == q.Answers && o.Answers == 0 {
			found = true
			x.Child, x.Pair, x.RecordL, x.RecordR = o.Child, o.Pair, o.RecordL, o.RecordR
		}
		if o.Answers == q.Answers {
			t.faultMeanwhile(q.Place, office.Meanwhile{Entry: o.Seq, By: o.By, On: cmp.Or(o.At, o.Made), What: "answered"}, "somebody has answered meanwhile: %s", o.Made)
			return
		}
	}
	if !found {
		t.fault(q.Place, "what is answered: there is no such question")
	}
}

// Words are what a person chooses from.
func (l *Ledger) Words() office.Words {
	w := office.Words{Lists: lists.OfficerWords(), Reasons: map[string][]string{}}
	for _, of := range w.Lists {
		for _, outcome := range of.Outcomes {
			if w.Reasons[outcome] != nil {
				continue
			}
			for _, g := range rules.Grounds() {
				if g.For(outcomeOf(outcome)) {
					w.Reasons[outcome] = append(w.Reasons[outcome], g.Title)
				}
			}
		}
	}
	for verdict := range people.Verdicts {
		w.Verdicts = append(w.Verdicts, verdict)
	}
	slices.Sort(w.Verdicts) // different, same, unsure
	for _, k := range rules.StepKinds() {
		w.Steps = append(w.Steps, office.StepKind{Word: k.Word, Title: k.Title, To: k.To, Results: k.Results, Wait: k.Wait(l.amounts()), Unit: string(k.Unit), Clock: string(k.Clock), Next: k.Next})
	}
	return w
}

// outcomeOf is the outcome that a word of the list says.
func outcomeOf(word string) rules.Outcome {
	return rules.Outcome(strings.ReplaceAll(strings.ToLower(word), " ", "_"))
}

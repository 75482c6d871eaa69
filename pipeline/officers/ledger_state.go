package officers

import (
	"context"
	"maps"
	"strings"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/judge"
	"rollcall/pipeline/officers/office"
	"rollcall/pipeline/past"
	"rollcall/pipeline/register"
	"rollcall/pipeline/rules"
)

// restate makes the state anew: of the children that were touched alone where there is one of the same day and run.
func (l *Ledger) restate(ctx context.Context, touched map[string]bool) error {
	m, today := l.memory, l.today()
	if l.state != nil && l.state.On == today && l.state.Head == m.Head {
		return nil
	}
	newest, err := m.runOf(ctx, m.newest.ID)
	if err != nil {
		return err
	}
	s := &office.State{Head: m.Head, On: today, Run: m.newest.ID, Seals: l.sealed}
	if l.state != nil && l.state.On == today {
		s.Children = maps.Clone(l.state.Children)
		for child := range touched {
			s.Children[child] = l.stateOf(child, newest, today)
		}
	} else {
		s.Children = map[string]*office.Child{}
		for _, by := range []map[string][]int{m.decided, m.stepped, m.asked} {
			for child := range by {
				if s.Children[child] == nil {
					s.Children[child] = l.stateOf(child, newest, today)
				}
			}
		}
	}
	s.Pairs = l.statePairs(newest)
	l.state = s
	return nil
}

// stateOf is what stands of a child.
func (l *Ledger) stateOf(child string, newest *shownRun, today calendar.Date) *office.Child {
	m := l.memory
	c := &office.Child{Sealed: l.sealed(child)}
	var open *judge.StandingDecision
	closed := int64(0)
	for _, i := range m.decided[child] {
		d := &m.Decisions[i]
		x := decisionState(d, m.superseded[d.Seq])
		c.Decisions = append(c.Decisions, x)
		if rules.Outcome(d.Outcome).Closes() {
			closed = d.Seq
		}
		if x.Open && x.SupersededBy == 0 {
			open = &judge.StandingDecision{Decision: *d, Law: judge.LawOf(*d)}
		}
	}
	if open != nil {
		open.Standing = rules.Standing{Holds: true}
		if now, listed := newest.lines[past.Line{List: string(candidates.CME), Child: child}]; listed {
			open.Standing = open.Law.StandsOn(judge.FactsOf(now.Evidence), today, never)
		}
	}
	steps := m.stepsOn(child)
	for i := range steps {
		c.Steps = append(c.Steps, stepState(&steps[i], steps, today))
	}
	if by, since, seq := rules.OwnerOf(judge.StepsTaken(steps, closed)); by != "" {
		c.Mine = &office.Taken{By: by, Since: since, Entry: seq}
	}
	if h := judge.FindInHand(steps, closed, open, today); h != nil {
		c.InHand = &office.InHand{Entry: h.Seq, By: h.By, Words: h.Words, Next: h.Next, Since: h.Since, Due: h.Due, Overdue: h.Overdue, Sinks: h.Sinks(newest.gravest(child))}
	}
	for _, i := range m.asked[child] {
		addQuestion(&c.Questions, &m.Questions[i])
	}
	if c.Sealed {
		bareChild(c)
	}
	return c
}

// gravest is the gravest severity of a child's lines, and whether social care works with the child.
func (run *shownRun) gravest(child string) (severity string, care bool) {
	for _, list := range []candidates.List{candidates.CME, candidates.AtRisk} {
		if line, listed := run.lines[past.Line{List: string(list), Child: child}]; listed {
			if severity == "" || line.Severity < severity {
				severity = line.Severity
			}
			care = care || line.Care
		}
	}
	return severity, care
}

func decisionState(d *register.Decision, by int64) office.Decision {
	ground, _ := rules.GroundOf(d.Ground)
	outcome := rules.Outcome(d.Outcome)
	return office.Decision{Entry: d.Seq, Run: d.Run, List: d.List, Outcome: titled(judge.OutcomeWords(outcome)), Reason: ground.Title, Return: d.Return, Note: d.Note,
		By: d.By, Made: parseDate(d.Made), Until: parseDate(d.Until), At: d.At, Open: outcome.Open(), SupersededBy: by}
}

// titled begins a word as it is offered.
func titled(word string) string { return strings.ToUpper(word[:1]) + word[1:] }

func parseDate(text string) calendar.Date {
	d, _ := calendar.Parse(text)
	return d
}

// stepState is a step among those of its child.
func stepState(s *register.Step, all []register.Step, today calendar.Date) office.Step {
	taken := judge.StepTaken(s)
	x := office.Step{Entry: s.Seq, Kind: s.Kind, Words: taken.Words(), To: s.To, Result: s.Result, By: s.By, Note: s.Note, Made: taken.Made, Due: taken.Due, Closes: s.Closes}
	for i := range all {
		if all[i].Closes == s.Seq {
			x.ClosedBy = all[i].Seq
		}
	}
	x.Waits = x.Due.Known() && x.ClosedBy == 0
	x.Overdue = x.Waits && today >= x.Due
	return x
}

// addQuestion adds a question, or the answer to one.
func addQuestion(all *[]office.Question, q *register.Question) {
	for i := range *all {
		if x := &(*all)[i]; q.Answers != 0 && x.Entry == q.Answers {
			x.Answer, x.Answered, x.By = q.Text, parseDate(q.Made), q.By
			return
		}
	}
	*all = append(*all, office.Question{Entry: q.Seq, From: q.By, To: q.To, Text: q.Text, On: parseDate(q.Made), Child: q.Child, Pair: office.Pair{L: q.RecordL, R: q.RecordR}})
}

// bareChild leaves of a sealed child that something stands, who did it and when.
func bareChild(c *office.Child) {
	for i := range c.Decisions {
		d := &c.Decisions[i]
		*d = office.Decision{Entry: d.Entry, By: d.By, Made: d.Made, At: d.At, SupersededBy: d.SupersededBy}
	}
	for i := range c.Steps {
		s := &c.Steps[i]
		*s = office.Step{Entry: s.Entry, By: s.By, Made: s.Made}
	}
	for i := range c.Questions {
		q := &c.Questions[i]
		*q = office.Question{Entry: q.Entry, From: q.From, To: q.To, On: q.On, Child: q.Child}
	}
	if c.InHand != nil {
		c.InHand.Words, c.InHand.Next = "in hand", ""
	}
}

// statePairs is what stands of the pairs of a run. A judgement of an earlier run is of the pair that has the same two identities now.
func (l *Ledger) statePairs(newest *shownRun) map[office.Pair]*office.Judged {
	m := l.memory
	by, pairs := map[[2]register.Fingerprint]office.Pair{}, map[office.Pair]*office.Judged{}
	for _, p := range newest.pairs {
		by[printsKey(p)] = office.Pair{L: p.RecordL, R: p.RecordR}
	}
	of := func(p register.Pair) *office.Judged {
		name, is := by[printsKey(p)]
		if !is {
			return nil
		}
		if pairs[name] == nil {
			pairs[name] = &office.Judged{}
		}
		return pairs[name]
	}
	for i := range m.Judgements {
		x := &m.Judgements[i]
		if j := of(x.Pair); j != nil {
			j.Judgements = append(j.Judgements, office.Judgement{Entry: x.Seq, Run: x.Run, Verdict: x.Verdict, By: x.By, Note: x.Note, Made: parseDate(x.Made), At: x.At,
				SupersededBy: m.rejudged[x.Seq]})
		}
	}
	for i := range m.Questions {
		if x := &m.Questions[i]; x.Pair != nil {
			if j := of(*x.Pair); j != nil {
				addQuestion(&j.Questions, x)
			}
		}
	}
	return pairs
}

// printsKey names a pair by its two identities, in either order.
func printsKey(p register.Pair) [2]register.Fingerprint {
	if len(p.PrintsL) == 0 || len(p.PrintsR) == 0 {
		return [2]register.Fingerprint{}
	}
	l, r := p.PrintsL[0], p.PrintsR[0]
	if string(l[:]) > string(r[:]) {
		l, r = r, l
	}
	return [2]register.Fingerprint{l, r}
}

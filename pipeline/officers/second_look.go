package officers

import (
	"cmp"
	"context"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"

	"rollcall/pipeline/candidates"
	"rollcall/pipeline/judge"
	"rollcall/pipeline/officers/office"
	"rollcall/pipeline/people"
	"rollcall/pipeline/register"
	"rollcall/pipeline/rules"
)

// One in how many judgements and closing decisions is looked at again. Which is told by a digest that the register's key makes: nobody
// can choose, and everybody who asks again is told the same.
const oneIn = 20

// secondDays is for how many days something is looked at again: after that its records are no longer those that were judged.
const secondDays = 92

// The reasons for which something is looked at again.
const (
	whyDrawn    = "one in twenty"
	whyOffAList = "it takes a child off the list"
)

// isDrawn reports whether the lot fell on an entry.
func isDrawn(reg *register.Register, mark string) bool {
	d := reg.KeyedDigest("second look", mark)
	return binary.BigEndian.Uint64(d[:8])%oneIn == 0
}

// whySecond is why an entry is to be looked at again; empty where it is not. The caller holds the lock of reading.
func (l *Ledger) whySecond(ctx context.Context, j *register.Judgement) (string, error) {
	if why, asked := l.second[j.Seq]; asked {
		return why, nil
	}
	why := ""
	if isDrawn(l.look, j.Mark) {
		why = whyDrawn
	}
	if j.Verdict == "same" {
		off, err := l.look.ShowedAny(ctx, j.Run, string(candidates.CME), j.Pair.ChildL, j.Pair.ChildR)
		if err != nil {
			return "", err
		}
		if off {
			why = whyOffAList
		}
	}
	if l.second == nil {
		l.second = map[int64]string{}
	}
	l.second[j.Seq] = why
	return why, nil
}

// secondTasks are all that are to be looked at again, whoever may, with who judged first.
func (l *Ledger) secondTasks(ctx context.Context, m *remembered) (tasks []office.SecondTask, first []office.Who, err error) {
	looked := map[int64]bool{}
	for i := range m.Looks {
		looked[m.Looks[i].Of] = true
	}
	since := (l.today() - secondDays).String()
	for i := range m.Judgements {
		j := &m.Judgements[i]
		if looked[j.Seq] || m.rejudged[j.Seq] != 0 || j.Made < since || j.Pair.Named != "" {
			continue
		}
		of := [2]string{m.heirOf(j.Pair.ChildL), m.heirOf(j.Pair.ChildR)}
		if l.sealed(of[0]) || l.sealed(of[1]) {
			continue
		}
		why, err := l.whySecond(ctx, j)
		if err != nil {
			return nil, nil, err
		}
		if why != "" {
			tasks, first = append(tasks, office.SecondTask{Of: j.Seq, Run: j.Run, Pair: office.Pair{L: j.RecordL, R: j.RecordR}, Children: of, Since: parseDate(j.Made), Why: why}), append(first, office.Who{By: j.By, Account: j.Account})
		}
	}
	for i := range m.Decisions {
		d := &m.Decisions[i]
		if looked[d.Seq] || m.superseded[d.Seq] != 0 || d.Made < since || !rules.Outcome(d.Outcome).Closes() || !isDrawn(l.look, d.Mark) || l.sealed(m.heirOf(d.Child)) {
			continue
		}
		tasks, first = append(tasks, office.SecondTask{Of: d.Seq, Run: d.Run, Child: m.heirOf(d.Child), List: d.List, Since: parseDate(d.Made), Why: whyDrawn}), append(first, office.Who{By: d.By, Account: d.Account})
	}
	return tasks, first, nil
}

// SecondLooks are those that a person may be asked for.
func (l *Ledger) SecondLooks(ctx context.Context, who office.Who) ([]office.SecondTask, error) {
	l.reading.Lock()
	defer l.reading.Unlock()
	m, err := l.refresh(ctx)
	if err != nil {
		return nil, err
	}
	all, first, err := l.secondTasks(ctx, m)
	var mine []office.SecondTask
	for i, t := range all {
		if !isSamePerson(first[i], who) {
			mine = append(mine, t)
		}
	}
	return mine, err
}

// isSamePerson reports whether two are one person, by what they typed or by the account of the login.
func isSamePerson(a, b office.Who) bool {
	return strings.EqualFold(strings.TrimSpace(a.By), strings.TrimSpace(b.By)) || a.Account != "" && a.Account == b.Account
}

// RecordSecondLook takes a judgement or decision that was made again.
func (l *Ledger) RecordSecondLook(ctx context.Context, who office.Who, n office.NewLook) (*office.Receipt, error) {
	return l.recordTyped(ctx, who, func(t *typing) error {
		mark := markOf("second look", fmt.Sprint(n.Of), n.Verdict, n.Reason, n.Note, who.By, n.Form)
		if t.isKnown(mark) {
			return nil
		}
		for i := range t.Looks {
			if x := &t.Looks[i]; x.Of == n.Of {
				t.faultMeanwhile(n.Place, office.Meanwhile{Entry: x.Seq, By: x.By, On: cmp.Or(x.At, x.Made), What: "looked a second time"}, "somebody has looked at it a second time meanwhile: %s", x.Made)
				return nil
			}
		}
		tasks, first, err := l.secondTasks(ctx, t.remembered)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(tasks, func(x office.SecondTask) bool { return x.Of == n.Of })
		switch {
		case at < 0:
			t.fault(n.Place, "nothing of that number is to be looked at again")
			return nil
		case isSamePerson(first[at], who):
			t.fault(n.Place, "whoever looked first does not look again: leave it to a colleague")
			return nil
		}
		x := register.SecondLook{Of: n.Of, Run: tasks[at].Run, By: who.By, Made: t.today.String(), Mark: mark, Note: n.Note, Entered: t.when(who)}
		t.fillLook(&x, &n, &tasks[at])
		if len(t.receipt.Faults) == 0 {
			t.work.Looks = append(t.work.Looks, x)
			t.receipt.First = t.firstAnswer(n.Of)
		}
		return nil
	})
}

// firstAnswer is what was judged or decided at first, as a person chooses it.
func (m *remembered) firstAnswer(of int64) string {
	for i := range m.Judgements {
		if m.Judgements[i].Seq == of {
			return m.Judgements[i].Verdict
		}
	}
	for i := range m.Decisions {
		if m.Decisions[i].Seq == of {
			return titled(judge.OutcomeWords(rules.Outcome(m.Decisions[i].Outcome)))
		}
	}
	return ""
}

// fillLook checks the words of a second look, and says what it is of.
func (t *typing) fillLook(x *register.SecondLook, n *office.NewLook, of *office.SecondTask) {
	if of.Child == "" {
		i := slices.IndexFunc(t.Judgements, func(j register.Judgement) bool { return j.Seq == of.Of })
		pair := t.Judgements[i].Pair
		x.Pair, x.Verdict = &pair, strings.ToLower(n.Verdict)
		if _, word := people.Verdicts[x.Verdict]; !word {
			t.fault(n.Place, "want Same, Different or Unsure")
		}
		return
	}
	outcome := outcomeOf(n.Verdict)
	if x.Child, x.Verdict = of.Child, string(outcome); !slices.Contains(judge.OutcomesOf(candidates.List(of.List)), outcome) {
		t.fault(n.Place, "outcome: not one of the words of the list")
		return
	}
	for _, g := range rules.Grounds() {
		if g.For(outcome) && (g.Title == n.Reason || g.Code == n.Reason) {
			x.Ground = g.Code
		}
	}
	if x.Ground == "" {
		t.fault(n.Place, "reason: want one that goes with the outcome")
	}
}

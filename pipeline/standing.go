package pipeline

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/register"
	"rollcall/pipeline/rules"
)

// standing is a decision in a run: with which child it stands, and how.
type standing struct {
	register.Decision
	law        rules.Decision
	child      int32 // -1 when no record of the run is the child's
	superseded int64 // number of the decision that took its place; zero while none did
	rules.Standing
}

// remembrance is what is remembered of one child of a run.
type remembrance struct {
	current []*standing // nobody has decided anew; several only where children were joined
	past    []*standing
	told    []*standing // made on a child some of whose records are now this one's
}

// decisions finds the child that each decision stands with, and how it stands there.
//
// A decision goes with the records that it was made on: to the child that holds most of their identities now, whatever its id.
// So it follows its child when two are joined, and when one is taken apart it stays with the part that it was about, and the
// other part is told. Where none of those records is in any extract of the run it goes by the child's id, through the ids that
// the child was given since; and where the run has no such child it stands with nobody and is kept.
func (r *run) decisions(j *Judged) {
	m := r.memory
	for _, s := range r.history.Merged {
		m.successors[string(s.From)] = append(m.successors[string(s.From)], register.Change{Child: string(s.From), Into: string(s.Into), Kind: register.Merged})
	}
	j.was = j.linesOf(m)
	r.answered(j)
	j.of = map[int32]*remembrance{}
	j.place(m)
	j.stand()
}

// place finds the child of every decision.
func (j *Judged) place(m *recollection) {
	if len(m.decisions) == 0 {
		return
	}
	at := j.knownChild()
	rows := j.rowsByPrint(printsOf(m.decisions))
	superseded := map[int64]int64{}
	for _, d := range m.decisions {
		for _, s := range d.Supersedes {
			superseded[s] = d.Seq
		}
	}
	for _, d := range m.decisions {
		s := &standing{Decision: d, law: lawOf(d), superseded: superseded[d.Seq]}
		var others []int32
		s.child, others = j.anchor(d, m, rows, at)
		j.held = append(j.held, s)
		for _, o := range others {
			j.rememberedOf(o).told = append(j.rememberedOf(o).told, s)
		}
		switch {
		case s.child < 0:
		case s.superseded != 0:
			j.rememberedOf(s.child).past = append(j.rememberedOf(s.child).past, s)
		default:
			j.rememberedOf(s.child).current = append(j.rememberedOf(s.child).current, s)
		}
	}
}

func printsOf(decisions []register.Decision) map[Fingerprint]bool {
	wanted := map[Fingerprint]bool{}
	for _, d := range decisions {
		for _, f := range d.Evidence.Prints {
			wanted[f] = true
		}
	}
	return wanted
}

func (j *Judged) rememberedOf(child int32) *remembrance {
	if j.of[child] == nil {
		j.of[child] = &remembrance{}
	}
	return j.of[child]
}

// anchor returns the child that a decision stands with, and the others that hold some of its records.
func (j *Judged) anchor(d register.Decision, m *recollection, rows map[Fingerprint][]int32, at map[rules.ChildID]int32) (child int32, others []int32) {
	is := func(id string) bool { _, known := at[rules.ChildID(id)]; return known }
	id := m.heir(cmp.Or(m.stood[d.Seq], d.Child), is)
	votes := map[int32]int{}
	for _, f := range d.Evidence.Prints {
		if len(rows[f]) == 1 { // one that several rows share does not say whose it is
			votes[j.child[rows[f][0]]]++
		}
	}
	if len(votes) == 0 {
		if !is(id) {
			return -1, nil
		}
		return at[rules.ChildID(id)], nil
	}
	order := sortedKeys(votes)
	slices.SortStableFunc(order, func(a, b int32) int {
		return cmp.Or(votes[b]-votes[a], boolCompare(string(j.IDs[b]) == id, string(j.IDs[a]) == id), cmp.Compare(a, b))
	})
	return order[0], order[1:]
}

func boolCompare(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// factsOf are the facts of the register's evidence.
func factsOf(e register.Evidence) rules.Facts {
	var facts rules.Facts
	if len(e.Facts) > 0 {
		if err := json.Unmarshal(e.Facts, &facts); err != nil {
			panic("register: facts that cannot be read: " + err.Error())
		}
	}
	return facts
}

// lawOf is a decision as the rules read it.
func lawOf(d register.Decision) rules.Decision {
	made, _ := calendar.Parse(d.Made)
	until, _ := calendar.Parse(d.Until)
	return rules.Decision{Outcome: rules.Outcome(d.Outcome), Ground: d.Ground, By: d.By, On: made, Until: until,
		AtRisk: d.List == string(candidates.AtRisk), Facts: factsOf(d.Evidence)}
}

// stand settles for every decision whether it still holds, and takes off the lists whom closed ones keep off.
func (j *Judged) stand() {
	for child, m := range j.of {
		v := &j.Verdicts[child]
		k := j.caseOf(int(child), j.Authority)
		cme, risk := k.Facts(nil), k.Facts(append([]rules.Finding{}, v.AtRisk...))
		for _, s := range m.current {
			now := cme
			if s.law.AtRisk {
				now = risk
			}
			s.Standing = s.law.Stand(now, k.AsOf, j.Authority.Had)
			k.Decisions = append(k.Decisions, s.law)
		}
		m.keepOff(v, rules.Remember(k))
	}
	for _, s := range j.held {
		if s.child < 0 && s.superseded == 0 {
			s.Standing = s.law.Stand(s.law.Facts, j.Authority.AsOf, func(string) bool { return false })
		}
	}
}

// keepOff hides the findings of a child whose case was closed by decisions that all still hold (U24, which says no while a
// case of the child is open), and the line at risk that an officer looked at.
func (m *remembrance) keepOff(v *rules.Verdict, x rules.Suppression) {
	var closed, looked []*standing
	for _, s := range m.current {
		switch {
		case s.law.Outcome.Open():
		case s.law.Outcome == rules.LookedAt:
			looked = append(looked, s)
		default:
			closed = append(closed, s)
		}
	}
	if x.Applied && v.Status == rules.Candidate {
		x.Reason = closed[len(closed)-1].text()
		v.Status, v.ExplainedBy, v.Explanation, v.CME = rules.Decided, rules.Remembered, x.Reason, nil
		v.Suppressions = append(v.Suppressions, x)
	}
	if len(v.AtRisk) > 0 && allHold(looked) {
		last := looked[len(looked)-1]
		v.AtRisk = nil
		v.Suppressions = append(v.Suppressions, rules.Suppression{By: rules.Remembered, Applied: true, Reason: last.text(), Until: last.law.Until})
	}
}

// allHold reports whether there are decisions and each of them holds.
func allHold(all []*standing) bool {
	return len(all) > 0 && !slices.ContainsFunc(all, func(s *standing) bool { return !s.Holds })
}

func one(is bool) int {
	if is {
		return 1
	}
	return 0
}

// openCase is the decision by which an officer holds the child's case open, the newest where several do; nil for none.
func (m *remembrance) openCase() *standing {
	if m == nil {
		return nil
	}
	for _, s := range slices.Backward(m.current) {
		if s.law.Outcome.Open() {
			return s
		}
	}
	return nil
}

// verdict is what the newest decision that tells says of the child: whether any does, and whether education was missing.
func (m *remembrance) verdict() (told, was bool) {
	if m == nil {
		return false, false
	}
	newest := int64(-1)
	for _, all := range [][]*standing{m.past, m.current} {
		for _, s := range all {
			if tells, so := s.law.Tells(); tells && s.Seq > newest {
				newest, told, was = s.Seq, true, so
			}
		}
	}
	return told, was
}

// text says what was decided, when, by whom and until when.
func (s *standing) text() string {
	ground, _ := rules.GroundOf(s.Ground)
	text := outcomeWords(s.law.Outcome) + ", " + ground.Title + ": " + s.By + " on " + s.law.On.Words()
	if s.law.Until.Known() {
		text += ", until " + s.law.Until.Words()
	}
	return text
}

func outcomeWords(o rules.Outcome) string {
	if o == rules.NotCME {
		return "not CME"
	}
	return strings.ReplaceAll(string(o), "_", " ")
}

// history lists all that was ever decided of a child, the newest first.
func (m *remembrance) history() string {
	if m == nil {
		return ""
	}
	all := append(append([]*standing{}, m.past...), m.current...)
	slices.SortFunc(all, func(a, b *standing) int { return cmp.Compare(b.Seq, a.Seq) })
	var parts []string
	for _, s := range all {
		parts = append(parts, s.text())
	}
	for _, s := range m.told {
		parts = append(parts, "of child "+s.Child+", some of whose records these were: "+s.text())
	}
	return strings.Join(parts, "; ")
}

// back says why a decided child is on a list: what of each decision no longer holds, or that decisions met.
func (m *remembrance) back(list candidates.List) string {
	if m == nil {
		return ""
	}
	var why []string
	open, closed := 0, 0
	for _, s := range m.current {
		open += one(s.law.Outcome.Open())
		closed += one(!s.law.Outcome.Open() && s.law.Outcome != rules.LookedAt)
		if s.Why != "" && (list == candidates.CME) == (s.law.Outcome != rules.LookedAt) {
			why = append(why, s.Why)
		}
	}
	if open > 0 && closed > 0 {
		why = append(why, "decisions on two children met when their records were joined: decide again")
	}
	return strings.Join(why, "; ")
}

// state is how a decision stands, in one of few words.
func (s *standing) state(asOf calendar.Date) string {
	switch {
	case s.superseded != 0:
		return "superseded"
	case s.law.Outcome.Open():
		return "open"
	case s.law.Until.Known() && asOf > s.law.Until:
		return "ended"
	case s.Why != "":
		return "facts changed"
	case s.child < 0:
		return "child not seen"
	}
	return "holds"
}

// decided lists every decision for decisions.parquet.
func (j *Judged) decided() []candidates.Decided {
	var out []candidates.Decided
	for _, s := range j.held {
		row := decidedRow(s.Decision, s.law)
		row.ChildID, row.State, row.Why = s.id(j), s.state(j.Authority.AsOf), s.Why
		out = append(out, row)
	}
	return out
}

// id is the child that a decision stands with, or that it was made on when the run has none.
func (s *standing) id(j *Judged) string {
	if s.child < 0 {
		return s.Child
	}
	return string(j.IDs[s.child])
}

func decidedRow(d register.Decision, law rules.Decision) candidates.Decided {
	return candidates.Decided{
		Decision: d.Seq, ChildID: d.Child, MadeOn: d.Child, List: candidates.List(d.List), Outcome: d.Outcome, Ground: d.Ground, Return: d.Return, By: d.By,
		Made: day(law.On), Until: day(law.Until), Evidence: d.Evidence.Hash, Facts: law.Facts.String(), Run: d.Run,
	}
}

// date reads a day of the register; nothing is the zero time.
func date(text string) time.Time {
	d, _ := calendar.Parse(text)
	return day(d)
}

package judge

import (
	"cmp"
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/past"
	"rollcall/pipeline/register"
	"rollcall/pipeline/rules"
)

// StandingDecision is a decision in a run: with which child it stands, and how.
type StandingDecision struct {
	register.Decision
	Law          rules.Decision
	ChildNumber  int32 // -1 when no record of the run is the child's
	SupersededBy int64 // number of the decision that took its place; zero while none did
	rules.Standing
}

// Decisions are all decisions as they stand.
type Decisions struct {
	All     []*StandingDecision // in the order in which they came in
	byChild map[int32]*Remembered
}

// Remembered is what is remembered of one child of a run; a nil one is nothing.
type Remembered struct {
	Current []*StandingDecision // nobody has decided anew; several only where children were joined
	Past    []*StandingDecision
	Told    []*StandingDecision // made on a child some of whose records are now this one's
}

// Of returns what is remembered of a child.
func (d *Decisions) Of(child int) *Remembered { return d.byChild[int32(child)] }

func (d *Decisions) remember(child int32) *Remembered {
	if d.byChild[child] == nil {
		d.byChild[child] = &Remembered{}
	}
	return d.byChild[child]
}

// placeDecisions finds the child that each decision stands with.
//
// A decision goes with the records that it was made on: to the child that holds most of their identities now, whatever its id.
// So it follows its child when two are joined, and when one is taken apart it stays with the part that it was about, and the
// other part is told. Where none of those records is in any extract of the run it goes by the child's id, through the ids that
// the child was given since; and where the run has no such child it stands with nobody and is kept.
func (d *Judged) placeDecisions(memory *past.Past) *Decisions {
	all := &Decisions{byChild: map[int32]*Remembered{}}
	found := d.Children.People.IdentitiesByPrint(printsOf(memory.Decisions))
	superseded := memory.Superseded()
	for _, made := range memory.Decisions {
		s := &StandingDecision{Decision: made, Law: LawOf(made), SupersededBy: superseded[made.Seq]}
		var others []int32
		s.ChildNumber, others = d.anchorDecision(made, memory.StoodWith[made.Seq], found)
		all.All = append(all.All, s)
		for _, o := range others {
			all.remember(o).Told = append(all.remember(o).Told, s)
		}
		switch {
		case s.ChildNumber < 0:
		case s.SupersededBy != 0:
			all.remember(s.ChildNumber).Past = append(all.remember(s.ChildNumber).Past, s)
		default:
			all.remember(s.ChildNumber).Current = append(all.remember(s.ChildNumber).Current, s)
		}
	}
	return all
}

func printsOf(decisions []register.Decision) map[register.Fingerprint]bool {
	wanted := map[register.Fingerprint]bool{}
	for _, d := range decisions {
		for _, f := range d.Evidence.Prints {
			wanted[f] = true
		}
	}
	return wanted
}

// anchorDecision returns the child that a decision stands with, and the others that hold some of its records.
func (d *Judged) anchorDecision(made register.Decision, stood string, found map[register.Fingerprint][]int32) (child int32, others []int32) {
	id := d.Heirs.HeirOf(cmp.Or(stood, made.Child))
	votes := map[int32]int{}
	for _, f := range made.Evidence.Prints {
		if len(found[f]) == 1 { // one that several identities share does not say whose it is
			votes[d.Children.ChildOf(found[f][0])]++
		}
	}
	if len(votes) == 0 {
		if n, here := d.Heirs.Number(id); here {
			return n, nil
		}
		return -1, nil
	}
	order := slices.Sorted(maps.Keys(votes))
	slices.SortStableFunc(order, func(a, b int32) int {
		return cmp.Or(votes[b]-votes[a], CompareBools(string(d.Children.IDs[b]) == id, string(d.Children.IDs[a]) == id), cmp.Compare(a, b))
	})
	return order[0], order[1:]
}

// CompareBools puts false first.
func CompareBools(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// FactsOf are the facts of the register's evidence.
func FactsOf(e register.Evidence) rules.Facts {
	var facts rules.Facts
	if len(e.Facts) > 0 {
		if err := json.Unmarshal(e.Facts, &facts); err != nil {
			panic("register: facts that cannot be read: " + err.Error())
		}
	}
	return facts
}

// LawOf is a decision as the rules read it.
func LawOf(d register.Decision) rules.Decision {
	made, _ := calendar.Parse(d.Made)
	until, _ := calendar.Parse(d.Until)
	return rules.Decision{Outcome: rules.Outcome(d.Outcome), Ground: d.Ground, By: d.By, On: made, Until: until,
		AtRisk: d.List == string(candidates.AtRisk), Facts: FactsOf(d.Evidence)}
}

// standDecisions settles for every decision whether it still holds, and takes off the lists whom closed ones keep off.
func (d *Judged) standDecisions() {
	for child, m := range d.Decisions.byChild {
		v := &d.Verdicts[child]
		k := *d.Cases.CaseOf(int(child))
		cme, risk := k.Facts(nil), k.Facts(append([]rules.Finding{}, v.AtRisk...))
		for _, s := range m.Current {
			now := cme
			if s.Law.AtRisk {
				now = risk
			}
			s.Standing = s.Law.StandsOn(now, k.AsOf, d.Authority.HasUsable)
			k.Decisions = append(k.Decisions, s.Law)
		}
		m.keepOff(v, rules.RememberDecisions(&k))
	}
	for _, s := range d.Decisions.All {
		if s.ChildNumber < 0 && s.SupersededBy == 0 {
			s.Standing = s.Law.StandsOn(s.Law.Facts, d.Authority.AsOf, func(string) bool { return false })
		}
	}
}

// keepOff hides the findings of a child whose case was closed by decisions that all still hold (U24, which says no while a
// case of the child is open), and the line at risk that an officer looked at.
func (m *Remembered) keepOff(v *rules.Verdict, x rules.Suppression) {
	var closed, looked []*StandingDecision
	for _, s := range m.Current {
		switch {
		case s.Law.Outcome.Open():
		case s.Law.Outcome == rules.LookedAt:
			looked = append(looked, s)
		default:
			closed = append(closed, s)
		}
	}
	if x.Applied && v.Status == rules.Candidate {
		x.Reason = closed[len(closed)-1].Text()
		v.Status, v.ExplainedBy, v.Explanation, v.CME = rules.Decided, rules.Remembered, x.Reason, nil
		v.Suppressions = append(v.Suppressions, x)
	}
	if len(v.AtRisk) > 0 && allHold(looked) {
		last := looked[len(looked)-1]
		v.AtRisk = nil
		v.Suppressions = append(v.Suppressions, rules.Suppression{By: rules.Remembered, Applied: true, Reason: last.Text(), Until: last.Law.Until})
	}
}

// allHold reports whether there are decisions and each of them holds.
func allHold(all []*StandingDecision) bool {
	return len(all) > 0 && !slices.ContainsFunc(all, func(s *StandingDecision) bool { return !s.Holds })
}

// OpenCase is the decision by which an officer holds the child's case open, the newest where several do; nil for none.
func (m *Remembered) OpenCase() *StandingDecision {
	if m == nil {
		return nil
	}
	for _, s := range slices.Backward(m.Current) {
		if s.Law.Outcome.Open() {
			return s
		}
	}
	return nil
}

// LastWord is what the newest decision that tells says of the child: whether any does, and whether education was missing.
func (m *Remembered) LastWord() (told, was bool) {
	if m == nil {
		return false, false
	}
	newest := int64(-1)
	for _, all := range [][]*StandingDecision{m.Past, m.Current} {
		for _, s := range all {
			if tells, so := s.Law.TellsOutcome(); tells && s.Seq > newest {
				newest, told, was = s.Seq, true, so
			}
		}
	}
	return told, was
}

// Text says what was decided, when, by whom and until when.
func (s *StandingDecision) Text() string {
	ground, _ := rules.GroundOf(s.Ground)
	text := OutcomeWords(s.Law.Outcome) + ", " + ground.Title + ": " + s.By + " on " + s.Law.On.Words()
	if s.Law.Until.Known() {
		text += ", until " + s.Law.Until.Words()
	}
	return text
}

// OutcomeWords is an outcome as an officer reads it.
func OutcomeWords(o rules.Outcome) string {
	if o == rules.NotCME {
		return "not CME"
	}
	return strings.ReplaceAll(string(o), "_", " ")
}

// History lists all that was ever decided of a child, the newest first.
func (m *Remembered) History() string {
	if m == nil {
		return ""
	}
	all := append(append([]*StandingDecision{}, m.Past...), m.Current...)
	slices.SortFunc(all, func(a, b *StandingDecision) int { return cmp.Compare(b.Seq, a.Seq) })
	var parts []string
	for _, s := range all {
		parts = append(parts, s.Text())
	}
	for _, s := range m.Told {
		parts = append(parts, "of child "+s.Child+", some of whose records these were: "+s.Text())
	}
	return strings.Join(parts, "; ")
}

// WhyBack says why a decided child is on a list: what of each decision no longer holds, or that decisions met.
func (m *Remembered) WhyBack(list candidates.List) string {
	if m == nil {
		return ""
	}
	var why []string
	open, closed := 0, 0
	for _, s := range m.Current {
		switch {
		case s.Law.Outcome.Open():
			open++
		case s.Law.Outcome != rules.LookedAt:
			closed++
		}
		if s.Why != "" && (list == candidates.CME) == (s.Law.Outcome != rules.LookedAt) {
			why = append(why, s.Why)
		}
	}
	if open > 0 && closed > 0 {
		why = append(why, "two children who each had a decision turned out to be one: decide again")
	}
	return strings.Join(why, "; ")
}

// State is how a decision stands, in one of few words.
func (s *StandingDecision) State(asOf calendar.Date) string {
	switch {
	case s.SupersededBy != 0:
		return "superseded"
	case s.Law.Outcome.Open():
		return "open"
	case s.Law.Until.Known() && asOf > s.Law.Until:
		return "ended"
	case s.Why != "":
		return "facts changed"
	case s.ChildNumber < 0:
		return "child not seen"
	}
	return "holds"
}

// StandsWith is the id of the child that a decision stands with, or that it was made on when the run has none.
func (d *Judged) StandsWith(s *StandingDecision) string {
	if s.ChildNumber < 0 {
		return s.Child
	}
	return string(d.Children.IDs[s.ChildNumber])
}

// OutcomesOf are the outcomes that an officer chooses from on the lines of a list.
func OutcomesOf(l candidates.List) []rules.Outcome {
	if l == candidates.AtRisk {
		return []rules.Outcome{rules.LookedAt, rules.Suspected, rules.Confirmed}
	}
	return []rules.Outcome{rules.Suspected, rules.Confirmed, rules.Untraced, rules.TransferPending, rules.Resolved, rules.NotCME}
}

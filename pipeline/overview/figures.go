package overview

import (
	"fmt"
	"strings"

	"rollcall/matchers"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/rules"
)

const ofAge = "children of compulsory school age"

// sayFigures are the measures of a run that a manager can do something with, each a part of a whole that is named.
func (n *Night) sayFigures(measures []candidates.Measure) (all []candidates.Figure) {
	say := func(title string, part, whole int, of, means string) {
		if whole > 0 {
			all = append(all, candidates.Figure{Title: title, Part: part, Whole: whole, Of: of, Means: means})
		}
	}
	children := n.Judged.Children
	count := func(is func(child int, v *rules.Verdict) bool) (found int) {
		for child := range n.Judged.Verdicts {
			if v := &n.Judged.Verdicts[child]; v.Status != rules.NotOfAge && is(child, v) {
				found++
			}
		}
		return found
	}
	age := count(func(int, *rules.Verdict) bool { return true })
	say("Of compulsory school age", age, children.Len(), "children seen in any extract", "All that follows is about these.")
	say("Accounted for by a register", count(func(_ int, v *rules.Verdict) bool { return v.Status == rules.Explained }), age, ofAge,
		"A school, home education or another register has them, or says where they went.")
	say("On the roll of a school", count(func(c int, _ *rules.Verdict) bool { return n.Judged.OnRoll(c) }), age, ofAge,
		"Here, in another authority or independent.")
	say("Accounted for by an old record only", count(func(_ int, v *rules.Verdict) bool { return v.Status == rules.Explained && v.Stale() }), age, ofAge,
		"The extract is older than it should be, so some of them may have gone since: ask its sender for a new one.")
	say("Not shown to live here", count(func(_ int, v *rules.Verdict) bool { return v.Status == rules.Elsewhere }), age, ofAge,
		"No extract places them in the area now, so they are not looked for.")
	say("Could not be decided", count(func(_ int, v *rules.Verdict) bool { return v.Status == rules.Undecided }), age, ofAge,
		"An extract that would tell is missing, late or held back: they are on no list for that alone.")
	say("In one extract alone", count(func(c int, _ *rules.Verdict) bool { return children.IsOfOneExtract(c) }), age, ofAge,
		"Nothing else confirms them. A child found as two stands among these.")
	told, was := 0, 0
	for child := range children.Len() {
		if tells, so := n.Judged.Decisions.Of(child).LastWord(); tells {
			told++
			if so {
				was++
			}
		}
	}
	say("Found to be missing education", was, told, "children whom officers decided on", "Of the rest the officers found the education that the extracts did not show.")
	all = append(all, n.sayErrors()...)
	all = append(all, saidOfMeasures(measures)...)
	return all
}

// sayErrors are the estimates of how often records are wrongly joined or not joined.
func (n *Night) sayErrors() (all []candidates.Figure) {
	for _, r := range n.Judged.Children.Errors {
		f := candidates.Figure{Share: r.Value, Low: r.Low, High: r.High}
		switch r.Of {
		case matchers.FalsePairs:
			f.Title, f.Of, f.Means = "Wrongly joined", "pairs of records that were joined", "A wrong join can hide a child."
		case matchers.MissedPairs:
			f.Title, f.Of, f.Means = "Not joined though one child's", "pairs of records of one child", "A missed join can list a child who is at school."
		default:
			continue
		}
		f.Means += " Estimated by " + r.By + "."
		all = append(all, f)
	}
	return all
}

// saidOfMeasures are the figures that other measures of the run hold.
func saidOfMeasures(measures []candidates.Measure) (all []candidates.Figure) {
	known, onRoll, every := 0, 0, 0
	for _, x := range measures {
		switch {
		case x.Measure == "joined and implausible":
			all = append(all, candidates.Figure{Title: strings.ToUpper(x.Group[:1]) + x.Group[1:], Part: x.Part, Whole: x.Whole, Of: "children made of several records",
				Means: "One child cannot be that: two children were joined, or an extract is wrong."})
		case x.Measure == "grey per child of age":
			all = append(all, candidates.Figure{Title: "Waiting for an answer about a match", Part: x.Part, Whole: x.Whole, Of: ofAge,
				Means: "Two records may be one child's. A person says whether they are; until then the question stands open."})
		case x.Measure == "fairness: on a roll" && strings.HasPrefix(x.Group, "ethnicity: "):
			known, onRoll = known+x.Whole, onRoll+x.Part
		case x.Measure == "fairness: on a roll":
			every = max(every, x.Whole)
		}
	}
	if known > 0 {
		all = append(all, candidates.Figure{Title: "Ethnic group known", Part: known, Whole: every, Of: ofAge, Means: fmt.Sprintf(
			"Mostly from schools, so %.0f %% of them are on a roll: shares by ethnic group are of these children, and not to be held against the share of all.",
			100*float64(onRoll)/float64(known))})
	}
	return all
}

package people

import (
	"rollcall/matchers"
	"rollcall/pipeline/register"
	"rollcall/pipeline/rules"
)

// judgementLimit is how many identities of each child a judgement of Different holds apart row by row.
const judgementLimit = 16

// JudgedPairs are the judgements in force, the later of two on one pair in the place of the earlier, with the identities that
// they are about.
func (p *People) JudgedPairs(judgements []register.Judgement) (pairs []JudgedPair) {
	if len(judgements) == 0 {
		return nil
	}
	superseded := map[int64]bool{}
	wanted := map[Fingerprint]bool{}
	for _, j := range judgements {
		for _, s := range j.Supersedes {
			superseded[s] = true
		}
		for _, side := range [][]Fingerprint{j.Pair.PrintsL, j.Pair.PrintsR} {
			for _, f := range side {
				wanted[f] = true
			}
		}
	}
	found := p.IdentitiesByPrint(wanted)
	for _, j := range judgements {
		if superseded[j.Seq] {
			continue
		}
		x := JudgedPair{named: rules.ChildID(j.Pair.Named), verdict: Verdicts[j.Verdict], l: presentIdentities(found, j.Pair.PrintsL), r: presentIdentities(found, j.Pair.PrintsR)}
		if len(x.l) > 0 && len(x.r) > 0 {
			pairs = append(pairs, x)
		}
	}
	return pairs
}

// Verdicts are the words of a judgement.
var Verdicts = map[string]matchers.Verdict{"same": matchers.Same, "different": matchers.Different, "unsure": matchers.Unsure}

// JudgedPair is a judgement with the identities of the two children that are still there, those of the judged records first.
type JudgedPair struct {
	named   rules.ChildID // the child who keeps its id, where a person corrected where a record stands
	verdict matchers.Verdict
	l, r    []int32
}

func presentIdentities(found map[Fingerprint][]int32, prints []Fingerprint) []int32 {
	var out []int32
	for _, f := range prints {
		if len(found[f]) == 1 { // an identity that several share is too thin to say whose it is
			out = append(out, found[f][0])
		}
		if len(out) == judgementLimit {
			break
		}
	}
	return out
}

// Constraints are the judgements as the matcher takes them. Two records judged the same are joined; two judged different hold
// all that was placed with each apart.
func Constraints(pairs []JudgedPair) []matchers.Judgement {
	var out []matchers.Judgement
	add := func(l, r int32, v matchers.Verdict) {
		if l != r {
			out = append(out, matchers.Judgement{L: l, R: r, Verdict: v})
		}
	}
	for _, p := range pairs {
		switch p.verdict {
		case matchers.Same:
			add(p.l[0], p.r[0], matchers.Same)
		case matchers.Different:
			for _, l := range p.l {
				for _, r := range p.r {
					add(l, r, matchers.Different)
				}
			}
		}
	}
	return out
}

// TrainingLabels are the judgements that the model learns from: of the judged records themselves.
func TrainingLabels(pairs []JudgedPair) []matchers.Judgement {
	var out []matchers.Judgement
	for _, p := range pairs {
		if p.verdict != matchers.Unsure && p.l[0] != p.r[0] {
			out = append(out, matchers.Judgement{L: p.l[0], R: p.r[0], Verdict: p.verdict})
		}
	}
	return out
}

// dropJudgedApart drops the possible links between two children of whom a person said that they are two: whatever other rows of
// theirs are alike, the question has been answered.
func (c *Children) dropJudgedApart(pairs []JudgedPair) {
	apart := map[[2]int32]bool{}
	for _, p := range pairs {
		if p.verdict == matchers.Different {
			l, r := c.childOf[p.l[0]], c.childOf[p.r[0]]
			apart[[2]int32{min(l, r), max(l, r)}] = true
		}
	}
	if len(apart) == 0 {
		return
	}
	kept := c.Grey[:0]
	for _, g := range c.Grey {
		l, r := c.childOf[g.L], c.childOf[g.R]
		if !apart[[2]int32{min(l, r), max(l, r)}] {
			kept = append(kept, g)
		}
	}
	c.Grey = kept
}

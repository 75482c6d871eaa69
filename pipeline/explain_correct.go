package pipeline

import (
	"fmt"
	"slices"

	"rollcall/pipeline/register"
	"rollcall/pipeline/rules"
)

// judgedAgainst is how many fingerprints a judgement keeps of a child.
const judgedAgainst = 16

// FindCorrected finds what a person's correction is about, as a judgement keeps it: a record that the run placed with the child, which
// is to be held apart from all its other records, or, where theirs is set, one that it did not place with the child and that is the
// child's.
func (x *Explainer) FindCorrected(id, record string, theirs bool) (register.Pair, error) {
	children := x.judged.Children
	child := slices.Index(children.IDs, rules.ChildID(id))
	if child < 0 || id == "" || x.judged.IsSealed(child) {
		return register.Pair{}, fmt.Errorf("child %s: not in this run, or sealed: then ask the designated officer", id)
	}
	identity, known := x.byRecord[record]
	if !known {
		return register.Pair{}, fmt.Errorf("%s: no such record in this run; %s", record, recordNamed)
	}
	other := int(children.ChildOf(identity))
	switch {
	case !x.placed[identity] || x.judged.IsSealed(other):
		return register.Pair{}, fmt.Errorf("%s: a record of a sealed child: ask the designated officer", record)
	case theirs && other == child:
		return register.Pair{}, fmt.Errorf("%s: placed with the child already", record)
	case !theirs && other != child:
		return register.Pair{}, fmt.Errorf("%s: not placed with the child", record)
	}
	if print := children.People.PrintOf(identity); len(children.People.IdentitiesByPrint(map[register.Fingerprint]bool{print: true})[print]) > 1 {
		return register.Pair{}, fmt.Errorf("%s: another record says the same: there is nothing to tell the two by; have it corrected where it comes from", record)
	}
	if theirs {
		own := children.IdentitiesOf(child)[0]
		return register.Pair{RecordL: children.People.FirstRecord(own), RecordR: record, ChildL: id, ChildR: string(children.IDs[other]), Named: id,
			PrintsL: children.PrintsFrom(own), PrintsR: children.PrintsFrom(identity)}, nil
	}
	p := register.Pair{RecordL: record, ChildL: id, ChildR: id, Named: id, PrintsL: []register.Fingerprint{children.People.PrintOf(identity)}}
	for _, o := range children.IdentitiesOf(child) {
		if f := children.People.PrintOf(o); f != p.PrintsL[0] && len(p.PrintsR) < judgedAgainst {
			if p.RecordR == "" {
				p.RecordR = children.People.FirstRecord(o)
			}
			p.PrintsR = append(p.PrintsR, f)
		}
	}
	if len(p.PrintsR) == 0 {
		return p, fmt.Errorf("%s: all that is known of the child says the same as this record: there is nothing to hold it apart from; have it corrected where it comes from", record)
	}
	return p, nil
}

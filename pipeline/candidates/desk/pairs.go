package desk

import (
	"rollcall/pipeline/candidates"
)

// sidesOf are the sides of pairs, by the ids of their records, with what the stories of their children say of them.
func sidesOf(pairs []candidates.Possible, l candidates.Lists) map[string]*Side {
	sides := map[string]*Side{}
	for i := range pairs {
		p := &pairs[i]
		sides[p.RecordL], sides[p.RecordR] = &Side{Person: p.PersonL}, &Side{Person: p.PersonR}
	}
	for s := range candidates.EachPrinted(l.Matched) {
		for i := range s.Records {
			if side := sides[s.Records[i].RecordID]; side != nil {
				side.Record, side.Status, side.School, side.Home = s.Records[i], s.Status, s.SchoolNow(), s.Siblings
			}
		}
	}
	return sides
}

func (w *writer) writePairs(pairs []candidates.Possible, sides map[string]*Side) {
	insert, done := w.insert("pair VALUES (?, ?, ?, ?)")
	packed := newBodies[Pair](w, "pair")
	score, doneScore := w.insert("score VALUES (?, ?, ?, ?, ?)")
	for i := range pairs {
		p := &pairs[i]
		insert(i+1, p.ChildL, p.ChildR, p.MayExplain)
		packed.add(Pair{Number: i + 1, ChildL: p.ChildL, ChildR: p.ChildR, L: *sides[p.RecordL], R: *sides[p.RecordR], Why: p.Why, MayExplain: p.MayExplain})
		score(i+1, p.Weight, p.Probability, p.Gap, p.Agreement)
	}
	done()
	packed.close()
	doneScore()
}

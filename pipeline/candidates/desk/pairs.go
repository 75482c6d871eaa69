package desk

import (
	"rollcall/pipeline/candidates"
)

// wantedSides are the sides of pairs, by the ids of their records, to be filled while stories go by.
func wantedSides(pairs []candidates.Possible) map[string]*Side {
	sides := map[string]*Side{}
	for i := range pairs {
		sides[pairs[i].RecordL], sides[pairs[i].RecordR] = &Side{Person: pairs[i].PersonL}, &Side{Person: pairs[i].PersonR}
	}
	return sides
}

// noteSides notes what a child's story says of its records that are sides of pairs.
func noteSides(s *candidates.Story, sides map[string]*Side) {
	for i := range s.Records {
		if side := sides[s.Records[i].RecordID]; side != nil {
			side.Record, side.Status, side.School, side.Home = s.Records[i], s.Status, schoolOf(s), s.Siblings
		}
	}
}

// schoolOf is the school that has a child now; nothing where none does.
func schoolOf(s *candidates.Story) string {
	for i := range s.Schools {
		if s.Schools[i].Now {
			return s.Schools[i].Name
		}
	}
	return ""
}

func (w *writer) writePairs(pairs []candidates.Possible, sides map[string]*Side) {
	insert, done := w.insert("pair VALUES (?, ?, ?, ?, ?)")
	score, doneScore := w.insert("score VALUES (?, ?, ?, ?, ?)")
	for i := range pairs {
		p := &pairs[i]
		insert(i+1, p.ChildL, p.ChildR, p.MayExplain, pack(Pair{Number: i + 1, ChildL: p.ChildL, ChildR: p.ChildR, L: *sides[p.RecordL], R: *sides[p.RecordR],
			Why: p.Why, MayExplain: p.MayExplain}))
		score(i+1, p.Weight, p.Probability, p.Gap, p.Agreement)
	}
	done()
	doneScore()
}

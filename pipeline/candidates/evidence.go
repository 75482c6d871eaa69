package candidates

import "slices"

// evidenceMost is how many stories the sheet has at most: those of the first lines of the lists, in their order. The lists of a county have
// some 5,000 candidates.
const evidenceMost = 6_000

// toldAtOnce is how many stories are told before they are written and let go: all those of a county fill hundreds of megabytes.
const toldAtOnce = 256

// evidence is what the workbook has of stories: the sheet of those of the children on the lists, and the sides of possible matches.
type evidence struct {
	sheet *sheet
	lines int              // whose stories the sheet has
	sides map[string]*side // by child id
}

// side is what possible matches show of a child's story.
type side struct {
	grey    bool // on no list while the question is open
	person  Person
	school  string                 // that has the child now
	records map[string]*RecordSaid // those that the matches ask for, by id; nil where the story has none of it
}

// storiesOf reads the stories of some children, by id.
func (l Lists) storiesOf(children map[string]bool) map[string]*Story {
	told := map[string]*Story{}
	if l.StoriesOf != nil {
		for s := range printedSeq(l.StoriesOf(children)) {
			told[s.ChildID] = &s
		}
	}
	return told
}

// writeEvidence writes the stories of the children on the lists, a page each, and sets where each stands. It keeps the sides of the possible
// matches.
func (b workbook) writeEvidence(l Lists, lines []*Row) (*evidence, error) {
	e := &evidence{sides: sidesOf(l)}
	e.sheet = b.beginSheet(evidenceSheet, evidenceWidths, printing{portrait: true, scale: evidenceScale})
	for some := range slices.Chunk(lines, toldAtOnce) {
		if e.lines == evidenceMost {
			break
		}
		wanted := map[string]bool{}
		for _, r := range some {
			wanted[r.ChildID] = !r.Sealed && b.storyAt[r.ChildID] == 0
		}
		told := l.storiesOf(wanted)
		for _, r := range some {
			if s := told[r.ChildID]; s != nil && b.storyAt[r.ChildID] == 0 && e.lines < evidenceMost {
				b.storyAt[r.ChildID] = e.sheet.row + 1
				e.writeStory(r, s)
			}
		}
	}
	if e.lines == 0 {
		e.sheet.writeFlat(e.sheet.ownText("No child is on a list of whom a story may be told."))
	}
	return e, e.sheet.endSheet()
}

// sidesOf are the sides of possible matches, with what the stories of their children say.
func sidesOf(l Lists) map[string]*side {
	sides := map[string]*side{}
	ask := func(child, record string) {
		if sides[child] == nil {
			sides[child] = &side{records: map[string]*RecordSaid{}}
		}
		sides[child].records[record] = nil
	}
	for p := range EachPrinted(l.Possible) {
		ask(p.ChildL, p.RecordL)
		ask(p.ChildR, p.RecordR)
	}
	for s := range EachPrinted(l.Matched) {
		if side := sides[s.ChildID]; side != nil {
			side.keep(s)
		}
	}
	return sides
}

// keep keeps what is asked for of a story.
func (x *side) keep(s *Story) {
	x.grey, x.person, x.school = s.Status == greyStatus, s.Person, s.SchoolNow()
	for i := range s.Records {
		if _, asked := x.records[s.Records[i].RecordID]; asked {
			x.records[s.Records[i].RecordID] = &s.Records[i]
		}
	}
}

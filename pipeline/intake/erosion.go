package intake

import (
	"slices"
	"strings"
	"time"

	"rollcall/pipeline/journal"
	"rollcall/pipeline/members"
	"rollcall/pipeline/register"
	"rollcall/sources"
)

// An extract that loses a little every night is never much shorter than the one before. So it is held to the best that was
// accepted for the last sixty days (see past.Recall), and children who went without a reason are counted for as long. What a
// person let pass is a new beginning: what was accepted before it is no measure any more.

// lately is the extracts of a kind that are a measure: those accepted for the last sixty days, from the newest on of which a person
// let pass what a report asks; any gate but that of single returns, when it names none.
func (k *gatekeeper) lately(kind sources.Kind, returned ...string) []register.Accepted {
	all := k.acceptedLately(kind)
	for i := len(all) - 1; i >= 0; i-- {
		for _, gate := range all[i].LetPass {
			if single := strings.HasPrefix(gate, returnPass); slices.Contains(returned, gate) || len(returned) == 0 && !single {
				return all[i:]
			}
		}
	}
	return all
}

// acceptedLately is the extracts of a kind that were accepted for the last sixty days, or else the last one.
func (k *gatekeeper) acceptedLately(kind sources.Kind) []register.Accepted {
	all := k.Past.Lately[string(kind)]
	if last, had := k.Past.Accepted[string(kind)]; had && len(all) == 0 {
		return []register.Accepted{last}
	}
	return all
}

// bestRows is the extract of a kind that tonight's is held to by its rows, and the greatest share of them that it may lack: the
// best of the last sixty days when it lacks too much of that, or else the one before. Of a list of children the best is given
// twice the room, for they leave for reasons (the authority's own cases by 18 in a hundred in sixty days of an honest invented
// year); who went without one is counted apart. Of events only the one before counts: they come and go with the window, by a third.
func (k *gatekeeper) bestRows(kind sources.Kind, rows int) (register.Accepted, float64) {
	e, last := k.expect[kind], k.Past.Accepted[string(kind)]
	if !e.Whole {
		return last, e.Drop
	}
	room := e.Drop
	if members.Kinds[kind] {
		room *= 2
	}
	best := last
	for _, a := range k.lately(kind) {
		if a.Rows > best.Rows {
			best = a
		}
	}
	if lostRows(best.Rows, rows, room) {
		return best, room
	}
	return last, e.Drop
}

// filled is the share of rows that say a field, on a day.
type filled struct {
	share float64
	on    time.Time
}

// bestFill is, by field, the greatest share of rows that said it in the last sixty days.
func (k *gatekeeper) bestFill(kind sources.Kind) map[string]filled {
	best := map[string]filled{}
	for _, a := range append(k.lately(kind), k.Past.Accepted[string(kind)]) {
		for field, share := range a.Fill {
			if share >= best[field].share {
				best[field] = filled{share, a.AsOf}
			}
		}
	}
	return best
}

// returnPass begins what is noted of a school's return that a person let pass.
const returnPass = "return "

// measured are the gates that hold an extract to what was accepted before.
var measured = []journal.Gate{journal.RowsGate, journal.FillGate, journal.MembersGate, journal.ColumnGate, journal.TotalGate}

// letPass is the gates of a kind that hold it to what was accepted before, and that a person let pass.
func (k *gatekeeper) letPass(kind sources.Kind) (gates []string) {
	for i := range k.reports {
		switch g := &k.reports[i]; {
		case g.Kind != string(kind) || !g.LetPass():
		case g.Gate == journal.ReturnGate:
			gates = append(gates, returnPass+g.School+"@"+g.On)
		case slices.Contains(measured, g.Gate):
			gates = append(gates, string(g.Gate))
		}
	}
	return gates
}

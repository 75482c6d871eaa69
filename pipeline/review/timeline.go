package review

import (
	"slices"
	"time"

	"rollcall/pipeline/candidates"
)

// moment is what happened to a child on a day, with every extract that says so.
type moment struct {
	From, To time.Time
	Words    string
	Sources  []string
	Possible bool // of a record that may be another child's
}

// timeline is what happened, the newest first: what an officer reads, what is older, and what only shows that the child was there.
type timeline struct {
	Recent, Earlier, Sightings []moment
}

// momentsShown is how many moments are read without opening anything.
const momentsShown = 12

// sightings are the kinds of event that say where a child was and not what happened: many of each, and much alike.
var sightings = []string{"attendance", "residence"}

// tellTimeline puts events in the order of reading. The same thing that several records say is one moment.
func tellTimeline(events []candidates.Event) (t timeline) {
	var told []moment
	for _, e := range slices.Backward(events) {
		into := &told
		if slices.Contains(sightings, e.Kind) {
			into = &t.Sightings
		}
		m := moment{From: e.From, To: e.To, Words: e.Words, Sources: []string{e.Source}, Possible: e.Possible}
		i := slices.IndexFunc(*into, func(x moment) bool {
			return x.From.Equal(m.From) && x.To.Equal(m.To) && x.Words == m.Words && x.Possible == m.Possible
		})
		switch {
		case i < 0:
			*into = append(*into, m)
		case !slices.Contains((*into)[i].Sources, e.Source):
			(*into)[i].Sources = append((*into)[i].Sources, e.Source)
		}
	}
	n := min(len(told), momentsShown)
	t.Recent, t.Earlier = told[:n], told[n:]
	return t
}

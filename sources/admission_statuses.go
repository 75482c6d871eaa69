package sources

import "rollcall/sources/cells"

// admissionStatus is a status of an application as an admissions system writes it.
type admissionStatus struct {
	word   string // the canonical word
	letter string // the letter of Capita One
	words  []string
}

// admissionStatuses is the statuses of the systems that most authorities use. The letters and the first of the words are
// Capita One's own. Synergy and Liquidlogic let each authority word its statuses and publish no list: the further words are
// the plain ones that such lists are made of, and each means one thing only. A word that may mean two, such as "refused by
// parent or authority", "pending" or "allocated and declined", is not here: settings map it.
var admissionStatuses = []admissionStatus{
	{"applied", "", []string{"not processed", "submitted", "received", "application received", "awaiting outcome", "awaiting decision",
		"under consideration", "in progress"}},
	{"waiting_list", "w", []string{"on waiting list", "waitlist", "waitlisted"}},
	{"no_offer", "n", []string{"not offered", "no place offered", "unable to offer", "unplaced", "unsuccessful"}},
	{"provisional", "p", []string{"provisional offer", "provisionally offered", "provisionally allocated"}},
	{"offered", "o", []string{"offer", "offer made", "place offered", "offer sent", "awaiting response", "offer awaiting response"}},
	{"allocated", "y", []string{"place allocated"}},
	{"accepted", "a", []string{"accepted by parent", "offer accepted", "place accepted", "parent accepted"}},
	{"refused_by_parent", "x", []string{"offer refused", "offer declined", "declined", "declined by parent", "rejected by parent",
		"place declined", "parent declined", "parent refused"}},
	{"refused", "r", []string{"refused by la", "refused by school", "place refused", "application refused", "refused admission"}},
	{"withdrawn", "q", []string{"no longer required", "application withdrawn", "withdrawn by parent", "cancelled", "application cancelled"}},
}

// applicationStatuses is their spellings.
func applicationStatuses() map[string]string {
	m := map[string]string{}
	for _, s := range admissionStatuses {
		cells.WithSpellings(m, s.word, s.word)
		if s.letter != "" {
			cells.WithSpellings(m, s.letter, s.word)
		}
		for _, w := range s.words {
			cells.WithSpellings(m, w, s.word)
		}
	}
	return m
}

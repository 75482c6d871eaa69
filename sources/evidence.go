package sources

// evidence is what the rows of a source are worth to whoever joins and judges them. Every field must be given: what is not said
// is no answer, and a test asks for it.
type evidence struct {
	called     string // by a caseworker: "school census"
	looked     int    // its place when an officer looks for a child's education; notLooked when it can hold none
	freshDays  int    // how many days old it may be; neverStale when it does not grow stale by the calendar
	needsFresh yesNo  // what needs it does without a stale one; otherwise a stale one is used and marked as old
	snapshot   yesNo  // it holds all that is open on its day, so that a row which is gone says something
	meets      yesNo  // its rows tell of a service, or of another authority, that met the child
	keptUp     yesNo  // an address in it runs on to the day for which it speaks; otherwise it was said on one day
	explains   yesNo  // a child's education may stand in it, or the word that there is one elsewhere, and in no other extract
	bySchool   yesNo  // each file is the return of one school, on which a child stands once
	holdsOpen  yesNo  // it holds a child open as being without a school; where a roll has the child, its owner is to put it right
	names      int    // how well it spells a legal name, from 1; a school writes it from a birth certificate
	births     int    // how much its date of birth counts where extracts disagree, from 2: a school sees a birth certificate,
	// a health list is told by the family, a housing list is typed by an adult for the household
}

// yesNo is an answer that must be given.
type yesNo uint8

const (
	yes yesNo = iota + 1
	no
)

const (
	notLooked  = -1
	neverStale = -1
)

// aidEvidence is the evidence of a list that holds no child's education and that is read all the same.
func aidEvidence(called string) evidence {
	return evidence{
		called: called, looked: notLooked, freshDays: neverStale, needsFresh: no, snapshot: no, meets: no, keptUp: yes,
		explains: no, bySchool: no, holdsOpen: no, names: 1, births: 2,
	}
}

// Reliance is how far rules go by the extracts of a kind.
type Reliance struct {
	Name       string // what a caseworker calls it: "school census"
	Looked     int    // its place when an officer looks for a child's education, from 1; zero: it holds none
	FreshDays  int    // how many days old it may be on the as-of date before it is stale; zero: it does not grow stale by the calendar
	NeedsFresh bool   // a rule that needs it cannot do with a stale one; otherwise a stale one is used and marked as old
	Snapshot   bool   // it holds all that is open on its day, so that a row which is gone says something
	Meets      bool   // its rows tell of a service, or of another authority, that met the child
	KeptUp     bool   // an address in it runs on to the day for which it speaks; otherwise it was said on one day
	Optional   bool   // what it holds another kind holds too: whoever has none lacks no register
}

func (e *evidence) reliance() Reliance {
	return Reliance{
		Name: e.called, Looked: max(e.looked, 0), FreshDays: max(e.freshDays, 0), NeedsFresh: e.needsFresh == yes,
		Snapshot: e.snapshot == yes, Meets: e.meets == yes, KeptUp: e.keptUp == yes,
	}
}

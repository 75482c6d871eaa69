package candidates

import "time"

// Spell is a child's time on a list, from the first run that ever showed the line to the last.
type Spell struct {
	ChildID    string    `parquet:"child_id" copy:"digest" about:"the child"`
	List       List      `parquet:"list,dict" copy:"keep" about:"cme_candidates or at_risk"`
	From       time.Time `parquet:"listed_from,date" copy:"month" about:"day of the first run that showed the line"`
	Last       time.Time `parquet:"last_listed,date" copy:"month" about:"day of the last run that showed it"`
	Open       bool      `parquet:"on_list" copy:"keep" about:"this run shows it"`
	Days       int       `parquet:"days_listed" copy:"keep" about:"days of the calendar from listed_from to last_listed; a time off the list in between is counted"`
	Rules      []string  `parquet:"rules,list" copy:"keep" about:"ids of the rules that listed the child when last shown"`
	Ended      string    `parquet:"ended_because,dict,null" copy:"keep" about:"in a word, as gone_because of the table gone; null while it is shown"`
	Decided    time.Time `parquet:"decided_on,date" copy:"month" about:"day of the first decision on the line since it was listed; null when none was made"`
	Outcome    string    `parquet:"outcome,dict,null" copy:"keep" about:"what was decided then"`
	DaysToThat *int      `parquet:"days_to_decision" copy:"keep" about:"days of the calendar from listed_from to decided_on"`
}

// Bare leaves nothing: how long a child is looked for, and what came of it, is the designated officer's to know.
func (Spell) Bare() (Spell, bool) { return Spell{}, false }

// SameFamily is a child of either list, or of whom nobody can tell, and another child of the home.
type SameFamily struct {
	ChildID string `parquet:"child_id" copy:"digest" about:"a child of cme_candidates, at_risk or unknown"`
	Sibling string `parquet:"sibling_id" copy:"digest" about:"another child who lives or lived in the same home; no sealed one"`
	Tie     string `parquet:"tie,dict" copy:"keep" about:"by what the two are of one family: a parent's telephone, a parent's name, or the surname"`
	Listed  bool   `parquet:"sibling_listed" copy:"keep" about:"the sibling is a candidate too"`
}

// Bare leaves nothing: a family leads to the child.
func (SameFamily) Bare() (SameFamily, bool) { return SameFamily{}, false }

// Extract is a file that a run was given, or a kind of extract that it was not.
type Extract struct {
	Source   string    `parquet:"source,dict" copy:"keep" about:"kind of extract"`
	File     string    `parquet:"file,null" about:"the file; null where none of the kind was received"`
	AsOf     time.Time `parquet:"extract_as_of,date" copy:"keep" about:"day for which it speaks; null when nobody says"`
	DaysOld  *int      `parquet:"days_old" copy:"keep" about:"days from extract_as_of to as_of"`
	State    string    `parquet:"state,dict" copy:"keep" about:"used, stale (used, and older than its kind may be), held back, not used, or not received"`
	Because  string    `parquet:"state_because,null" about:"why it is held back or not used"`
	Rows     int       `parquet:"rows_read" copy:"keep" about:"rows of the file"`
	Records  int       `parquet:"records" copy:"keep" about:"rows that became records"`
	Rejected int       `parquet:"rows_rejected" copy:"keep" about:"rows that did not"`
	Values   int       `parquet:"values_left_out" copy:"keep" about:"values of records that were not used"`
}

// Run is a run in numbers.
type Run struct {
	Program    string `parquet:"program,dict" copy:"keep" about:"version of the program"`
	Guidance   string `parquet:"guidance,dict" copy:"keep" about:"edition of the guidance that the rules follow"`
	Children   int    `parquet:"children_seen" copy:"keep" about:"children in any extract"`
	Candidates int    `parquet:"candidates" copy:"keep" about:"lines of cme_candidates"`
	New        int    `parquet:"candidates_new" copy:"keep" about:"of them, those that no run showed before"`
	Gone       int    `parquet:"candidates_gone" copy:"keep" about:"lines of cme_candidates that the last run showed and this one does not"`
	AtRisk     int    `parquet:"at_risk" copy:"keep" about:"lines of at_risk"`
	Unknown    int    `parquet:"unknown" copy:"keep" about:"lines of unknown"`
	Possible   int    `parquet:"possible_matches" copy:"keep" about:"pairs that a person might judge"`
	Late       int    `parquet:"extracts_stale" copy:"keep" about:"files older than their kind may be"`
	Held       int    `parquet:"extracts_not_used" copy:"keep" about:"files held back, or not used"`
	Lacking    int    `parquet:"extracts_not_received" copy:"keep" about:"kinds of extract of which the run had none"`
}

// How an extract stands.
const (
	ExtractUsed        = "used"
	ExtractStale       = "stale"
	ExtractHeld        = "held back"
	ExtractNotUsed     = "not used"
	ExtractNotReceived = "not received"
)

package rules

import (
	"slices"

	"rollcall/pipeline/calendar"
)

// Suppression is one suppressor applied, or tried and found wanting, on one Case.
type Suppression struct {
	By      ID
	Applied bool
	Reason  string        // what explains the child, or why the nearest record does not
	Until   calendar.Date // when it stops explaining; zero when nothing says
	Grade   string        // E0 to E5: how good the proof is
	Old     bool          // the register it rests on is stale
	Record  string        // the record it rests on

	claim *Claim // the same, when a claim of the Case says it
}

// Status is what the run says of a child; a person says everything further.
type Status string

// The statuses of the reconciliation.
const (
	NotOfAge  Status = "not_of_age" // below or above compulsory school age, or before the term after it starts
	Explained Status = "explained"  // a register explains them
	Grey      Status = "grey"       // a possible match might explain them; a person judges it
	Candidate Status = "candidate"  // on the list of candidate CME
	Elsewhere Status = "elsewhere"  // not in the area on the evidence held
	Undecided Status = "undecided"  // a fact needed is missing or held back
	Decided   Status = "decided"    // an officer closed the case, and nothing has changed since
)

// WeighsPossible reports whether the rules looked at claims of possible matches before they gave a child its status: of a child whom
// something explains, who is not of age or not here, they never do, whatever else may be the child's.
func (s Status) WeighsPossible() bool { return s != NotOfAge && s != Explained && s != Elsewhere }

// Verdict is all that the law says of one Case.
type Verdict struct {
	Child        ChildID
	Status       Status
	ExplainedBy  ID     // the suppressor that explains them, when Status is Explained, NotOfAge or Elsewhere
	Explanation  string // in words
	Band         Band   // the band of the record that explains them
	CSAStart     calendar.Date
	CSAEnd       calendar.Date
	CME          []Finding // of the C rules that say Yes, gravest first; empty unless Status is Candidate
	AtRisk       []Finding // of the R rules that say Yes, gravest first
	OwnLists     []Finding // of the rules whose Yes is for a list of its own (see Use), or that are only watched, by rule
	Unknown      []Finding // of rules that could not tell, and why
	Suppressions []Suppression
	Tasks        []Task        // what the clocks say is still to be done, and which closures of an open case are proposed
	Nearest      *Claim        // the provision claim that came nearest to explaining a candidate
	NotAccepted  string        // and why it did not
	Removable    calendar.Date // of a child at risk who is absent: from when its name may be deleted; zero: not absent, or not known
	OpenCare     bool          // children's social care works with the child
	Signs        []Sign        // what speaks for looking at a child of whom registers not had could tell, the strongest first; empty of others
	Seen         int           // kinds of extract that show a listed child in the area within the last twelve months
	// Until is the last day on which the same Case has the same Verdict, where nothing of the Authority but the day is other.
	Until       calendar.Date
	NotInSchool *NotInSchool // a child who is to be on the register of children not in school; nil: none, not known, or not in force
}

// notAccepted is a suppressor that looked at a record and does not accept it.
func notAccepted(reason string, c *Claim) Suppression {
	return Suppression{Reason: reason, Record: recordOf(c), claim: c}
}

// restingOn is a suppressor that a record satisfies.
func restingOn(c *Claim, grade, reason string) Suppression {
	return Suppression{Applied: true, Grade: grade, Reason: reason, Record: c.Record, claim: c}
}

func (x Suppression) endingOn(day calendar.Date) Suppression {
	x.Until = day
	return x
}

func (x Suppression) shownOld(old bool) Suppression {
	x.Old = old
	return x
}

// releaseCase lets go of the Case, so that a verdict on each of a million children does not keep every claim in memory.
func (v *Verdict) releaseCase() {
	if v.Nearest != nil {
		nearest := *v.Nearest
		v.Nearest = &nearest
	}
	v.Suppressions = slices.Clone(v.Suppressions)
	for i := range v.Suppressions {
		v.Suppressions[i].claim = nil
	}
}

// explainBy records what explains a child.
func (v *Verdict) explainBy(x Suppression) {
	v.Status, v.ExplainedBy, v.Explanation = Explained, x.By, x.Reason
	if x.claim != nil {
		v.Band = x.claim.Band
	}
	v.Suppressions = append(v.Suppressions, x)
}

// ExplainedOn is the record that explains the child; empty where nothing does.
func (v *Verdict) ExplainedOn() string {
	i := slices.IndexFunc(v.Suppressions, func(s Suppression) bool { return s.Applied && s.By == v.ExplainedBy })
	if i < 0 || v.Status != Explained {
		return ""
	}
	return v.Suppressions[i].Record
}

// Stale reports whether only a record that is older than it should be explains the child.
func (v *Verdict) Stale() bool {
	for _, s := range v.Suppressions {
		if s.Applied && s.By == v.ExplainedBy && v.Status == Explained {
			return s.Old
		}
	}
	return false
}

// Withhold takes a candidate off the list for a reason that lies in the extracts and not in the child: what the rules said
// becomes what they cannot tell. Of any other verdict it changes nothing.
func (v *Verdict) Withhold(reason string) {
	if v.Status != Candidate {
		return
	}
	unknown := append([]Finding(nil), v.Unknown...) // the slice may be shared with other verdicts
	for _, f := range v.CME {
		unknown = append(unknown, Finding{Rule: f.Rule, Reason: reason, Since: f.Since, Records: f.Records})
	}
	v.Status, v.CME, v.Unknown, v.Explanation = Undecided, nil, unknown, reason
}

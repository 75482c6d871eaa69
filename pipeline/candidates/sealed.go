package candidates

import "math"

// What stands on the line of a sealed child, instead of everything else.
const (
	SealedReason = "Sealed: ask the designated officer."
	sealedAction = "Ask the designated officer, who has the file of this child id"
	sealedWho    = "Designated officer"
	sealedOf     = "designated officer's"
)

// Bare leaves the id, the place on the list and whom to ask; and the digest by which a decision on the line finds it again.
func (r Row) Bare() (Row, bool) {
	return Row{ChildID: r.ChildID, List: r.List, Rank: r.Rank, Severity: r.Severity, Sealed: true, POnNoRoll: math.NaN(), Reason: SealedReason, NextAction: sealedAction,
		Who: sealedWho, Memory: Memory{News: r.News, Evidence: r.Evidence}}, true
}

// Bare leaves the id and the list.
func (g Gone) Bare() (Gone, bool) {
	return Gone{List: g.List, ChildID: g.ChildID, Sealed: true, Why: "sealed", Reason: SealedReason}, true
}

// Bare leaves that there is a decision, and how it stands.
func (d Decided) Bare() (Decided, bool) {
	return Decided{Decision: d.Decision, ChildID: d.ChildID, List: d.List, Outcome: d.Outcome, State: d.State, Why: SealedReason}, true
}

// Bare leaves that something is to be done; not whose it is, for a school's duty tells that the child is, or was, at a school.
func (t Task) Bare() (Task, bool) {
	return Task{Of: sealedOf, ChildID: t.ChildID, Reason: SealedReason, Late: t.Late, NextAction: sealedAction, Who: sealedWho}, true
}

// Bare leaves nothing: each of the two may be what the other must not be seen beside.
func (p Possible) Bare() (Possible, bool) { return Possible{}, false }

// Bare leaves nothing: a record leads to the child.
func (p Placed) Bare() (Placed, bool) { return Placed{}, false }

// Bare leaves nothing: two records lead to the child.
func (l Link) Bare() (Link, bool) { return Link{}, false }

// Bare leaves nothing: what explains a child leads to where the child is.
func (r Reconciled) Bare() (Reconciled, bool) { return Reconciled{}, false }

package sources

import (
	"strings"

	"rollcall/sources/cells"
)

// CaseList is the authority's own cases.
const CaseList Kind = "case_list"

// The authority's own list of children missing education and of those it is looking for. What officers have found stands
// above anything that is worked out.
var _ = declareSource(&source{
	kind: CaseList, order: 220, title: "the authority's own cases of children missing education",
	owner: "the authority's children missing education team",
	basis: "Education Act 1996 s.436A; children missing education guidance (2025)",
	obtain: "An export of the children missing education module, or the team's own list, with closed cases of the " +
		"last two years. Ask the children missing education lead; it is the authority's own data.",
	evidence: evidence{called: "case list", looked: notLooked, freshDays: neverStale, needsFresh: no, snapshot: no, meets: no, keptUp: yes,
		explains: no, bySchool: no, holdsOpen: yes, names: 1, births: 2},
	expect: Expectation{Whole: true, AgeDays: 60},
	filed:  []string{"cme cases", "cme tracker", "case list", "open cases", "cme register", "missing education cases"},
	every:  "before every run", never: "case notes",
	ignored: []string{"case notes"}, sample: []string{"case_list/cases.csv"},
	tables: []*table{{
		native: "case_ref", fields: []field{
			{name: "case_ref", is: cells.KeyValue, about: "the case", need: true},
			{name: "status", is: cells.WordValue, about: "where the case stands", words: cells.WordSet(
				"suspected", "confirmed", "untraced", "transfer_pending", "resolved", "not_cme")},
			{name: "opened_date", is: cells.DateValue, about: "day opened"},
			{name: "since_date", is: cells.DateValue, about: "day since which the child has been missing education"},
			{name: "reason", about: "why: a reason of the department's collection, or a word or two"},
			{name: "last_action_date", is: cells.DateValue, about: "day of the last action"},
			{name: "letter_date", is: cells.DateValue, about: "day of a letter to the last address"},
			{name: "reply_date", is: cells.DateValue, about: "day of the reply to it"},
			{name: "worker_told_date", is: cells.DateValue, about: "day on which the worker of a service that is open to the child was told"},
			{name: "social_care_date", is: cells.DateValue, about: "day on which a concern was referred to social care"},
			{name: "closed_date", is: cells.DateValue, about: "day closed"},
			{name: "closure_reason", about: "why it was closed, in a word or two"},
			{name: "officer_team", about: "the team or officer who holds the case", headers: []string{"officer", "case holder", "case owner", "allocated to", "team"}},
			{name: "evidence_grade", is: cells.WordValue, about: "what the closing rests on: E0, nothing, to E5, a school or provider that confirms attendance",
				words: cells.WordSet("E0", "E1", "E2", "E3", "E4", "E5")},
		}, claims: caseListClaims,
	}},
})

func caseListClaims(c *columns) func(*row) {
	var (
		ref, status, reason = c.slotOf("case_ref"), c.slotOf("status"), c.slotOf("reason")
		from, to, acted     = c.slotOf("opened_date"), c.slotOf("closed_date"), c.slotOf("last_action_date")
		since, ended, grade = c.slotOf("since_date"), c.slotOf("closure_reason"), c.slotOf("evidence_grade")
		letter, reply       = c.slotOf("letter_date"), c.slotOf("reply_date")
		holder              = c.slotOf("officer_team")
		told, referred      = c.slotOf("worker_told_date"), c.slotOf("social_care_date")
	)
	return func(r *row) {
		if r.isBad(status) {
			return
		}
		k := Claim{
			Kind: Case, From: r.dateOf(from), To: r.dateOf(to), Status: r.textOf(status), Reason: returnReason(r.textOf(reason)),
			Ref: r.textOf(ref), Decided: r.dateOf(acted), Toward: cells.OnlyCode(r.textOf(ended)), Expected: r.dateOf(letter),
			Place: cells.TeamName(r.textOf(holder)),
			Marks: joinMarks(mark{strings.ToLower(r.textOf(grade)), r.textOf(grade) != ""}, mark{"replied", r.dateOf(reply) != 0},
				mark{"worker_told", r.dateOf(told) != 0}, mark{"referred", r.dateOf(referred) != 0}),
		}
		if d := r.dateOf(since); d != 0 && d < k.From {
			k.Count = int32(k.From - d)
		}
		r.addClaim(k)
	}
}

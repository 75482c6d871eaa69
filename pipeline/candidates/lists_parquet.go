package candidates

import (
	"iter"
	"slices"
)

// listLine is a line of cme_candidates.parquet and at_risk.parquet: the child's id, and no name, date of birth or address.
type listLine struct {
	ChildID          string   `parquet:"child_id"`
	Rank             int32    `parquet:"rank"`
	Severity         string   `parquet:"severity,dict"`
	Rules            []string `parquet:"rules,list"`
	Reason           string   `parquet:"reason"`
	Since            *int32   `parquet:"since,date"`
	Due              *int32   `parquet:"due,date"`
	DueUnit          *string  `parquet:"due_unit,dict"`
	NextAction       string   `parquet:"next_action,dict"`
	POnNoRoll        float64  `parquet:"p_on_no_roll"`
	NearestProvision *string  `parquet:"nearest_provision"`
	NearestRecord    *string  `parquet:"nearest_record"`
	NotAccepted      *string  `parquet:"not_accepted"`
	Searched         *string  `parquet:"searched,dict"`
	Label            *string  `parquet:"label,dict"`
	Who              *string  `parquet:"who,dict"`
	School           *string  `parquet:"school,dict"`
	SchoolName       *string  `parquet:"school_name,dict"`
	YearGroup        *string  `parquet:"year_group,dict"`
	FirstListed      *int32   `parquet:"first_listed,date"`
	Grey             int32    `parquet:"grey"`
	Records          int32    `parquet:"records"`
	News             *string  `parquet:"news,dict"`
	Changed          *string  `parquet:"changed"`
	Age              int32    `parquet:"age"`
	AgeUnit          *string  `parquet:"age_unit,dict"`
	AgeDays          int32    `parquet:"age_days"`
	Case             *string  `parquet:"case_status,dict"`
	Decided          *string  `parquet:"decided"`
	Back             *string  `parquet:"why_back"`
	Proposal         *string  `parquet:"proposal"`
	Evidence         *string  `parquet:"evidence"`
	Calendar         *string  `parquet:"due_calendar,dict"`
	OrderedBy        string   `parquet:"ordered_by"`
	ReturnReason     *string  `parquet:"return_reason_proposed,dict"`
	Seen             int32    `parquet:"sources_agreeing"`
	SinceIs          *string  `parquet:"since_is,dict"`
}

// WriteList writes one list as Parquet, in the order of rows.
func WriteList(path string, rows []Row) error {
	return writeTable(path, mapped(slices.Values(rows), toListLine),
		"reason", "next_action", "nearest_provision", "not_accepted", "searched", "school_name", "changed", "decided", "why_back", "proposal", "ordered_by")
}

// ReadList reads a list that WriteList wrote and says which list it is. What the file does not hold, Person and Sealed,
// stays empty.
func ReadList(path string, list List) iter.Seq2[Row, error] {
	return mapped2(readTable[listLine](path), func(l listLine) Row { return l.row(list) })
}

func toListLine(r Row) listLine {
	return listLine{
		ChildID: r.ChildID, Rank: int32(r.Rank), Severity: r.Severity, Rules: r.Rules, Reason: r.Reason,
		Since: days(r.Since), SinceIs: some(r.SinceIs), Due: days(r.Due), DueUnit: some(r.DueUnit), Calendar: some(r.Calendar), NextAction: r.NextAction, POnNoRoll: r.POnNoRoll,
		NearestProvision: some(r.NearestProvision), NearestRecord: some(r.NearestRecord), NotAccepted: some(r.NotAccepted),
		Searched: some(r.Searched), Label: some(r.Label), Who: some(r.Who), School: some(r.OnRollAt),
		SchoolName: some(r.SchoolName), YearGroup: some(r.YearGroup), FirstListed: days(r.FirstListed),
		Grey: int32(r.Grey), Records: int32(r.Records), OrderedBy: r.OrderedBy, ReturnReason: some(r.ReturnReason), Seen: int32(r.Seen),
		News: some(string(r.News)), Changed: some(r.Changed), Age: int32(r.Age), AgeUnit: some(r.AgeUnit), AgeDays: int32(r.AgeDays),
		Case: some(r.Case), Decided: some(r.Decided), Back: some(r.Back), Proposal: some(r.Proposal), Evidence: some(r.Evidence),
	}
}

func (l listLine) row(list List) Row {
	return Row{
		List: list, ChildID: l.ChildID, Rank: int(l.Rank), Severity: l.Severity, Rules: l.Rules, Reason: l.Reason,
		Since: day(l.Since), SinceIs: or(l.SinceIs), Due: day(l.Due), DueUnit: or(l.DueUnit), Calendar: or(l.Calendar), NextAction: l.NextAction, POnNoRoll: l.POnNoRoll,
		NearestProvision: or(l.NearestProvision), NearestRecord: or(l.NearestRecord), NotAccepted: or(l.NotAccepted),
		Searched: or(l.Searched), Label: or(l.Label), Who: or(l.Who), OnRollAt: or(l.School),
		SchoolName: or(l.SchoolName), YearGroup: or(l.YearGroup), FirstListed: day(l.FirstListed),
		Grey: int(l.Grey), Records: int(l.Records), OrderedBy: l.OrderedBy, ReturnReason: or(l.ReturnReason), Seen: int(l.Seen),
		Memory: Memory{
			News: News(or(l.News)), Changed: or(l.Changed), Age: int(l.Age), AgeUnit: or(l.AgeUnit), AgeDays: int(l.AgeDays),
			Case: or(l.Case), Decided: or(l.Decided), Back: or(l.Back), Proposal: or(l.Proposal), Evidence: or(l.Evidence),
		},
	}
}

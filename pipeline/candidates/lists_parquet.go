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
	return writeTable(path, mapRows(slices.Values(rows), toListLine),
		"reason", "next_action", "nearest_provision", "not_accepted", "searched", "school_name", "changed", "decided", "why_back", "proposal", "ordered_by")
}

// ReadList reads a list that WriteList wrote and says which list it is. What the file does not hold, Person and Sealed,
// stays empty.
func ReadList(path string, list List) iter.Seq2[Row, error] {
	return mapRead(readTable[listLine](path), func(l listLine) Row { return l.listedRow(list) })
}

func toListLine(r Row) listLine {
	return listLine{
		ChildID: r.ChildID, Rank: int32(r.Rank), Severity: r.Severity, Rules: r.Rules, Reason: r.Reason,
		Since: parquetDay(r.Since), SinceIs: nullString(r.SinceIs), Due: parquetDay(r.Due), DueUnit: nullString(r.DueUnit), Calendar: nullString(r.Calendar), NextAction: r.NextAction, POnNoRoll: r.POnNoRoll,
		NearestProvision: nullString(r.NearestProvision), NearestRecord: nullString(r.NearestRecord), NotAccepted: nullString(r.NotAccepted),
		Searched: nullString(r.Searched), Label: nullString(r.Label), Who: nullString(r.Who), School: nullString(r.OnRollAt),
		SchoolName: nullString(r.SchoolName), YearGroup: nullString(r.YearGroup), FirstListed: parquetDay(r.FirstListed),
		Grey: int32(r.Grey), Records: int32(r.Records), OrderedBy: r.OrderedBy, ReturnReason: nullString(r.ReturnReason), Seen: int32(r.Seen),
		News: nullString(string(r.News)), Changed: nullString(r.Changed), Age: int32(r.Age), AgeUnit: nullString(r.AgeUnit), AgeDays: int32(r.AgeDays),
		Case: nullString(r.Case), Decided: nullString(r.Decided), Back: nullString(r.Back), Proposal: nullString(r.Proposal), Evidence: nullString(r.Evidence),
	}
}

func (l listLine) listedRow(list List) Row {
	return Row{
		List: list, ChildID: l.ChildID, Rank: int(l.Rank), Severity: l.Severity, Rules: l.Rules, Reason: l.Reason,
		Since: civilDay(l.Since), SinceIs: orEmpty(l.SinceIs), Due: civilDay(l.Due), DueUnit: orEmpty(l.DueUnit), Calendar: orEmpty(l.Calendar), NextAction: l.NextAction, POnNoRoll: l.POnNoRoll,
		NearestProvision: orEmpty(l.NearestProvision), NearestRecord: orEmpty(l.NearestRecord), NotAccepted: orEmpty(l.NotAccepted),
		Searched: orEmpty(l.Searched), Label: orEmpty(l.Label), Who: orEmpty(l.Who), OnRollAt: orEmpty(l.School),
		SchoolName: orEmpty(l.SchoolName), YearGroup: orEmpty(l.YearGroup), FirstListed: civilDay(l.FirstListed),
		Grey: int(l.Grey), Records: int(l.Records), OrderedBy: l.OrderedBy, ReturnReason: orEmpty(l.ReturnReason), Seen: int(l.Seen),
		Memory: Memory{
			News: News(orEmpty(l.News)), Changed: orEmpty(l.Changed), Age: int(l.Age), AgeUnit: orEmpty(l.AgeUnit), AgeDays: int(l.AgeDays),
			Case: orEmpty(l.Case), Decided: orEmpty(l.Decided), Back: orEmpty(l.Back), Proposal: orEmpty(l.Proposal), Evidence: orEmpty(l.Evidence),
		},
	}
}

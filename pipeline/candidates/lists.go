package candidates

import "iter"

// The files of a published run.
const (
	CMEFile            = "cme_candidates.parquet"
	AtRiskFile         = "at_risk.parquet"
	PossibleFile       = "possible_matches.parquet"
	ChildrenFile       = "children.parquet"
	LinksFile          = "links.parquet"
	ReconciliationFile = "reconciliation.parquet"
	TasksFile          = "tasks.parquet"
	StaleFile          = "explained_by_stale.parquet"
	RejectionsFile     = "rejections.parquet"
	QualityFile        = "quality.parquet"
	GoneFile           = "gone.parquet"
	SpellsFile         = "spells.parquet"
	SiblingsFile       = "siblings.parquet"
	ExtractsFile       = "extracts.parquet"
	RunsFile           = "runs.parquet"
	DecisionsFile      = "decisions.parquet"
	UntoldFile         = "unknown.parquet"
	NotInSchoolFile    = "not_in_school.parquet" // where the register of children not in school is law
	WorkbookFile       = "candidates.xlsx"
	DeskFile           = "desk.sqlite" // what the page on which officers work reads (see desk)
	ReportFile         = "report.html"
	ReportsFile        = "reports.xlsx"
	ReportsFolder      = "reports"     // a Parquet file for each report
	SchoolsFolder      = "schools"     // a workbook for each school, of its own pupils
	AuthoritiesFolder  = "authorities" // a workbook for each other authority, of whom it is to be told
	LostPupilsFolder   = "lost_pupils" // a transfer file for each child whom all enquiries have not found
	LettersFolder      = "letters"     // a workbook for each kind of letter, for a mail merge
	SealedFolder       = "sealed"      // a workbook for each sealed child of whom there is a line, for the designated officer alone
)

// Lists is all that a run publishes: of children through Line, which knows whether the child is sealed. Each sequence is read once, from start to end, and
// several are read at a time.
type Lists struct {
	CME, AtRisk []Line[Row]         // each by rank
	Untold      []Line[Untold]      // by rank
	NotInSchool []Line[NotInSchool] // by rank; nil where there is no such register by law
	Identifiers bool                // its sheet prints the consistent identifier
	Possible    []Line[Possible]
	Placed      iter.Seq[Line[Placed]]
	Links       iter.Seq[Line[Link]]
	Gammas      []string // names of the model's comparisons, in its order
	Reconciled  iter.Seq[Line[Reconciled]]
	Stale       iter.Seq[Line[Reconciled]]                           // those of Reconciled whom only an old record explains
	Kept        iter.Seq[iter.Seq[Line[Kept]]]                       // of every child, neighbours together: see KeptTogether
	World       World                                                // of which stories tell besides
	StoriesOf   func(children map[string]bool) iter.Seq[Line[Story]] // of some of them, by id
	Matched     []Line[Story]                                        // of children of Possible, no more than those show
	Tasks       []Line[Task]
	Rejected    iter.Seq[Rejected]
	Measures    []Measure
	Gone        []Line[Gone]
	Decided     []Line[Decided]
	Spells      iter.Seq[Line[Spell]]
	Families    iter.Seq[Line[SameFamily]]
	Extracts    []Extract
	Seen        int                // children in any extract
	Words       map[List]ListWords // that an officer chooses from in the workbook
	Summary     Summary
	Reports     []Table
	Schools     map[string]Table // by LAESTAB: what a school is given
	ToSend      []Table          // what officers may send, all together, each child an id
	Authorities map[string]Table // by LA code: of whom another authority is to be told
	LostPupils  []Line[LostPupil]
	Letters     []Table            // a kind of letter each, with the fields of a mail merge
	Sealed      map[string][]Table // by child id: what the designated officer needs of a sealed child
}

// CountRoad counts the lines at risk of a road.
func (l Lists) CountRoad(road Road) (n int) {
	for i := range l.AtRisk {
		if row, is := l.AtRisk[i].Printed(); is && row.isOf(road) {
			n++
		}
	}
	return n
}

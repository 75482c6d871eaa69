package candidates

import "time"

// NotInSchool is a child who is to be on the authority's register of children not in school (Education Act 1996 ss.436B to 436G): what the
// register asks of the child and no extract holds, and by when it is to be told. The list is made only where the settings say that the
// register is law.
type NotInSchool struct {
	ChildID      string    `parquet:"child_id" copy:"digest" about:"the child"`
	Rank         int       `parquet:"rank" copy:"keep" about:"place, from 1"`
	Basis        string    `parquet:"basis,dict" copy:"keep" about:"condition of section 436B that is met: a, b or c"`
	Setting      string    `parquet:"setting,dict" copy:"keep" about:"where the child is taught, such as home educated"`
	Reason       string    `parquet:"reason" about:"why the child is to be on the register, in words"`
	Since        time.Time `parquet:"since,date" copy:"month" about:"first day on which that held"`
	Lacks        []string  `parquet:"lacks,list" copy:"keep" about:"particulars of section 436C that no extract holds, by name"`
	ParentsDue   time.Time `parquet:"parents_due,date" copy:"month" about:"day by which the parents tell them"`
	ProvidersDue time.Time `parquet:"providers_due,date" copy:"month" about:"day by which a provider who was asked tells them"`
	YearGroup    string    `parquet:"year_group,dict,null" copy:"keep" about:"National Curriculum year to be expected of the age"`
	Sealed       bool
	Person       Person // for the workbook only
	Identifier   string // the consistent identifier, for the workbook only, and only where the settings say that it is law
}

// Bare leaves the id: the register's entry of such a child is the designated officer's.
func (n NotInSchool) Bare() (NotInSchool, bool) {
	return NotInSchool{ChildID: n.ChildID, Rank: n.Rank, Sealed: true, Reason: SealedReason}, true
}

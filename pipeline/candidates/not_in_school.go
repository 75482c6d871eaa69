package candidates

import "time"

// NotInSchool is a child who is to be on the authority's register of children not in school (Education Act 1996 ss.436B to 436G): what the
// register asks of the child and no extract holds, and by when it is to be told. The list is made only where the settings say that the
// register is law.
type NotInSchool struct {
	ChildID      string    `parquet:"child_id"`
	Rank         int       `parquet:"rank"`
	Basis        string    `parquet:"basis,dict"`         // the condition of section 436B: "a", "b" or "c"
	Setting      string    `parquet:"setting,dict"`       // where the child is taught, such as "home educated"
	Reason       string    `parquet:"reason"`             // why the child is to be on it, in words
	Since        time.Time `parquet:"since,date"`         // the first day on which that held
	Lacks        []string  `parquet:"lacks,list"`         // the particulars of section 436C that no extract holds, by name
	ParentsDue   time.Time `parquet:"parents_due,date"`   // by when the parents tell them
	ProvidersDue time.Time `parquet:"providers_due,date"` // by when a provider who was asked tells them
	YearGroup    string    `parquet:"year_group,dict,null"`
	Sealed       bool
	Person       Person // for the workbook only
	Identifier   string // the consistent identifier, for the workbook only, and only where the settings say that it is law
}

// Bare leaves the id: the register's entry of such a child is the designated officer's.
func (n NotInSchool) Bare() (NotInSchool, bool) {
	return NotInSchool{ChildID: n.ChildID, Rank: n.Rank, Sealed: true, Reason: SealedReason}, true
}

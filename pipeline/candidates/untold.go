package candidates

import "time"

// Untold is a child of compulsory school age whom nothing explains and of whom no rule can tell, because a register that may have
// the child was never had. It is on no list: it stands apart, behind what speaks for looking at it, so that an officer can begin
// with those who may need it most.
type Untold struct {
	ChildID   string    `parquet:"child_id" copy:"digest" about:"the child: of compulsory school age, explained by nothing, and on no list for want of a register"`
	Rank      int       `parquet:"rank" copy:"keep" about:"place, from 1"`
	Signs     []string  `parquet:"signs,list" copy:"keep" about:"what speaks for looking at the child, in a word each, the strongest first"`
	Why       string    `parquet:"signs_in_words,null" was:"why" about:"the same in sentences"`
	Reason    string    `parquet:"reason,dict" copy:"keep" about:"what cannot be told, and for want of what"`
	Rules     []string  `parquet:"rules,list" copy:"keep" about:"ids of the rules that would say yes but for it"`
	Lacks     []string  `parquet:"lacks,list" copy:"keep" about:"kinds of extract that would settle it"`
	Since     time.Time `parquet:"since,date" copy:"month" about:"first day without education, if no register has the child"`
	SinceIs   string    `parquet:"since_is,dict,null" copy:"keep" about:"how since is known"`
	YearGroup string    `parquet:"year_group,dict,null" copy:"keep" about:"National Curriculum year to be expected of the age"`
	Facets
	Sealed bool
	Person Person // for the workbook only
}

// Bare leaves the id: whoever looks asks the designated officer.
func (u Untold) Bare() (Untold, bool) {
	return Untold{ChildID: u.ChildID, Rank: u.Rank, Sealed: true, Reason: SealedReason}, true
}

// Lack is an extract that was never had, and what it would settle.
type Lack struct {
	Name     string // as a caseworker calls it
	Rules    []string
	Children int // of whom no rule can tell for want of it
	Alone    int // of these, for want of nothing else: with it alone each is explained or listed
}

package breaker

// Limit is how much may differ from the last published lists. All of it is to be exceeded: a small authority is held by the number, a
// large one by the shares.
type Limit struct {
	Lines int
	Share float64 // of the lines that the list had; of Explanations and Fortnight, of the children whom the extract explained
	List  float64 // of Explanations and Fortnight besides, of the lines that the list had
}

// Limits are when a run is held before publication. A step over several weeks, as after a summer, may be as many times as large.
type Limits struct {
	NewCandidates, GoneCandidates Limit
	NewAtRisk, GoneAtRisk         Limit
	Rule                          Limit // new candidates with one rule as their first
	Unseen                        Limit // new candidates hanging on one extract, whom the last run had in no extract or not of age
	Explanations                  Limit // new candidates whom one extract explained in the last published run
	Fortnight                     Limit // the same, of all runs of fourteen days together
}

// FortnightDays is how many days the runs reach back that are counted together.
const FortnightDays = 14

// mostWeeks is how many times a limit may be exceeded after a long time without a run: a summer holiday.
const mostWeeks = 6

// DefaultLimits are limits that a bad night goes through and no honest one comes near: the widest that any night of two rehearsed school
// years of 1,500 children each showed, of 10 to 20 candidates and 100 to 190 at risk, stands beside each. What no night of a small
// authority shows of a large one is why there is a number besides the share.
func DefaultLimits() Limits {
	return Limits{
		NewCandidates:  Limit{Lines: 12, Share: 0.75}, // 8 of 14, on the day the autumn census came
		GoneCandidates: Limit{Lines: 12, Share: 0.4},  // 3 of 20, but for those that officers decided
		NewAtRisk:      Limit{Lines: 120, Share: 1.5}, // 90 of 90, on the first day of January: transfers, and the marks of a term
		GoneAtRisk:     Limit{Lines: 40, Share: 0.4},  // 17 of 139, on the last Monday of June
		Rule:           Limit{Lines: 12, Share: 0.5},  // 5 of 14
		Unseen:         Limit{Lines: 8, Share: 0.25},  // 3 of 16, of all extracts together
		// A list that stays, such as that of home educators, lost one explanation a night and two a fortnight; the census 5 of 775.
		Explanations: Limit{Lines: 4, Share: 0.05, List: 0.1},
		Fortnight:    Limit{Lines: 8, Share: 0.1, List: 0.2},
	}
}

// isExceeded reports whether n, of a whole and beside a list of so many lines, are more than the limit allows for a step of so many weeks.
func (l Limit) isExceeded(n, whole, list, weeks int) bool {
	w, of := float64(weeks), float64(n)
	return n > l.Lines*weeks && of > l.Share*float64(whole)*w && of > l.List*float64(list)*w
}

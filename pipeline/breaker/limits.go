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
	Source                        Limit // new candidates who hang on one extract
	Unseen                        Limit // new candidates hanging on one extract, whom the last run had in no extract or not of age
	Explanations                  Limit // new candidates whom one extract explained in the last published run
	Fortnight                     Limit // the same, of all runs of fourteen days together
	// On a first night, which is published and told of:
	Unknown Limit // candidates of whom no register says anything, of the children of compulsory school age
	Awaited Limit // candidates who are said to be on a register, of them and those whom it explains
}

// FortnightDays is how many days the runs reach back that are counted together.
const FortnightDays = 14

// mostWeeks is how many times a limit may be exceeded after a long time without a run: a summer holiday.
const mostWeeks = 6

// DefaultLimits are limits that a bad night goes through and no honest one comes near. Beside each stands the most that a night showed of
// two rehearsed school years of 1,500 children (10 to 20 candidates, 100 to 190 at risk) and, after the semicolon, of the days that moved
// most, of 6,000 (66 to 90 candidates): the tenth school day, the coming of the autumn census, the first day of January, the last Monday of
// June. A year of 600 children, made when the limits stood, was not held either (fixtures/QUALITY.md). The larger an authority, the smaller
// its honest shares, so that the number is what keeps a small one from being held for a handful.
func DefaultLimits() Limits {
	return Limits{
		NewCandidates:  Limit{Lines: 12, Share: 0.75}, // 8 of 14; 22 of 70
		GoneCandidates: Limit{Lines: 12, Share: 0.4},  // 3 of 20; 12 of 78; none that an officer decided
		NewAtRisk:      Limit{Lines: 120, Share: 1.5}, // 90 of 90; 259 of 628: transfers that have their day, and the marks of a term
		GoneAtRisk:     Limit{Lines: 40, Share: 0.4},  // 17 of 139; 70 of 921
		Rule:           Limit{Lines: 12, Share: 0.5},  // 5 of 14; 21 of 70
		Source:         Limit{Lines: 12, Share: 0.5},  // as many at most as are new in all
		Unseen:         Limit{Lines: 8, Share: 0.25},  // 3 of 16; 9 of 66, of all extracts together
		// A list that stays, such as that of home educators, lost one explanation a night and two a fortnight; the census 5 of 775 and 21 of
		// 3,100. A list that lacks a tenth of its rows loses a tenth.
		Explanations: Limit{Lines: 4, Share: 0.05, List: 0.1},
		Fortnight:    Limit{Lines: 8, Share: 0.1, List: 0.2},
		// First nights of 395 to 5,541 children of age, in September, October, January and June: 3 of 395, 6 of 1,066 and 16 of 5,541, the most
		// of each size; with half of the independent schools' rows 1.1 % and more. In England 39,200 children were known to miss education
		// in the autumn of 2024, half of one per cent, and that is all of them (DfE, Children missing education, 2024/25).
		Unknown: Limit{Lines: 10, Share: 0.008},
		// The same nights: 2 of 38 and 4 of 92; with half of the register of home education 28 % and more.
		Awaited: Limit{Lines: 4, Share: 0.2},
	}
}

// isExceeded reports whether n, of a whole and beside a list of so many lines, are more than the limit allows for a step of so many weeks.
func (l Limit) isExceeded(n, whole, list, weeks int) bool {
	w, of := float64(weeks), float64(n)
	return n > l.Lines*weeks && of > l.Share*float64(whole)*w && of > l.List*float64(list)*w
}

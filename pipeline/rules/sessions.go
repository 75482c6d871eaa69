package rules

// sessions are a child's sessions at one school in one school year, as the register's codes class them.
type sessions struct {
	school     string
	year       int
	possible   int
	missed     int
	ill        int
	offSite    int // off site, part-time, or closed to the pupil
	afternoons int // of them part-time
	partTime   int // part-time by a census's sums
	claim      *Claim
}

func sameWindow(a, b *Claim) bool { return a.Place == b.Place && a.From == b.From && a.To == b.To }

// AbsentCode reports whether a code counts as a possible session missed, authorised or not (SI 2024/208, regulation 10).
func AbsentCode(code string) bool {
	switch code {
	case "C", "C1", "C2", "E", "I", "J1", "M", "R", "S", "T", "G", "N", "O", "U":
		return true
	}
	return false
}

// PossibleCode reports whether a code is of a session that the pupil could have attended: the school met, and expected the pupil
// (SI 2024/208, regulation 10).
func PossibleCode(code string) bool { return code != "D" && code != "Q" && !isClosedCode(code) }

// fewestSessions is how many possible sessions a share must rest on: a child new to a school has few, and one day off is then
// a large share.
const fewestSessions = 20

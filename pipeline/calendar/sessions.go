package calendar

import "iter"

// Sessions is what a register of attendance says of a pupil from a first day on, as one text: for each day the code of the
// morning and that of the afternoon, each in CodeWidth characters, with spaces behind a shorter code and in the place of one
// that is not known.
type Sessions string

// CodeWidth is how many characters a code has in Sessions: those of SI 2024/208, regulation 10, have one or two.
const CodeWidth = 2

// DayWidth is how many characters a day has in Sessions.
const DayWidth = 2 * CodeWidth

// Session is a half of a school day.
type Session struct {
	On        Date
	Afternoon bool
}

// MarksFrom yields the sessions that are marked, each with its code, by day and the morning first. The Sessions begin on a day.
func (s Sessions) MarksFrom(first Date) iter.Seq2[Session, string] {
	return func(yield func(Session, string) bool) {
		for i := 0; i+CodeWidth <= len(s); i += CodeWidth {
			if s[i] == ' ' {
				continue
			}
			n := CodeWidth
			for s[i+n-1] == ' ' {
				n--
			}
			at := Session{On: first + Date(i/DayWidth), Afternoon: i%DayWidth != 0}
			if !yield(at, string(s[i:i+n])) {
				return
			}
		}
	}
}

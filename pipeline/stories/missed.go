package stories

import (
	"cmp"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strconv"
	"strings"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/rules"
	"rollcall/sources"
)

// missedTime adds up what the registers of a school say of a month.
type missedTime struct {
	place    string
	month    int // and year
	from, to sources.Date
	newest   int // of the records that say it
	last     int // the record that was added last, and the sessions of which it tells: each claim of one says the same
	sessions int
	possible int
	codes    []codeCount
}

// codeCount is how many sessions have a code.
type codeCount struct {
	code string
	n    int
}

// missedIn adds a claim of the record that is being held, and returns the number of its month and whether the record has told of it before.
func (k *Keeper) missedIn(c *sources.Claim) (at int, again bool) {
	record := len(k.all)
	from := cmp.Or(c.From, c.Decided, k.rec.AsOf)
	at = k.monthAt(c.Place, from)
	m := &k.missed[at]
	m.from, m.to = min(m.from, from), max(m.to, c.To)
	if again = m.last == record; again {
		m.possible -= m.sessions
	}
	m.last, m.sessions = record, int(c.Count)
	m.possible += m.sessions
	if n, err := strconv.Atoi(c.Reason); err == nil && rules.AbsentCode(c.Status) {
		m.addCode(c.Status, n)
	}
	return at, again
}

// monthAt is the number of the month of a day at a school.
func (k *Keeper) monthAt(place string, day sources.Date) int {
	year, month, _ := day.Split()
	number := 12*year + int(month)
	for at := range k.missed {
		if m := &k.missed[at]; m.month == number && m.place == place {
			return at
		}
	}
	at := len(k.missed)
	k.missed = slices.Grow(k.missed, 1)[:at+1]
	k.missed[at] = missedTime{place: place, month: number, from: day, newest: -1, last: -1, codes: k.missed[at].codes[:0]}
	return at
}

// monthsOf adds the marks of a claim, and yields the number of each month that they are of.
func (k *Keeper) monthsOf(c *sources.Claim) iter.Seq[int] {
	return func(yield func(int) bool) {
		at, next := 0, sources.Date(0) // the first day after the month
		for mark, code := range c.Sessions.MarksFrom(c.From) {
			if mark.On >= next {
				year, month, _ := mark.On.Split()
				at, next = k.monthAt(c.Place, mark.On), calendar.On(year, month+1, 1)
				if !yield(at) {
					return
				}
			}
			m := &k.missed[at]
			m.from, m.to = min(m.from, mark.On), max(m.to, mark.On)
			if rules.PossibleCode(code) {
				m.possible++
			}
			if rules.AbsentCode(code) {
				m.addCode(code, 1)
			}
		}
	}
}

func (m *missedTime) addCode(code string, n int) {
	for i := range m.codes {
		if m.codes[i].code == code {
			m.codes[i].n += n
			return
		}
	}
	m.codes = append(m.codes, codeCount{code, n})
}

// claim is the sum as one claim, its reason the codes with their numbers.
func (m *missedTime) claim() candidates.KeptClaim {
	slices.SortFunc(m.codes, func(a, b codeCount) int { return strings.Compare(a.code, b.code) })
	var room [128]byte
	codes := room[:0]
	for i, c := range m.codes {
		if i > 0 {
			codes = append(codes, ", "...)
		}
		codes = strconv.AppendInt(append(append(codes, c.code...), ' '), int64(c.n), 10)
	}
	return candidates.KeptClaim{Kind: int(sources.Attendance), From: int(m.from), To: int(m.to), Place: m.place, Count: m.possible, Reason: string(codes)}
}

// sessionsMissed counts what registers say of a time.
type sessionsMissed struct {
	possible int
	of       map[string]int // by code, of sessions missed
}

// add adds a sum that was kept.
func (s *sessionsMissed) add(c *sources.Claim) {
	s.possible += int(c.Count)
	for one := range strings.SplitSeq(c.Reason, ", ") {
		code, number, _ := strings.Cut(one, " ")
		if n, err := strconv.Atoi(number); err == nil {
			s.of[code] += n
		}
	}
}

func (s *sessionsMissed) words(school string) string {
	missed := 0
	var codes []string
	for _, code := range slices.Sorted(maps.Keys(s.of)) {
		missed += s.of[code]
		codes = append(codes, fmt.Sprintf("%s %d", code, s.of[code]))
	}
	return withDetail(fmt.Sprintf("missed %d of %d sessions at %s", missed, s.possible, school), strings.Join(codes, ", "))
}

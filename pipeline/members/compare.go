package members

import (
	"rollcall/pipeline/calendar"
	"rollcall/sources"
)

// The columns of an extract that are held, child by child, to what they said before.
const (
	BirthColumn = iota
	NameColumn
	SexColumn
	PostcodeColumn
	columnCount
)

// ColumnWords names the columns as an operator calls them.
var ColumnWords = [columnCount]string{"date of birth", "name", "sex", "postcode"}

// Change is what became of the members of an extract since the one before it.
type Change struct {
	Of      int              // members of the sample who had no reason to go
	Lost    int              // of those, who were there the last time and are not
	Eroded  int              // of those, who were lost in the last sixty days, these included
	Met     [columnCount]int // members known by a number, both of whose extracts say the column
	Changed [columnCount]int // of those, who have another value now
}

// met is what tonight's rows say of a member.
type met struct {
	here bool
	told [columnCount]bool // a row of tonight, known by a number, says the column
	same [columnCount]bool // one of them says what was said before
}

// comparison holds the rows of an extract to the sample of the one before.
type comparison struct {
	before *Sample
	by     map[uint64][]int32 // members by each of their digests
	met    []met
}

func newComparison(before *Sample) *comparison {
	c := &comparison{before: before, by: map[uint64][]int32{}, met: make([]met, len(before.Members))}
	for i := range before.Members {
		for _, k := range before.Members[i].Keys {
			if k != 0 {
				c.by[k] = append(c.by[k], int32(i))
			}
		}
	}
	return c
}

// addRow takes in a row of tonight.
func (c *comparison) addRow(p *person) {
	for what, k := range p.keys {
		if k == 0 {
			continue
		}
		for _, i := range c.by[k] {
			if m := &c.before.Members[i]; what != ofRow || m.Birth == uint32(p.birth) || m.Name == uint32(p.name) {
				c.met[i].addRow(m, p, what != ofNameBirth)
			}
		}
	}
}

// addRow takes in a row of the member. A case number is shared by the children of a household, so that the row must have one of
// name and birth in common as well.
func (t *met) addRow(m *Member, p *person, numbered bool) {
	t.here = true
	if !numbered {
		return
	}
	was := [columnCount]uint32{m.Birth, m.Name, m.Sex, m.Postcode}
	for i, now := range [columnCount]uint64{p.birth, p.name, p.sex, p.postcode} {
		if was[i] != 0 && now != 0 {
			t.told[i] = true
			t.same[i] = t.same[i] || was[i] == uint32(now)
		}
	}
}

// finish counts. Of an extract of events, members whose newest day lies before the window of tonight's are passed over.
func (c *comparison) finish(window calendar.Date) (Change, []Member) {
	var n Change
	var lost []Member
	newest := calendar.Date(0)
	for i := range c.before.Members {
		newest = max(newest, c.before.Members[i].Seen)
	}
	for i := range c.before.Members {
		m, t := &c.before.Members[i], &c.met[i]
		for col := range t.told {
			if t.told[col] {
				n.Met[col]++
				if !t.same[col] {
					n.Changed[col]++
				}
			}
		}
		if m.MayGo || !t.here && m.Newest < window {
			continue
		}
		n.Of++
		if !t.here {
			n.Eroded++
			lost = append(lost, *m)
			if m.Seen == newest {
				n.Lost++
			}
		}
	}
	return n, lost
}

// windowShare is the share of an extract's rows that may be older than its window: a few stragglers do not make it reach back.
const windowShare = 0.02

// window is the day from which on the rows of an extract of events are there.
func windowOf(days map[calendar.Date]int) calendar.Date {
	rows, oldest := 0, calendar.Date(0)
	for _, n := range days {
		rows += n
	}
	left := int(windowShare * float64(rows))
	for _, d := range sortedDays(days) {
		if oldest = d; left < days[d] {
			break
		}
		left -= days[d]
	}
	return oldest
}

// Kinds that members are looked at of: lists of children but for the census, of which each school's return is held to its own,
// and attendance, whose rows are the absences of a day.
var Kinds = kindsOfMembers()

func kindsOfMembers() map[sources.Kind]bool {
	all := map[sources.Kind]bool{}
	for _, kind := range sources.Kinds() {
		d, _ := sources.DeclarationOf(kind)
		all[kind] = d.Person && !d.BySchool && !sources.ExpectationOf(kind).Uneven
	}
	return all
}

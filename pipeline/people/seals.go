package people

import (
	"fmt"
	"slices"
	"strings"

	"rollcall/matchers"
	"rollcall/pipeline/intake"
	"rollcall/pipeline/register"
	"rollcall/sources"
)

// seals is what must not be joined and what must not be printed: read before any two records are compared. A sealed child
// has a new identity and may have an old one. The records of the two are told by their numbers and keys and by the exact
// name and date of birth, and by what those records say in turn; of the rest, no group that holds a record of the one is ever
// joined to one of the other.
//
// A seal does not run out: a day given with it is the day on which somebody looks at it again.
type seals struct {
	index    *sealIndex
	now      [][]int32      // by seal: rows of the new identity
	old      [][]int32      // and of the old one
	rows     map[int32]Seal // by row of a sealed identity
	near     []int32        // rows that are born on the day of some sealed child
	refuges  []intake.Refuge
	refugees map[int32]bool // rows that an extract places in a refuge
	families map[int32]bool // rows of a family that is a danger to the child
}

// Seal is what of a child must not be printed.
type Seal uint8

const (
	AddressSealed Seal = 1 << iota
	NameSealed         // an adopted child's or a witness's new name
)

// whatIsSealed is what a kind of seal hides; the name also where the kind is not known.
func whatIsSealed(kind string) Seal {
	if kind == "refuge" || kind == "court" {
		return AddressSealed
	}
	return AddressSealed | NameSealed
}

func (p *People) newSeals(sealing *Sealing, dangers *intake.Dangers) *seals {
	n := len(sealing.Holding)
	s := &seals{index: sealing.index(), now: make([][]int32, n), old: make([][]int32, n), rows: map[int32]Seal{}, refuges: dangers.Refuges}
	refugees := make([]sources.RecordID, len(dangers.Refuges))
	for i := range dangers.Refuges {
		refugees[i] = dangers.Refuges[i].Record
	}
	s.refugees, s.families = p.rowsOf(refugees), p.rowsOf(dangers.Families)
	found := p.findSealed(s)
	p.findByNumbers(s, found)
	for i := range sealing.Holding {
		for row := range found[i] {
			if found[i][row] {
				s.old[i] = append(s.old[i], row)
			} else {
				s.now[i] = append(s.now[i], row)
			}
		}
		slices.Sort(s.now[i])
		slices.Sort(s.old[i])
		s.keepRows(i)
	}
	return s
}

// findSealed finds the rows of each seal's two identities by what is remembered of them. A row that is known by both is the
// new one's. Whatever the list of seals names is sealed, whoever it is.
func (p *People) findSealed(s *seals) []map[int32]bool {
	found := make([]map[int32]bool, len(s.now)) // by seal and row: it is of the old identity
	for i := range found {
		found[i] = map[int32]bool{}
	}
	for row := range int32(p.Identities()) {
		if p.KindOf(row) == sources.Protected {
			s.rows[row] |= AddressSealed
		}
	}
	if len(found) == 0 {
		return found
	}
	for _, x := range p.rowsBySeals(s.index) {
		for _, side := range x.sides {
			old, had := found[side.seal][x.row]
			found[side.seal][x.row] = side.old && (old || !had)
		}
		if x.born {
			s.near = append(s.near, x.row)
		}
	}
	return found
}

// rowBySeals is what seals remember of a row: whose it may be, and whether some sealed child is born on its day.
type rowBySeals struct {
	row   int32
	sides []sideOfSeal
	born  bool
}

// rowsBySeals are the rows of which a seal remembers something, in order.
func (p *People) rowsBySeals(index *sealIndex) []rowBySeals {
	return gatherSpans(p.Identities(), func(from, to int) (rows []rowBySeals) {
		x, rec := index.another(), &sources.Record{}
		for row := int32(from); row < int32(to); row++ {
			p.Records.ReadAt(p.RecordsAt(row)[0], rec, sources.WhoPart)
			found := rowBySeals{row, x.sidesOf(rec, p.print[row]), x.mayBeBorn(rec.Who.DOB)}
			if len(found.sides) > 0 || found.born {
				rows = append(rows, found)
			}
		}
		return rows
	})
}

// findByNumbers finds the rows that hold a number which a row found so far holds, unless it is the other identity's.
func (p *People) findByNumbers(s *seals, found []map[int32]bool) {
	sides := map[identityKey][]sideOfSeal{}
	for i := range found {
		seal := &s.index.Holding[i]
		now := p.newNumbers(s, found[i], false, seal.Old)
		old := p.newNumbers(s, found[i], true, seal.Now)
		for key := range now {
			sides[key] = append(sides[key], sideOfSeal{i, false})
		}
		for key := range old {
			if !now[key] {
				sides[key] = append(sides[key], sideOfSeal{i, true})
			}
		}
	}
	if len(sides) == 0 {
		return
	}
	values := map[string]bool{}
	for key := range sides {
		values[key.value] = true
	}
	held := gatherSpans(p.Identities(), func(from, to int) (rows []int32) {
		var buf []byte
		var w sources.Identity
		for row := int32(from); row < int32(to); row++ {
			p.ReadWho(row, &w)
			for _, number := range [...]string{w.UPN, w.NHSNumber, w.ULN} {
				if buf = intake.AppendLettersAndDigits(buf[:0], number); len(buf) > 0 && values[string(buf)] {
					rows = append(rows, row)
					break
				}
			}
		}
		return rows
	})
	for _, row := range held {
		for _, key := range numbersOf(nil, p.Who(row)) {
			for _, side := range sides[key] {
				old, had := found[side.seal][row]
				found[side.seal][row] = side.old && (old || !had)
			}
		}
	}
}

// newNumbers are the numbers that the rows of an identity hold, but those of the other.
func (p *People) newNumbers(s *seals, rows map[int32]bool, old bool, other register.Digests) identityKeys {
	keys := identityKeys{}
	for row, ofOld := range rows {
		if ofOld != old {
			continue
		}
		for _, key := range numbersOf(nil, p.Who(row)) {
			if key.value != "" && !other.Has(key.digest(s.index.digest)) {
				keys[key] = true
			}
		}
	}
	return keys
}

// keepRows notes the rows of a sealed child.
func (s *seals) keepRows(i int) {
	for _, row := range s.now[i] {
		s.rows[row] |= whatIsSealed(s.index.Holding[i].Kind)
	}
	for _, row := range s.old[i] {
		s.rows[row] |= AddressSealed
	}
}

// rowsOf are the rows of records.
func (p *People) rowsOf(records []sources.RecordID) map[int32]bool {
	if len(records) == 0 {
		return nil
	}
	wanted := make(map[sources.RecordID]bool, len(records))
	for _, id := range records {
		wanted[id] = true
	}
	kinds := map[sources.Kind]bool{} // an id begins with its extract
	for id := range wanted {
		kind, _, _ := strings.Cut(string(id), ":")
		kinds[sources.Kind(kind)] = true
	}
	found := gatherSpans(p.Records.Len(), func(from, to int) (found []int32) {
		for i, rec := range p.Records.SpanOf(func(k sources.Kind) bool { return kinds[k] }, from, to, 0) {
			if wanted[rec.ID] {
				found = append(found, p.identityOf[i])
			}
		}
		return found
	})
	rows := make(map[int32]bool, len(found))
	for _, row := range found {
		rows[row] = true
	}
	return rows
}

// apart are the rows of the new and of the old identity of each child who has both.
func (s *seals) apart() (pairs [][2][]int32) {
	for i := range s.now {
		if len(s.now[i]) > 0 && len(s.old[i]) > 0 {
			pairs = append(pairs, [2][]int32{s.now[i], s.old[i]})
		}
	}
	return pairs
}

// SealConstraints hold every record of a sealed child's one identity apart from every one of the other.
func (p *People) SealConstraints() []matchers.Judgement {
	var out []matchers.Judgement
	for _, pair := range p.seals.apart() {
		for _, l := range pair[0] {
			for _, r := range pair[1] {
				if l != r {
					out = append(out, matchers.Judgement{L: l, R: r, Verdict: matchers.Different})
				}
			}
		}
	}
	return out
}

// partSealed removes whatever would lead from the one identity of a sealed child to the other: possible links between the two,
// and the word that one child id came out of the other. That the two were joined is a fault of the program.
func (c *Children) partSealed() error {
	apart := map[[2]int32]bool{}
	for _, pair := range c.People.seals.apart() {
		for _, l := range pair[0] {
			for _, r := range pair[1] {
				a, b := c.childOf[l], c.childOf[r]
				if a == b && l != r {
					return fmt.Errorf("a sealed child's two identities were joined; this is a fault of the program")
				}
				apart[[2]int32{min(a, b), max(a, b)}] = true
			}
		}
	}
	if len(apart) == 0 {
		return nil
	}
	c.Grey = slices.DeleteFunc(c.Grey, func(g matchers.PossibleLink) bool {
		l, r := c.childOf[g.L], c.childOf[g.R]
		return apart[[2]int32{min(l, r), max(l, r)}]
	})
	at := c.numbersByID()
	parted := func(s Succession) bool {
		a, okA := at[s.From]
		b, okB := at[s.Into]
		return okA && okB && apart[[2]int32{min(a, b), max(a, b)}]
	}
	c.History.Split = slices.DeleteFunc(c.History.Split, parted)
	c.History.Merged = slices.DeleteFunc(c.History.Merged, parted)
	return nil
}

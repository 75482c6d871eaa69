package people

import (
	"fmt"
	"slices"

	"rollcall/matchers"
	"rollcall/pipeline/intake"
	"rollcall/pipeline/journal"
	"rollcall/sources"
)

// seals is what must not be joined and what must not be printed: read before any two records are compared. A sealed child
// has a new identity and may have an old one. The records of the two are told by their numbers and keys and by the exact
// name and date of birth, and by what those records say in turn; of the rest, no group that holds a record of the one is ever
// joined to one of the other.
//
// A seal does not run out: a day given with it is the day on which somebody looks at it again.
type seals struct {
	apart   [][2][]int32   // rows of the new and of the old identity, of each child who has both
	rows    map[int32]Seal // by row of a sealed identity
	refuges map[uint64]bool
	due     int // seals whose day has passed
}

// Seal is what of a child must not be printed.
type Seal uint8

const (
	AddressSealed Seal = 1 << iota
	NameSealed         // an adopted child's or a witness's new name
)

// identityKey is one thing by which the records of an identity are known: a number, a supplier's key, or the name with the
// date of birth.
type identityKey struct {
	what  string
	value string
	dob   sources.Date
}

// identityKeys are all such things of one identity.
type identityKeys map[identityKey]bool

func (k identityKeys) add(keys ...identityKey) {
	for _, key := range keys {
		if key.value != "" {
			k[key] = true
		}
	}
}

// numbersOf is the numbers of an identity that belong to one person.
func numbersOf(to []identityKey, w *sources.Identity) []identityKey {
	return append(to, identityKey{what: "upn", value: intake.LettersAndDigits(w.UPN)}, identityKey{what: "nhs", value: intake.LettersAndDigits(w.NHSNumber)},
		identityKey{what: "uln", value: intake.LettersAndDigits(w.ULN)})
}

// namesOf is the names of an identity as it is now. Who it was before says nothing of which of the two it is.
func namesOf(to []identityKey, w *sources.Identity) []identityKey {
	for _, surname := range [...]string{w.Surname, w.PreferredSurname} {
		for _, forename := range [...]string{w.Forename, w.PreferredForename} {
			to = append(to, nameKey(surname, forename, w.DOB))
		}
	}
	return to
}

func nameKey(surname, forename string, dob sources.Date) identityKey {
	surname, forename = intake.LettersAndDigits(surname), intake.LettersAndDigits(forename)
	if surname == "" || forename == "" || dob == 0 {
		return identityKey{}
	}
	return identityKey{"name", surname + "|" + forename, dob}
}

// sealedChild is one row of the list of seals.
type sealedChild struct {
	what     Seal
	now, old identityKeys
}

func (p *People) newSeals(refuges []uint64, asOf sources.Date) *seals {
	s := &seals{rows: map[int32]Seal{}, refuges: map[uint64]bool{}}
	for _, a := range refuges {
		s.refuges[a] = true
	}
	children := p.sealedChildren(s, asOf)
	if len(children) == 0 {
		return s
	}
	now, old := p.sidesOf(children)
	for i := range children {
		p.addNumbers(children[i].now, now[i], children[i].old)
		p.addNumbers(children[i].old, old[i], children[i].now)
	}
	now, old = p.sidesOf(children) // and now by the numbers that the records found say of themselves
	for i := range children {
		s.keepRows(&children[i], now[i], old[i], p)
	}
	return s
}

// sidesOf finds the rows of the new and of the old identity of each sealed child. A row that is known by both is the new one's.
func (p *People) sidesOf(children []sealedChild) (now, old [][]int32) {
	now, old = make([][]int32, len(children)), make([][]int32, len(children))
	byNow, byOld := map[identityKey][]int{}, map[identityKey][]int{}
	born := map[sources.Date]bool{}
	for i := range children {
		for key := range children[i].now {
			byNow[key] = append(byNow[key], i)
			born[key.dob] = true
		}
		for key := range children[i].old {
			byOld[key] = append(byOld[key], i)
			born[key.dob] = true
		}
	}
	var keys []identityKey
	known := map[int]bool{}
	for row := range int32(p.Identities()) {
		rec := p.Records.Subject(int(p.RecordsOf(row)[0]))
		keys = append(numbersOf(keys[:0], &rec.Who), identityKey{what: "id", value: intake.LettersAndDigits(rec.Who.LocalID)},
			identityKey{what: "id", value: intake.LettersAndDigits(rec.Native)})
		if rec.Who.DOB != 0 && born[rec.Who.DOB] {
			keys = namesOf(keys, &rec.Who)
		}
		clear(known)
		for _, key := range keys {
			for _, i := range byNow[key] {
				if !known[i] {
					known[i] = true
					now[i] = append(now[i], row)
				}
			}
		}
		for _, key := range keys {
			for _, i := range byOld[key] {
				if !known[i] {
					known[i] = true
					old[i] = append(old[i], row)
				}
			}
		}
	}
	return now, old
}

// addNumbers adds the numbers that the records of an identity hold, but those of the other.
func (p *People) addNumbers(keys identityKeys, rows []int32, other identityKeys) {
	for _, row := range rows {
		rec := p.Records.Subject(int(p.RecordsOf(row)[0]))
		for _, key := range numbersOf(nil, &rec.Who) {
			if !other[key] {
				keys.add(key)
			}
		}
	}
}

// sealedChildren reads the list of seals.
func (p *People) sealedChildren(s *seals, asOf sources.Date) []sealedChild {
	var out []sealedChild
	for i := range p.Records.Len() {
		if p.Records.Origin(i).Kind != sources.Protected {
			continue
		}
		rec := p.Records.Whole(i)
		for _, claim := range rec.Claims {
			if claim.Kind != sources.Seal {
				continue
			}
			c := sealedChild{what: AddressSealed, now: identityKeys{}, old: identityKeys{}}
			if claim.Status != "refuge" && claim.Status != "court" {
				c.what |= NameSealed // also where the word is not known
			}
			w := &rec.Who
			c.now.add(namesOf(numbersOf(nil, w), w)...)
			c.now.add(identityKey{what: "id", value: intake.LettersAndDigits(w.LocalID)})
			c.old.add(identityKey{what: "upn", value: intake.LettersAndDigits(w.FormerUPN)}, nameKey(w.FormerSurname, w.Forename, w.DOB))
			for _, what := range [...]string{"upn", "nhs", "uln", "id"} {
				c.old.add(identityKey{what: what, value: intake.LettersAndDigits(claim.Ref)})
			}
			if claim.To != 0 && claim.To < asOf {
				s.due++
			}
			out = append(out, c)
		}
	}
	return out
}

// keepRows notes the rows of a sealed child. Whoever lives where a child hides gives the place away as surely.
func (s *seals) keepRows(c *sealedChild, now, old []int32, p *People) {
	for _, row := range now {
		s.rows[row] |= c.what
		if a := p.address[row]; a != 0 {
			s.refuges[a] = true
		}
	}
	for _, row := range old {
		s.rows[row] |= AddressSealed
	}
	if len(now) > 0 && len(old) > 0 {
		s.apart = append(s.apart, [2][]int32{now, old})
	}
}

// SealConstraints hold every record of a sealed child's one identity apart from every one of the other.
func (p *People) SealConstraints() []matchers.Judgement {
	var out []matchers.Judgement
	for _, pair := range p.seals.apart {
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
	for _, pair := range c.People.seals.apart {
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

// SealOf is what the seals and the refuges of a child's own identities say must not be printed.
func (c *Children) SealOf(child int) Seal {
	var what Seal
	for _, identity := range c.IdentitiesOf(child) {
		what |= c.People.seals.rows[identity]
		if c.People.seals.refuges[c.People.address[identity]] {
			what |= AddressSealed
		}
	}
	return what
}

// reviewNotices tells that seals are to be looked at again; they hold until they are taken off the list.
func (s *seals) reviewNotices() []journal.Notice {
	if s.due == 0 {
		return nil
	}
	return []journal.Notice{{Kind: string(sources.Protected), Text: fmt.Sprintf(
		"protected: the day given for %d seals has passed; they hold until the owner of the list takes them off it", s.due)}}
}

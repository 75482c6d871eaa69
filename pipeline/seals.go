package pipeline

import (
	"fmt"
	"slices"
	"strings"

	"rollcall/matchers"
	"rollcall/pipeline/rules"
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
	rows    map[int32]seal // by row of a sealed identity
	refuges map[uint64]bool
	due     int // seals whose day has passed
}

// seal is what of a child must not be printed.
type seal uint8

const (
	addressSealed seal = 1 << iota
	nameSealed         // an adopted child's or a witness's new name
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
	return append(to, identityKey{what: "upn", value: plain(w.UPN)}, identityKey{what: "nhs", value: plain(w.NHSNumber)},
		identityKey{what: "uln", value: plain(w.ULN)})
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
	surname, forename = plain(surname), plain(forename)
	if surname == "" || forename == "" || dob == 0 {
		return identityKey{}
	}
	return identityKey{"name", surname + "|" + forename, dob}
}

// sealedChild is one row of the list of seals.
type sealedChild struct {
	what     seal
	now, old identityKeys
}

func (p *People) newSeals(asOf sources.Date) *seals {
	s := &seals{rows: map[int32]seal{}, refuges: map[uint64]bool{}}
	for _, a := range p.In.Refuges {
		s.refuges[a] = true
	}
	children := p.sealedChildren(s, asOf)
	if len(children) == 0 {
		return s
	}
	now, old := p.sidesOf(children)
	for i := range children {
		p.widen(children[i].now, now[i], children[i].old)
		p.widen(children[i].old, old[i], children[i].now)
	}
	now, old = p.sidesOf(children) // and now by the numbers that the records found say of themselves
	for i := range children {
		s.keep(&children[i], now[i], old[i], p)
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
	for row := range len(p.start) - 1 {
		rec := p.subject(int(p.members[p.start[row]]))
		keys = append(numbersOf(keys[:0], &rec.Who), identityKey{what: "id", value: plain(rec.Who.LocalID)},
			identityKey{what: "id", value: plain(rec.Native)})
		if rec.Who.DOB != 0 && born[rec.Who.DOB] {
			keys = namesOf(keys, &rec.Who)
		}
		clear(known)
		for _, key := range keys {
			for _, i := range byNow[key] {
				if !known[i] {
					known[i] = true
					now[i] = append(now[i], int32(row))
				}
			}
		}
		for _, key := range keys {
			for _, i := range byOld[key] {
				if !known[i] {
					known[i] = true
					old[i] = append(old[i], int32(row))
				}
			}
		}
	}
	return now, old
}

// widen adds the numbers that the records of an identity hold, but those of the other.
func (p *People) widen(keys identityKeys, rows []int32, other identityKeys) {
	for _, row := range rows {
		rec := p.subject(int(p.members[p.start[row]]))
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
	for i := range p.Len() {
		if p.place(i).Kind != sources.Protected {
			continue
		}
		rec := p.Record(i)
		for _, claim := range rec.Claims {
			if claim.Kind != sources.Seal {
				continue
			}
			c := sealedChild{what: addressSealed, now: identityKeys{}, old: identityKeys{}}
			if claim.Status != "refuge" && claim.Status != "court" {
				c.what |= nameSealed // also where the word is not known
			}
			w := &rec.Who
			c.now.add(namesOf(numbersOf(nil, w), w)...)
			c.now.add(identityKey{what: "id", value: plain(w.LocalID)})
			c.old.add(identityKey{what: "upn", value: plain(w.FormerUPN)}, nameKey(w.FormerSurname, w.Forename, w.DOB))
			for _, what := range [...]string{"upn", "nhs", "uln", "id"} {
				c.old.add(identityKey{what: what, value: plain(claim.Ref)})
			}
			if claim.To != 0 && claim.To < asOf {
				s.due++
			}
			out = append(out, c)
		}
	}
	return out
}

// keep notes the rows of a sealed child. Whoever lives where a child hides gives the place away as surely.
func (s *seals) keep(c *sealedChild, now, old []int32, p *People) {
	for _, row := range now {
		s.rows[row] |= c.what
		if a := p.address[row]; a != 0 {
			s.refuges[a] = true
		}
	}
	for _, row := range old {
		s.rows[row] |= addressSealed
	}
	if len(now) > 0 && len(old) > 0 {
		s.apart = append(s.apart, [2][]int32{now, old})
	}
}

// constraints hold every record of the one identity apart from every one of the other.
func (s *seals) constraints() []matchers.Judgement {
	var out []matchers.Judgement
	for _, pair := range s.apart {
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
func (c *Children) partSealed(h *History) error {
	apart := map[[2]int32]bool{}
	for _, pair := range c.seals.apart {
		for _, l := range pair[0] {
			for _, r := range pair[1] {
				a, b := c.child[l], c.child[r]
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
		l, r := c.child[g.L], c.child[g.R]
		return apart[[2]int32{min(l, r), max(l, r)}]
	})
	at := c.knownChild()
	parted := func(s Succession) bool {
		a, okA := at[s.From]
		b, okB := at[s.Into]
		return okA && okB && apart[[2]int32{min(a, b), max(a, b)}]
	}
	h.Split = slices.DeleteFunc(h.Split, parted)
	h.Merged = slices.DeleteFunc(h.Merged, parted)
	return nil
}

// sealedWhat says what of a child must not be printed: by a seal of one of its identities, or one that may be its, by a
// refuge, or by an address at which somebody is sealed.
func (c *Children) sealedWhat(child int, k *rules.Case) seal {
	var what seal
	for _, row := range c.Rows(child) {
		what |= c.seals.rows[row]
		if c.seals.refuges[c.address[row]] {
			what |= addressSealed
		}
	}
	for _, claims := range [...][]rules.Claim{k.Claims, k.Possible} {
		for i := range claims {
			claim := &claims[i]
			if claim.Kind == rules.Seal || claim.Kind == rules.Flag && (claim.Status == "refuge" || claim.Status == "family_risk") ||
				claim.Band != rules.M3 && strings.Contains(claim.Marks, "refuge") {
				what |= addressSealed
			}
			if claim.Kind == rules.Seal && claim.Status != "refuge" && claim.Status != "court" {
				what |= nameSealed
			}
		}
	}
	return what
}

// notices tells that seals are to be looked at again; they hold until they are taken off the list.
func (s *seals) notices() []Notice {
	if s.due == 0 {
		return nil
	}
	return []Notice{{Kind: string(sources.Protected), Text: fmt.Sprintf(
		"protected: the day given for %d seals has passed; they hold until the owner of the list takes them off it", s.due)}}
}

package people

import (
	"cmp"
	"slices"

	"rollcall/pipeline/register"
	"rollcall/sources"
)

// The kinds of seal that no list gives.
const (
	UnknownSeal    = "unknown"         // the list's word was not known
	FormerIdentity = "former_identity" // the identity that a sealed child had before
	HouseholdSeal  = "household"       // whoever lives where a sealed child does
	RefugeSeal     = "refuge"          // also of a place that an extract says is one
	FamilySeal     = "family"          // a service sees a danger in the family
)

// sealedAs is why a child is sealed and what of it must not be printed.
type sealedAs struct {
	what  Seal
	kinds []string // in order
	seal  bool     // by a seal of its own, or in a refuge
	home  bool     // because it lives where a sealed child does
}

// Ground is why a child is sealed, by the first of the reasons that holds.
type Ground uint8

const (
	NotSealed Ground = iota
	BySeal           // a seal of its own, or a refuge that a record names
	ByHome           // it lives where a sealed child does, or in a refuge
	ByService        // a service sees a danger in its family
	ByLink           // a record that may be its own is of a sealed child
)

func (s *sealedAs) add(what Seal, kind string) {
	s.what |= what
	if i, had := slices.BinarySearch(s.kinds, kind); !had {
		s.kinds = slices.Insert(s.kinds, i, kind)
	}
}

// sealChildren finds out who is sealed: by a seal of one of its identities, by what earlier runs called it, or because it lives where
// a sealed child does.
func (c *Children) sealChildren() {
	s := c.People.seals
	c.sealed, c.bySeal = map[int32]*sealedAs{}, make([][]int32, len(s.now))
	for row, what := range s.rows {
		x := c.sealedAt(c.childOf[row])
		x.what, x.seal = x.what|what, true
	}
	for i := range s.now {
		kind := cmp.Or(s.index.Holding[i].Kind, UnknownSeal)
		for _, row := range s.now[i] {
			c.sealOne(c.childOf[row], whatIsSealed(kind), kind)
			c.bySeal[i] = append(c.bySeal[i], c.childOf[row])
		}
		for _, row := range s.old[i] {
			c.sealOne(c.childOf[row], AddressSealed, FormerIdentity)
		}
	}
	for _, row := range s.near {
		child := c.childOf[row]
		for _, side := range s.index.sidesOfChild(string(c.IDs[child]), string(c.formerOf(row))) {
			kind := cmp.Or(s.index.Holding[side.seal].Kind, UnknownSeal)
			if side.old {
				kind = FormerIdentity
			} else {
				c.bySeal[side.seal] = append(c.bySeal[side.seal], child)
			}
			c.sealOne(child, whatIsSealed(kind), kind)
		}
	}
	for i := range c.bySeal {
		slices.Sort(c.bySeal[i])
		c.bySeal[i] = slices.Compact(c.bySeal[i])
	}
	c.sealHouseholds()
	for row := range s.families {
		c.sealedAt(c.childOf[row]).add(AddressSealed, FamilySeal)
	}
	c.groundSeals()
}

func (c *Children) sealedAt(child int32) *sealedAs {
	if c.sealed[child] == nil {
		c.sealed[child] = &sealedAs{}
	}
	return c.sealed[child]
}

func (c *Children) sealOne(child int32, what Seal, kind string) {
	s := c.sealedAt(child)
	s.add(what, kind)
	s.seal = true
}

// sidesOfChild are the identities of seals that runs gave one of these child ids.
func (x *sealIndex) sidesOfChild(ids ...string) (sides []sideOfSeal) {
	if len(x.seen) == 0 {
		return nil
	}
	for _, id := range ids {
		if id != "" {
			sides = append(sides, x.seen[childDigest(x.digest, id)]...)
		}
	}
	return sides
}

// IsSealed reports whether a child is sealed: nothing personal and no place of it may be printed. When in doubt, sealed.
func (c *Children) IsSealed(child int) bool { return c.GroundOfSeal(child) != NotSealed }

// GroundOfSeal says why a child is sealed.
func (c *Children) GroundOfSeal(child int) Ground { return c.ground[child] }

// groundSeals finds out why each child is sealed, once all that seals is known: every writer asks it of every line. It is the one place that
// decides it.
func (c *Children) groundSeals() {
	c.ground = make([]Ground, c.Len())
	for child := range c.near {
		if c.mayBeSealed(child, mostLinks) {
			c.ground[child] = ByLink
		}
	}
	for child, s := range c.sealed {
		switch {
		case s.seal:
			c.ground[child] = BySeal
		case s.home:
			c.ground[child] = ByHome
		default:
			c.ground[child] = ByService
		}
	}
}

// mostLinks is over how many grey links, one after the other, a seal is felt: who may be a child who may be a sealed one is sealed,
// for judging the two links the same, in either order, joins all three.
const mostLinks = 2

// mayBeSealed reports whether a grey link leads to a child who is sealed by what is its own.
func (c *Children) mayBeSealed(child int32, links int) bool {
	for _, n := range c.near[child] {
		if max(n.Probability, n.Together) >= GreyFrom && (c.sealed[n.Child] != nil || links > 1 && c.mayBeSealed(n.Child, links-1)) {
			return true
		}
	}
	return false
}

// IdentityIsSealed reports whether an identity is a sealed child's.
func (c *Children) IdentityIsSealed(identity int32) bool { return c.IsSealed(int(c.childOf[identity])) }

// KindsOfSeal is why a child is sealed, for the designated officer: the kinds of its seals, in order; none when it is not.
func (c *Children) KindsOfSeal(child int) []string {
	if s := c.sealed[int32(child)]; s != nil {
		return s.kinds
	}
	return nil
}

// SealOf is what the seals and the refuges of a child's own identities say must not be printed.
func (c *Children) SealOf(child int) Seal {
	if s := c.sealed[int32(child)]; s != nil {
		return s.what
	}
	return 0
}

// SealTraces is what the run found of each seal that holds, by its number, for later runs to know the child by: the numbers and keys
// of its records and what they and the child are called. What is the other identity's is left out.
func (c *Children) SealTraces() map[int64]register.Traces {
	found := map[int64]register.Traces{}
	s := c.People.seals
	for i := range s.now {
		seal := &s.index.Holding[i]
		t := register.Traces{}
		var born []register.Digest
		t.Now, t.NowSeen, born = c.tracesOf(s.now[i], seal.Old)
		both, seen, bornOld := c.tracesOf(s.old[i], register.NewDigests(append(slices.Clone(seal.Now), t.Now...)...))
		t.Dwelling = slices.DeleteFunc(slices.Clone(c.dwellings[i]), seal.HasPlace)
		t.Old, t.OldSeen, t.Born = both, seen, register.NewDigests(append(born, bornOld...)...)
		found[seal.Number] = t
	}
	return found
}

// tracesOf is what tells one identity of a sealed child: by its rows and by all that was placed with them, but for what is the
// other's.
func (c *Children) tracesOf(rows []int32, other register.Digests) (keys, seen register.Digests, born []register.Digest) {
	d := c.People.seals.index.digest
	var all, marks []register.Digest
	children := map[int32]bool{}
	for _, row := range rows {
		children[c.childOf[row]] = true
	}
	rec := &sources.Record{}
	for child := range children {
		marks = append(marks, childDigest(d, string(c.IDs[child])))
		for _, row := range c.IdentitiesOf(int(child)) {
			c.People.Records.ReadAt(c.People.RecordsAt(row)[0], rec, sources.WhoPart)
			for _, key := range ownKeysOf(numbersOf(nil, &rec.Who), rec) {
				if x := key.digest(d); key.value != "" && !other.Has(x) {
					all = append(all, x)
				}
			}
			marks = append(marks, printDigest(d, c.People.print[row]))
			born = append(born, birthDigest(d, rec.Who.DOB))
		}
	}
	return register.NewDigests(all...), register.NewDigests(marks...), born
}

// Exposed are, by every id that a sealed child has or had, the entries of the register between which runs may have shown it in the
// clear: those before its seal was remembered, of one that was lifted and holds again those since, and all of a child whom only
// tonight's records led to.
func (c *Children) Exposed() map[string]register.Exposed {
	out := map[string]register.Exposed{}
	x := c.People.seals.index
	note := func(child int32, seal int, known bool) {
		e := register.Exposed{Before: register.Never}
		if known && seal >= 0 {
			e.Before, e.After = x.Holding[seal].Number, x.Holding[seal].Since
		}
		for _, id := range append(c.FormerIDs(int(child)), string(c.IDs[child])) {
			if had, twice := out[id]; !twice || e.Before < had.Before {
				out[id] = e
			}
		}
	}
	for i := range c.bySeal {
		for _, child := range c.bySeal[i] {
			known := false
			for _, id := range append(c.FormerIDs(int(child)), string(c.IDs[child])) {
				known = known || x.Holding[i].NowSeen.Has(childDigest(x.digest, id))
			}
			note(child, i, known)
		}
	}
	for _, l := range c.lodgers {
		note(l.child, l.seal, l.known)
	}
	return out
}

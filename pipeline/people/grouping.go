package people

import (
	"crypto/sha256"
	"slices"
	"strconv"
	"sync"

	"github.com/zeebo/xxh3"

	"rollcall/pipeline/intake"
	"rollcall/sources"
)

// personAt is where a person stands.
type personAt struct {
	slab *sources.Slab
	at   sources.PersonAt
}

func (at personAt) readInto(w *sources.Identity) *sources.Identity {
	at.slab.ReadPerson(at.at, w)
	return w
}

// personsOf is what tells the persons of a slab apart, by their numbers in it.
type personsOf struct {
	slab    *sources.Slab
	from    int // the number of its first among the persons of all slabs
	print   []Fingerprint
	exact   []uint64 // a digest that letter case changes
	address []uint64 // a digest
	enough  []bool   // whether rows that give a person alike are the same child
}

// digestPersons makes the digests of the persons of all slabs, each once however many records tell of it. Their fingerprints, slab after slab,
// are returned beside them.
func digestPersons(records *intake.Records) (all []personsOf, prints []Fingerprint) {
	n := 0
	for _, s := range records.Slabs() {
		all = append(all, personsOf{slab: s, from: n})
		n += s.Persons()
	}
	prints = make([]Fingerprint, n)
	eachSpan(len(all), func(from, to int) {
		var buf []byte
		var rec sources.Record
		for k := from; k < to; k++ {
			x := &all[k]
			n := x.slab.Persons()
			x.print, x.exact, x.address, x.enough = prints[x.from:x.from+n], make([]uint64, n), make([]uint64, n), make([]bool, n)
			for i := range n {
				at := x.slab.Person(i)
				x.slab.ReadPerson(at, &rec.Who)
				rec.Kind = x.slab.PersonKind(at)
				buf = identityBytes(buf[:0], &rec)
				x.exact[i] = xxh3.Hash(buf)
				foldASCII(buf)
				digest := sha256.Sum256(buf)
				x.print[i], x.address[i], x.enough[i] = Fingerprint(digest[:16]), intake.AddressDigest(rec.Who.Address, rec.Who.Postcode), saysEnough(&rec.Who)
			}
		}
	})
	return all, prints
}

// firstAlike is, by the number of each fingerprint, the number of the first that is the same.
func firstAlike(prints []Fingerprint) []int32 {
	first := make([]int32, len(prints))
	for rest := orderPrints(prints); len(rest) > 0; {
		print, least := rest[0].print, rest[0].of
		for ; len(rest) > 0 && rest[0].print == print; rest = rest[1:] {
			first[rest[0].of] = least
		}
	}
	return first
}

// groupIdentities gives every record its identity.
func groupIdentities(records *intake.Records) *People {
	p := &People{Records: records, identityOf: make([]int32, 0, records.Len())}
	slabs, prints := digestPersons(records)
	first := firstAlike(prints)
	met := make([]int32, len(prints)) // by the first person alike: one more than the identity, where it has been met
	var firsts []firstPerson
	var size []int32
	for k := range slabs {
		x := &slabs[k]
		for i := range x.slab.Len() {
			person := x.slab.PersonOf(x.slab.Row(i))
			n := first[x.from+person]
			if met[n] == 0 || !x.enough[person] {
				size = append(size, 0)
				firsts = append(firsts, firstPerson{int32(k), int32(person)})
				met[n] = int32(len(size))
			}
			identity := met[n] - 1
			size[identity]++
			p.identityOf = append(p.identityOf, identity)
		}
	}
	p.takeFirsts(slabs, firsts)
	p.keyed, p.crossed = p.print, sync.OnceValue(p.newCrossings)
	p.indexMembers(size)
	return p
}

// firstPerson is the person of the first record of an identity, by the place of its slab.
type firstPerson struct{ slab, person int32 }

// takeFirsts keeps of each identity what the person of its first record says of it.
func (p *People) takeFirsts(slabs []personsOf, firsts []firstPerson) {
	n := len(firsts)
	p.persons, p.print, p.exact = make([]personAt, n), make([]Fingerprint, n), make([]uint64, n)
	p.address, p.extract = make([]uint64, n), make([]uint8, n)
	for k := range slabs {
		p.extracts = append(p.extracts, slabs[k].slab.Kinds()...)
	}
	slices.Sort(p.extracts)
	p.extracts = slices.Compact(p.extracts)
	eachSpan(n, func(from, to int) {
		for identity := from; identity < to; identity++ {
			x, person := &slabs[firsts[identity].slab], firsts[identity].person
			at := x.slab.Person(int(person))
			p.persons[identity] = personAt{x.slab, at}
			p.print[identity], p.exact[identity] = x.print[person], x.exact[person]
			extract, _ := slices.BinarySearch(p.extracts, x.slab.PersonKind(at))
			p.address[identity], p.extract[identity] = x.address[person], uint8(extract)
		}
	})
}

// indexMembers finds the records of identities that have so many.
func (p *People) indexMembers(size []int32) {
	p.start = make([]int32, len(size)+1)
	for identity, n := range size {
		p.start[identity+1] = p.start[identity] + n
	}
	p.members, p.at = make([]int32, len(p.identityOf)), make([]intake.RecordAt, len(p.identityOf))
	next, i := slices.Clone(p.start), int32(0)
	for at := range p.Records.Places() {
		n := &next[p.identityOf[i]]
		p.members[*n], p.at[*n] = i, at
		*n++
		i++
	}
}

// saysEnough reports whether an identity says enough that two rows of one extract which give it alike are the same child:
// a number that belongs to one person, or full names with a date of birth and a place.
func saysEnough(w *sources.Identity) bool {
	if w.UPN != "" || w.NHSNumber != "" || w.ULN != "" || w.LocalID != "" {
		return w.Forename != "" || w.Surname != ""
	}
	return w.Forename != "" && w.Surname != "" && w.DOB != 0 && (w.Address != "" || w.Postcode != "")
}

// identityBytes writes an identity and its kind of extract unambiguously.
func identityBytes(b []byte, rec *sources.Record) []byte {
	w := &rec.Who
	for _, s := range [...]string{string(rec.Kind), w.UPN, w.FormerUPN, w.ULN, w.NHSNumber, w.LocalID, w.Surname, w.Forename,
		w.MiddleNames, w.PreferredSurname, w.PreferredForename, w.FormerSurname, w.Sex, w.Address, w.Postcode, w.UPRN,
		w.PreviousAddress, w.PreviousPostcode} {
		b = append(append(b, s...), 0)
	}
	return strconv.AppendInt(b, int64(w.DOB), 10)
}

// foldASCII makes capital letters of small ones.
func foldASCII(b []byte) {
	for i, c := range b {
		if 'a' <= c && c <= 'z' {
			b[i] = c - ('a' - 'A')
		}
	}
}

package people

import (
	"strings"
	"sync"

	"rollcall/matchers"
	"rollcall/pipeline/intake"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/register"
	"rollcall/sources"
)

// People is the records ready to compare: one row of the table for each distinct identity that an extract gives.
type People struct {
	Records *intake.Records
	Table   *matchers.Table

	seals      *seals
	identityOf []int32    // by record
	persons    []personAt // by identity: of its first record
	start      []int32    // by identity: its records are members[start[i]:start[i+1]]
	members    []int32
	at         []intake.RecordAt // where those lie: to find each anew by its number takes as long as to read it
	print      []Fingerprint     // by identity, as its extract gives it: it orders, and is written nowhere
	exact      []uint64          // by identity: a digest of who it is to the letter, of what is compared
	extracts   []sources.Kind    // that identities come from, in order
	extract    []uint8           // by identity: its place among them
	keyed      []Fingerprint     // by identity, by the register's key: it is recorded, and names children
	address    []uint64          // by identity: a digest of its address, zero for none
	shared     int               // identities with a number that is nobody's own
	crossed    func() crossings  // found once
	ordered    sync.Once
	least      []sources.RecordID // by identity: the id, first in order, of its records
}

// Fingerprint is a digest of an identity as one extract gives it. It lets a child keep its id from run to run without any
// name being kept.
type Fingerprint = register.Fingerprint

// KeyPrint keys a fingerprint, so that whoever knows a family cannot make it: the register's own, or nil where nothing of it is
// recorded or compared with what was. It is asked from many goroutines.
type KeyPrint func(Fingerprint) Fingerprint

// Standardise turns records into rows of a table: Group, and BuildTable.
func Standardise(j *journal.Journal, in *intake.Passed, sealing *Sealing, key KeyPrint) (*People, error) {
	p := Group(j, in, sealing, key)
	return p, p.BuildTable(j, in.Ingested.Schools)
}

// Group makes identities of records. Rows of one extract that say exactly the same of who they are about, and say enough, become one
// identity: a child in four censuses is compared once. Without a sealing the list of seals among the records is all that is sealed.
func Group(j *journal.Journal, in *intake.Passed, sealing *Sealing, key KeyPrint) *People {
	p := groupIdentities(in.Records)
	p.keyPrints(key)
	if sealing == nil {
		sealing = listSealing(in.Records, j.AsOf)
	}
	p.seals = p.newSeals(sealing, &in.Ingested.Dangers)
	j.Count("records", p.Records.Len())
	j.Count("distinct identities", p.Identities())
	return p
}

// BuildTable makes the table of all identities, which is what is compared, normalised, where addresses of schools are no homes.
func (p *People) BuildTable(j *journal.Journal, schools []sources.School) (err error) {
	homes := p.newHomes(schools)
	if p.Table, err = p.buildTable(homes); err != nil {
		return err
	}
	if p.shared > 0 {
		j.Count("numbers that children of different births share, not compared", p.shared)
	}
	if homes.spared > 0 {
		j.Count("addresses of schools and of too many families, not compared", homes.spared)
	}
	return nil
}

// Identities returns the number of identities.
func (p *People) Identities() int { return len(p.start) - 1 }

// IdentityOf returns the identity of a record.
func (p *People) IdentityOf(record int) int32 { return p.identityOf[record] }

// RecordsOf returns the numbers of an identity's records.
func (p *People) RecordsOf(identity int32) []int32 {
	return p.members[p.start[identity]:p.start[identity+1]]
}

// RecordsAt returns where an identity's records lie.
func (p *People) RecordsAt(identity int32) []intake.RecordAt {
	return p.at[p.start[identity]:p.start[identity+1]]
}

// Who returns who an identity is, as its first record says it. It is small enough to be inlined: what a caller does not keep lies on
// no heap.
func (p *People) Who(identity int32) *sources.Identity {
	return p.persons[identity].readInto(&sources.Identity{})
}

// ReadWho is Who into memory of the caller's.
func (p *People) ReadWho(identity int32, w *sources.Identity) {
	p.persons[identity].readInto(w)
}

// KindOf returns the extract that an identity comes from.
func (p *People) KindOf(identity int32) sources.Kind { return p.extracts[p.extract[identity]] }

// keyPrints keys the fingerprints of all identities.
func (p *People) keyPrints(key KeyPrint) {
	if key == nil {
		return
	}
	p.keyed = make([]Fingerprint, len(p.print))
	eachSpan(len(p.print), func(from, to int) {
		for identity := from; identity < to; identity++ {
			p.keyed[identity] = key(p.print[identity])
		}
	})
}

// PrintOf returns the fingerprint of an identity, as the register knows it.
func (p *People) PrintOf(identity int32) Fingerprint { return p.keyed[identity] }

// FirstRecord is the record id, first in order, of an identity.
func (p *People) FirstRecord(identity int32) string {
	p.ordered.Do(func() {
		p.least = make([]sources.RecordID, p.Identities())
		for i, o := range p.Records.Origins() {
			if least := &p.least[p.identityOf[i]]; *least == "" || o.ID < *least {
				*least = o.ID
			}
		}
	})
	return string(p.least[identity])
}

// IdentitiesByPrint finds the identities of wanted fingerprints.
func (p *People) IdentitiesByPrint(wanted map[Fingerprint]bool) map[Fingerprint][]int32 {
	found := make(map[Fingerprint][]int32, len(wanted))
	for identity, f := range p.keyed {
		if wanted[f] {
			found[f] = append(found[f], int32(identity))
		}
	}
	return found
}

// personalNumber is a number that belongs to one person, with its kind.
type personalNumber struct{ kind, number string }

// personalNumbers returns the numbers of an identity that belong to one person; those that it does not say are empty.
func personalNumbers(w *sources.Identity) [4]personalNumber {
	all := [...]personalNumber{{"upn", w.UPN}, {"upn", w.FormerUPN}, {"nhs", w.NHSNumber}, {"uln", w.ULN}}
	for k := range all {
		all[k].number = strings.ReplaceAll(all[k].number, " ", "")
	}
	return all
}

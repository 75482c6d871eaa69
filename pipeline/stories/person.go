package stories

import (
	"cmp"
	"slices"
	"strings"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/pipeline/judge"
	"rollcall/sources"
)

// DescribePerson gathers who an officer looks for from the records of one child: the name as the best speller has it and as it is best
// written, every other name any record gives, the newest whole address with its source and a newer postcode beside it, the parent and
// phone newest said. The workbook and the page print it; nothing else does.
func DescribePerson(recs []*sources.Record, dob calendar.Date) candidates.Person {
	byName := bestSpellersFirst(recs)
	var p candidates.Person
	p.DOB = dob.Midnight()
	p.Forename, p.Surname = nameOf(byName)
	for _, r := range byName {
		fillFirst(&p.MiddleNames, writeForename(r.Who.MiddleNames))
		fillFirst(&p.Sex, r.Who.Sex)
		fillFirst(&p.UPN, r.Who.UPN)
	}
	for _, r := range byName {
		if p.UPN == "" {
			p.UPN = unverifiedUPN(r.Who.Unverified)
		}
	}
	p.OtherNames = otherNames(byName, p)
	newest := slices.Clone(recs)
	slices.SortStableFunc(newest, func(a, b *sources.Record) int {
		return cmp.Or(cmp.Compare(judge.LastSeen(b), judge.LastSeen(a)), cmp.Compare(a.ID, b.ID))
	})
	fillAddress(&p, newest)
	for _, r := range newest {
		if p.Parent == "" {
			p.Parent = strings.TrimSpace(writeForename(r.Who.ParentForename) + " " + writeSurname(r.Who.ParentSurname))
		}
		fillFirst(&p.Phone, r.Who.ParentPhone)
	}
	return p
}

// bestSpellersFirst puts records in the order in which a name is taken from them.
func bestSpellersFirst(recs []*sources.Record) []*sources.Record {
	byName := slices.Clone(recs)
	slices.SortStableFunc(byName, func(a, b *sources.Record) int {
		return cmp.Or(judge.NameTrust[b.Kind]-judge.NameTrust[a.Kind], cmp.Compare(b.AsOf, a.AsOf), cmp.Compare(a.ID, b.ID))
	})
	return byName
}

// nameOf is the name of a child by its records, the best speller's first.
func nameOf(byName []*sources.Record) (forename, surname string) {
	for _, r := range byName {
		if forename, surname = spellForename(r.Who.Forename, byName), spellSurname(r.Who.Surname, byName); forename != "" || surname != "" {
			break
		}
	}
	return forename, surname
}

// fillAddress fills the newest whole address that a record gives, with the day on which it was last known. Where a newer record has a
// postcode alone, as a school's list of leavers has, it is told beside, unless it is the same: then it bears the whole address out.
func fillAddress(p *candidates.Person, newest []*sources.Record) {
	whole := slices.IndexFunc(newest, func(r *sources.Record) bool { return r.Who.Address != "" })
	coded := slices.IndexFunc(newest, func(r *sources.Record) bool { return r.Who.Postcode != "" })
	if coded >= 0 { // of the place that the newest record tells of, if any record has it whole
		if at := slices.IndexFunc(newest, func(r *sources.Record) bool {
			return r.Who.Address != "" && r.Who.Postcode == newest[coded].Who.Postcode
		}); at >= 0 && coded <= whole {
			whole = at
		}
	}
	switch {
	case whole < 0 && coded < 0:
	case whole < 0:
		p.Postcode, p.AddressSource = newest[coded].Who.Postcode, saidBy(newest[coded])
	default:
		r := newest[whole]
		p.Address, p.Postcode, p.AddressSource = spellAddress(r, newest), r.Who.Postcode, saidBy(r)
		if coded >= 0 && coded < whole && newest[coded].Who.Postcode != r.Who.Postcode {
			p.NewerPostcode, p.NewerPostcodeSource = newest[coded].Who.Postcode, saidBy(newest[coded])
		}
	}
}

// saidBy is the extract of a record and the day for which it says where the child lived.
func saidBy(r *sources.Record) string {
	if on := judge.LastSeen(r); on != 0 {
		return sourceWords(r.Kind) + ", " + on.Words()
	}
	return sourceWords(r.Kind)
}

const failsCheck = " (fails its check)"

// unverifiedUPN returns the unique pupil number among numbers that fail their check, marked as such, or nothing: an officer
// can ask a school by it, though no record is joined by it.
func unverifiedUPN(numbers string) string {
	for f := range strings.FieldsSeq(numbers) {
		if upn, ok := strings.CutPrefix(f, "upn="); ok {
			return upn + failsCheck
		}
	}
	return ""
}

func fillFirst(to *string, s string) {
	if *to == "" {
		*to = s
	}
}

func otherNames(recs []*sources.Record, p candidates.Person) string {
	said := map[string]bool{strings.ToUpper(p.Forename + " " + p.Surname): true}
	var names []string
	var asked [][2]string // most records write a child alike
	add := func(forename, surname string) {
		if slices.Contains(asked, [2]string{forename, surname}) {
			return
		}
		asked = append(asked, [2]string{forename, surname})
		n := strings.TrimSpace(spellForename(forename, recs) + " " + spellSurname(surname, recs))
		if key := strings.ToUpper(n); n != "" && !said[key] {
			said[key] = true
			names = append(names, n)
		}
	}
	for _, r := range recs {
		w := r.Who
		if w.PreferredForename != "" || w.PreferredSurname != "" {
			add(cmp.Or(w.PreferredForename, w.Forename), cmp.Or(w.PreferredSurname, w.Surname))
		}
		if w.FormerSurname != "" {
			add(w.Forename, w.FormerSurname)
		}
		add(w.Forename, w.Surname)
	}
	const most = 4 // more than these help nobody to look
	return strings.Join(names[:min(len(names), most)], "; ")
}

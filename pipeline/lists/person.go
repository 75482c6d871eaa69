package lists

import (
	"cmp"
	"slices"
	"strings"

	"rollcall/pipeline/calendar"
	"rollcall/pipeline/candidates"
	"rollcall/sources"
)

// nameTrust orders extracts by how well they spell a child's legal name: a school writes it from a birth certificate.
var nameTrust = sources.FactByKind(func(d sources.Declaration) int { return d.NameTrust })

// describePerson gathers who an officer looks for from the records of one child: the name as the best speller has it, every other
// name any record gives, the newest address with its source, the parent and phone newest said. The workbook prints it;
// nothing else does.
func describePerson(recs []*sources.Record, dob calendar.Date) candidates.Person {
	byName := slices.Clone(recs)
	slices.SortStableFunc(byName, func(a, b *sources.Record) int {
		return cmp.Or(nameTrust[b.Kind]-nameTrust[a.Kind], cmp.Compare(b.AsOf, a.AsOf), cmp.Compare(a.ID, b.ID))
	})
	var p candidates.Person
	p.DOB = dob.Midnight()
	for _, r := range byName {
		if p.Surname == "" && p.Forename == "" {
			p.Forename, p.Surname = r.Who.Forename, r.Who.Surname
		}
		fillFirst(&p.MiddleNames, r.Who.MiddleNames)
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
		return cmp.Or(cmp.Compare(lastSeen(b), lastSeen(a)), cmp.Compare(a.ID, b.ID))
	})
	for _, r := range newest {
		if p.Address == "" && p.Postcode == "" && (r.Who.Address != "" || r.Who.Postcode != "") {
			p.Address, p.Postcode = r.Who.Address, r.Who.Postcode
			p.AddressSource = strings.ReplaceAll(string(r.Kind), "_", " ")
			if s := lastSeen(r); s != 0 {
				p.AddressSource += ", " + s.Words()
			}
		}
		if p.Parent == "" {
			p.Parent = strings.TrimSpace(r.Who.ParentForename + " " + r.Who.ParentSurname)
		}
		fillFirst(&p.Phone, r.Who.ParentPhone)
	}
	return p
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

// lastSeen is the newest day on which a record can have known where the child lived.
func lastSeen(r *sources.Record) sources.Date {
	var on sources.Date
	for _, c := range r.Claims {
		if c.Kind == sources.Residence {
			on = max(on, c.From)
		}
	}
	if on != 0 {
		return on
	}
	return r.AsOf
}

func fillFirst(to *string, s string) {
	if *to == "" {
		*to = s
	}
}

func otherNames(recs []*sources.Record, p candidates.Person) string {
	said := map[string]bool{strings.ToUpper(p.Forename + " " + p.Surname): true}
	var names []string
	add := func(forename, surname string) {
		n := strings.TrimSpace(forename + " " + surname)
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

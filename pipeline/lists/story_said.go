package lists

import (
	"cmp"
	"slices"
	"strings"

	"rollcall/pipeline/candidates"
	"rollcall/pipeline/intake"
	"rollcall/pipeline/people"
	"rollcall/sources"
)

// saidOnce is what records say of one thing, each value once, by the record that said it last.
func saidOnce(recs []*sources.Record, title string, of func(*sources.Identity) string) []candidates.Said {
	var all gathered
	for _, r := range recs {
		all.add(title, of(&r.Who), r)
	}
	return all.newestFirst()
}

// gathered are values that records say, each once.
type gathered []candidates.Said

func (g *gathered) add(title, text string, r *sources.Record) {
	if text = strings.TrimSpace(text); text == "" {
		return
	}
	said := candidates.Said{Title: title, Text: text, Source: sourceWords(r.Kind), On: lastSeen(r).Midnight(), Record: string(r.ID)}
	key := intake.LettersAndDigits(text)
	for i := range *g {
		if had := &(*g)[i]; had.Title == title && intake.LettersAndDigits(had.Text) == key {
			if said.On.After(had.On) {
				*had = said
			}
			return
		}
	}
	*g = append(*g, said)
}

func (g gathered) newestFirst() []candidates.Said {
	slices.SortStableFunc(g, func(a, b candidates.Said) int { return b.On.Compare(a.On) })
	return g
}

func parentName(w *sources.Identity) string {
	return strings.TrimSpace(w.ParentForename + " " + w.ParentSurname)
}

// addressesOf are the addresses that records of a child give, whole ones and postcodes, and former ones unless a sealed child may live there.
func (m *maker) addressesOf(recs []*sources.Record) []candidates.Said {
	var now, former gathered
	for _, r := range recs {
		w := &r.Who
		if w.Address != "" {
			now.add("address", joinAddress(w.Address, w.Postcode), r)
		}
		if !m.hidden.Hides(w.PreviousAddress, w.PreviousPostcode) {
			former.add("former address", joinAddress(w.PreviousAddress, w.PreviousPostcode), r)
		}
	}
	for _, r := range recs {
		w := &r.Who
		if w.Address == "" && w.Postcode != "" && !slices.ContainsFunc(now, func(s candidates.Said) bool { return strings.HasSuffix(s.Text, w.Postcode) }) {
			now.add("postcode", w.Postcode, r)
		}
	}
	former = slices.DeleteFunc(former, func(f candidates.Said) bool {
		return slices.ContainsFunc(now, func(s candidates.Said) bool {
			return intake.LettersAndDigits(s.Text) == intake.LettersAndDigits(f.Text)
		})
	})
	return append(now.newestFirst(), former.newestFirst()...)
}

func joinAddress(address, postcode string) string {
	switch {
	case address == "" || postcode == "" || strings.Contains(address, postcode):
		return cmp.Or(address, postcode)
	}
	return address + ", " + postcode
}

// numbersOf are the numbers by which a child may be looked up.
func numbersOf(recs []*sources.Record) []candidates.Said {
	var all gathered
	for _, r := range recs {
		w := &r.Who
		all.add("UPN", w.UPN, r)
		all.add("former UPN", w.FormerUPN, r)
		all.add("ULN", w.ULN, r)
		all.add("NHS number", w.NHSNumber, r)
		all.add("UPN that fails its check", strings.TrimSuffix(unverifiedUPN(w.Unverified), failsCheck), r)
		all.add("reference, "+sourceWords(r.Kind), cmp.Or(w.LocalID, r.Native), r)
	}
	return all
}

// recordSaid sets down a record as its extract wrote it.
func (m *maker) recordSaid(r *people.Placed) candidates.RecordSaid {
	said := candidates.RecordSaid{RecordID: string(r.ID), Source: sourceWords(r.Kind), File: r.File, Row: r.Row, Line: r.Line, On: r.AsOf.Midnight(), Link: r.Link}
	w := &r.Who
	if m.hidden.Hides(w.PreviousAddress, w.PreviousPostcode) {
		bare := *w
		bare.PreviousAddress, bare.PreviousPostcode, w = "", "", &bare
	}
	born := ""
	if w.DOB.Known() {
		born = w.DOB.Words()
	}
	for i, text := range [...]string{w.Surname, w.Forename, w.MiddleNames, w.PreferredSurname, w.PreferredForename, w.FormerSurname, born, w.Sex, w.Address, w.Postcode,
		w.UPRN, w.PreviousAddress, w.PreviousPostcode, parentName(w), w.ParentPhone, w.ParentEmail, w.UPN, w.FormerUPN, w.ULN, w.NHSNumber, cmp.Or(w.LocalID, r.Native)} {
		if text != "" {
			said.Fields = append(said.Fields, candidates.Field{Name: candidates.RecordFields[i], Text: text})
		}
	}
	return said
}

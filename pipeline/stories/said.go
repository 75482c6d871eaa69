package stories

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"rollcall/pipeline/candidates"
	"rollcall/pipeline/intake"
	"rollcall/pipeline/judge"
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
type gathered struct {
	said []candidates.Said
	keys []string
}

// add adds what a record says, unless the same was said; then the newest record of the two is named.
func (g *gathered) add(title, text string, r *sources.Record) {
	g.addAs(title, text, intake.LettersAndDigits(text), r)
}

// addAs adds a value that is the same as others of its key, however it is written; one that is not all in capitals is kept.
func (g *gathered) addAs(title, text, key string, r *sources.Record) {
	if text = strings.TrimSpace(text); text == "" {
		return
	}
	on := judge.LastSeen(r).Midnight()
	for i := range g.said {
		if had := &g.said[i]; g.keys[i] == key && had.Title == title {
			small, hadSmall := strings.ContainsFunc(text, unicode.IsLower), strings.ContainsFunc(had.Text, unicode.IsLower)
			if small && !hadSmall || small == hadSmall && on.After(had.On) {
				had.Text = text
			}
			if on.After(had.On) {
				had.Source, had.On, had.Record = sourceWords(r.Kind), on, string(r.ID)
			}
			return
		}
	}
	g.said, g.keys = append(g.said, candidates.Said{Title: title, Text: text, Source: sourceWords(r.Kind), On: on, Record: string(r.ID)}), append(g.keys, key)
}

func (g *gathered) newestFirst() []candidates.Said {
	slices.SortStableFunc(g.said, func(a, b candidates.Said) int { return b.On.Compare(a.On) })
	return g.said
}

func parentName(w *sources.Identity) string {
	return strings.TrimSpace(w.ParentForename + " " + w.ParentSurname)
}

// addressesOf are the addresses that records of a child give, whole ones and postcodes, and former ones.
func addressesOf(recs []*sources.Record) []candidates.Said {
	var now, former gathered
	for _, r := range recs {
		w := &r.Who
		if w.Address != "" {
			now.addAs("address", joinAddress(w.Address, w.Postcode), homeOf(w.Address, w.Postcode), r)
		}
	}
	for _, r := range recs {
		w := &r.Who
		if home := homeOf(w.PreviousAddress, w.PreviousPostcode); !slices.Contains(now.keys, home) {
			former.addAs("former address", joinAddress(w.PreviousAddress, w.PreviousPostcode), home, r)
		}
	}
	for _, r := range recs {
		w := &r.Who
		if w.Address == "" && w.Postcode != "" && !slices.ContainsFunc(now.said, func(s candidates.Said) bool { return strings.HasSuffix(s.Text, w.Postcode) }) {
			now.add("postcode", w.Postcode, r)
		}
	}
	return append(now.newestFirst(), former.newestFirst()...)
}

// homeOf is the same of one home however its address is typed.
func homeOf(address, postcode string) string {
	return cmp.Or(judge.HomeKey(&sources.Identity{Address: address, Postcode: postcode}), intake.LettersAndDigits(address+postcode))
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
	return all.said
}

// recordSaid sets down a record as its extract wrote it.
func recordSaid(r *people.Placed) candidates.RecordSaid {
	said := candidates.RecordSaid{RecordID: string(r.ID), Source: sourceWords(r.Kind), File: r.File, Row: r.Row, Line: r.Line, On: r.AsOf.Midnight(), Link: r.Link}
	w := &r.Who
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

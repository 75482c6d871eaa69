package main

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"rollcall/sources"
)

func sortedFields[K ~string, V any](m map[K]V) []K { return slices.Sorted(maps.Keys(m)) }

// plantedFolder is where the planted extracts lie.
const plantedFolder = "planted"

// sealedRow is one row to be written: whose it is and its values by field.
type sealedRow struct {
	of     *planted
	values map[string]string
}

// layoutName names a layout of a kind, as in attendance.marks.
func layoutName(d sources.Declaration, l sources.Layout) string {
	if l.Name == "" {
		return string(d.Kind)
	}
	return string(d.Kind) + "." + l.Name
}

// lately are the days of events that must be of the last weeks to say anything; many rows share them.
var lately = map[string]string{
	"last_contact_date": "2026-09-28", "referral_date": "2026-10-12", "application_date": "2026-09-07", "received_date": "2026-10-05",
	"message_date": "2026-10-05", "last_action_date": "2026-10-05", "return_date": "2026-10-05", "file_date": "2026-10-05", "first_day": "2026-09-21",
	"date": "2026-09-21",
}

// notYet are the days of ends, left empty: what has ended leaves nobody on a list.
var notYet = []string{"end_date", "leaving_date", "closed_date", "ceased_date", "date_of_death", "release_date", "order_end", "custody_start", "deferred_to",
	"appeal_date", "last_day", "to_date", "close_date", "school_end_date", "reply_date"}

// valueFor is what a row says of a child in one field of a layout.
func (p *planter) valueFor(layout string, f sources.DeclaredField, k *planted, turn int) string {
	if v, is := k.person[f.Name]; is {
		return v
	}
	needed := map[string]string{"deaths.date_of_death": "", "lost_pupils.leaving_date": ""}
	if v, is := lately[f.Name]; is {
		return v
	}
	if _, is := needed[layout+"."+f.Name]; !is && slices.Contains(notYet, f.Name) {
		return ""
	}
	switch f.Name {
	case "movement":
		return "moved_in"
	case notesColumn:
		return p.keep(k, f.Name, p.word())
	case "mother_name", "household_adult1_name":
		return p.keep(k, f.Name, p.word()+" "+k.person["parent_surname"])
	case "relationship":
		return "child"
	case "year_group", "year_group_applied":
		return "5"
	case "person_seq":
		return fmt.Sprint(2 + turn)
	case "refuge":
		return map[bool]string{true: "yes", false: "no"}[k.role == inRefuge && !k.listed]
	case "until":
		return []string{"", "2026-04-01", "2031-04-01"}[turn%3]
	case "from_la", "to_la":
		return "887"
	case "concern":
		return p.keep(k, f.Name, p.word())
	}
	switch f.Type {
	case "word":
		word := f.Words[turn%len(f.Words)].Word
		if word == "family_risk" && k.role == notSealed { // which seals
			return f.Words[0].Word
		}
		return word
	case "yes or no":
		return []string{"no", "yes"}[turn%2]
	case "whole number":
		return "11"
	case "LA code":
		return "887"
	case "NHS number":
		return k.person["nhs_number"]
	case "date":
		return k.event
	case "ethnic group":
		return ""
	}
	if strings.HasPrefix(f.Type, "LAESTAB") {
		return k.school.laestab
	}
	if f.Type == "name" {
		return p.keep(k, f.Name, p.word())
	}
	return p.keep(k, f.Name, p.word()+fmt.Sprint(turn))
}

// notesColumn is a column that no extract is read for.
const notesColumn = "notes"

// fieldsOf are the columns of a layout, those of the person first, each once, and notes.
func fieldsOf(d sources.Declaration, l sources.Layout) []sources.DeclaredField {
	all := l.Fields
	if d.Person {
		all = slices.Concat(sources.PersonFields(), all)
	}
	seen, out := map[string]bool{}, []sources.DeclaredField(nil)
	for _, f := range append(all, sources.DeclaredField{Name: notesColumn, Type: "text"}) {
		if !seen[f.Name] {
			seen[f.Name] = true
			out = append(out, f)
		}
	}
	return out
}

// recordOf names a row and makes its name a canary: it leads back to the child.
func (p *planter) recordOf(kind sources.Kind, file string, k *planted) {
	p.rows[file]++
	k.records = append(k.records, p.keep(k, "record id", fmt.Sprintf("%s:%s#%d", kind, file, p.rows[file])))
}

func (p *planter) put(dir, file, text string) {
	p.Helper()
	path := filepath.Join(dir, filepath.FromSlash(file))
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		p.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		p.Fatal(err)
	}
}

// ofPlaces are the kinds whose rows are about no child; the planter writes them from the children's homes and schools.
var ofPlaces = []sources.Kind{sources.SchoolsList, sources.SchoolLinks, sources.Addresses, sources.Protected, sources.SchoolCensus}

// companions are the extracts that a story's child stands in besides its own and the health list.
var companions = map[string][]string{
	"attendance.marks": {"school_census"}, "attendance.returns": {"school_census"}, "exclusions": {"school_census"}, "roll_changes": {"school_census"},
	"social_care": {"school_census"}, "youth_justice": {"housing"}, "admissions": {"referrals"}, "case_list": {"referrals", "social_care"},
	"ehc_plans": {"referrals"}, "lost_pupils": {"housing"}, "health": {"referrals", "housing"},
}

// plantSealed writes children of every role into an extract of every kind and layout, and returns the entries of the settings
// that read them.
func (p *planter) plantSealed(dir string) string {
	rows := map[string][]sealedRow{}
	kinds := map[string]sources.Declaration{}
	columns := map[string][]sources.DeclaredField{}
	stories := []string{}
	for _, kind := range sources.Kinds() {
		d, _ := sources.DeclarationOf(kind)
		for _, l := range d.Layouts {
			name := layoutName(d, l)
			if kind == sources.SchoolCensus {
				name = "school_census"
			}
			kinds[name], columns[name] = d, fieldsOf(d, l)
			if !slices.Contains(ofPlaces, kind) || kind == sources.SchoolCensus {
				stories = append(stories, name)
			}
		}
	}
	for turn, story := range stories {
		for _, k := range p.household(story, turn) {
			in := append([]string{story, "health"}, companions[story]...)
			slices.Sort(in)
			for _, name := range slices.Compact(in) {
				rows[name] = append(rows[name], p.rowOf(name, columns[name], k, turn+slices.Index(roles, k.role)))
			}
		}
	}
	likened := 0
	for i, like := range p.children {
		if like.listed && i%5 == 0 {
			k := p.child(maybeSame, like.story)
			k.liken(like, likened, p.otherMonth(like.born))
			likened++
			for _, name := range []string{"referrals", "health"}[:1+i%2] {
				rows[name] = append(rows[name], p.rowOf(name, columns[name], k, i))
			}
		}
	}
	entries := ""
	files := func(kind sources.Kind, path, asOf string) {
		entries += fmt.Sprintf("  - {kind: %s, path: %q%s}\n", kind, path, asOf)
	}
	for _, name := range stories {
		switch {
		case name == "school_census" && p.maker.other:
			files(sources.SchoolCensus, p.writeCollect(dir, rows[name]), "") // a return says its day itself
		case name == "school_census":
			files(sources.SchoolCensus, p.writeCensus(dir, rows[name]), "")
		case name == "lost_pupils" && p.maker.other:
			files(sources.LostPupils, p.writeTransfers(dir, rows[name]), ", as_of: 2026-10-14")
		default:
			entries += p.writeTable(dir, kinds[name].Kind, name, columns[name], rows[name])
		}
	}
	files(sources.SchoolsList, p.writeSchools(dir), ", as_of: 2026-10-14")
	files(sources.Addresses, p.writeAddresses(dir), ", as_of: 2026-10-14")
	p.sealFields = columns["protected"]
	entries += p.writeSeals(dir, p.sealsListed())
	for _, k := range p.children {
		p.keepPerson(k)
	}
	for _, r := range roles {
		s, k := p.schools[r], &planted{role: r, sealed: r != notSealed}
		for what, v := range map[string]string{"school": s.laestab, "school's urn": s.urn, "school's name": strings.Fields(s.name)[0], "school's postcode": s.postcode} {
			p.keep(k, what, v)
		}
	}
	return entries
}

// rowOf is what an extract says of a child.
func (p *planter) rowOf(layout string, columns []sources.DeclaredField, k *planted, turn int) sealedRow {
	values := map[string]string{}
	for _, f := range columns {
		values[f.Name] = p.valueFor(layout, f, k, turn)
	}
	if layout == "housing" {
		values["case_ref"] = p.tenancy(k)
	}
	return sealedRow{k, values}
}

// household invents the children of one story: one of each role, those who belong together tied to each other.
func (p *planter) household(story string, turn int) []*planted {
	by := map[role]*planted{}
	var all []*planted
	for _, r := range roles {
		k := p.child(r, story)
		k.listed = r == adoptedNow || r == witnessNow || r == byCourt || r == inRefuge && story != "housing"
		by[r] = k
		all = append(all, k)
	}
	for now, before := range map[role]role{adoptedNow: adoptedBefore, witnessNow: witnessBefore} {
		by[now].other, by[before].other = by[before], by[now]
		if turn%2 == 0 {
			by[before].asOnePerson(by[now])
		}
	}
	by[inHousehold].other = by[inRefuge]
	by[inHousehold].moveIn(by[inRefuge], turn)
	return all
}

// tenancy is the case of a household: that of the child in the refuge for all who live there.
func (p *planter) tenancy(k *planted) string {
	if k.role == inHousehold {
		k = k.other
	}
	if k.person["tenancy"] == "" {
		k.person["tenancy"] = "T" + p.word()
	}
	return k.person["tenancy"]
}

// writeCensus writes one return for each school; each is a file of its own.
func (p *planter) writeCensus(dir string, rows []sealedRow) string {
	by := map[*ownSchool][]sealedRow{}
	for _, r := range rows {
		by[r.of.school] = append(by[r.of.school], r)
	}
	for i, r := range roles {
		school := p.schools[r]
		file := fmt.Sprintf("%s/census/return%d.xml", plantedFolder, i)
		var b strings.Builder
		fmt.Fprintf(&b, `<Message><Header><CollectionDetails><Collection>SC</Collection><Term>AUT</Term><Year>2026</Year><ReferenceDate>2026-10-01</ReferenceDate></CollectionDetails>
<Source><SourceLevel>S</SourceLevel><LEA>%s</LEA><Estab>%s</Estab></Source></Header><Pupils><PupilsOnRoll>`, school.laestab[:3], school.laestab[3:])
		for _, row := range by[school] {
			b.WriteString("\n" + p.pupilElement(row))
			p.recordOf(sources.SchoolCensus, file, row.of)
		}
		b.WriteString("</PupilsOnRoll></Pupils></Message>")
		p.put(dir, file, b.String())
	}
	return plantedFolder + "/census/*.xml"
}

func (p *planter) pupilElement(row sealedRow) string {
	v := row.of.person
	return fmt.Sprintf(`<PupilOnRoll><PupilIdentifiers><UPN>%s</UPN><FormerUPN>%s</FormerUPN><UniqueLearnerNumber>%s</UniqueLearnerNumber><Surname>%s</Surname><Forename>%s</Forename>
<MiddleNames>%s</MiddleNames><PreferredForename>%s</PreferredForename><FormerSurname>%s</FormerSurname><DOB>%s</DOB><Sex>%s</Sex></PupilIdentifiers>
<PupilStatus><EnrolStatus>C</EnrolStatus><EntryDate>%s</EntryDate><NCyearActual>5</NCyearActual></PupilStatus>
<Addresses><Address><AddressLines><AddressLine1>%s</AddressLine1><AddressLine2>%s</AddressLine2></AddressLines><PostCode>%s</PostCode></Address></Addresses></PupilOnRoll>`,
		v["upn"], v["former_upn"], v["uln"], v["surname"], v["forename"], v["middle_names"], v["preferred_forename"], v["former_surname"], v["dob"], v["sex"],
		row.values["entry_date"], v["address1"], v["address2"], v["postcode"])
}

func (p *planter) writeSchools(dir string) string {
	text := "urn,laestab,name,type,group,phase,status,open_date,low_age,high_age,street,postcode\n"
	for _, r := range roles {
		s := p.schools[r]
		text += fmt.Sprintf("%s,%s,%s,Community school,Local authority maintained schools,All-through,Open,1999-09-01,4,16,%s,%s\n", s.urn, s.laestab, s.name, s.street, s.postcode)
	}
	p.put(dir, plantedFolder+"/schools.csv", text)
	return plantedFolder + "/schools.csv"
}

func (p *planter) writeAddresses(dir string) string {
	text := "uprn,postcode,la_code,ward_code\n"
	for _, k := range p.children {
		if k.role == inHousehold || k.role == adoptedBefore || k.role == maybeSame {
			continue // who has no home of their own
		}
		ward := p.keep(k, "ward", "E05"+p.number("%c", 5, "789", func(string) bool { return true }))
		text += fmt.Sprintf("%s,%s,887,%s\n", k.person["uprn"], k.person["postcode"], ward)
	}
	p.put(dir, plantedFolder+"/addresses.csv", text)
	return plantedFolder + "/addresses.csv"
}

// sealOf is the word of the list of seals for a role.
var sealOf = map[role]string{adoptedNow: "adoption", inRefuge: "refuge", witnessNow: "witness", byCourt: "court"}

// sealsListed is the list of seals: of each child its own key and name, and of every second one all numbers as well.
func (p *planter) sealsListed() []sealedRow {
	var rows []sealedRow
	for i, k := range p.children {
		if !k.listed {
			continue
		}
		values := map[string]string{"seal": sealOf[k.role], "until": []string{"", "2026-04-01", "2031-04-01"}[i%3]}
		by := []string{"local_id", "surname", "forename", "dob"}
		if i%2 == 1 {
			by = append(by, "upn", "nhs_number", "address1", "postcode", "uprn", "former_upn")
		}
		for _, f := range by {
			values[f] = k.person[f]
		}
		if k.other != nil && k.role != inRefuge {
			values["other_local_id"] = k.other.person["local_id"]
		}
		rows = append(rows, sealedRow{k, values})
	}
	return rows
}

// writeSeals writes a list of seals, empty when no rows are given.
func (p *planter) writeSeals(dir string, rows []sealedRow) string {
	p.Helper()
	p.tables = 0
	return p.writeTable(dir, sources.Protected, "seals", p.sealFields, rows)
}

package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"rollcall/sources"
	"rollcall/sources/cells"
)

// canaries are values that are found wherever they go: of the person, which may reach the workbook and the checkpoints and
// nothing else; of texts and keys of claims, which may also stand in a list; and hidden ones, in columns that are held
// apart, never loaded or not known, which may reach nothing at all.
type canaries struct {
	t                     *testing.T
	dice                  *rand.Rand
	person, texts, hidden []string
	n                     int
}

// child is the personal values of one row.
type child struct {
	surname, forename, middle, address, postcode, upn, uln, nhs, phone, email string
	dob                                                                       time.Time
}

func (c *canaries) child() child {
	c.n++
	tag := ""
	for n := c.n; n > 0; n /= 20 {
		tag += string(rune("bcdfghjklmnpqrstvwxz"[n%20]))
	}
	k := child{
		surname: "Qzsurname" + tag, forename: "Qzforename" + tag, middle: "Qzmiddle" + tag, address: "17 Qzstreet" + tag + " Walk",
		postcode: fmt.Sprintf("ZQ%d %dQZ", 10+c.n/9, 1+c.n%9), phone: fmt.Sprintf("07700 95%04d", c.n), email: "qzmail" + tag + "@qz.example",
		upn: c.number("%c887299915", 3, "ABCDEFGHJKLMNPQRTUVWXYZ", cells.ValidUPN), nhs: c.number("%c9476", 5, "123456789", cells.ValidNHSNumber),
		uln: c.number("%c1347", 5, "123456789", cells.ValidULN), dob: time.Date(2012+c.n%4, time.Month(1+c.n%12), 1+c.n%27, 0, 0, 0, 0, time.UTC),
	}
	c.person = append(c.person, k.surname, k.forename, k.middle, strings.Fields(k.address)[1], k.postcode, strings.ReplaceAll(k.postcode, " ", ""),
		k.upn, k.nhs, k.uln, k.phone, strings.ReplaceAll(k.phone, " ", ""), k.email,
		k.dob.Format("2006-01-02"), k.dob.Format("02/01/2006"), k.dob.Format("2 January 2006"))
	return k
}

// number invents a number that passes its check.
func (c *canaries) number(shape string, digits int, first string, valid func(string) bool) string {
	for range 10000 {
		n := fmt.Sprintf(shape, first[c.dice.IntN(len(first))])
		for range digits {
			n += fmt.Sprint(c.dice.IntN(10))
		}
		if valid(n) {
			return n
		}
	}
	c.t.Fatalf("no number of the shape %s passes its check", shape)
	return ""
}

func (c *canaries) text() string {
	c.n++
	s := fmt.Sprintf("Qztext%05d", c.n)
	c.texts = append(c.texts, s)
	return s
}

func (c *canaries) hide() string {
	c.n++
	s := fmt.Sprintf("Qzhidden%05d", c.n)
	c.hidden = append(c.hidden, s)
	return s
}

// right is a value that the field takes.
func (c *canaries) right(f sources.DeclaredField, k child) string {
	switch f.Name {
	case "surname", "preferred_surname", "former_surname", "previous_surname", "parent_surname":
		return k.surname
	case "middle_names":
		return k.middle
	case "uprn", "sessions", "school_days":
		return "17"
	case "date", "event_date", "first_day", "start_date":
		return "2026-09-07"
	}
	switch f.Type {
	case "name":
		return k.forename
	case "date of birth":
		return k.dob.Format("2006-01-02")
	case "date":
		return "2026-09-21"
	case "whole number", "UPRN":
		return "2"
	case "word":
		return f.Words[c.dice.IntN(len(f.Words))].Word
	case "ethnic group":
		return "Traveller of Irish heritage"
	case "yes or no":
		return "no"
	case "sex":
		return "F"
	case "UPN":
		return k.upn
	case "ULN":
		return k.uln
	case "NHS number":
		return k.nhs
	case "postcode":
		return k.postcode
	case "LA code":
		return "887"
	case "telephone number":
		return k.phone
	case "e-mail address":
		return k.email
	}
	switch {
	case strings.HasPrefix(f.Type, "LAESTAB"):
		return "8872001"
	case strings.Contains(f.Name, "address"):
		return k.address
	}
	return c.text()
}

// wrong is a value of the child that the field does not take: what stands there when columns have slipped.
func (c *canaries) wrong(f sources.DeclaredField, k child) string {
	switch f.Type {
	case "name", "text", "key", "address line":
		return c.right(f, k)
	case "date of birth":
		return k.phone
	case "date":
		return k.surname
	case "whole number", "UPRN":
		return k.dob.Format("02/01/2006")
	case "word":
		return k.surname
	case "ethnic group":
		return c.hide()
	case "sex", "LA code", "postcode":
		return k.forename
	case "UPN", "ULN":
		return k.nhs
	case "NHS number":
		return k.upn
	}
	return k.address
}

// table writes an extract of one layout: rows that are right, rows whose values have slipped, one with a cell too few and
// one with a stray mark of quotation.
func (c *canaries) table(dir string, d sources.Declaration, layout sources.Layout) string {
	fields := layout.Fields
	if d.Person {
		fields = slices.Concat(sources.PersonFields(), fields)
	}
	fields = slices.Concat(fields, d.Apart)
	var header []string
	seen := map[string]bool{}
	for _, f := range fields {
		header = append(header, f.Name)
		seen[f.Name] = true
	}
	hidden := 0
	for _, h := range slices.Concat(sources.NeverLoaded(), d.Ignored, []string{"Mystery column"}) {
		if !seen[h] {
			seen[h] = true
			header = append(header, h)
			hidden++
		}
	}
	var b strings.Builder
	b.WriteString(strings.Join(header, ",") + "\n")
	row := func(value func(sources.DeclaredField, child) string) []string {
		k := c.child()
		var cells []string
		for _, f := range fields {
			cells = append(cells, value(f, k))
		}
		for range hidden {
			cells = append(cells, c.hide())
		}
		return cells
	}
	for range 3 {
		b.WriteString(strings.Join(row(c.right), ",") + "\n")
	}
	if d.Kind == sources.Protected { // a row of it that does not tell whom it seals stops the run: see the script of seals
		return c.file(dir, string(d.Kind)+layout.Name+".csv", b.String())
	}
	for range 3 {
		b.WriteString(strings.Join(row(c.wrong), ",") + "\n")
	}
	b.WriteString(strings.Join(row(c.right)[1:], ",") + "\n")
	stray := row(c.right)
	stray[2] += `"x`
	b.WriteString(strings.Join(stray, ",") + "\n")
	return c.file(dir, string(d.Kind)+layout.Name+".csv", b.String())
}

func (c *canaries) file(dir, name, text string) string {
	path := filepath.Join(dir, "canaries", name)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		c.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		c.t.Fatal(err)
	}
	return "canaries/" + name
}

// pupil is a pupil of a national message, as right as can be or with every value in the wrong place.
func (c *canaries) pupil(right bool) string {
	k := c.child()
	dob, sex, enrol, entry, ethnicity := k.dob.Format("2006-01-02"), "F", "C", "2026-09-07", "WIRT"
	upn := k.upn
	if !right {
		short := "Qzk" + k.surname[len(k.surname)-2:] // a name no longer than a code
		c.person = append(c.person, short)
		dob, sex, enrol, entry, ethnicity, upn = k.phone, k.surname, short, k.forename, c.hide(), k.nhs
	}
	return fmt.Sprintf(`<UPN>%s</UPN><Surname>%s</Surname><Forename>%s</Forename><DOB>%s</DOB><Sex>%s</Sex>
		<Ethnicity>%s</Ethnicity><Language>%s</Language><EnrolStatus>%s</EnrolStatus><EntryDate>%s</EntryDate><Religion>%s</Religion><Diagnosis code="%s">%s</Diagnosis>
		<Address><AddressLines><AddressLine1>%s</AddressLine1></AddressLines><PostCode>%s</PostCode></Address>`,
		upn, k.surname, k.forename, dob, sex, ethnicity, c.hide(), enrol, entry, c.hide(), c.hide(), c.hide(), k.address, k.postcode)
}

func (c *canaries) census(dir string) string {
	var b strings.Builder
	b.WriteString(`<Message><Header><CollectionDetails><Collection>SC</Collection><Term>AUT</Term><Year>2026</Year><ReferenceDate>2026-10-01</ReferenceDate>
		</CollectionDetails><Source><SourceLevel>S</SourceLevel><LEA>887</LEA><Estab>2999</Estab></Source></Header><Pupils><PupilsOnRoll>`)
	for i := range 6 {
		b.WriteString("<PupilOnRoll>" + c.pupil(i%2 == 0) + "</PupilOnRoll>")
	}
	b.WriteString("<PupilOnRoll><Language>" + c.hide() + "</Language></PupilOnRoll></PupilsOnRoll></Pupils></Message>")
	return c.file(dir, "census.xml", b.String())
}

func (c *canaries) lost(dir string) string {
	return c.file(dir, "8872999_CTF_XXXXXXX_001.xml", `<CTfile><Header><DocumentName>Common Transfer File</DocumentName><DateTime>2026-10-05T09:15:00</DateTime>
		<SourceSchool><LEA>887</LEA><Estab>2999</Estab></SourceSchool><DestSchool><LEA>XXX</LEA><Estab>XXXX</Estab></DestSchool></Header><CTFpupilData>
		<Pupil>`+c.pupil(true)+"</Pupil><Pupil>"+c.pupil(false)+"</Pupil></CTFpupilData></CTfile>")
}

// broken is a census that ends in the middle of a pupil, so that all of it is refused.
func (c *canaries) broken(dir string) string {
	return c.file(dir, "broken.xml", "<Message><Pupils><PupilsOnRoll><PupilOnRoll>"+c.pupil(true)+"</PupilOnRoll><PupilOnRoll><Surname>"+c.child().surname)
}

// export is the tables of COLLECT.
func (c *canaries) export(dir string) string {
	c.file(dir, "collect/schoolcensus.csv", "schoolcensustableid,nativeid,collection,term,year,referencedate,lea,estab\n1,9,SC,AUT,2026,2026-Oct-01 00:00:00,887,2998\n")
	b := "pupilonrolltableid,schoolcensustableid,nativeid,upn,surname,forename,dob,sex,ethnicity,language,entrydate,enrolstatus,mystery\n"
	for i := range 4 {
		k := c.child()
		cells := []string{fmt.Sprint(i + 1), "1", "9", k.upn, k.surname, k.forename, k.dob.Format("2006-Jan-02"), "F", "WIRT", c.hide(), "2026-Sep-07", "C", c.hide()}
		if i%2 == 1 {
			cells[3], cells[6], cells[7], cells[8], cells[10], cells[11] = k.surname, k.forename, k.surname, c.hide(), k.phone, k.surname
		}
		if i == 3 {
			cells[1] = k.surname // of no return
		}
		b += strings.Join(cells, ",") + "\n"
	}
	c.file(dir, "collect/pupilonroll.csv", b)
	return "canaries/collect/*"
}

// plant writes an extract of every kind and layout, and returns the entries that settings need for them.
func (c *canaries) plant(dir string) string {
	entries := ""
	add := func(k sources.Kind, path string) {
		entries += fmt.Sprintf("  - {kind: %s, path: %q, as_of: 2026-10-14}\n", k, path)
	}
	for _, k := range sources.Kinds() {
		d, _ := sources.DeclarationOf(k)
		for _, l := range d.Layouts {
			if slices.Contains(d.Formats, "CSV") {
				add(k, c.table(dir, d, l))
			}
		}
	}
	add(sources.SchoolCensus, c.census(dir))
	add(sources.SchoolCensus, c.broken(dir))
	add(sources.SchoolCensus, c.export(dir))
	add(sources.LostPupils, c.lost(dir))
	c.hidden = append(c.hidden, "Traveller of Irish", "travellerofirish", "WIRT")
	return entries
}

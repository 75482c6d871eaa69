package main

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/parquet-go/parquet-go"
	"github.com/xuri/excelize/v2"

	"rollcall/sources"
)

// maker is how the extracts of an authority are made: as canonical tables, or as another maker's programs write them.
type maker struct {
	seed  uint64
	other bool
}

// header is what a column is called.
func (m maker) header(field string) string {
	if m.other && field != notesColumn {
		return strings.ToUpper(strings.ReplaceAll(field, "_", " ")) + " (Z)"
	}
	return field
}

// typed is how a value is typed.
func (m maker) typed(field, value string) string {
	if !m.other {
		return value
	}
	if day, err := time.Parse(time.DateOnly, value); err == nil {
		return day.Format("02/01/2006")
	}
	switch {
	case strings.Contains(field, "postcode"):
		return strings.ToLower(strings.ReplaceAll(value, " ", ""))
	case strings.Contains(field, "surname"), strings.Contains(field, "address"):
		return strings.ToUpper(value)
	case field == "nhs_number" && len(value) == 10:
		return value[:3] + " " + value[3:6] + " " + value[6:]
	case field == "parent_phone" && len(value) > 5:
		return "+44 (0)" + value[1:5] + " " + value[5:]
	}
	return value
}

// formOf is the form of a file of a kind: the kinds of the other maker take turns.
func (m maker) formOf(turn int) string {
	if !m.other {
		return "csv"
	}
	return []string{"xlsx", "parquet", "csv"}[turn%3]
}

// writeTable writes rows as a table and returns the entry of the settings that reads it.
func (p *planter) writeTable(dir string, kind sources.Kind, name string, fields []sources.DeclaredField, rows []sealedRow) string {
	p.Helper()
	p.tables++
	form := p.maker.formOf(p.tables)
	file := plantedFolder + "/" + name + "." + form
	table := [][]string{nil}
	for _, f := range fields {
		table[0] = append(table[0], p.maker.header(f.Name))
	}
	for _, r := range rows {
		var line []string
		for _, f := range fields {
			line = append(line, p.maker.typed(f.Name, r.values[f.Name]))
		}
		table = append(table, line)
		p.recordOf(kind, file, r.of)
	}
	p.put(dir, file, "")
	path := filepath.Join(dir, filepath.FromSlash(file))
	if err := map[string]func(string, [][]string) error{"csv": p.maker.writeCSV, "xlsx": writeBook, "parquet": writeColumns}[form](path, table); err != nil {
		p.Fatal(err)
	}
	entry := fmt.Sprintf("  - kind: %s\n    path: %q\n    as_of: 2026-10-14\n", kind, file)
	if p.maker.other {
		if form != "parquet" { // whose days are days
			entry += "    dates: 02/01/2006\n"
		}
		entry += "    columns:\n"
		for _, f := range fields[:len(fields)-1] { // but the notes
			entry += fmt.Sprintf("      %s: %q\n", f.Name, p.maker.header(f.Name))
		}
	}
	return entry
}

// writeCSV writes text; the other maker's has semicolons and a mark at its beginning.
func (m maker) writeCSV(path string, table [][]string) error {
	var b strings.Builder
	w := csv.NewWriter(&b)
	if m.other {
		b.WriteString("\ufeff")
		w.Comma, w.UseCRLF = ';', true
	}
	if err := w.WriteAll(table); err != nil {
		return err
	}
	return os.WriteFile(path, []byte(b.String()), 0o600)
}

// writeBook writes a workbook whose days are days.
func writeBook(path string, table [][]string) error {
	book := excelize.NewFile()
	defer book.Close()
	for at, line := range table {
		for col, text := range line {
			cell, _ := excelize.CoordinatesToCellName(col+1, at+1)
			var value any = text
			if day, err := time.Parse("02/01/2006", text); err == nil {
				value = day
			}
			if err := book.SetCellValue("Sheet1", cell, value); err != nil {
				return err
			}
		}
	}
	return book.SaveAs(path)
}

// writeColumns writes Parquet: texts, and days as days in columns that hold nothing else.
func writeColumns(path string, table [][]string) error {
	schema := parquet.Group{}
	days := map[string]bool{}
	for col, title := range table[0] {
		days[title] = false
		for _, line := range table[1:] {
			if _, err := time.Parse("02/01/2006", line[col]); err == nil {
				days[title] = true
			} else if line[col] != "" {
				days[title] = false
				break
			}
		}
		schema[title] = parquet.Optional(parquet.String())
		if days[title] {
			schema[title] = parquet.Optional(parquet.Date())
		}
	}
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	w := parquet.NewWriter(file, parquet.NewSchema("table", schema))
	at := map[string]int{}
	for col, title := range table[0] {
		at[title] = col
	}
	for _, line := range table[1:] {
		var row parquet.Row
		for n, title := range sortedFields(schema) {
			text := line[at[title]]
			value, level := parquet.ValueOf(text), 1
			if day, err := time.Parse("02/01/2006", text); err == nil && days[title] {
				value = parquet.Int32Value(int32(day.Unix() / 86400))
			}
			if text == "" {
				value, level = parquet.NullValue(), 0
			}
			row = append(row, value.Level(0, level, n))
		}
		if _, err := w.WriteRows([]parquet.Row{row}); err != nil {
			return err
		}
	}
	if err := w.Close(); err != nil {
		return err
	}
	return file.Close()
}

// writeCollect writes the tables that COLLECT exports, of the schools of all roles.
func (p *planter) writeCollect(dir string, rows []sealedRow) string {
	p.Helper()
	file := plantedFolder + "/collect/pupilonroll.csv"
	returns := [][]string{{"schoolcensustableid", "nativeid", "collection", "term", "year", "referencedate", "lea", "estab"}}
	number := map[*ownSchool]string{}
	for i, r := range roles {
		s := p.schools[r]
		number[s] = fmt.Sprint(i + 1)
		returns = append(returns, []string{number[s], "9", "SC", "AUT", "2026", "2026-Oct-01 00:00:00", s.laestab[:3], s.laestab[3:]})
	}
	pupils := [][]string{{"pupilonrolltableid", "nativeid", "schoolcensustableid", "upn", "formerupn", "uniquelearnernumber", "surname", "forename", "middlenames", "formersurname", "dob", "sex",
		"entrydate", "enrolstatus", "ncyearactual"}}
	homes := [][]string{{"addressesonrolltableid", "nativeid", "pupilonrolltableid", "postcode", "addressline1", "addressline2", "uniquepropertyreferencenumber"}}
	at := func(day string) string {
		d, err := time.Parse(time.DateOnly, day)
		if err != nil {
			p.Fatal(err)
		}
		return d.Format("2006-Jan-02") + " 00:00:00"
	}
	for i, r := range rows {
		v, id := r.of.person, fmt.Sprint(i+1)
		pupils = append(pupils, []string{id, "9", number[r.of.school], v["upn"], v["former_upn"], v["uln"], v["surname"], v["forename"], v["middle_names"], v["former_surname"], at(v["dob"]), v["sex"],
			at(r.values["entry_date"]), "C", "5"})
		homes = append(homes, []string{id, "9", id, v["postcode"], v["address1"], v["address2"], v["uprn"]})
		p.recordOf(sources.SchoolCensus, file, r.of)
	}
	for name, table := range map[string][][]string{file: pupils, plantedFolder + "/collect/schoolcensus.csv": returns, plantedFolder + "/collect/addressesonroll.csv": homes} {
		p.put(dir, name, "")
		if err := (maker{}).writeCSV(filepath.Join(dir, filepath.FromSlash(name)), table); err != nil {
			p.Fatal(err)
		}
	}
	return plantedFolder + "/collect/*"
}

// writeTransfers writes a transfer file for each child who left for a place that is not known.
func (p *planter) writeTransfers(dir string, rows []sealedRow) string {
	p.Helper()
	for i, r := range rows {
		v, s := r.of.person, r.of.school
		file := fmt.Sprintf("%s/transfers/%d.xml", plantedFolder, i)
		p.recordOf(sources.LostPupils, file, r.of)
		p.put(dir, file, fmt.Sprintf(`<CTfile><Header><DocumentName>Common Transfer File</DocumentName><DateTime>2026-10-05T09:15:00</DateTime>
<SourceSchool><LEA>%s</LEA><Estab>%s</Estab></SourceSchool><DestSchool><LEA>XXX</LEA><Estab>XXXX</Estab></DestSchool></Header><CTFpupilData>
<Pupil><UPN>%s</UPN><FormerUPN>%s</FormerUPN><UniqueLearnerNumber>%s</UniqueLearnerNumber><Surname>%s</Surname><Forename>%s</Forename><MiddleNames>%s</MiddleNames><DOB>%s</DOB><Sex>%s</Sex>
<Address><AddressLines><AddressLine1>%s</AddressLine1><AddressLine2>%s</AddressLine2></AddressLines><PostCode>%s</PostCode></Address>
<Contacts><Contact><Order>1</Order><Surname>%s</Surname><Forename>%s</Forename><Relationship>MOT</Relationship><Phones><Phone><TelephoneType>M</TelephoneType><PhoneNo>%s</PhoneNo></Phone></Phones><Email>%s</Email></Contact></Contacts>
<SchoolHistory><School><LEA>%s</LEA><Estab>%s</Estab><LeavingDate>%s</LeavingDate><LastSchool>true</LastSchool></School></SchoolHistory></Pupil></CTFpupilData></CTfile>`,
			s.laestab[:3], s.laestab[3:], v["upn"], v["former_upn"], v["uln"], v["surname"], v["forename"], v["middle_names"], v["dob"], v["sex"], v["address1"], v["address2"], v["postcode"],
			v["parent_surname"], v["parent_forename"], v["parent_phone"], v["parent_email"], s.laestab[:3], s.laestab[3:], r.values["leaving_date"]))
	}
	return plantedFolder + "/transfers/*.xml"
}

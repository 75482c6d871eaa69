package candidates

import (
	"encoding/xml"
	"fmt"
	"io"
	"path/filepath"
	"regexp"
	"time"
)

// LostPupil is a child whom all enquiries have not found, for the lost pupil database: schools that take in a child whom nobody sent look
// for the child there.
type LostPupil struct {
	From     string // the authority's code
	FromName string
	Child    string
	Person   Person
	Last     Schooling
}

// Bare leaves nothing: every school can search the database.
func (l LostPupil) Bare() (LostPupil, bool) { return LostPupil{}, false }

// Schooling is the school that had a child last.
type Schooling struct {
	School, Name string    // its LAESTAB and name; empty: none is known
	Entry, Left  time.Time // zero: not known
}

// What the database takes: a number that is whole, and a day of birth.
var wholeUPN = regexp.MustCompile(`^[A-Z][0-9]{11}[0-9A-Z]$`)

// Lacks says what of the particulars that a transfer file must have is not known; empty when all is.
func (l LostPupil) Lacks() string {
	switch p := l.Person; {
	case !wholeUPN.MatchString(p.UPN):
		return "unique pupil number"
	case p.Surname == "" || p.Forename == "":
		return "name"
	case p.DOB.IsZero():
		return "date of birth"
	case p.Sex != "M" && p.Sex != "F":
		return "sex"
	}
	return ""
}

// LostPupilName is what the nth file of an authority is called: from the authority, to nobody known (XXXXXXX).
func LostPupilName(authority string, n int) string {
	return fmt.Sprintf("%sLLLL_CTF_XXXXXXX_%03d.xml", authority, n)
}

// lostPupilFiles are a transfer file for each lost pupil of whom all is known that it must have: the database takes one pupil a file.
func lostPupilFiles(about Summary, lost []LostPupil) []smallFile {
	var files []smallFile
	for _, l := range lost {
		if l.Lacks() == "" && authorityNumber.MatchString(l.From) {
			files = append(files, smallFile{filepath.Join(LostPupilsFolder, LostPupilName(l.From, len(files)+1)), func(out io.Writer) error {
				return encodeTransfer(out, about.AsOf, l)
			}})
		}
	}
	return files
}

// transferVersion is the version of the Common Transfer File that is written: systems take the version of the school year and the one
// before, so that the one published for 2025 to 2026 is read until summer 2027.
const transferVersion = "25.0"

// transfer is a Common Transfer File as far as it finds a lost pupil: who the child is, and the last school. It has no address: every
// school can search the database, and none needs it there.
type transfer struct {
	XMLName   xml.Name `xml:"CTfile"`
	Document  string   `xml:"Header>DocumentName"`
	Version   string   `xml:"Header>CTFversion"`
	Made      string   `xml:"Header>DateTime"`
	Qualifier string   `xml:"Header>DocumentQualifier"`
	About     string   `xml:"Header>DataDescriptor"`
	Supplier  string   `xml:"Header>SupplierID"`
	From      place    `xml:"Header>SourceSchool"`
	To        place    `xml:"Header>DestSchool"`
	Pupil     pupil    `xml:"CTFpupilData>Pupil"`
}

type place struct {
	LEA, Estab   string
	SchoolName   string `xml:",omitempty"`
	AcademicYear string `xml:",omitempty"`
}

type pupil struct {
	UPN, Surname, Forename, DOB, Sex string
	Basic                            *basic     `xml:"BasicDetails"`
	Last                             *schooling `xml:"SchoolHistory>School"`
}

type basic struct{ MiddleNames string }

type schooling struct {
	LEA, Estab, SchoolName string
	EntryDate              string `xml:",omitempty"`
	LeavingDate            string `xml:",omitempty"`
	LastSchool             bool
}

func encodeTransfer(out io.Writer, made time.Time, l LostPupil) error {
	p := l.Person
	t := transfer{
		Document: "Common Transfer File", Version: transferVersion, Made: made.Format("2006-01-02T15:04:05"), Qualifier: "partial",
		About: "Lost pupil: not found after joint enquiries", Supplier: "Rollcall",
		From: place{l.From, "LLLL", l.FromName, academicYear(made)}, To: place{LEA: "XXX", Estab: "XXXX"},
		Pupil: pupil{UPN: p.UPN, Surname: p.Surname, Forename: p.Forename, DOB: p.DOB.Format(time.DateOnly), Sex: p.Sex},
	}
	if p.MiddleNames != "" {
		t.Pupil.Basic = &basic{p.MiddleNames}
	}
	if s := l.Last; schoolNumber.MatchString(s.School) {
		t.Pupil.Last = &schooling{s.School[:3], s.School[3:], s.Name, isoOrNothing(s.Entry), isoOrNothing(s.Left), true}
	}
	if _, err := io.WriteString(out, xml.Header); err != nil {
		return err
	}
	enc := xml.NewEncoder(out)
	enc.Indent("", " ")
	if err := enc.Encode(t); err != nil {
		return err
	}
	return enc.Close()
}

// academicYear is the calendar year in which the school year of a day began.
func academicYear(d time.Time) string {
	if d.Month() < time.September {
		d = d.AddDate(-1, 0, 0)
	}
	return d.Format("2006")
}

func isoOrNothing(d time.Time) string {
	if d.IsZero() {
		return ""
	}
	return d.Format(time.DateOnly)
}

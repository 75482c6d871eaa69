package sources

import (
	"encoding/binary"
	"encoding/hex"
	"io"
	"strings"

	"github.com/zeebo/xxh3"
)

// Measures are what is counted of a file while it is read, for the gates to hold against what is expected of it and against
// the file before it. They say nothing of any child.
type Measures struct {
	Persons int            // rows about children that became Records
	Filled  map[string]int // by canonical field: of Of rows
	Of      int            // the rows among which Filled counts
	Newest  Date           // the newest day in the rows that is not after AsOf
	Areas   map[string]int // rows by the outward half of their postcode
	Schools map[string]int // claims by the authority of the school that they name
	Content uint64         // a digest of what the rows say, in whatever order and under whatever name
	Absent  []string       // of surname and date of birth, by which everybody is found: those that no column is read as
	Cut     string         // why the file seems to break off; empty: it does not
}

// filledNames are the fields that every Record is counted by. Tables count each of their columns besides.
var filledNames = [...]string{"upn", "nhs_number", "surname", "forename", "dob", "sex", "address1", "postcode"}

// fileTally counts one file.
type fileTally struct {
	filled  [len(filledNames)]int
	persons int
	newest  Date
	content uint64
	areas   map[string]int
	schools map[string]int
	buf     []byte
	columns map[string]int // of a table: by field
	absent  []string
	of      int
}

func (t *fileTally) tallyRecord(r *Record) {
	w := &r.Who
	rows := r.RowCount()
	t.persons += rows
	for i, said := range [len(filledNames)]bool{w.UPN != "", w.NHSNumber != "", w.Surname != "", w.Forename != "", w.DOB != 0,
		w.Sex != "", w.Address != "", w.Postcode != ""} {
		if said {
			t.filled[i] += rows
		}
	}
	if outward, _, two := strings.Cut(w.Postcode, " "); two {
		t.areas = addTo(t.areas, outward, rows)
	}
	b := append(t.buf[:0], w.Surname...)
	b = append(append(b, 0), w.Forename...)
	b = append(append(b, 0), r.Native...)
	b = append(append(b, 0), w.Postcode...)
	b = day32(b, w.DOB)
	for i := range r.Claims {
		c := &r.Claims[i]
		b = day32(day32(day32(append(b, byte(c.Kind)), c.From), c.To), c.Decided)
		b = append(append(append(append(b, c.Place...), c.Status...), c.Reason...), c.Sessions...)
		said := 1
		if c.Sessions != "" {
			said = rows
		}
		for _, d := range [...]Date{c.From, c.lastDayBy(r.AsOf), c.Decided} {
			if d > t.newest && (r.AsOf == 0 || d <= r.AsOf) {
				t.newest = d
			}
		}
		if len(c.Place) == 7 {
			t.schools = addTo(t.schools, c.Place[:3], said)
		}
	}
	t.buf = b
	t.content += xxh3.Hash(b) // a sum, so that the order of rows does not count
}

func day32(b []byte, d Date) []byte { return append(b, byte(d), byte(d>>8), byte(d>>16)) }

func addTo(m map[string]int, key string, rows int) map[string]int {
	if m == nil {
		m = map[string]int{}
	}
	if n, had := m[key]; had {
		m[key] = n + rows
		return m
	}
	m[strings.Clone(key)] = rows
	return m
}

// tallyTable takes over what a table has counted of its columns.
func (t *fileTally) tallyTable(cols *columns, rows int) {
	if t.columns == nil {
		t.columns = map[string]int{}
	}
	t.of += rows
	for _, slot := range [...]int{slotSurname, slotDOB} {
		if cols.table.places {
			continue
		}
		t.columns[cols.fields[slot].name] += 0 // without these two columns nobody can be found; any other may be missing
		if !cols.seen[slot] && !(slot == slotSurname && cols.seen[slotFullName]) {
			t.absent = append(t.absent, cols.fields[slot].name)
		}
	}
	for i := range cols.bound {
		b := &cols.bound[i]
		t.columns[b.field.name] += b.said - b.bad
		if b.slot == slotFullName && !cols.seen[slotSurname] {
			t.columns[cols.fields[slotSurname].name] += b.said - b.bad
			t.columns[cols.fields[slotForename].name] += b.said - b.bad
		}
	}
}

func (t *fileTally) fileMeasures(cut string) Measures {
	m := Measures{Persons: t.persons, Newest: t.newest, Areas: t.areas, Schools: t.schools, Content: t.content, Absent: t.absent, Cut: cut, Of: t.of,
		Filled: t.columns}
	if m.Filled == nil && t.persons > 0 {
		m.Of, m.Filled = t.persons, map[string]int{}
		for i, name := range filledNames {
			m.Filled[name] = t.filled[i]
		}
	}
	return m
}

// Hash returns the digest of the content as a text, nothing when the file had no row about anybody.
func (m *Measures) Hash() string {
	if m.Persons == 0 {
		return ""
	}
	return hex.EncodeToString(binary.LittleEndian.AppendUint64(nil, m.Content))
}

// breaksOff reports whether a text file ends in the middle of a line.
func breaksOff(in *input) bool {
	f, err := in.openFile()
	if err != nil {
		return false
	}
	defer f.Close()
	n, err := f.Seek(0, io.SeekEnd)
	if err != nil || n == 0 {
		return false
	}
	var last [1]byte
	if _, err := f.ReadAt(last[:], n-1); err != nil && err != io.EOF {
		return false
	}
	switch last[0] {
	case '\n', '\r', 0, 0x1a:
		return false
	}
	return true
}

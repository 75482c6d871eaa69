package sources

import (
	"encoding/binary"
	"slices"
	"strings"

	"rollcall/pipeline/calendar"
)

// markBook gathers the marks of registers: of each child, as rows name it, at a school, those of a file and a school year stand
// on one page. A later mark of a session replaces an earlier one: a reason not yet established is amended within five school
// days, and the feeds of marks send the last days again. Of the marks of a child's session at a school, the last counts: in the
// order of the files, which dated names make that of time, and in a file in the order of its rows.
//
// Pages are given away when all files are read, a Record each. Memory is for the pages, of a few characters a session, and for
// what was marked twice; which rows those are is learnt by reading again the files that have any.
type markBook struct {
	files   []markedFile
	file    int // the one being read
	again   bool
	pupils  map[string]*markedPupil // by school, and by what names the child best
	twice   map[sessionOf]markPlace // where the mark stands that counts
	last    *markPage
	lastWho Identity // of the last page
	buf     []byte
	inOrder []pageMark
}

// markedFile is what is gathered of one file.
type markedFile struct {
	pages    []*markPage // by their first rows
	at       map[string]*markPage
	asOf     Date
	replaced bool // a mark of it is
}

// markedPupil is a child at a school with all its pages, whatever the files call the child.
type markedPupil struct {
	school string
	pages  []*markPage
	read   int // the file, and one, whose runs of absence are known
}

// markPage is a child's marks of a school year in one file.
type markPage struct {
	pupil     *markedPupil
	key       string // the school year, the school and who the child is: see appendPageKey
	file      int
	row, line int
	rows      int  // that stand on it
	from, to  Date // the school year
	first     Date // of codes
	codes     []byte
	runs      []Claim
}

// sessionOf is a session of a child: twice the day, and one more for an afternoon.
type sessionOf struct {
	pupil *markedPupil
	slot  int32
}

// markPlace is where a mark stands.
type markPlace struct{ file, row int }

// markReplaced is why a row of a register that a later one replaces is no part of a Record.
const markReplaced = "a later mark of the same session stands in its place"

func newMarkBook(files int) *markBook {
	return &markBook{files: make([]markedFile, files), pupils: map[string]*markedPupil{}, twice: map[sessionOf]markPlace{}}
}

// openFile turns to a file, the first time or again.
func (b *markBook) openFile(i int, again bool) {
	b.file, b.again, b.last = i, again, nil
	if !again {
		b.files[i].at = map[string]*markPage{}
	}
}

// holdRow takes a row of a register in place of the Sink.
func (b *markBook) holdRow(r *pupilRow, o *out) error {
	o.torn = false
	page, m := b.pageOf(r), &r.mark
	if m.code == "" {
		page.holdPlace(&r.rec, b.again)
		return o.err
	}
	at := sessionOf{page.pupil, 2 * int32(m.on)}
	if m.half == afternoon {
		at.slot++
	}
	here := markPlace{b.file, r.rec.Row}
	if b.again {
		if stands, twice := b.twice[at]; twice && stands != here {
			return o.rejectRow(r.rec.Row, "code", markReplaced)
		}
		page.holdPlace(&r.rec, true)
		return o.err
	}
	for _, p := range page.pupil.pages {
		if p.from == page.from && p.takeOut(at.slot) {
			p.rows--
			b.files[p.file].replaced = true
			b.twice[at] = here
		}
	}
	page.putMark(at.slot, m.code)
	page.holdPlace(&r.rec, false)
	return o.err
}

// holdPlace counts a row of the page, or finds the first that is left when the file is read again.
func (p *markPage) holdPlace(r *Record, again bool) {
	if p.row == 0 {
		p.row, p.line = r.Row, r.Line
	}
	if !again {
		p.rows++
	}
}

// takeOut takes the mark of a session away and reports whether there was one.
func (p *markPage) takeOut(slot int32) bool {
	i := int(slot-2*int32(p.first)) * calendar.CodeWidth
	if i < 0 || i >= len(p.codes) || p.codes[i] == ' ' {
		return false
	}
	p.codes[i], p.codes[i+1] = ' ', ' '
	return true
}

// putMark writes the mark of a session. A page is never longer than a school year.
func (p *markPage) putMark(slot int32, code string) {
	on := Date(slot >> 1)
	if len(p.codes) == 0 {
		p.first = on
	}
	if on < p.first {
		p.codes = append(slices.Repeat([]byte{' '}, int(p.first-on)*calendar.DayWidth), p.codes...)
		p.first = on
	}
	i := int(slot-2*int32(p.first)) * calendar.CodeWidth
	for len(p.codes) < i+calendar.CodeWidth {
		p.codes = append(p.codes, ' ')
	}
	p.codes[i], p.codes[i+1] = code[0], ' '
	if len(code) > 1 {
		p.codes[i+1] = code[1]
	}
}

// pageOf is the page of a row. A row most often is of the child of the one before.
func (b *markBook) pageOf(r *pupilRow) *markPage {
	m, w := &r.mark, &r.rec.Who
	if p := b.last; p != nil && p.from <= m.on && m.on < p.to && p.pupil.school == m.school && b.lastWho == *w {
		return p
	}
	year := calendar.SchoolYear(m.on)
	f := &b.files[b.file]
	f.asOf = r.rec.AsOf
	b.buf = appendPageKey(b.buf[:0], year, m.school, w)
	p := f.at[string(b.buf)]
	if p == nil {
		p = &markPage{key: string(b.buf), file: b.file, pupil: b.pupilOf(m.school, w),
			from: calendar.SchoolYearStart(year), to: calendar.SchoolYearStart(year + 1)}
		p.pupil.pages = append(p.pupil.pages, p)
		f.pages, f.at[p.key] = append(f.pages, p), p
	}
	b.last = p
	b.lastWho = p.who()
	return p
}

// pupilOf is the child at a school, known by what names the child best.
func (b *markBook) pupilOf(school string, w *Identity) *markedPupil {
	key := appendText(nil, school)
	switch {
	case w.UPN != "":
		key = append(key, w.UPN...)
	case w.LocalID != "":
		key = append(key, w.LocalID...)
	default:
		key = day32(appendText(appendText(append(key, 0), w.Surname), w.Forename), w.DOB)
	}
	p := b.pupils[string(key)]
	if p == nil {
		p = &markedPupil{school: strings.Clone(school)}
		b.pupils[string(key)] = p
	}
	return p
}

// appendPageKey writes what tells one page of a file from another: the school year, the school, and who the child is.
func appendPageKey(b []byte, year int, school string, w *Identity) []byte {
	b = binary.LittleEndian.AppendUint32(binary.LittleEndian.AppendUint32(b, uint32(year)), uint32(w.DOB))
	b = appendText(b, school)
	for i := range identityColumns {
		b = appendText(b, *identityColumns[i].at(w))
	}
	return b
}

// who reads back from the key of a page who the child is.
func (p *markPage) who() (w Identity) {
	w.DOB = Date(binary.LittleEndian.Uint32([]byte(p.key[4:8])))
	_, rest := cutText(p.key[8:])
	for i := range identityColumns {
		*identityColumns[i].at(&w), rest = cutText(rest)
	}
	return w
}

// cutText reads a text behind its length, and returns what follows it.
func cutText(s string) (text, rest string) {
	n, shift, i := 0, 0, 0
	for ; s[i] >= 0x80; i++ {
		n |= int(s[i]&0x7f) << shift
		shift += 7
	}
	n |= int(s[i]) << shift
	return s[i+1 : i+1+n], s[i+1+n:]
}

package sources

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"rollcall/pipeline/screen"
	"rollcall/sources/cells"
)

// out takes what a reader finds in one file, counts it, and passes it on. After an error of the Sink or of the context
// every method returns that error, so a reader may look at it once per row.
type out struct {
	ctx     context.Context
	src     *source
	to      Sink
	apart   ApartSink // nil when the Sink takes nothing that is held apart
	taker   rowTaker  // takes the rows in place of the source's tables
	guessed bool      // nobody has said in which code page the text is
	report  FileReport
	codes   map[string]map[string]int // field → unknown code → times
	words   map[string]map[string]int // field → unknown word → times
	known   map[string]bool           // fields of which a word was known
	book    *markBook                 // of an extract whose marks are gathered
	id      []byte                    // of the last Record
	line    int                       // on which the row begins that is given next
	named   int                       // how much of it is the same for all
	count   fileTally
	days    map[Date]int // how many rows speak for a day after that of the file
	torn    bool         // the last row could not be split into its columns
	cut     string       // why the file seems to break off
	err     error
}

// rowTaker takes the rows of a grid of which nobody has said what they are.
type rowTaker interface {
	takeRows(ctx context.Context, g grid, in *input, o *out, serial bool) error
}

func newOut(ctx context.Context, src *source, x *Extract, name string, to Sink) *out {
	apart, _ := to.(ApartSink)
	return &out{ctx: ctx, src: src, to: to, apart: apart, report: FileReport{Kind: src.kind, File: name, AsOf: x.AsOf}}
}

// nextRow counts a row of the file and returns its number, from 1. Each row must then be given to exactly one of record,
// school, link and reject.
func (o *out) nextRow() int {
	o.report.Rows++
	if o.report.Rows&0xfff == 0 && o.err == nil {
		o.err = o.ctx.Err()
	}
	return o.report.Rows
}

// giveRecord passes on a row that is a Record. The caller sets Row, Native, AsOf, Who and Claims; the rest is set here.
func (o *out) giveRecord(r *Record) error {
	if o.err != nil {
		return o.err
	}
	r.Kind, r.File = o.src.kind, o.report.File
	if o.id = strconv.AppendInt(o.id[:o.named], int64(r.Row), 10); o.named == 0 {
		o.id = append(o.id[:0], NewRecordID(r.Kind, r.File, r.Row)...)
		o.named = len(r.Kind) + len(r.File) + 2
	}
	r.ID = RecordID(o.id)
	o.report.Records += r.RowCount()
	o.tallyDay(r.AsOf)
	o.count.tallyRecord(r)
	o.torn = false
	o.err = o.to.Record(r)
	return o.err
}

// rowsOfADay is how many rows of a file must speak for a day before the file does: a day that few rows give may be a child's own.
const rowsOfADay = 20

// tallyDay notes for which day a row speaks, where rows say it themselves.
func (o *out) tallyDay(on Date) {
	if on <= o.report.AsOf {
		return
	}
	if o.days == nil {
		o.days = map[Date]int{}
	}
	if o.days[on]++; o.days[on] >= rowsOfADay {
		o.report.AsOf = on
	}
}

// heldApart passes on what the row of the last Record says that is held apart.
func (o *out) heldApart(id RecordID, h HeldApart) error {
	if o.err == nil && o.apart != nil && h != (HeldApart{}) {
		o.err = o.apart.HeldApart(id, h)
	}
	return o.err
}

// giveSchool passes on a row that is a School.
func (o *out) giveSchool(s School) error {
	return o.giveOther(func() error { return o.to.School(s) })
}

// giveLink passes on a row that is a SchoolLink.
func (o *out) giveLink(l SchoolLink) error {
	return o.giveOther(func() error { return o.to.Link(l) })
}

// giveOther counts a row that is no child's.
func (o *out) giveOther(give func() error) error {
	if o.err == nil {
		o.report.Records++
		o.err = give()
	}
	return o.err
}

// rejectRow passes on a row that is not used, and why.
func (o *out) rejectRow(row int, field, reason string) error {
	o.report.Rejects++
	o.torn = field == "" && (strings.HasPrefix(reason, "the row has ") || strings.HasPrefix(reason, "a quotation mark"))
	return o.giveRejection(row, field, reason, true)
}

// The reasons of rows that are none of the extract's own.
const (
	emptyRow    = "the row is empty"
	totalRow    = "a total, not a row of the extract"
	adultPerson = "not a child"
)

var (
	tooOld   = "older than " + itoa(cells.MostAge) + ": " + adultPerson
	restRows = map[string]bool{emptyRow: true, totalRow: true, headerRow: true, marksRow: true, typesRow: true, cells.NotInEngland: true, adultPerson: true, tooOld: true}
)

// leaveOutValue passes on that one value of a row is left out, and why.
func (o *out) leaveOutValue(row int, field, reason string) error {
	o.report.Values++
	return o.giveRejection(row, field, reason, false)
}

// failFile passes on that the file as a whole, or from some place on, is not used.
func (o *out) failFile(field, reason string) error { return o.giveRejection(0, field, reason, true) }

func (o *out) giveRejection(row int, field, reason string, whole bool) error {
	if o.err == nil {
		x := Rejection{Kind: o.src.kind, File: o.report.File, Row: row, Field: field, Reason: reason, Whole: whole, Rest: restRows[reason]}
		if row > 0 {
			x.Line = o.line
		}
		o.err = o.to.Reject(x)
	}
	return o.err
}

// addNote adds what is odd about the file, once. Its arguments must be places, headers and numbers.
func (o *out) addNote(format string, args ...any) {
	o.report.addNote(format, args...)
}

func (r *FileReport) addNote(format string, args ...any) {
	r.Notes = appendOnce(r.Notes, screen.EscapeLine(fmt.Sprintf(format, args...)))
}

// addUnknown adds a header or element that is neither mapped nor ignored, once.
func (o *out) addUnknown(header string) {
	o.report.Unknown = appendOnce(o.report.Unknown, cutHeader(header))
}

func appendOnce(all []string, text string) []string {
	if slices.Contains(all, text) {
		return all
	}
	return append(all, text)
}

// countCode counts a code that the reader does not know, of a column or element that surely holds codes. What does not look
// like one is counted without being shown.
func (o *out) countCode(field, code string) {
	if !cells.LooksLikeCode(code) {
		code = "(not a code)"
	}
	o.codes = countIn(o.codes, field, code)
}

// countWord counts a word that the reader does not know, of a column that the settings or a header say holds words. They may
// be wrong, and the column one of names: finish shows only what cannot be.
func (o *out) countWord(field, word string) {
	if !cells.LooksLikeCode(word) {
		word = notShown
	}
	o.words = countIn(o.words, field, word)
}

// notShown stands for words that are counted and not shown.
const notShown = "(words not shown)"

// mostCodes bounds how many different unknown codes of a field are kept apart.
const mostCodes = 40

func countIn(all map[string]map[string]int, field, code string) map[string]map[string]int {
	if all == nil {
		all = map[string]map[string]int{}
	}
	of := all[field]
	if of == nil {
		of = map[string]int{}
		all[field] = of
	}
	if len(of) > mostCodes && of[code] == 0 {
		code = notShown
	}
	of[code]++
	return all
}

// mayShow reports whether an unknown word of a column may be shown. Words of a code repeat and are few, names are many and do
// not; but in a short file of families a surname repeats as well. So where none of the column's words is known, which is what
// a column of names looks like, a word must stand there often, and the words be few for the rows.
func mayShow(word string, times int, all map[string]int, known bool) bool {
	switch {
	case word == notShown:
		return false
	case len(word) <= 2:
		return true
	case known:
		return times >= 3 && len(all) <= 20
	}
	total := 0
	for _, n := range all {
		total += n
	}
	return times >= 5 && len(all) <= 20 && total >= 10*len(all)
}

// finishReport completes the report. The error says that a row was lost, which no reader may do.
func (o *out) finishReport(in *input) (FileReport, error) {
	r := &o.report
	r.Bytes, r.SHA256 = in.storedDigest()
	r.Inner = in.was.SHA256
	r.Measures = o.count.fileMeasures(o.cut)
	r.Codes = map[string]int{}
	for field, codes := range o.codes {
		for code, n := range codes {
			r.Codes[field+"="+screen.EscapeLine(code)] += n
		}
	}
	for field, words := range o.words {
		for word, n := range words {
			if !mayShow(word, n, words, o.known[field]) {
				word = notShown
			}
			r.Codes[field+"="+screen.EscapeLine(word)] += n
		}
	}
	if o.err == nil && r.Rows != r.Records+r.Rejects {
		return *r, fmt.Errorf("%s: %s: %d rows became %d records and %d rejections", r.Kind, r.File, r.Rows, r.Records, r.Rejects)
	}
	return *r, nil
}

func itoa(n int) string { return strconv.Itoa(n) }

package sources

import (
	"context"
	"fmt"
	"sort"
)

// out takes what a reader finds in one file, counts it, and passes it on. After an error of the Sink or of the context
// every method returns that error, so a reader may look at it once per row.
type out struct {
	ctx    context.Context
	src    *source
	to     Sink
	report FileReport
	codes  map[string]map[string]int // field → code → times
	err    error
}

func newOut(ctx context.Context, src *source, x *Extract, name string, to Sink) *out {
	return &out{ctx: ctx, src: src, to: to, report: FileReport{Kind: src.kind, File: name, AsOf: x.AsOf}}
}

// next counts a row of the file and returns its number, from 1. Each row must then be given to exactly one of record,
// school, link and reject.
func (o *out) next() int {
	o.report.Rows++
	if o.report.Rows&0xfff == 0 && o.err == nil {
		o.err = o.ctx.Err()
	}
	return o.report.Rows
}

// record passes on a row that is a Record. The caller sets Row, Native, AsOf, Who and Claims; the rest is set here.
func (o *out) record(r *Record) error {
	if o.err != nil {
		return o.err
	}
	r.Kind, r.File = o.src.kind, o.report.File
	r.ID = NewRecordID(r.Kind, r.File, r.Row)
	o.report.Records++
	o.err = o.to.Record(r)
	return o.err
}

// school passes on a row that is a School.
func (o *out) school(s School) error {
	if o.err == nil {
		o.report.Records++
		o.err = o.to.School(s)
	}
	return o.err
}

// link passes on a row that is a SchoolLink.
func (o *out) link(l SchoolLink) error {
	if o.err == nil {
		o.report.Records++
		o.err = o.to.Link(l)
	}
	return o.err
}

// reject passes on a row that is not used, and why.
func (o *out) reject(row int, field, reason string) error {
	o.report.Rejects++
	return o.rejection(row, field, reason, true)
}

// value passes on that one value of a row is left out, and why.
func (o *out) value(row int, field, reason string) error {
	o.report.Values++
	return o.rejection(row, field, reason, false)
}

// fail passes on that the file as a whole, or from some place on, is not used.
func (o *out) fail(field, reason string) error { return o.rejection(0, field, reason, true) }

func (o *out) rejection(row int, field, reason string, whole bool) error {
	if o.err == nil {
		o.err = o.to.Reject(Rejection{o.src.kind, o.report.File, row, field, reason, whole})
	}
	return o.err
}

// note adds what is odd about the file, once. Its arguments must be places, headers and numbers.
func (o *out) note(format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	for _, n := range o.report.Notes {
		if n == text {
			return
		}
	}
	o.report.Notes = append(o.report.Notes, text)
}

// unknown adds a header or element that is neither mapped nor ignored, once.
func (o *out) unknown(header string) {
	header = shown(header)
	for _, u := range o.report.Unknown {
		if u == header {
			return
		}
	}
	o.report.Unknown = append(o.report.Unknown, header)
}

// code counts a code that the reader does not know. What does not look like a code is counted without being shown.
func (o *out) code(field, code string) {
	if o.codes == nil {
		o.codes = map[string]map[string]int{}
	}
	if o.codes[field] == nil {
		o.codes[field] = map[string]int{}
	}
	if !codeLike(code) {
		code = "(not a code)"
	} else if len(o.codes[field]) > mostCodes && o.codes[field][code] == 0 {
		code = "(others)"
	}
	o.codes[field][code]++
}

// mostCodes is how many different unknown codes of a field are shown. A column with more is no column of codes: names
// may have been mapped to it, so then none is shown.
const mostCodes = 40

// finish completes the report. The error says that a row was lost, which no reader may do.
func (o *out) finish(in *input) (FileReport, error) {
	r := &o.report
	r.Bytes, r.SHA256 = in.size, in.sum
	fields := make([]string, 0, len(o.codes))
	for f := range o.codes {
		fields = append(fields, f)
	}
	sort.Strings(fields)
	for _, f := range fields {
		r.Codes = mergeCodes(r.Codes, f, o.codes[f])
	}
	if o.err == nil && r.Rows != r.Records+r.Rejects {
		return *r, fmt.Errorf("%s: %s: %d rows became %d records and %d rejections", r.Kind, r.File, r.Rows, r.Records, r.Rejects)
	}
	return *r, nil
}

func mergeCodes(all map[string]int, field string, codes map[string]int) map[string]int {
	if all == nil {
		all = map[string]int{}
	}
	for code, n := range codes {
		if len(codes) > mostCodes {
			code = "(too many different words to be codes)"
		}
		all[field+"="+code] += n
	}
	return all
}

// codeLike reports whether a cell may be shown as a code: short, of one or two words, and no date or long number.
func codeLike(s string) bool {
	if s == "" || len(s) > 24 {
		return false
	}
	digits, spaces := 0, 0
	for _, c := range s {
		switch {
		case c >= '0' && c <= '9':
			digits++
		case c == ' ':
			spaces++
		case c == '@' || c > 126 || c < 32:
			return false
		}
	}
	return digits < 4 && spaces < 3
}

// shown cuts a header to what a message may hold.
func shown(header string) string {
	const most = 40
	r := []rune(header)
	if len(r) > most {
		return string(r[:most]) + "…"
	}
	return header
}

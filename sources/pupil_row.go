package sources

import "strings"

// pupilRow is a row on its way from a worker to the Sink.
type pupilRow struct {
	rec    Record
	mark   sessionMark // of a register
	apart  HeldApart
	field  string // of why
	why    string // the row is rejected when it says something
	faults []xmlFault
	word   xmlFault // of why, when it is about a word that nobody knows
}

// rejectRow makes the row no Record.
func (r *pupilRow) rejectRow(field, reason string) {
	if r.why == "" {
		r.field, r.why = field, reason
	}
}

// leaveOut notes that a value of the row is not used.
func (r *pupilRow) leaveOut(field, reason string) { r.addFault(xmlFault{field: field, reason: reason}) }

// unknownCode notes a code that the reader does not know. Codes of the national messages have at most seven characters, all
// of them capitals and figures; what is longer, has small letters as names do, or is one of the pupil's own names in the
// wrong place, is counted without being shown.
func (r *pupilRow) unknownCode(field, code string) {
	w := &r.rec.Who
	for _, name := range [...]string{w.Surname, w.Forename, w.MiddleNames, w.PreferredSurname, w.PreferredForename, w.FormerSurname} {
		if len(code) > 7 || strings.ToUpper(code) != code || name != "" && strings.EqualFold(name, code) {
			code = "(not a code)"
		}
	}
	r.addFault(xmlFault{field: field, reason: "a code that is not known", code: code})
}

func (r *pupilRow) addFault(f xmlFault) {
	switch n := len(r.faults); {
	case n < mostFaults:
		r.faults = append(r.faults, f)
	case n == mostFaults:
		r.faults = append(r.faults, xmlFault{reason: "more is wrong with the row than is listed"})
	}
}

// xmlFault is something left out of a row, or an unknown code.
type xmlFault struct {
	field, reason string
	code          string // when it is a code, to be counted
	word          bool   // it is a word of a column, which may be one of names
}

// mostFaults is how many faults of one row, and of one header, are told apart.
const mostFaults = 32

// tellFaults gives what was left out of a row to the Sink, and counts its unknown codes.
func (r *pupilRow) tellFaults(o *out) error {
	for i := range r.faults {
		v := &r.faults[i]
		v.countCode(o)
		if err := o.leaveOutValue(r.rec.Row, v.field, v.reason); err != nil {
			return err
		}
	}
	r.word.countCode(o)
	return nil
}

// countCode counts the code that a fault is about.
func (v *xmlFault) countCode(o *out) {
	switch {
	case v.code == "":
	case v.word:
		o.countWord(v.field, v.code)
	default:
		o.countCode(v.field, v.code)
	}
}

// deliverRow gives a row to the Sink.
func (r *pupilRow) deliverRow(o *out) error {
	o.nextRow()
	o.line = r.rec.Line
	if err := r.tellFaults(o); err != nil {
		return err
	}
	if r.why != "" {
		return o.rejectRow(r.rec.Row, r.field, r.why)
	}
	if r.mark.on != 0 && o.book != nil {
		return o.book.holdRow(r, o)
	}
	if err := o.giveRecord(&r.rec); err != nil {
		return err
	}
	return o.heldApart(r.rec.ID, r.apart)
}

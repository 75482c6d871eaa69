package sources

import (
	"context"
	"strconv"
	"strings"

	"rollcall/sources/cells"
)

// grid gives a file's rows of cells, the header first, whatever the format. Cells alias a buffer that is used again,
// but their text is not.
type grid interface {
	// readRow returns the cells of a row. A reason in place of cells is a row that cannot be split into cells. The error is
	// io.EOF at the end, and a fault when nothing more can be read.
	readRow() (texts []string, reason string, err error)
}

// tableReader turns the rows of one file into records.
type tableReader struct {
	cols  *columns
	out   *out
	row   row
	line  pupilRow // of rows that are read one by one
	notes []string // of a worker
	// backwards counts the rows that say that something ends before it begins.
	backwards int
	said      string // the word that the last cell of words has and nobody knows
	tell      func(*row)
	deny      func(*row) (field, reason string)
	emit      func(*row, *out) error
	last      Date // latest plausible day of an event
	asOf      Date
	adult     Date     // latest day of birth of an adult
	apart     int      // the slot of the ethnicity, which is held apart, or -1
	own       int      // the slot of the row's own key, or -1
	gave      []string // layouts of days that the settings give
	ragged    bool     // rows leave out the empty cells at their end
	nothing   []string // as wide as the header
	padded    []string // the row that was made as wide
	x         *Extract
}

// newTableReader joins a header to the source's layouts.
func newTableReader(header []string, x *Extract, o *out, serial bool) (*tableReader, error) {
	cols, err := bindColumns(o.src, header, x, o)
	if err != nil {
		return nil, err
	}
	cols.serial = serial
	t := &tableReader{cols: cols, out: o, asOf: o.report.AsOf, own: -1, apart: -1, gave: x.Dates, x: x}
	t.last, t.adult = lastDay(t.asOf), cells.YoungestAdult(t.asOf)
	if cols.table.native != "" {
		t.own = cols.slotOf(cols.table.native)
	}
	if len(o.src.apart) > 0 {
		t.apart = cols.slotOf(o.src.apart[0].name)
	}
	t.row.cells = make([]cells.Cell, len(cols.fields))
	t.row.seen = cols.seen
	if cols.table.emit != nil {
		t.emit = cols.table.emit(cols)
	} else {
		t.tell = cols.table.claims(cols)
	}
	if cols.table.refuse != nil {
		t.deny = cols.table.refuse(cols)
	}
	return t, nil
}

// readGrid reads the rows below the header.
func readGrid(ctx context.Context, g grid, in *input, o *out, serial bool) error {
	if o.taker != nil {
		return o.taker.takeRows(ctx, g, in, o, serial)
	}
	held := &heldGrid{grid: g}
	header, err := held.findHeader(o.src, in.x, o)
	if err != nil {
		return err
	}
	t, err := newTableReader(header, in.x, o, serial)
	if err != nil {
		return err
	}
	defer t.sumNotes()
	defer func() {
		if o.torn && breaksOff(in) {
			o.cut = "its last row has fewer columns than the header and no line end"
		}
	}()
	t.lookAhead(held.readAheadRows(orderRows))
	if held.err == nil && t.emit == nil {
		return t.readAhead(ctx, held)
	}
	for {
		texts, reason, err := held.readRow()
		if err != nil {
			return endOfFile(err)
		}
		if err := t.readRow(held.line, texts, reason); err != nil {
			return err
		}
	}
}

// readRow takes one row of cells and gives what it is to the Sink.
func (t *tableReader) readRow(line int, texts []string, reason string) error {
	t.parseRow(t.out.report.Rows+1, line, texts, reason, &t.line)
	if t.emit == nil || t.line.why != "" {
		return t.line.deliverRow(t.out)
	}
	t.out.nextRow()
	t.out.line = line
	if err := t.line.tellFaults(t.out); err != nil {
		return err
	}
	if err := t.emit(&t.row, t.out); err != nil {
		return err
	}
	return t.out.err
}

// parseRow makes row n, which begins on a line, of its cells, and gives nothing away.
func (t *tableReader) parseRow(n, line int, texts []string, reason string, to *pupilRow) {
	*to = pupilRow{rec: Record{Row: n, Line: line, AsOf: t.asOf, Claims: to.rec.Claims[:0]}, faults: to.faults[:0]}
	if reason == "" && isTotal(texts) {
		reason = totalRow
	}
	if reason == "" {
		reason = whyNotOwn(t.cols.header, n, texts)
	}
	said := len(texts)
	if reason == "" {
		texts, reason = t.fitToHeader(texts)
	}
	if reason != "" {
		to.rejectRow("", reason)
		return
	}
	r := &t.row
	r.rec, r.born, r.mark = &to.rec, 0, &to.mark
	field, why := t.cellsOf(texts, to)
	if said < t.cols.width && (why != "" || len(to.faults) > 0) {
		to.faults, field, why = to.faults[:0], "", t.otherWidth(said) // a row in pieces, and no short one
	}
	if why != "" {
		to.rejectRow(field, why)
		return
	}
	if t.emit != nil {
		return
	}
	if r.identifyChild(); to.rec.Who.partNames() {
		to.leaveOut("forename", notAName)
	}
	if field, why := t.refuseRow(); why != "" {
		to.rejectRow(field, why)
		return
	}
	if t.own >= 0 {
		to.rec.Native = r.cells[t.own].Text
	}
	if to.rec.Native == "" {
		to.rec.Native = to.rec.Who.LocalID
	}
	t.tell(r)
	if endsBeforeStart(to.rec.Claims) {
		t.backwards++
	}
	if t.apart >= 0 {
		to.apart.Ethnicity = EthnicGroup(r.cells[t.apart].N)
	}
}

// endsBeforeStart reports whether a claim ends before it begins. A referral's last day at a school does, rightly.
func endsBeforeStart(claims []Claim) bool {
	for i := range claims {
		if c := &claims[i]; c.To != 0 && c.From > c.To && c.Kind != Referral {
			return true
		}
	}
	return false
}

// fitToHeader holds a row to the width of the header. Empty cells beyond it are what spreadsheets leave behind, and cells below an empty
// end of the header have no name.
func (t *tableReader) fitToHeader(texts []string) ([]string, string) {
	w, most := t.cols.width, len(t.cols.header)
	if len(texts) > most {
		for len(texts) > most && texts[len(texts)-1] == "" {
			texts = texts[:len(texts)-1]
		}
	}
	switch n := len(texts); {
	case n > most, n < w && (!t.ragged || n < 2 || texts[n-1] == ""):
		return nil, t.otherWidth(n)
	case n < w:
		t.padded = append(append(t.padded[:0], texts...), t.nothing[:w-n]...)
		texts = t.padded
	}
	for _, c := range texts[:w] {
		if c != "" {
			return texts, ""
		}
	}
	return nil, emptyRow
}

func (t *tableReader) otherWidth(n int) string {
	return "the row has " + strconv.Itoa(n) + " columns (want " + strconv.Itoa(t.cols.width) + " as in the header)"
}

// cellsOf reads the row's cells by type. A reason means that the row cannot be used without the field.
func (t *tableReader) cellsOf(raw []string, to *pupilRow) (field, reason string) {
	for i := range t.cols.bound {
		b := &t.cols.bound[i]
		s := b.textIn(raw)
		if s == "" {
			if t.row.cells[b.slot] = (cells.Cell{}); b.field.fill {
				return b.field.name, "empty"
			}
			continue
		}
		before := &b.lately[placeLately(s)]
		if s == before.text { // rows of one child come one after the other, and so do those of one day or school; words are few
			c := before.cell
			if t.row.cells[b.slot] = c; b.slot == slotDOB {
				t.row.born = Date(c.N)
			}
			b.countCell(c)
			continue
		}
		noted := b.noted()
		c, why := t.readCell(b, s)
		c.Bad = why != ""
		t.row.cells[b.slot] = c
		b.countCell(c)
		if why == "" && (c.Text != "" || c.N != 0) && b.noted() == noted {
			*before = cellRead{s, c}
		}
		switch {
		case why != "":
			if f := t.faultOf(b, s, why, to); b.field.fill {
				to.word = f
				return b.field.name, why
			}
		case b.field.fill && c.Text == "" && c.N == 0:
			return b.field.name, "empty"
		}
	}
	return "", ""
}

// faultOf keeps what is left out of a row, unless the row cannot be without it.
func (t *tableReader) faultOf(b *binding, s, why string, to *pupilRow) xmlFault {
	f := xmlFault{field: b.field.name, reason: why}
	if b.field.is == cells.WordValue {
		f.code, f.word = t.said, true
	}
	if !b.field.fill {
		to.addFault(f)
	}
	to.rec.Who.keepUnverified(b.field.name, cells.Plain(s), why)
	return f
}

// countCell counts a cell.
func (b *binding) countCell(c cells.Cell) {
	if c.Bad {
		b.bad++
	}
	if c.Bad || c.Text != "" || c.N != 0 {
		b.said++
	}
}

// Shares of a column from which on it is worth a note, with fewer rows none.
const (
	fewRows     = 20
	mostBad     = 0.1 // of the values said
	leastFilled = 0.5 // of the rows, for surname, forename and date of birth
)

// sumNotes notes what is odd about the columns as a whole: a supplier's mistake in a mapping shows there first.
func (t *tableReader) sumNotes() {
	rows := t.out.report.Rows
	t.cols.noteSettings(t.x, t.out)
	t.out.known = map[string]bool{}
	for i := range t.cols.bound {
		b := &t.cols.bound[i]
		t.out.known[b.field.name] = b.said > b.bad
	}
	if t.backwards > 0 {
		t.out.addNote("%d rows say that something ends before it begins; both days are kept as they are", t.backwards)
	}
	t.cols.noteNothing(t.out)
	t.cols.noteLetters(t.out)
	t.out.count.tallyTable(t.cols, rows)
	if rows == 0 {
		t.out.addNote("a header and no row below it")
	}
	if rows < fewRows {
		for i := range t.cols.bound {
			t.cols.bound[i].noteOrder(t.out)
		}
		return
	}
	for i := range t.cols.bound {
		b := &t.cols.bound[i]
		if float64(b.bad) > mostBad*float64(b.said) {
			t.out.addNote("%s: %d of %d values are left out", b.field.name, b.bad, b.said)
		}
		b.noteOrder(t.out)
		if b.zeros > 0 {
			t.out.addNote("%s: %d numbers have lost their leading zero, as a spreadsheet takes it", b.field.name, b.zeros)
		}
		key := b.slot == slotSurname || b.slot == slotForename || b.slot == slotDOB
		if key && float64(b.said) < leastFilled*float64(rows) {
			t.out.addNote("%s: said in %d of %d rows", b.field.name, b.said, rows)
		}
	}
}

// refuseRow says why a row that could be read is not a record.
func (t *tableReader) refuseRow() (field, reason string) {
	if t.cols.table.adults {
		if born := t.row.born; born != 0 && born <= t.adult && !cells.IsPlaceholderDay(born) {
			return "dob", tooOld
		}
	}
	if t.deny != nil {
		if field, why := t.deny(&t.row); why != "" {
			return field, why
		}
	}
	if !t.cols.table.places && !t.row.rec.Who.isNamed() {
		return "", nobodyNamed
	}
	return "", ""
}

// readCell reads one cell by the type of its field. The reason never holds the value.
func (t *tableReader) readCell(b *binding, raw string) (c cells.Cell, reason string) {
	if is := b.field.is; is == cells.NameValue || is == cells.LineValue || is == cells.TextValue {
		raw = b.mendText(raw, is == cells.NameValue)
	}
	s := cells.Plain(raw)
	if s == "" {
		return cells.Cell{}, ""
	}
	if s[0] == '#' && t.cols.serial && cells.IsSheetError(s) {
		return cells.Cell{}, "an error of the spreadsheet"
	}
	if b.values != nil {
		k := cells.Fold(cells.WholeDigits(s))
		if w, ok := b.values[k]; ok {
			if s = w; !b.met[k] {
				b.meet(k)
			}
		}
	}
	if b.holdsNothing(s) {
		b.nothing++
		return cells.Cell{}, ""
	}
	switch b.field.is {
	case cells.TextValue:
		return cells.ReadText(cells.WholeDigits(s))
	case cells.NameValue:
		return cells.ReadName(s)
	case cells.LineValue:
		return cells.ReadLine(cells.WholeDigits(s))
	case cells.KeyValue:
		return cells.ReadKey(s)
	case cells.PhoneValue:
		if cells.LostZero(s) {
			b.zeros++
		}
		return cells.ReadPhone(s)
	case cells.EmailValue:
		return cells.ReadEmail(s)
	case cells.DateValue:
		return t.dateCell(b, s)
	case cells.BirthValue:
		return t.birthCell(b, s)
	case cells.CountValue:
		return countCell(s)
	case cells.WordValue:
		return t.wordCell(b, cells.WholeDigits(s))
	case cells.YesNoValue:
		return cells.ReadYesNo(s)
	case cells.SexValue:
		return cells.ReadSex(s)
	case cells.EthnicValue:
		return ethnicCell(b.field, cells.WholeDigits(s))
	}
	return cells.ReadIdentifier(b.field.is, s)
}

func countCell(s string) (cells.Cell, string) {
	n, err := strconv.ParseUint(cells.WholeDigits(s), 10, 31)
	if err != nil {
		return cells.Cell{}, "not a whole number"
	}
	return cells.Cell{N: int32(n)}, ""
}

// word is what became of a cell of a field of words.
type word struct {
	canonical string
	ok        bool
}

func (t *tableReader) wordCell(b *binding, s string) (cells.Cell, string) {
	w, met := b.known[s]
	if !met {
		w.canonical, w.ok = b.field.words[cells.Fold(s)]
		if len(b.known) < 512 {
			b.known[strings.Clone(s)] = w
		}
	}
	if !w.ok {
		t.said = t.hideNames(s)
		return cells.Cell{}, "a word that is not known (map it with values in the settings)"
	}
	return cells.Cell{Text: w.canonical}, ""
}

// hideNames keeps a word out of the report when the same row has it as a name: then the column was mapped wrongly.
func (t *tableReader) hideNames(s string) string {
	for _, slot := range [...]int{slotSurname, slotForename, slotMiddle, slotPreferredSurname, slotPreferredForename} {
		if name := t.row.cells[slot].Text; name != "" && strings.EqualFold(name, s) {
			return notShown
		}
	}
	return s
}

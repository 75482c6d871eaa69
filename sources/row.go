package sources

import "strings"

// row is one row of a table with its cells read: by type, each once.
type row struct {
	rec   *Record
	cells []cell
	seen  []bool // whether the column of a field is in the file
	born  Date   // the date of birth as written, plausible or not
}

// cell is a value that was read. Text is empty and n zero when the row does not say or the value was left out.
type cell struct {
	text string // text, name, word, identifier
	n    int32  // date, count; of yes or no: yes or no
	bad  bool   // the row says something, but it was left out
}

// A yes or no; zero is neither.
const (
	yes = 1
	no  = 2
)

// text returns the text, name, word or identifier of a field.
func (r *row) text(slot int) string { return r.cells[slot].text }

// date returns the day of a field, zero when it is not said.
func (r *row) date(slot int) Date { return Date(r.cells[slot].n) }

// count returns the number of a field, zero when it is not said.
func (r *row) count(slot int) int32 { return r.cells[slot].n }

// yes reports whether a field says yes.
func (r *row) yes(slot int) bool { return r.cells[slot].n == yes }

// bad reports whether the row has a value for a field that was left out.
func (r *row) bad(slot int) bool { return r.cells[slot].bad }

// first returns the first text that is not empty of several fields.
func (r *row) first(slots ...int) string {
	for _, s := range slots {
		if t := r.cells[s].text; t != "" {
			return t
		}
	}
	return ""
}

// lives adds that the child lives at the row's address, when it has one.
func (r *row) lives(c Claim) {
	if w := &r.rec.Who; w.Address != "" || w.Postcode != "" || w.UPRN != "" {
		c.Kind = Residence
		r.claim(c)
	}
}

// claim adds a claim to the row's record.
func (r *row) claim(c Claim) { r.rec.Claims = append(r.rec.Claims, c) }

// marks joins the words whose fact holds.
func marks(facts ...mark) string {
	out := ""
	for _, m := range facts {
		switch {
		case !m.holds:
		case out == "":
			out = m.word
		default:
			out += " " + m.word
		}
	}
	return out
}

// mark is a yes/no fact of a claim.
type mark struct {
	word  string
	holds bool
}

// identify fills the identity from the person's fields.
func (r *row) identify() {
	c := r.cells
	w := &r.rec.Who
	w.UPN, w.FormerUPN, w.ULN, w.NHSNumber = c[slotUPN].text, c[slotFormerUPN].text, c[slotULN].text, c[slotNHS].text
	w.LocalID = c[slotLocalID].text
	w.Surname, w.Forename, w.MiddleNames = c[slotSurname].text, c[slotForename].text, c[slotMiddle].text
	w.PreferredSurname, w.PreferredForename = c[slotPreferredSurname].text, c[slotPreferredForename].text
	w.FormerSurname = c[slotFormerSurname].text
	if w.FormerSurname == "" {
		w.FormerSurname = c[slotPreviousSurname].text
	}
	w.DOB, w.Sex = Date(c[slotDOB].n), c[slotSex].text
	w.Address = joinLines(c[slotAddress1 : slotAddress5+1])
	w.Postcode, w.UPRN = c[slotPostcode].text, c[slotUPRN].text
	w.PreviousAddress, w.PreviousPostcode = c[slotPreviousAddress].text, c[slotPreviousPostcode].text
	w.ParentSurname, w.ParentForename = c[slotParentSurname].text, c[slotParentForename].text
	w.ParentPhone, w.ParentEmail = c[slotParentPhone].text, c[slotParentEmail].text
}

// keepUnverified keeps a number that only fails its check, as the reason says, where a person can see it.
func (w *Identity) keepUnverified(field, number, reason string) {
	if reason != failsLetter && reason != failsDigit {
		return
	}
	if w.Unverified != "" {
		w.Unverified += " "
	}
	w.Unverified += field + "=" + strings.ToUpper(wholeDigits(squeeze(number)))
}

// named reports whether the row says anything by which its child could be found.
func (r *row) named() bool {
	w := &r.rec.Who
	return w.Surname != "" || w.Forename != "" || w.UPN != "" || w.NHSNumber != "" || w.ULN != "" || w.FormerUPN != "" ||
		w.LocalID != "" || w.PreferredForename != "" || w.PreferredSurname != ""
}

// joinLines joins the address lines that are not empty with ", ".
func joinLines(lines []cell) string {
	n, size, only := 0, 0, ""
	for i := range lines {
		if t := lines[i].text; t != "" {
			n, size, only = n+1, size+len(t)+2, t
		}
	}
	if n < 2 {
		return only
	}
	var b strings.Builder
	b.Grow(size)
	for i := range lines {
		if lines[i].text == "" {
			continue
		}
		if b.Len() > 0 {
			b.WriteString(", ")
		}
		b.WriteString(lines[i].text)
	}
	return b.String()
}

// parent takes a name written in one cell for the parent's, where the row has no parent of its own.
func (r *row) parent(slot int) {
	w := &r.rec.Who
	if s := r.text(slot); s != "" && w.ParentSurname == "" && w.ParentForename == "" {
		w.ParentForename, w.ParentSurname = splitName(s)
	}
}

// ownID takes the key of the person in the supplier's system for the local id, where the row has none of that name.
func (r *row) ownID(slot int) {
	if w := &r.rec.Who; w.LocalID == "" {
		w.LocalID = r.text(slot)
	}
}

package sources

import (
	"strings"

	"rollcall/sources/cells"
)

// row is one row of a table with its cells read: by type, each once.
type row struct {
	rec   *Record
	cells []cells.Cell
	seen  []bool // whether the column of a field is in the file
	born  Date   // the date of birth as written, plausible or not
	mark  *sessionMark
}

// textOf returns the text, name, word or identifier of a field.
func (r *row) textOf(slot int) string { return r.cells[slot].Text }

// dateOf returns the day of a field, zero when it is not said.
func (r *row) dateOf(slot int) Date { return Date(r.cells[slot].N) }

// countOf returns the number of a field, zero when it is not said.
func (r *row) countOf(slot int) int32 { return r.cells[slot].N }

// saysYes reports whether a field says yes.
func (r *row) saysYes(slot int) bool { return r.cells[slot].N == cells.Yes }

// isBad reports whether the row has a value for a field that was left out.
func (r *row) isBad(slot int) bool { return r.cells[slot].Bad }

// firstText returns the first text that is not empty of several fields.
func (r *row) firstText(slots ...int) string {
	for _, s := range slots {
		if t := r.cells[s].Text; t != "" {
			return t
		}
	}
	return ""
}

// addResidence adds that the child lives at the row's address, when it has one.
func (r *row) addResidence(c Claim) {
	if w := &r.rec.Who; w.Address != "" || w.Postcode != "" || w.UPRN != "" {
		c.Kind = Residence
		r.addClaim(c)
	}
}

// addClaim adds a claim to the row's record.
func (r *row) addClaim(c Claim) { r.rec.Claims = append(r.rec.Claims, c) }

// joinMarks joins the words whose fact holds.
func joinMarks(facts ...mark) string {
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

// identifyChild fills the identity from the person's fields.
func (r *row) identifyChild() {
	c := r.cells
	w := &r.rec.Who
	w.UPN, w.FormerUPN, w.ULN, w.NHSNumber = c[slotUPN].Text, c[slotFormerUPN].Text, c[slotULN].Text, c[slotNHS].Text
	w.LocalID = c[slotLocalID].Text
	w.Surname, w.Forename, w.MiddleNames = c[slotSurname].Text, c[slotForename].Text, c[slotMiddle].Text
	if full := c[slotFullName].Text; full != "" && w.Surname == "" && w.Forename == "" {
		w.Forename, w.Surname = cells.SplitFullName(full)
	}
	w.PreferredSurname, w.PreferredForename = c[slotPreferredSurname].Text, c[slotPreferredForename].Text
	w.FormerSurname = c[slotFormerSurname].Text
	if w.FormerSurname == "" {
		w.FormerSurname = c[slotPreviousSurname].Text
	}
	w.DOB, w.Sex = Date(c[slotDOB].N), c[slotSex].Text
	w.Address = joinLines(c[slotAddress1 : slotAddress5+1])
	w.Postcode, w.UPRN = c[slotPostcode].Text, c[slotUPRN].Text
	w.PreviousAddress, w.PreviousPostcode = c[slotPreviousAddress].Text, c[slotPreviousPostcode].Text
	w.ParentSurname, w.ParentForename = c[slotParentSurname].Text, c[slotParentForename].Text
	w.ParentPhone, w.ParentEmail = c[slotParentPhone].Text, c[slotParentEmail].Text
}

// keepUnverified keeps a number that only fails its check, as the reason says, where a person can see it.
func (w *Identity) keepUnverified(field, number, reason string) {
	if reason != cells.FailsLetter && reason != cells.FailsDigit {
		return
	}
	if w.Unverified != "" {
		w.Unverified += " "
	}
	w.Unverified += field + "=" + strings.ToUpper(cells.WholeDigits(cells.Squeeze(number)))
}

// isNamed reports whether the row says anything by which its child could be found.
func (w *Identity) isNamed() bool {
	return w.Surname != "" || w.Forename != "" || w.UPN != "" || w.NHSNumber != "" || w.ULN != "" || w.FormerUPN != "" ||
		w.LocalID != "" || w.PreferredForename != "" || w.PreferredSurname != ""
}

// nobodyNamed is why such a row is no record.
const nobodyNamed = "neither a name nor an identifier of a child (want at least one that is valid)"

// joinLines joins the address lines that are not empty with ", ".
func joinLines(lines []cells.Cell) string {
	n, size, only := 0, 0, ""
	for i := range lines {
		if t := lines[i].Text; t != "" {
			n, size, only = n+1, size+len(t)+2, t
		}
	}
	if n < 2 {
		return only
	}
	var b strings.Builder
	b.Grow(size)
	for i := range lines {
		if lines[i].Text == "" {
			continue
		}
		if b.Len() > 0 {
			b.WriteString(", ")
		}
		b.WriteString(lines[i].Text)
	}
	return b.String()
}

// keepParent takes a name written in one cell for the parent's, where the row has no parent of its own.
func (r *row) keepParent(slot int) {
	w := &r.rec.Who
	if s := r.textOf(slot); s != "" && w.ParentSurname == "" && w.ParentForename == "" {
		w.ParentForename, w.ParentSurname = cells.SplitName(s)
	}
}

// ownID takes the key of the person in the supplier's system for the local id, where the row has none of that name.
func (r *row) ownID(slot int) {
	if w := &r.rec.Who; w.LocalID == "" {
		w.LocalID = r.textOf(slot)
	}
}

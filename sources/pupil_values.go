package sources

import (
	"rollcall/sources/cells"
)

// readIdentifier reads a value by its type, or leaves it out.
func (r *pupilRow) readIdentifier(field string, is cells.ValueType, s string) string {
	if s = cells.Plain(s); s == "" {
		return ""
	}
	c, why := cells.ReadIdentifier(is, s)
	if why != "" {
		r.leaveOut(field, why)
		r.rec.Who.keepUnverified(field, s, why)
	}
	return c.Text
}

// readLine reads an address or a line of one, or leaves it out.
func (r *pupilRow) readLine(field, s string) string { return r.readValue(field, s, cells.ReadLine) }

// readValue reads a value that is not empty, or leaves it out.
func (r *pupilRow) readValue(field, s string, cellOf func(string) (cells.Cell, string)) string {
	if s = cells.Plain(s); s == "" {
		return ""
	}
	c, why := cellOf(s)
	if why != "" {
		r.leaveOut(field, why)
	}
	return c.Text
}

// readName reads a name, or leaves it out.
func (r *pupilRow) readName(field, s string) string {
	return r.readValue(field, s, cells.ReadName)
}

// readSex reads a sex, or counts a code that is not known.
func (r *pupilRow) readSex(s string) string {
	if s = cells.Plain(s); s == "" {
		return ""
	}
	c, why := cells.ReadSex(s)
	if why != "" {
		r.unknownCode("sex", s)
	}
	return c.Text
}

// plausibleBirth is a day that can be a child's date of birth; any other is left out.
func (r *pupilRow) plausibleBirth(d Date) Date {
	if d == 0 {
		return 0
	}
	if why := cells.ImplausibleBirth(d, r.rec.AsOf); why != "" {
		r.leaveOut("dob", why)
		return 0
	}
	return d
}

// readDay reads a day as the national messages write it, or in any other writing of one meaning, or leaves it out. Of three numbers with
// the year behind, no column of others shows which is the day.
func (r *pupilRow) readDay(field, s string) Date {
	if s = cells.PlainFigures(s); s == "" {
		return 0
	}
	d, layout, ok := cells.ReadDate(s, cells.ISOLayout)
	if !ok || layout == cells.UKLayout {
		r.leaveOut(field, "not a date (want YYYY-MM-DD)")
		return 0
	}
	return r.possibleDay(field, d)
}

// possibleDay is a day on which something in an extract can be; any other is left out. A date of birth is held to its own
// bounds later.
func (r *pupilRow) possibleDay(field string, d Date) Date {
	if field != "dob" && (d < cells.FirstDay || d > lastDay(r.rec.AsOf)) {
		r.leaveOut(field, "a date that cannot be (want one from 1900 to three years after the extract)")
		return 0
	}
	return d
}

// lastDay is the latest day that an event of an extract can have.
func lastDay(asOf Date) Date {
	if asOf == 0 {
		return cells.LatestDay
	}
	return asOf + 3*366
}

// isNamed reports whether the row says anything by which its child could be found; otherwise it is rejected.
func (r *pupilRow) isNamed() bool {
	named := r.rec.Who.isNamed()
	if !named {
		r.rejectRow("", nobodyNamed)
	}
	return named
}

// readYes reads a yes or no, or leaves it out.
func (r *pupilRow) readYes(field, s string) bool {
	if s = cells.Plain(s); s == "" {
		return false
	}
	c, why := cells.ReadYesNo(s)
	if why != "" {
		r.leaveOut(field, why)
	}
	return c.N == cells.Yes
}

// livedThere adds where the child lived, as the school knew it on a day.
func livedThere(rec *Record, on Date) {
	if w := &rec.Who; w.Address != "" || w.Postcode != "" || w.UPRN != "" {
		rec.Claims = append(rec.Claims, Claim{Kind: Residence, From: on, Status: "school"})
	}
}

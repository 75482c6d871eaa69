package sources

import "strings"

// The fields that every XML pupil begins with.
const (
	xUPN = iota
	xFormerUPN
	xULN
	xSurname
	xForename
	xMiddle
	xPreferredSurname
	xPreferredForename
	xFormerSurname
	xDOB
	xSex
	xSAON
	xPAON
	xStreet
	xLocality
	xTown
	xAdministrativeArea
	xPostTown
	xLine1
	xLine2
	xLine3
	xLine4
	xLine5
	xPostcode
	xUPRN
	xmlPersonFields
)

// xmlPerson is the leaves by which the national messages say who a pupil is. They are the names of the Common Basic Data
// Set; Gender was Sex's name until 2023.
var xmlPerson = []xmlField{
	{"upn", []string{"upn"}},
	{"former_upn", []string{"formerupn"}},
	{"uln", []string{"uniquelearnernumber", "uln"}},
	{"surname", []string{"surname"}},
	{"forename", []string{"forename"}},
	{"middle_names", []string{"middlenames", "middlename"}},
	{"preferred_surname", []string{"preferredsurname"}},
	{"preferred_forename", []string{"preferredforename"}},
	{"former_surname", []string{"formersurname"}},
	{"dob", []string{"dob"}},
	{"sex", sexNames},
	{"address1", []string{"saon"}},
	{"address1", []string{"paon"}},
	{"address1", []string{"street"}},
	{"address1", []string{"locality"}},
	{"address1", []string{"town"}},
	{"address1", []string{"administrativearea"}},
	{"address1", []string{"posttown"}},
	{"address1", []string{"addressline1"}},
	{"address2", []string{"addressline2"}},
	{"address3", []string{"addressline3"}},
	{"address4", []string{"addressline4"}},
	{"address5", []string{"addressline5"}},
	{"postcode", []string{"postcode"}},
	{"uprn", []string{"uniquepropertyreferencenumber", "uprn"}},
}

// addressPass are the elements between an address and its leaves; addressSkip those that are not read.
var (
	addressPass = []string{"bs7666address", "addresslines"}
	addressSkip = []string{"county", "zip", "country", "easting", "northing"}
)

// xmlAddress is an address. Its fields are numbered as a pupil's, so that the pupil can take them over.
var xmlAddress = newXMLScope("address", onlyFields(xmlPerson, xSAON, xUPRN), addressPass, addressSkip, nil)

// onlyFields returns the fields with the elements of those from to to alone, so that the numbers stay.
func onlyFields(all []xmlField, from, to int) []xmlField {
	out := make([]xmlField, len(all))
	for i, f := range all {
		out[i].name = f.name
		if i >= from && i <= to {
			out[i].elements = f.elements
		}
	}
	return out
}

// takeAddress gives the first address of a pupil to the pupil.
func (f *xmlFile) takeAddress(g, parent *xmlGroup) bool {
	if !g.hasAny(xSAON, xUPRN) {
		return false
	}
	if parent.hasAny(xSAON, xUPRN) {
		f.cur.leaveOut("address1", "a second address; the first is used")
		return false
	}
	parent.adopt(g, xSAON, xUPRN)
	return true
}

// xmlValues is the values of a row's group as strings of one allocation.
type xmlValues struct {
	group *xmlGroup
	text  string
}

// values returns the values of a group. A composed address is at its end.
func (f *xmlFile) values(g *xmlGroup) (v xmlValues, address string) {
	from := len(f.walk.text)
	f.walk.text = appendAddress(f.walk.text, f.walk, g)
	v = xmlValues{group: g, text: string(f.walk.text)}
	return v, v.text[from:]
}

// of returns a value, or nothing.
func (v xmlValues) of(field int) string {
	if !v.group.has(field) {
		return ""
	}
	return v.text[v.group.at[field].from:v.group.at[field].to]
}

// appendAddress composes the address lines of a group: those of a BS 7666 address that says a house or a street,
// otherwise the lines as given.
func appendAddress(b []byte, w *xmlWalk, g *xmlGroup) []byte {
	start := len(b)
	add := func(sep string, field int) {
		if v := w.value(g, field); len(v) > 0 {
			if len(b) > start {
				b = append(b, sep...)
			}
			b = append(b, v...)
		}
	}
	if g.hasAny(xPAON, xStreet) || !g.hasAny(xLine1, xLine5) {
		add(", ", xSAON)
		add(", ", xPAON)
		if g.has(xPAON) {
			add(" ", xStreet)
		} else {
			add(", ", xStreet)
		}
		add(", ", xLocality)
		add(", ", xTown)
		if !strings.EqualFold(string(w.value(g, xPostTown)), string(w.value(g, xTown))) {
			add(", ", xPostTown)
		}
		return b
	}
	for field := xLine1; field <= xLine5; field++ {
		add(", ", field)
	}
	return b
}

// identify fills who a row is about. What cannot be what it says is left out and noted.
func (f *xmlFile) identify(v xmlValues, address string, r *pupilRow) {
	who := &r.rec.Who
	who.UPN = r.cell("upn", upnValue, v.of(xUPN))
	who.FormerUPN = r.cell("former_upn", upnValue, v.of(xFormerUPN))
	who.ULN = r.cell("uln", ulnValue, v.of(xULN))
	who.Surname = r.name("surname", v.of(xSurname))
	who.Forename = r.name("forename", v.of(xForename))
	who.MiddleNames = r.name("middle_names", v.of(xMiddle))
	who.PreferredSurname = r.name("preferred_surname", v.of(xPreferredSurname))
	who.PreferredForename = r.name("preferred_forename", v.of(xPreferredForename))
	who.FormerSurname = r.name("former_surname", v.of(xFormerSurname))
	who.DOB = r.plausibleBirth(r.day("dob", v.of(xDOB)))
	who.Sex = r.sex(v.of(xSex))
	who.Address = r.line("address1", address)
	who.Postcode = r.cell("postcode", postcodeValue, v.of(xPostcode))
	who.UPRN = r.cell("uprn", uprnValue, v.of(xUPRN))
}

// cell reads a value by its type, or leaves it out.
func (r *pupilRow) cell(field string, is valueType, s string) string {
	if s == "" {
		return ""
	}
	c, why := identifierCell(is, s)
	if why != "" {
		r.leaveOut(field, why)
		r.rec.Who.keepUnverified(field, s, why)
	}
	return c.text
}

// line reads an address or a line of one, or leaves it out.
func (r *pupilRow) line(field, s string) string { return r.read(field, s, lineCell) }

// read reads a value that is not empty, or leaves it out.
func (r *pupilRow) read(field, s string, cellOf func(string) (cell, string)) string {
	if s == "" {
		return ""
	}
	c, why := cellOf(s)
	if why != "" {
		r.leaveOut(field, why)
	}
	return c.text
}

// name reads a name, or leaves it out.
func (r *pupilRow) name(field, s string) string {
	return r.read(field, s, nameCell)
}

// sex reads a sex, or counts a code that is not known.
func (r *pupilRow) sex(s string) string {
	if s == "" {
		return ""
	}
	c, why := sexCell(s)
	if why != "" {
		r.unknownCode("sex", s)
	}
	return c.text
}

// plausibleBirth is a day that can be a child's date of birth; any other is left out.
func (r *pupilRow) plausibleBirth(d Date) Date {
	if d == 0 {
		return 0
	}
	if why := implausibleBirth(d, r.rec.AsOf); why != "" {
		r.leaveOut("dob", why)
		return 0
	}
	return d
}

// day reads a day as the national messages write it, with or without a time of day, or leaves it out.
func (r *pupilRow) day(field, s string) Date {
	if s == "" {
		return 0
	}
	d, ok := parseLayout(isoLayout, s)
	if !ok {
		r.leaveOut(field, "not a date (want YYYY-MM-DD)")
		return 0
	}
	return r.possible(field, d)
}

// possible is a day on which something in an extract can be; any other is left out. A date of birth is held to its own
// bounds later.
func (r *pupilRow) possible(field string, d Date) Date {
	if field != "dob" && (d < firstDay || d > lastDay(r.rec.AsOf)) {
		r.leaveOut(field, "a date that cannot be (want one from 1900 to three years after the extract)")
		return 0
	}
	return d
}

// lastDay is the latest day that an event of an extract can have.
func lastDay(asOf Date) Date {
	if asOf == 0 {
		return NewDate(2100, 1, 1)
	}
	return asOf + 3*366
}

// named reports whether the row says anything by which its child could be found; otherwise it is rejected.
func (r *pupilRow) named() bool {
	w := &r.rec.Who
	if w.Surname != "" || w.Forename != "" || w.UPN != "" || w.FormerUPN != "" || w.ULN != "" ||
		w.PreferredForename != "" || w.PreferredSurname != "" {
		return true
	}
	r.reject("", "neither a name nor an identifier of a child (want at least one that is valid)")
	return false
}

// yes reads a yes or no, or leaves it out.
func (r *pupilRow) yes(field, s string) bool {
	if s == "" {
		return false
	}
	c, why := yesNoCell(s)
	if why != "" {
		r.leaveOut(field, why)
	}
	return c.n == yes
}

// livedThere adds where the child lived, as the school knew it on a day.
func livedThere(rec *Record, on Date) {
	if w := &rec.Who; w.Address != "" || w.Postcode != "" || w.UPRN != "" {
		rec.Claims = append(rec.Claims, Claim{Kind: Residence, From: on, Status: "school"})
	}
}

package sources

import (
	"strings"

	"rollcall/sources/cells"
	"rollcall/sources/xmlscan"
)

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
var xmlPerson = []xmlscan.Field{
	xmlscan.Leaf("upn", "upn"),
	xmlscan.Leaf("former_upn", "formerupn"),
	xmlscan.Leaf("uln", "uniquelearnernumber", "uln"),
	xmlscan.Leaf("surname", "surname"),
	xmlscan.Leaf("forename", "forename"),
	xmlscan.Leaf("middle_names", "middlenames", "middlename"),
	xmlscan.Leaf("preferred_surname", "preferredsurname"),
	xmlscan.Leaf("preferred_forename", "preferredforename"),
	xmlscan.Leaf("former_surname", "formersurname"),
	xmlscan.Leaf("dob", "dob"),
	xmlscan.Leaf("sex", sexNames...),
	xmlscan.Leaf("address1", "saon"),
	xmlscan.Leaf("address1", "paon"),
	xmlscan.Leaf("address1", "street"),
	xmlscan.Leaf("address1", "locality"),
	xmlscan.Leaf("address1", "town"),
	xmlscan.Leaf("address1", "administrativearea"),
	xmlscan.Leaf("address1", "posttown"),
	xmlscan.Leaf("address1", "addressline1"),
	xmlscan.Leaf("address2", "addressline2"),
	xmlscan.Leaf("address3", "addressline3"),
	xmlscan.Leaf("address4", "addressline4"),
	xmlscan.Leaf("address5", "addressline5"),
	xmlscan.Leaf("postcode", "postcode"),
	xmlscan.Leaf("uprn", "uniquepropertyreferencenumber", "uprn"),
}

// addressPass are the elements between an address and its leaves; addressSkip those that are not read.
var (
	addressPass = []string{"bs7666address", "addresslines"}
	addressSkip = []string{"county", "zip", "country", "easting", "northing"}
)

// xmlAddress is an address. Its fields are numbered as a pupil's, so that the pupil can take them over.
var xmlAddress = xmlscan.NewScope("address", onlyFields(xmlPerson, xSAON, xUPRN), addressPass, addressSkip, nil)

// onlyFields returns the fields with the elements of those from to to alone, so that the numbers stay.
func onlyFields(all []xmlscan.Field, from, to int) []xmlscan.Field {
	out := make([]xmlscan.Field, len(all))
	for i, f := range all {
		out[i].Name = f.Name
		if i >= from && i <= to {
			out[i].Elements = f.Elements
		}
	}
	return out
}

// takeAddress gives the first address of a pupil to the pupil.
func (f *xmlFile) takeAddress(g, parent *xmlscan.Group) bool {
	if !g.HasAny(xSAON, xUPRN) {
		return false
	}
	if parent.HasAny(xSAON, xUPRN) {
		f.cur.leaveOut("address1", "a second address; the first is used")
		return false
	}
	parent.AdoptFrom(g, xSAON, xUPRN)
	return true
}

// appendAddress composes the address lines of a group: those of a BS 7666 address that says a house or a street,
// otherwise the lines as given.
func appendAddress(b []byte, w *xmlscan.Walk, g *xmlscan.Group) []byte {
	start := len(b)
	add := func(sep string, field int) {
		if v := w.Value(g, field); len(v) > 0 {
			if len(b) > start {
				b = append(b, sep...)
			}
			b = append(b, v...)
		}
	}
	if g.HasAny(xPAON, xStreet) || !g.HasAny(xLine1, xLine5) {
		add(", ", xSAON)
		add(", ", xPAON)
		if g.Has(xPAON) {
			add(" ", xStreet)
		} else {
			add(", ", xStreet)
		}
		add(", ", xLocality)
		add(", ", xTown)
		if !strings.EqualFold(string(w.Value(g, xPostTown)), string(w.Value(g, xTown))) {
			add(", ", xPostTown)
		}
		return b
	}
	for field := xLine1; field <= xLine5; field++ {
		add(", ", field)
	}
	return b
}

// identifyPupil fills who a row is about. What cannot be what it says is left out and noted.
func (f *xmlFile) identifyPupil(v xmlscan.Values, address string, r *pupilRow) {
	who := &r.rec.Who
	who.UPN = r.readIdentifier("upn", cells.UPNValue, v.Of(xUPN))
	who.FormerUPN = r.readIdentifier("former_upn", cells.UPNValue, v.Of(xFormerUPN))
	who.ULN = r.readIdentifier("uln", cells.ULNValue, v.Of(xULN))
	who.Surname = r.readName("surname", v.Of(xSurname))
	who.Forename = r.readName("forename", v.Of(xForename))
	who.MiddleNames = r.readName("middle_names", v.Of(xMiddle))
	who.PreferredSurname = r.readName("preferred_surname", v.Of(xPreferredSurname))
	who.PreferredForename = r.readName("preferred_forename", v.Of(xPreferredForename))
	who.FormerSurname = r.readName("former_surname", v.Of(xFormerSurname))
	if who.partNames() {
		r.leaveOut("forename", notAName)
	}
	who.DOB = r.plausibleBirth(r.readDay("dob", v.Of(xDOB)))
	who.Sex = r.readSex(v.Of(xSex))
	who.Address = r.readLine("address1", address)
	who.Postcode = r.readIdentifier("postcode", cells.PostcodeValue, v.Of(xPostcode))
	who.UPRN = r.readIdentifier("uprn", cells.UPRNValue, v.Of(xUPRN))
}

package sources

import (
	"fmt"

	"rollcall/sources/cells"
)

// Addresses is the properties of the area, which holds nobody.
const Addresses Kind = "addresses"

// Properties and the authority in which each lies. It tells whether an address is inside the boundary; it holds nobody,
// so its records are places: they have a UPRN or a postcode, no name, and a Residence without a Status that carries the
// LA code
// and the ward.
var _ = declareSource(&source{
	kind: Addresses, order: 210, title: "properties and postcodes with the authority in which they lie",
	owner: "the authority's gazetteer, or the Office for National Statistics",
	basis: "no personal data; Open Government Licence or the Public Sector Geospatial Agreement",
	obtain: "The authority's gazetteer custodian exports the local land and property gazetteer, or the data team " +
		"downloads the ONS UPRN directory or postcode directory. Public bodies may, under the Public Sector " +
		"Geospatial Agreement or the Open Government Licence.",
	evidence: aidEvidence("list of addresses"),
	expect:   Expectation{Whole: true},
	filed:    []string{"addresses", "gazetteer", "llpg", "uprn", "properties", "property", "ward"},
	every:    "quarterly", never: "occupiers, council tax",
	ignored: []string{"occupier", "council tax band", "easting", "northing", "latitude", "longitude"},
	sample:  []string{"addresses/uprn.csv", "addresses/directory.csv"},
	tables: []*table{{
		places: true,
		fields: []field{
			{name: "la_code", is: cells.AuthorityValue, about: "authority in which it lies", fill: true},
			{name: "ward_code", about: "ward in which it lies"},
			{name: "from_date", is: cells.DateValue, about: "first day"},
			{name: "to_date", is: cells.DateValue, about: "last day"},
		},
		refuse: func(*columns) func(*row) (string, string) {
			return func(r *row) (string, string) {
				if r.rec.Who.UPRN == "" && r.rec.Who.Postcode == "" {
					return "uprn", "neither a UPRN nor a postcode"
				}
				return "", ""
			}
		},
		claims: func(c *columns) func(*row) {
			la, ward, from, to := c.slotOf("la_code"), c.slotOf("ward_code"), c.slotOf("from_date"), c.slotOf("to_date")
			return func(r *row) {
				r.addClaim(Claim{Kind: Residence, From: r.dateOf(from), To: r.dateOf(to), Place: r.textOf(la), Ref: r.textOf(ward)})
			}
		},
	}, {
		name: "a directory of the Office for National Statistics", places: true, wide: true,
		fields: []field{
			{name: "la_gss", about: "authority or district in which it lies, as the Office's code", need: true, headers: yearly("lad", "oslaua", "laua")},
			{name: "county_gss", about: "county in which it lies, where it has two councils", headers: yearly("cty", "oscty", "cty")},
			{name: "ward_code", about: "ward in which it lies", headers: yearly("wd", "osward", "ward")},
		},
		refuse: func(c *columns) func(*row) (string, string) {
			county, district := c.slotOf("county_gss"), c.slotOf("la_gss")
			return func(r *row) (string, string) {
				if r.rec.Who.UPRN == "" && r.rec.Who.Postcode == "" {
					return "uprn", "neither a UPRN nor a postcode"
				}
				if _, why := authorityOf(r, county, district); why != "" {
					return "la_gss", why
				}
				return "", ""
			}
		},
		claims: func(c *columns) func(*row) {
			county, district, ward := c.slotOf("county_gss"), c.slotOf("la_gss"), c.slotOf("ward_code")
			return func(r *row) {
				la, _ := authorityOf(r, county, district)
				r.addClaim(Claim{Kind: Residence, Place: la, Ref: r.textOf(ward)})
			}
		},
	}},
})

// authorityOf returns the authority of a row: its county, where that is one, or its district.
func authorityOf(r *row, county, district int) (code, why string) {
	if code, _, _ := cells.AuthorityOfGSS(r.textOf(county)); code != "" {
		return code, ""
	}
	code, why, is := cells.AuthorityOfGSS(r.textOf(district))
	switch {
	case r.textOf(district) == "":
		return "", "empty"
	case !is:
		return "", "not a code of the Office for National Statistics (want a letter and eight figures)"
	}
	return code, why
}

// yearly returns headers of the Office's directories: those of their older issues, and those that name the year of the boundaries.
func yearly(short string, older ...string) []string {
	for year := 21; year <= 28; year++ {
		older = append(older, fmt.Sprintf("%s%dcd", short, year))
	}
	return append(older, short+"cd")
}

package sources

import "rollcall/sources/cells"

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
	every:    "quarterly", never: "occupiers, council tax",
	ignored: []string{"occupier", "council tax band", "easting", "northing", "latitude", "longitude"},
	sample:  []string{"addresses/uprn.csv"},
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
	}},
})

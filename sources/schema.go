package sources

// textColumn is a text of an Identity, of a Claim or of a Record's place, and where to find it.
type textColumn[T any] struct {
	name  string
	coded bool // few different values: each is kept once
	at    func(*T) *string
}

// dateColumn is a date of a Claim.
type dateColumn struct {
	name string
	at   func(*Claim) *Date
}

var placeColumns = []textColumn[Record]{
	{"record_id", false, func(r *Record) *string { return (*string)(&r.ID) }},
	{"kind", true, func(r *Record) *string { return (*string)(&r.Kind) }},
	{"file", true, func(r *Record) *string { return &r.File }},
	{"native", false, func(r *Record) *string { return &r.Native }},
}

var identityColumns = []textColumn[Identity]{
	{"upn", false, func(w *Identity) *string { return &w.UPN }},
	{"former_upn", false, func(w *Identity) *string { return &w.FormerUPN }},
	{"uln", false, func(w *Identity) *string { return &w.ULN }},
	{"nhs_number", false, func(w *Identity) *string { return &w.NHSNumber }},
	{"local_id", false, func(w *Identity) *string { return &w.LocalID }},
	{"surname", false, func(w *Identity) *string { return &w.Surname }},
	{"forename", false, func(w *Identity) *string { return &w.Forename }},
	{"middle_names", false, func(w *Identity) *string { return &w.MiddleNames }},
	{"preferred_surname", false, func(w *Identity) *string { return &w.PreferredSurname }},
	{"preferred_forename", false, func(w *Identity) *string { return &w.PreferredForename }},
	{"former_surname", false, func(w *Identity) *string { return &w.FormerSurname }},
	{"sex", false, func(w *Identity) *string { return &w.Sex }},
	{"address", false, func(w *Identity) *string { return &w.Address }},
	{"postcode", false, func(w *Identity) *string { return &w.Postcode }},
	{"uprn", false, func(w *Identity) *string { return &w.UPRN }},
	{"previous_address", false, func(w *Identity) *string { return &w.PreviousAddress }},
	{"previous_postcode", false, func(w *Identity) *string { return &w.PreviousPostcode }},
	{"parent_surname", false, func(w *Identity) *string { return &w.ParentSurname }},
	{"parent_forename", false, func(w *Identity) *string { return &w.ParentForename }},
	{"parent_phone", false, func(w *Identity) *string { return &w.ParentPhone }},
	{"parent_email", false, func(w *Identity) *string { return &w.ParentEmail }},
	{"unverified", false, func(w *Identity) *string { return &w.Unverified }},
}

var claimTexts = []textColumn[Claim]{
	{"place", true, func(c *Claim) *string { return &c.Place }},
	{"status", true, func(c *Claim) *string { return &c.Status }},
	{"reason", true, func(c *Claim) *string { return &c.Reason }},
	{"year", true, func(c *Claim) *string { return &c.Year }},
	{"toward", true, func(c *Claim) *string { return &c.Toward }},
	{"ref", false, func(c *Claim) *string { return &c.Ref }},
	{"marks", true, func(c *Claim) *string { return &c.Marks }},
}

var claimDates = []dateColumn{
	{"from", func(c *Claim) *Date { return &c.From }},
	{"to", func(c *Claim) *Date { return &c.To }},
	{"decided", func(c *Claim) *Date { return &c.Decided }},
	{"expected", func(c *Claim) *Date { return &c.Expected }},
}

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

// identityColumns are the texts of an Identity, in the order of textAt.
var identityColumns = func() (all []textColumn[Identity]) {
	for k, name := range [...]string{"upn", "former_upn", "uln", "nhs_number", "local_id", "surname", "forename", "middle_names",
		"preferred_surname", "preferred_forename", "former_surname", "sex", "address", "postcode", "uprn", "previous_address", "previous_postcode",
		"parent_surname", "parent_forename", "parent_phone", "parent_email", "unverified"} {
		all = append(all, textColumn[Identity]{name, false, func(w *Identity) *string { return w.textAt(k) }})
	}
	return all
}()

// textAt is the text of a column. It is no list of functions, so that an Identity which is read need not lie on the heap.
func (w *Identity) textAt(column int) *string {
	switch column {
	case 0:
		return &w.UPN
	case 1:
		return &w.FormerUPN
	case 2:
		return &w.ULN
	case 3:
		return &w.NHSNumber
	case 4:
		return &w.LocalID
	case 5:
		return &w.Surname
	case 6:
		return &w.Forename
	case 7:
		return &w.MiddleNames
	case 8:
		return &w.PreferredSurname
	case 9:
		return &w.PreferredForename
	case 10:
		return &w.FormerSurname
	case 11:
		return &w.Sex
	case 12:
		return &w.Address
	case 13:
		return &w.Postcode
	case 14:
		return &w.UPRN
	case 15:
		return &w.PreviousAddress
	case 16:
		return &w.PreviousPostcode
	case 17:
		return &w.ParentSurname
	case 18:
		return &w.ParentForename
	case 19:
		return &w.ParentPhone
	case 20:
		return &w.ParentEmail
	case 21:
		return &w.Unverified
	}
	panic("sources: an identity has no such column")
}

var claimTexts = []textColumn[Claim]{
	{"place", true, func(c *Claim) *string { return &c.Place }},
	{"status", true, func(c *Claim) *string { return &c.Status }},
	{"reason", true, func(c *Claim) *string { return &c.Reason }},
	{"year", true, func(c *Claim) *string { return &c.Year }},
	{"toward", true, func(c *Claim) *string { return &c.Toward }},
	{"ref", false, func(c *Claim) *string { return &c.Ref }},
	{"marks", true, func(c *Claim) *string { return &c.Marks }},
	{"sessions", false, func(c *Claim) *string { return (*string)(&c.Sessions) }},
}

var claimDates = []dateColumn{
	{"from", func(c *Claim) *Date { return &c.From }},
	{"to", func(c *Claim) *Date { return &c.To }},
	{"decided", func(c *Claim) *Date { return &c.Decided }},
	{"expected", func(c *Claim) *Date { return &c.Expected }},
}

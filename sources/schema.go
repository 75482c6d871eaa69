package sources

import "github.com/apache/arrow/go/v17/arrow"

// Schema is the layout of Records in memory and in checkpoints. A date that is not known is null; a text that is not said
// is empty. Columns of few different values are dictionary-encoded, each batch with a dictionary of its own. All but the
// place of the record is personal data.
var Schema = arrow.NewSchema(recordFields(), nil)

var (
	codedType = &arrow.DictionaryType{IndexType: arrow.PrimitiveTypes.Int32, ValueType: arrow.BinaryTypes.String}
	claimType = arrow.StructOf(claimFields()...)
)

// textColumn is a text of an Identity, of a Claim or of a Record's place, and where to find it.
type textColumn[T any] struct {
	name  string
	coded bool // few different values: dictionary-encoded
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
	{"sex", true, func(w *Identity) *string { return &w.Sex }},
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

func textFields[T any](columns []textColumn[T]) []arrow.Field {
	fields := make([]arrow.Field, len(columns))
	for i, c := range columns {
		fields[i] = arrow.Field{Name: c.name, Type: arrow.BinaryTypes.String}
		if c.coded {
			fields[i].Type = codedType
		}
	}
	return fields
}

func dateField(name string) arrow.Field {
	return arrow.Field{Name: name, Type: arrow.FixedWidthTypes.Date32, Nullable: true}
}

// claimFields is kind, count, the texts and the dates, in this order.
func claimFields() []arrow.Field {
	fields := []arrow.Field{
		{Name: "kind", Type: arrow.PrimitiveTypes.Uint8},
		{Name: "count", Type: arrow.PrimitiveTypes.Int32},
	}
	fields = append(fields, textFields(claimTexts)...)
	for _, d := range claimDates {
		fields = append(fields, dateField(d.name))
	}
	return fields
}

// recordFields is the place, the row, its line and its dates, the identity and the claims, in this order.
func recordFields() []arrow.Field {
	fields := textFields(placeColumns)
	fields = append(fields, arrow.Field{Name: "row", Type: arrow.PrimitiveTypes.Int32}, arrow.Field{Name: "line", Type: arrow.PrimitiveTypes.Int32}, dateField("as_of"), dateField("dob"))
	fields = append(fields, textFields(identityColumns)...)
	return append(fields, arrow.Field{Name: "claims", Type: arrow.ListOfNonNullable(claimType)})
}

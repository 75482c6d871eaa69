package candidates

// sealedText stands for what a sealed child's line does not print. A refuge's address, or an adopted child's new name beside
// the old one, does more harm on a list than a missed match.
const sealedText = "address sealed – ask the named officer"

// sealedName stands for the name of a child who was given a new one to be safe.
const sealedName = "name sealed – ask the named officer"

// Printed returns what the workbook may print of the child. Of a sealed child it keeps the name, the date of birth, the sex
// and the UPN that the officer needs to ask by; whatever leads to the address or to another name of the child goes.
func (r Row) Printed() Person {
	p := r.Person
	switch {
	case r.Nameless:
		return Person{Surname: sealedName, Sex: p.Sex, Address: sealedText, Phone: sealedText}
	case !r.Sealed:
		return p
	}
	return Person{
		Forename: p.Forename, MiddleNames: p.MiddleNames, Surname: p.Surname, DOB: p.DOB, Sex: p.Sex, UPN: p.UPN,
		Address: sealedText, Phone: sealedText,
	}
}

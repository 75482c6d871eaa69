package calendar

import "time"

// Phase is a normal admissions round.
type Phase uint8

// The rounds. The primary round is that of Reception and of the junior transfer to Year 3.
const (
	PrimaryPhase Phase = iota
	SecondaryPhase
)

// OfferDay returns the national offer day of the round for entry in September of a year: 1 March for secondary and 16
// April for primary schools, or the next working day (School Admissions (Admission Arrangements and Co-ordination of
// Admission Arrangements) (England) Regulations 2012, SI 2012/8).
func OfferDay(phase Phase, entryYear int) Date {
	if phase == SecondaryPhase {
		return standard().NextWorkingDay(On(entryYear, time.March, 1))
	}
	return standard().NextWorkingDay(On(entryYear, time.April, 16))
}

// ClosingDate returns the last day for applications in the round for entry in September of a year: 31 October before for
// secondary and 15 January for primary schools (SI 2012/8).
func ClosingDate(phase Phase, entryYear int) Date {
	if phase == SecondaryPhase {
		return On(entryYear-1, time.October, 31)
	}
	return On(entryYear, time.January, 15)
}

package rules

import (
	"time"

	"rollcall/pipeline/calendar"
)

// amount is a number that the law or statutory guidance fixes, with the day from which it has applied.
type amount struct {
	n        int
	unit     Unit
	from     calendar.Date
	citation Citation
}

// The instruments that more than one provision cites.
const (
	educationAct = "Education Act 1996"
	registration = "School Attendance (Pupil Registration) (England) Regulations 2024 (SI 2024/208)"
	exclusions7  = "Education (Provision of Full-Time Education for Excluded Pupils) (England) Regulations 2007 (SI 2007/1870)"
	coordination = "School Admissions (Admission Arrangements and Co-ordination of Admission Arrangements) (England) Regulations 2012 (SI 2012/8)"
	code2021     = "School Admissions Code 2021"
	attendance24 = "Working together to improve school attendance, Department for Education, August 2024"
	medway       = "Medway Council, Children missing education policy, August 2025"
	southwark    = "Southwark Council, Children missing education protocol"
)

// Days on which provisions came into force.
var (
	since436A = calendar.On(2007, time.February, 27) // section 436A, by the Education and Inspections Act 2006, section 4
	since2024 = calendar.On(2024, time.August, 19)   // SI 2024/208
	since2021 = calendar.On(2021, time.September, 1) // School Admissions Code 2021
	since2007 = calendar.On(2007, time.September, 1) // SI 2007/1870
	since2015 = calendar.On(2015, time.April, 1)     // Children and Families Act 2014, section 96
	since2016 = calendar.On(2016, time.September, 1) // statutory guidance on participation
	since2019 = calendar.On(2019, time.April, 1)     // guidance on elective home education
	since2014 = calendar.On(2014, time.September, 1) // Children and Families Act 2014, Part 3
	since2018 = calendar.On(2018, time.February, 26) // statutory guidance on looked-after children
	since2012 = calendar.On(2012, time.February, 1)  // SI 2012/8
)

// The amounts that the law fixes.
var (
	sixthDay = amount{6, SchoolDays, since2007, Citation{exclusions7, "regulations 3 and 4, with section 19 of the Education Act 1996 and section 100 of the Education and Inspections Act 2006"}}
	// The pupil's name may be deleted after so many school days of absence, all coded G, N or O.
	removalDay  = amount{20, SchoolDays, since2024, Citation{registration, "regulation 9(1)(i)"}}
	newPupilDay = amount{5, CalendarDays, since2024, Citation{registration, "regulation 13(1) to (3), new pupil return"}}
	returnDay   = amount{10, SchoolDays, since2024, Citation{registration, "regulation 13, attendance return"}}
	sicknessDay = amount{15, SchoolDays, since2024, Citation{registration, "regulation 13, sickness return"}}
	noReasonDay = amount{5, SchoolDays, since2024, Citation{registration, "regulation 10(7) to (9)"}}
	leaveDay    = amount{10, SchoolDays, since2024, Citation{registration, "regulation 9(1)(h)"}}
	noticeDay   = amount{15, CalendarDays, since436A, Citation{educationAct, "section 437(2)"}}
	outcomeDay  = amount{15, SchoolDays, since2021, Citation{code2021, "paragraph 2.30"}}
	outcomeAim  = amount{10, SchoolDays, since2021, Citation{code2021, "paragraph 2.30, aim"}}
	// The fair access panel names a school within so many school days of the referral.
	fairAccessDay = amount{20, SchoolDays, since2021, Citation{code2021, "paragraph 3.18, fair access protocols"}}
	transferDay   = amount{15, SchoolDays, since2024, Citation{"Education (Pupil Information) (England) Regulations 2005 (SI 2005/1437)", "regulation 9"}}
	// Shares of possible sessions missed, in hundredths.
	persistentAbsence = amount{10, "", since2024, Citation{attendance24, "persistent absence"}}
	severeAbsence     = amount{50, "", since2024, Citation{attendance24, "severe absence"}}
)

// definition is the guidance's meaning of a child missing education, on which every rule of the list rests.
var (
	duty       = Citation{educationAct, "section 436A"}
	definition = Citation{Guidance, "definition of children missing education"}
)

// Guidance names the edition of the statutory guidance that the rules follow; it is printed on every list.
const Guidance = "Children missing education, statutory guidance for local authorities, Department for Education, 8 September 2025"

// Citation names a provision: the instrument and the place in it.
type Citation struct {
	Instrument string // such as "Education Act 1996"
	Provision  string // such as "section 436A"
}

// String returns the citation as a lawyer would write it.
func (c Citation) String() string {
	if c.Provision == "" {
		return c.Instrument
	}
	return c.Instrument + ", " + c.Provision
}

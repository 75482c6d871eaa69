// Package rules is the law: one provision per file, each a pure function of one child's Case on one date.
//
// A Rule says Yes, No or Unknown, with a reason that a caseworker can read, the day since when it has held, and the day by
// which somebody must act. A fact that is missing is Unknown, never No. A Suppressor says why a child who seems to be
// missing is not, and on what proof. A Clock says what somebody still has to do, and a Closure on what a case may be closed.
//
// The package names no file and no extract layout, sees no name and no address of a child, reads no clock, and imports
// only calendar. Ethnicity, religion and nationality are not in a Case.
//
// No provision declares the day on which its answer may change. It asks of the as-of date, and of what every night moves, by its history,
// where calendar.AsOf notes until when each answer stands: so a Verdict can say it. Of the rest that a verdict rests on, the Ground tells
// whether any is other.
//
// The files stand in layers, and none needs one above it:
//
//	claim, case, finding, verdict, task    what goes in and what comes out
//	enrolment, application, residence      what a history holds; history itself
//	as_of                                  the day, extracts and registers, as a history asks of them
//	rule, suppressor, clock, closure       what a provision declares
//	enactment                              law that is made, and in force from a day that the settings say
//	roll, services, read_rolls, …          how claims become a history, and the questions that provisions share
//	c01 … v10                              the provisions; each adds itself, and no other file names one
//	catalogue, barred, read_case           every provision in its place, and which can say nothing in this run
//	ask, standing, weigh, signals          the provisions asked, each in its turn
//	taught_elsewhere                       who is to be on the register of children not in school
//	ground                                 all that a verdict rests on beside its case and the day
//	judge, tasks, propose, entry           a child judged, a case proposed for closing, the catalogue printed
//
// A rule is added by its file, its cases in testdata/cases and the golden. What the judging must know of it is a field of its
// declaration, and never a test for its id.
//
// One word has one meaning here:
//
//	application    a child's request for a place, its rows put together
//	ask            to put a question to a provision
//	claim          what one record says of the child
//	enrolment      the child's time on the roll of one school, from every return that names it
//	establishment  what follows for one school from the list of schools and its returns
//	explain        to say what education the child has; what explains a child keeps it off the list of candidates
//	hold           of a gate: to keep an extract or a return out of use; of a suppressor: to keep a child off the list for a time
//	leaving        the record that a school took the child off its roll
//	own list       a list besides those of candidates and of children at risk, such as a forecast
//	place          a school place, offered or accepted; in a Claim, where it was: the number of a school or an authority
//	roll           a school's register of pupils
//	settle         to answer for a child before the provision's own condition is looked at
//	sign           a dated record that shows the child in the area
//	stand          of an answer or a verdict: to be the same on a later day
//	signal         what happens to a child's education that makes a service's flag worth a line
package rules

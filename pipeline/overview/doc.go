// Package overview says what a manager asks first of a night's lists that are made: what is overdue and late, how the lists grow over the
// runs, and whom they hold, by age, sex, school, ward, reason and who acts; and how sure it all is, in figures that say what they are of.
//
//	split   lines told apart by one thing
//	duty    what a clock asks of somebody
//	figure  a measure in words
//
// It counts rows as they may be printed, so that a sealed child is in the sums and told apart by nothing. Its counts of parts are exact:
// the report hides the small ones.
package overview

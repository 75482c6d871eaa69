// Package calendar counts the days that the law counts: school days by school with the authority's terms as fall-back,
// working days, calendar days, terms, compulsory school age to the day, census days and offer days.
//
// It reads no clock: every answer is a function of the dates given. It imports nothing else of Rollcall.
package calendar

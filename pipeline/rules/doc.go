// Package rules is the law: one provision per file, each a pure function of one child's Case on one date.
//
// A Rule says Yes, No or Unknown, with a reason that a caseworker can read, the day since when it has held, and the day by
// which somebody must act. A fact that is missing is Unknown, never No. A Suppressor says why a child who seems to be
// missing is not, and on what proof.
//
// The package names no file and no extract layout, sees no name and no address of a child, reads no clock, and imports
// only calendar. Ethnicity, religion and nationality are not in a Case.
package rules

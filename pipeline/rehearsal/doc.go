// Package rehearsal makes a year of nightly runs over an invented authority, with officers who decide, and says what a year
// shows and a night does not: whether a decision was ever lost, which children flicker on and off a list, how long a missing
// child waits to be listed. Its officers look at the truth, as officers who visit a family do; the runs never see it.
//
// The words of the package:
//
//	night       a run and what officers did after it, counted from the first
//	watch       what is counted from night to night
//	spell       the nights for which a child is truly missing education
//	return      a line that comes back to its list; a flicker: for no new fact
//	evident     that an extract could show it, whether or not a run saw it
package rehearsal

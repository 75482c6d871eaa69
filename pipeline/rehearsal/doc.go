// Package rehearsal makes a year of nightly runs over an invented authority, with officers who decide, and says what a year
// shows and a night does not: whether a decision was ever lost, which children flicker on and off a list, how long a missing
// child waits to be listed. Its officers look at the truth, as officers who visit a family do; the runs never see it.
package rehearsal

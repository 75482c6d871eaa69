// Package register remembers: which identifiers children were given, what each run showed and what people decided, in an
// embedded SQLite database beside the published runs. It imports nothing else of Rollcall.
//
// Nothing is lost while it is to be kept, and nothing is kept when its time has ended: Prune takes it out by order of a person,
// and the chain of the ledger goes on over what it leaves. Copies that Backup made are registers of their own and hold what
// they held: whoever makes them prunes or deletes them.
//
// The words of the package:
//
//	act         what a person did that leaves no other entry: looked, gave out, took in; a child stands in it by digest
//	erasure     a child taken out by order of a person: stubs stay, and who had looked is said again without what for
//	entry       a line of the ledger; its digest is of the entry before and of all that it holds
//	evidence    the digest of the facts that a line rests on
//	bundle      all that was ever decided of a child, under whatever ids
//	due         past the day to which it is kept
//	work        what officers did: decisions, judgements, steps, second looks, questions to colleagues
//	step        something done about a child that leaves no decision; it waits until its due day or is closed by another
//	ranking     which lines a list of a run had, and the rank of each: a line is stored once for all the runs that had it
//	besides     steps, second looks and questions: they go when the decisions or judgements go that they stand beside
//	knew        the last entry that a run was made by; what came in while it was made it did not know
//	stub        what an entry is after its content was pruned
//	span        the days from first to last on which a line was on its list
//	memory      what an entry says of the tables that stand beside the ledger, so that a change of them is noticed
//	noted       the end of the ledger that something outside the register holds
//	given up    noted, and no longer held against the ledger by order of a person
//	shown, went that a run had a line; why the next had it no more
//	seal        that a child is sealed; it holds until its owner lifts it, and is never pruned
//	traces      the keyed digests by which a sealed child is known again
//	listed      that a list of seals has a seal
package register

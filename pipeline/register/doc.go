// Package register remembers: which identifiers children were given, what each run showed and what people decided, in an
// embedded SQLite database beside the published runs. It imports nothing else of Rollcall.
//
// Nothing is lost while it is to be kept, and nothing is kept when its time has ended: Prune takes it out by order of a person,
// and the chain of the ledger goes on over what it leaves. Copies that Backup made are registers of their own and hold what
// they held: whoever makes them prunes or deletes them.
package register

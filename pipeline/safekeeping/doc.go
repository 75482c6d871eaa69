// Package safekeeping keeps the register safe: nothing goes by a register that is missing, older than what was noted, another's
// or changed by anybody but Rollcall, every run leaves a verified copy behind, and a person can go on after a loss.
//
//	noted   the end of the ledger that a file outside the register holds: the manifest of a run, or the file beside the register
//	copy    the register and its key in one packed file, as a backup keeps it
//	loss    why the register cannot be gone by, with what a person can do
//	lacking noted and not in the ledger
//
// A copy goes through one Wrapping, where it can be encrypted.
package safekeeping

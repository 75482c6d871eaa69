// Package people turns records into children: rows that say the same of who they are about become one identity, identities
// that the matcher joined become a child, and a child keeps its id from run to run.
//
//	identity     who a record is about, as one extract gives it; a row of the matcher's table
//	fingerprint  a digest of an identity, by which it is known again without its name
//	child        identities that were joined, under an id that lasts
//	grey link    two identities of different children who may be one child
//	judgement    what a person said of a grey link
//	seal         what of a child must be neither joined nor printed
//	sealing      the seals that hold in a run: tonight's list and what is remembered
//	traces       the keyed digests by which a sealed child's records are known again
//	side         the new or the old identity of a seal
//	lodger       a child who is sealed for living where a sealed one does
//	one home     why two children of one address and one surname are left to a person
//	hearsay      a row in which somebody tells of a child whom it does not itself know by a number
//
// It sees no claim of a record but those of the list of seals, the returns that a pupil stands in and the day of a move here, and asks
// no rule.
package people

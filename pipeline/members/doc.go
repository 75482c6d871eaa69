// Package members knows whether the children of an extract are those of the extract before it, without knowing who they are:
// all that it keeps of a child is keyed digests (SipHash-2-4, Aumasson and Bernstein 2012), by a key that never leaves the register.
//
// A count of rows says that a list is as long as it was. Who is on it says more: a list of which every eleventh row was left
// out, or whose columns were swapped, has lost children who had no reason to go, or has the same children with other births.
//
//	member      a child of an extract, however many rows it has
//	sample      some of the members, the same from night to night: those with the smallest digests
//	lost        a member of whom no row came, and who had no reason to go
//	eroded      lost at any time in the last sixty days, and not come back
//	changed     a member who is still there, known by a number, with another birth, name, sex or postcode
//	portrait    what was seen of an extract: its members, their ages, and how they agree with other extracts
//	agreement   of the children whom another extract has too, the share with the same birth, surname or sex
package members

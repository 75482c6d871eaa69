// Package kept is what one night keeps for the next: pieces of work, each named after all that went into it, so that a run takes up
// what it would otherwise make again, byte for byte.
//
//	piece   what was made of some inputs, in one encrypted file
//	name    the digest of those inputs and of the program's build; another input has another name
//	shelf   the folder of pieces in an output folder
//	used    taken or put by the run under way; the others go when it is published
//
// A piece is never believed further than its name: a damaged one, one of another build or of another secret is as good as none,
// and no failure to keep anything fails a run. Pieces hold what extracts hold, so they are encrypted, always, with a secret that lies
// apart from them (custody.Place). The package knows no child, no list and no extract.
package kept

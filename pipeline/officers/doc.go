// Package officers takes in what people decided, gives it out, and keeps it for as long as it is to be kept.
//
//	look       who is about to see something of a child, and what for; noted before it is shown
//	gather     all that is held on a child, into a folder of its own
//	erase      a child out of the register and of every published run
//	import     what was filled in in a workbook, recorded whole or not at all
//	mark       a line of a workbook as it was filled in
//	ledger     the office that a page asks, over one register held open: what stands, what is recorded, how good it was
//	second     one judgement or decision in twenty, and every "same" that takes a child off a list, made again by somebody else
//	retention  how long what the register and the published folders hold is kept
package officers

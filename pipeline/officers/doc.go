// Package officers takes in what people decided, gives it out, and keeps it for as long as it is to be kept.
//
//	import     what was filled in in a workbook, recorded whole or not at all
//	mark       a line of a workbook as it was filled in
//	retention  how long what the register and the published folders hold is kept
package officers

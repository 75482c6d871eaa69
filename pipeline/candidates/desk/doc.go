// Package desk is the store that a run writes for those who work on its lists: one SQLite file beside them, with every child whom the run
// knows, so that whoever rings up about a child can be answered, and one case be read whole, in a moment and without an extract.
//
// It is written once, whole, and read by many. It holds names and addresses as the workbooks do, and nothing of a sealed child but what
// stands on the child's line. What officers decide goes into the register and never into it.
//
// The words of the package:
//
//	story   all that is known of a child (candidates.Story)
//	brief   who a child is and what explains the child, for a line in an answer
//	line    a child's place on a list, with all that the list says
//	pair    a possible match, with both records; its score stands apart
//	key     what a child is found by: a folded name, a day, a number
package desk

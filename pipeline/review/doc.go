// Package review is the page on which officers work the lists: a server on the published run and the ledger, and on nothing else. It
// reads what the run wrote into the store beside the lists (package desk) and asks the officers' ledger (package office); it reaches no
// extract and no settings, and decides nothing.
//
//	page     an address with who may see it; a file each, which adds itself by addPage
//	visit    one request of one person, with the run and the ledger as they stand; a run does not change under it
//	view     what a page shows, or where it sends the person on
//	field    something to be filled in, with its label, what was typed and what is wrong with it
//	purpose  what a child is opened for; it is noted before anything is shown
//	pair     two records that may be one child's, set beside each other; whoever judges them sees no score and no other's answer
//	pane     the part of a page in which single keys do something, while the focus is in it
//
// Pages work without script and without colours, at 320 pixels and on paper. URLs and logs hold ids, never a name.
package review

// Package intake brings extracts in: it reads every file of the settings, holds each file and each extract to what is
// expected of it, and says what is known of the authority as a whole.
//
// Rows that cannot be used are rejected with their place; a file or an extract that cannot be believed is held back, and
// said so. Nobody is listed because of a bad file, and no bad file empties a list.
//
//	extract    what one agency sends: files of one kind, or the answer to a query
//	gate       a question that an extract must pass; a GateReport is one that was not passed
//	held back  not relied on: rules that need it say unknown
//	apart      what a record says that neither matching nor rules may see
package intake

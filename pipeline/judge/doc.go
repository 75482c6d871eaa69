// Package judge puts each child's Case to the rules and to what people decided, and says what holds of every child tonight.
//
// A Case is built once from the records placed with the child and those that may be the child's, and is read and never
// changed. A verdict rests on the rules alone; then a bad extract withholds, a standing decision keeps off, and what a
// register has answered before stays answered. What is said here is said in values: no line is rendered to find it out.
//
//	case       what is known of one child on one day, as rules read it
//	verdict    what the law says of the case
//	withheld   undecided, because an extract that is held back may explain the child
//	standing   a decision of an officer as it holds tonight, and with which child
//	lasting    a verdict of an earlier night on which nothing has changed
//	answered   said on an earlier night, and answered by a register since
package judge

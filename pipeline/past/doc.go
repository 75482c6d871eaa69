// Package past is what earlier runs showed and what people said of it, read once when a run begins: the reading half of the
// register, and what a published folder says of its children.
//
//	line       a child on a list; a Line names it
//	heir       the child that an earlier child id has become
//	spoke for  the day that an extract is about
//
// It writes nothing but that a recorded run has appeared.
package past

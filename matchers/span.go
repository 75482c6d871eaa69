package matchers

// span is entries of one block that have one value, all of which are compared with each other.
type span struct{ from, to int }

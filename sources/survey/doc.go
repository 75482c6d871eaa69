// Package survey says what a column of a file may hold that nobody has described: how alike its header is to names that are
// known, what shapes its values have, and for which type of value they speak.
//
// It knows no extract and keeps no value but to count how many different ones there are.
package survey

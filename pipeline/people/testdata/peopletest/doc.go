// Package peopletest makes children by hand, for tests: of the records that are given to each, in an authority of which every
// extract came. Nothing is read and nothing is matched.
package peopletest

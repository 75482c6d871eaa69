// Package disk is the one door to the file system: what is opened for reading is a file and nothing else, what is written
// is whole or not there, and what differs between systems stands in one file for each.
//
//	regular   a file with bytes of its own: no folder, pipe, socket or device, which may never come to an end
//	whole     written beside its place, forced to the disk, and then given its name
package disk

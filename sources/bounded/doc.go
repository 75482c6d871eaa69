// Package bounded holds a workbook that somebody else made to bounds before any of it is used: what its parts say they unpack to,
// what they do unpack to, and how many rows, cells, texts and other elements are in them. A file of half a megabyte can
// otherwise fill the machine. What a workbook says, the package does not know.
//
//	part    a file within the workbook
//	packed  as it lies in the workbook; unpacked as it is read
package bounded

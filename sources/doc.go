// Package sources reads what agencies send: one file per extract, which says what the extract is, whose it is, why an
// authority may hold it, and how its rows become Records.
//
// Reading is strict. Every row of every file becomes a Record or a Rejection with its place and reason; every column is
// mapped, ignored by name, or reported; an unknown code never falls to a default. Nothing is guessed and nothing is lost:
// for each file, rows = those of records + rejections. A Record stands for one row, but for a child's marks of a school year, which
// are gathered from all of their rows.
//
// An extract comes as files or as the answer to a query of a database. What a file is, and what it is packed in, is told
// by what is in it: text of any delimiter and encoding, XML, a workbook, Parquet; gzip, zip and age around them. Every
// size that a file claims is held to a limit before memory is made for it, and what only shows at its end whether it is
// whole is read to its end before any of it is used.
//
// A Record has two halves. Identity says who the row is about and is all that matching may see; Claims say what the row
// holds of that child and are all that rules may see. Religion and nationality are in neither half and never
// loaded. Ethnicity is held apart (HeldApart): no part of a Record, given only to a Sink that asks for it, so that a run can
// measure whether groups fare alike.
//
// Of Rollcall it imports the calendar, whose Date it takes, and its own rooms: cells reads one cell, survey
// looks at columns that nobody has described, xmlscan reads XML.
package sources

// Package xmlscan reads XML as the national messages write it: large files of flat rows, from anybody.
//
// A Scanner cuts the file into tokens in one window of memory, as strictly as encoding/xml and several times as fast; it stops
// at document types, deep nesting and long tags, which no message needs and an attacker would use. A Walk reads the tokens by
// a grammar of Scopes and gives a Visitor the rows: a Scope says by name which elements beneath it hold a value, hold only
// others, or are never read. Which messages there are, and what they mean, the package does not know.
package xmlscan

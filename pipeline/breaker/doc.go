// Package breaker says whether a night's lists differ from the last published ones by more than an honest night makes, and in
// plain words by what and through which extract. It holds functions of counts and sets: it reads no file, knows no law and
// keeps nothing.
//
// Gates ask each extract whether it can be believed, and a person may say that it can. The breaker asks the lists, whatever was said of
// the extracts: who accepted one has not seen yet what comes of it, and who releases a night has.
//
//	before     what the last published run showed, and what explained each child then
//	lost       of a line that is new: the child was explained before, by a record of some kind of extract
//	step       the counts of one night against the one before it
//	limit      how much may differ before the breaker trips; its number and its share are both to be exceeded
//	trip       a limit that is exceeded
//	first      the counts of a night before which none was published
package breaker

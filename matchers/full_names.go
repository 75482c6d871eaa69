package matchers

import "sync"

// fullName are the names of a row, by the numbers of a lexicon.
type fullName struct {
	given, surname, middle []int32 // middle names as a whole and word by word
	// The first letters of the words of forenames and surnames, as bits.
	givenBegin, surnameBegin uint32
	// single says that the row has one of each at most, of one word.
	single bool
}

// fullNames hold the names of all rows, those of one row together: a pair of rows is looked up in two places of memory and not in ten.
type fullNames struct {
	at  []int32 // where the row's begin in ids
	ids []int32 // of each row: how many forenames, surnames and middle names, their first letters, and they
	// begins is done when the first letters are there.
	begins sync.Once
}

// What stands before the names of a row.
const (
	namesGiven = iota
	namesSurname
	namesMiddle
	namesGivenBegin
	namesSurnameBegin
	namesHead
)

// newFullNames puts the names of rows together.
func newFullNames(rows int, given, surname, middle *entries) *fullNames {
	n := &fullNames{at: make([]int32, rows), ids: make([]int32, 0, namesHead*rows+len(given.ids)+len(surname.ids)+len(middle.ids))}
	for i := range int32(rows) {
		n.at[i] = int32(len(n.ids))
		g, s, m := given.of(i), surname.of(i), middle.of(i)
		n.ids = append(n.ids, int32(len(g)), int32(len(s)), int32(len(m)), 0, 0)
		n.ids = append(append(append(n.ids, g...), s...), m...)
	}
	return n
}

// noteBegins notes the first letters of names, which are known when all are numbered.
func (n *fullNames) noteBegins(x *lexicon) {
	n.begins.Do(func() {
		for i, at := range n.at {
			row, head := n.of(int32(i)), n.ids[at:][:namesHead]
			head[namesGivenBegin], head[namesSurnameBegin] = int32(x.beginOf(row.given)), int32(x.beginOf(row.surname))
		}
	})
}

// of returns the names of row i.
func (n *fullNames) of(i int32) fullName {
	row := n.ids[n.at[i]:]
	g, s, m := row[namesGiven], row[namesSurname], row[namesMiddle]
	ids := row[namesHead:]
	return fullName{given: ids[:g], surname: ids[g:][:s], middle: ids[g+s:][:m],
		givenBegin: uint32(row[namesGivenBegin]), surnameBegin: uint32(row[namesSurnameBegin])}
}

// mayCross reports whether a forename of one of two rows may begin as a surname of the other does.
func (r *fullName) mayCross(o *fullName) bool {
	return r.givenBegin&o.surnameBegin|o.givenBegin&r.surnameBegin != 0
}

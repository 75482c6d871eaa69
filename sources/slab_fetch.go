package sources

// FetchRow reads something of a record, and FetchPerson something of a person. What is read of one child after another lies far apart in
// memory: to fetch all of it at once, before any is read, takes hardly longer than to wait for one. What they return says nothing; they are
// not inlined because what nobody uses is not read then.
//
//go:noinline
func (s *Slab) FetchRow(row RowAt) byte { return s.rows[row] }

// FetchPerson is explained at FetchRow.
//
//go:noinline
func (s *Slab) FetchPerson(person PersonAt) byte { return s.persons[person] }

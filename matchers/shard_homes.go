package matchers

// HomeKeys is how many lists of keys rows are gathered by to find which bear each other out: by name and birth, and by their homes.
const HomeKeys = 3

// EachHomeKey calls take with the keys of rows in each of these lists, which are none where the Spec does not ask who bears out whom.
func (s *Shard) EachHomeKey(take func(list int, key uint64, row int32)) error {
	w, err := s.bearers()
	if err != nil || w == nil {
		return err
	}
	for list, keys := range s.homeKeys(w) {
		for _, e := range newKeyBinder(s.t).bindKeys(keys).entriesOf(s.t, nil) {
			take(list, e.key, s.rows[e.row].Row)
		}
	}
	return nil
}

// bearers returns a borneOut of which no row is known to be.
func (s *Shard) bearers() (*borneOut, error) {
	v, err := s.t.prepareVectors(s.spec)
	if err != nil {
		return nil, err
	}
	return s.t.newBorneOut(s.spec, v), nil
}

// homeKeys returns the lists of keys.
func (s *Shard) homeKeys(w *borneOut) [][]Key {
	named := Key{Columns: s.spec.Comparisons[s.spec.measuredBy(MeasureSurname)].Columns}
	out := [][]Key{{named, {Columns: s.spec.Comparisons[s.spec.measuredBy(MeasureDate)].Columns}}}
	if w.homes != nil {
		out = append(out, w.homes.keysOf(named)...)
	}
	return out
}

// Bearing is what two rows of one name tell of each other.
type Bearing struct {
	L, R int32 // the same row for one that is borne out
	Home bool  // they are at one home
	Left bool  // they are at two
	Far  bool  // that have nothing in common
}

// MostBorneOut is how many rows of one key in a list are looked through, at most.
const MostBorneOut = mostBorneOut

// BearOut calls take with what the rows under one key of a list tell of each other.
func (s *Shard) BearOut(list int, groups [][]int32, take func(Bearing)) error {
	w, err := s.bearers()
	if err != nil || w == nil {
		return err
	}
	for _, rows := range groups {
		var block []keyed
		for _, row := range rows {
			i, err := s.indexOf(row)
			if err != nil {
				return err
			}
			block = append(block, keyed{row: i})
		}
		if len(block) > mostBorneOut {
			continue
		}
		if list == 0 {
			w.bearOut(block)
		} else {
			w.bearOutAtHome(block)
		}
	}
	for i, is := range w.borne {
		if row := s.rows[i].Row; is {
			take(Bearing{L: row, R: row})
		}
	}
	if w.homes == nil {
		return nil
	}
	for i := range w.homes.home.parent {
		if r := w.homes.home.find(int32(i)); r != int32(i) {
			take(Bearing{L: s.rows[r].Row, R: s.rows[i].Row, Home: true})
		}
	}
	for _, p := range w.homes.leaves {
		take(Bearing{L: s.rows[p.i].Row, R: s.rows[p.j].Row, Left: true, Far: p.far})
	}
	return nil
}

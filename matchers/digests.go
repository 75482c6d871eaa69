package matchers

// Digests returns, for every row, a hash of everything that is compared of it: two rows with one digest compare alike.
func (t *Table) Digests() []uint64 {
	t.memo.digests.Do(func() {
		hashes := make([][]uint64, len(t.columns))
		for k := range t.columns {
			for _, v := range t.columns[k].values {
				hashes[k] = append(hashes[k], hashText(v))
			}
		}
		t.memo.digest = make([]uint64, t.Len())
		for i := range t.memo.digest {
			h := uint64(0)
			for k := range t.columns {
				for _, v := range t.columns[k].of(int32(i)) {
					x := uint64(1) // of a value that is missing but keeps its place
					if v != missing {
						x = hashes[k][v]
					}
					h = mixBits(h*3 + x)
				}
				h = mixBits(h*3 + 2) // the end of a column
			}
			t.memo.digest[i] = h
		}
	})
	return t.memo.digest
}

package matchers

// readAs is the letter that a letter or figure may be taken for in handwriting, in type and by a scanner, the same one for all
// that are taken for one another: I, J, L and 1; M, N, H and W; C, G, O, Q, D and 0; U and V; E and F; S and 5; B and 8; Z and 2.
var readAs = func() (table [256]byte) {
	for c := range table {
		table[c] = byte(c)
	}
	for _, group := range [...]string{"IJL1", "MNHW", "COGQD06", "UV", "EF", "S5", "B8", "Z2"} {
		for k := range len(group) {
			table[group[k]] = group[0]
		}
	}
	return table
}()

// misread reports whether two values differ in letters that are taken for one another and in nothing else: ISLA and LSLA. Values of
// fewer than four letters hold too little to tell a misreading from another name.
func misread(a, b string) bool {
	if len(a) != len(b) || len(a) < 4 {
		return false
	}
	for k := range len(a) {
		if readAs[a[k]] != readAs[b[k]] {
			return false
		}
	}
	return true
}

// scrambled reports whether two values of five letters or more have the same letters, the same first, in another order.
func scrambled(a, b string) bool {
	if len(a) != len(b) || len(a) < 5 || a[0] != b[0] {
		return false
	}
	var count [256]int8
	for k := range len(a) {
		count[a[k]]++
		count[b[k]]--
	}
	return count == [256]int8{}
}

// scrambleHash returns 16 bits that two values share which are misread or scrambled forms of one another.
func scrambleHash(s string) uint32 {
	var sum uint64
	for k := range len(s) {
		sum += mixBits(uint64(readAs[s[k]]))
	}
	return uint32(sum >> 48)
}

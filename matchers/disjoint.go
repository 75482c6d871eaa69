package matchers

// disjoint is a partition of the numbers below n, each part known by its least member.
type disjoint struct{ parent []int32 }

// newDisjoint returns the partition in which every number is alone.
func newDisjoint(n int) *disjoint {
	d := &disjoint{parent: make([]int32, n)}
	for i := range d.parent {
		d.parent[i] = int32(i)
	}
	return d
}

// find returns the least member of the part of i. It writes nothing, so that goroutines may share it once all is joined.
func (d *disjoint) find(i int32) int32 {
	for d.parent[i] != i {
		i = d.parent[i]
	}
	return i
}

// join makes the parts of i and j one, and shortens the way from both to the least member.
func (d *disjoint) join(i, j int32) {
	a, b := d.find(i), d.find(j)
	root := min(a, b)
	d.parent[a], d.parent[b] = root, root
	for _, k := range [2]int32{i, j} {
		for d.parent[k] != root && k != root {
			k, d.parent[k] = d.parent[k], root
		}
	}
}

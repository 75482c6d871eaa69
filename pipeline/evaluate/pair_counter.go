package evaluate

// pairCounter counts pairs of records that are together in a run, in truth, or in both, without listing any: from how many
// records of each extract fall to each true child, each child of the run, and each of both.
type pairCounter struct {
	kinds  map[string]bool
	counts map[placement]int // by child of the run, true child and extract
}

type placement struct{ kind, child, cluster string }

func newPairCounter() *pairCounter {
	return &pairCounter{kinds: map[string]bool{}, counts: map[placement]int{}}
}

func (p *pairCounter) addRecord(kind, child, cluster string) {
	p.kinds[kind] = true
	p.counts[placement{kind, child, cluster}]++
}

// scorePairs counts pairs of which at least one record is of the extract; all pairs when it is empty.
func (p *pairCounter) scorePairs(kind string) Score {
	var both, child, cluster = map[[2]string][2]int{}, map[string][2]int{}, map[string][2]int{}
	for at, n := range p.counts {
		others := n
		if kind != "" && at.kind == kind {
			others = 0
		}
		addToPair(both, [2]string{at.child, at.cluster}, n, others, kind)
		addToPair(child, at.child, n, others, kind)
		addToPair(cluster, at.cluster, n, others, kind)
	}
	right := pairsOf(both)
	return Score{Right: right, Wrong: pairsOf(cluster) - right, Missed: pairsOf(child) - right}
}

func addToPair[K comparable](m map[K][2]int, k K, n, others int, kind string) {
	v := m[k]
	v[0] += n
	if kind != "" {
		v[1] += others
	}
	m[k] = v
}

// pairsOf counts pairs among all records less those among the records of other extracts.
func pairsOf[K comparable](m map[K][2]int) int {
	total := 0
	for _, v := range m {
		total += v[0]*(v[0]-1)/2 - v[1]*(v[1]-1)/2
	}
	return total
}

// byChild counts pairs by true child; a wrong pair counts with each of its two children.
func (p *pairCounter) byChild() map[string]Score {
	out := map[string]Score{}
	inCluster := map[string]int{}
	both := map[[2]string]int{}
	child := map[string]int{}
	for at, n := range p.counts {
		inCluster[at.cluster] += n
		both[[2]string{at.child, at.cluster}] += n
		child[at.child] += n
	}
	for k, n := range both {
		s := out[k[0]]
		s.Right += n * (n - 1) / 2
		s.Wrong += n * (inCluster[k[1]] - n)
		out[k[0]] = s
	}
	for c, n := range child {
		s := out[c]
		s.Missed = n*(n-1)/2 - s.Right
		out[c] = s
	}
	return out
}

package matchers

// poolLevels makes the weights of ordered levels rise from worst to best by pooling adjacent violators: levels that are out
// of order share the ratio M/U of all of them. The U of a pool is divided in proportion to its M, so that U still adds up
// to 1: disorder comes from levels so rare by chance that few random pairs reach them, while M rests on many matches and
// is weighed against H too. Free levels stay as they are. It reports whether anything was pooled.
//
// Ayer, Brunk, Ewing, Reid and Silverman, An Empirical Distribution Function for Sampling with Incomplete Information (1955).
func poolLevels(levels []Level, m, u []float64) bool {
	type pool struct {
		m, u   float64
		levels []int
	}
	var pools []pool
	pooled := false
	for g, l := range levels {
		if l.Free {
			continue
		}
		pools = append(pools, pool{m[g], u[g], []int{g}})
		for n := len(pools); n > 1 && pools[n-2].m*pools[n-1].u > pools[n-1].m*pools[n-2].u; n = len(pools) {
			a, b := pools[n-2], pools[n-1]
			pools = append(pools[:n-2], pool{a.m + b.m, a.u + b.u, append(a.levels, b.levels...)})
			pooled = true
		}
	}
	for _, p := range pools {
		if len(p.levels) == 1 {
			continue
		}
		for _, g := range p.levels {
			u[g] = p.u * m[g] / p.m
		}
	}
	return pooled
}

package main

import (
	"fmt"
	"io"
	"math"
	"slices"
)

// printShares prints how many mutants of each group were noticed, the share, and where the share of all breaks of its kinds lies.
func printShares(out io.Writer, head string, mutants []*mutant, group func(*mutant) string) {
	type count struct{ all, noticed int }
	counts := map[string]*count{}
	var names []string
	total := &count{}
	for _, x := range mutants {
		c := counts[group(x)]
		if c == nil {
			c = &count{}
			counts[group(x)] = c
			names = append(names, group(x))
		}
		for _, c := range []*count{c, total} {
			c.all++
			if x.noticed != "" {
				c.noticed++
			}
		}
	}
	slices.Sort(names)
	counts["all"] = total
	fmt.Fprintf(out, "\n%-44s %8s %8s %8s   %s\n", head, "breaks", "noticed", "share", "95 %")
	for _, name := range append(names, "all") {
		c := counts[name]
		low, high := wilson(c.noticed, c.all)
		fmt.Fprintf(out, "%-44s %8d %8d %7.0f%%   %.0f–%.0f%%\n", name, c.all, c.noticed, 100*float64(c.noticed)/float64(max(1, c.all)), 100*low, 100*high)
	}
}

// wilson returns the 95 % score interval of a share (Wilson 1927).
func wilson(k, n int) (low, high float64) {
	if n == 0 {
		return 0, 1
	}
	const z = 1.959964
	p, m := float64(k)/float64(n), float64(n)
	mid, half := p+z*z/(2*m), z*math.Sqrt(p*(1-p)/m+z*z/(4*m*m))
	return max(0, (mid-half)/(1+z*z/m)), min(1, (mid+half)/(1+z*z/m))
}

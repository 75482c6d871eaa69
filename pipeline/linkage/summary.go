package linkage

import (
	"fmt"
	"strings"

	"rollcall/matchers"
	"rollcall/pipeline/screen"
)

// Summary says in a few lines what a linkage read and found.
func (r *Run) Summary() string {
	var b strings.Builder
	for _, t := range r.Tables {
		fmt.Fprintf(&b, "  %-24s %10d rows   duplicates %s\n", screen.EscapeLine(t.Name), t.Rows, t.Duplicates)
	}
	if n := r.Table.Len(); n < fewRows {
		fmt.Fprintf(&b, "  ! %d rows are too few to learn from: weights are as believed beforehand\n", n)
	}
	b.WriteString("\n")
	for _, u := range foldIgnored(r.Used) {
		how := "as the settings say"
		if u.Guessed {
			how = strings.TrimSuffix("guessed: "+u.Why, ": ")
		}
		fmt.Fprintf(&b, "  %-24s %-14s %s\n", screen.EscapeLine(u.Name), u.Kind, how)
		if u.Note != "" {
			fmt.Fprintf(&b, "  %-24s ! %s\n", "", screen.EscapeLine(u.Note))
		}
	}
	r.summariseTraining(&b)
	fmt.Fprintf(&b, "\n  %-44s %10s %12s %12s %8s\n", "blocking rule", "blocks", "pairs", "first here", "largest")
	for _, x := range r.Report.Rules {
		fmt.Fprintf(&b, "  %-44s %10d %12d %12d %8d\n", screen.EscapeLine(x.Rule), x.Blocks, x.Pairs, x.First, x.Largest)
		if x.Skipped > 0 {
			fmt.Fprintf(&b, "    %d blocks too large were left out (%d pairs): add a key to the rule, or raise block_limit\n", x.Skipped, x.Unseen)
		}
	}
	fmt.Fprintf(&b, "\n  %d pairs compared, %d kept · %d links · %d possible links · %d clusters\n", r.Report.Pairs, r.Edges.Len(),
		len(r.Clusters.Links), len(r.Clusters.Possible), r.Clusters.N)
	b.WriteString("\n" + matchers.ErrorTable(r.Errors))
	links, ofLinks := r.Plan.Looks(true)
	possible, ofPossible := r.Plan.Looks(false)
	fmt.Fprintf(&b, "  to know by looking, to ±.01: %d of %d links and %d of %d possible links, in %s\n", links, ofLinks, possible, ofPossible, PlanFile)
	if r.Missed >= 0 {
		fmt.Fprintf(&b, "  blocking misses at least %.4f of the matches, were errors to fall on each column by themselves\n", r.Missed)
	}
	if c := r.Report.Calibration; c != nil {
		edges, wrong := c.RateAbove(.5)
		fmt.Fprintf(&b, "  of pairs at .5 or more %.4f are false, by pairs within files that hold nobody twice\n", wrong/max(edges, 1))
	}
	for _, n := range r.Notes {
		fmt.Fprintf(&b, "  ! %s\n", screen.EscapeLine(n))
	}
	total := 0.0
	var parts []string
	for _, s := range r.Stages {
		parts = append(parts, fmt.Sprintf("%s %.2f s", s.Name, s.Seconds))
		total += s.Seconds
	}
	fmt.Fprintf(&b, "  %s (%.2f s)\n", strings.Join(parts, " · "), total)
	return b.String()
}

// summariseTraining says how the model came about.
func (r *Run) summariseTraining(b *strings.Builder) {
	t := r.Training
	if t == nil {
		fmt.Fprintf(b, "\n  the model was read from %s\n", screen.EscapeLine(r.modelFrom))
		return
	}
	fmt.Fprintf(b, "\n  trained on %d pairs in %d rounds; of two rows at random %.3g are one person, %.3g of one household\n",
		t.Pairs, t.Rounds, r.Model.Prior.Match, r.Model.Prior.Household)
	for _, w := range t.Warnings {
		fmt.Fprintf(b, "  ! %s\n", screen.EscapeLine(w))
	}
	if len(t.Repaired) > 0 {
		fmt.Fprintf(b, "  levels that came out of order were pooled: %s\n", screen.EscapeLine(strings.Join(t.Repaired, ", ")))
	}
	if len(t.LeftOut) > 0 {
		fmt.Fprintf(b, "  blocking rules left out, of which a trial found next to no new match: %s\n", screen.EscapeLine(strings.Join(t.LeftOut, ", ")))
	}
}

// mostAlike is how many columns that are not compared for one reason are shown one by one.
const mostAlike = 10

// foldIgnored returns the columns for the screen: of many that are not compared for one reason one stands for all. The manifest has each.
func foldIgnored(used []Used) []Used {
	alike := map[string]int{}
	for _, u := range used {
		if u.Kind == Ignore {
			alike[u.Why]++
		}
	}
	var out []Used
	for _, u := range used {
		if n := alike[u.Why]; u.Kind == Ignore && n > mostAlike {
			alike[u.Why] = -1
			u.Why += fmt.Sprintf(" (so are %d more)", n-1)
		} else if u.Kind == Ignore && n < 0 {
			continue
		}
		out = append(out, u)
	}
	return out
}

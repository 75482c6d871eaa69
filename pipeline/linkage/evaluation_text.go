package linkage

import (
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// String lays the evaluation out as tables.
func (e *Evaluation) String() string {
	var b strings.Builder
	q := e.Quality
	fmt.Fprintf(&b, "clusters    precision   recall       F1  B³ precision  B³ recall       B³       right    wrong   missed\n")
	fmt.Fprintf(&b, "            %9.4f %8.4f %8.4f  %12.4f %10.4f %8.4f  %10.0f %8.0f %8.0f\n", q.Precision, q.Recall, q.F1, q.B3Precision, q.B3Recall,
		q.B3, q.Right, q.Found-q.Right, q.True-q.Right)
	if !e.Whole {
		return b.String()
	}
	fmt.Fprintf(&b, "\nblocking brings together %.4f of the true pairs; area under the ROC curve %.6f\n", e.Compared, e.Area)
	fmt.Fprintf(&b, "\nthreshold in bits  probability       found      right  precision   recall       F1\n")
	for _, t := range e.Thresholds {
		fmt.Fprintf(&b, "%17.0f %12.6f %11.0f %10.0f %10.4f %8.4f %8.4f\n", t.Weight, t.Probability, t.Found, t.Right, t.Precision, t.Recall, t.F1)
	}
	fmt.Fprintf(&b, "\npairs stated        pairs   stated     true  95 %% interval\n")
	for _, x := range e.Bands {
		if x.Pairs > 0 {
			fmt.Fprintf(&b, "%5.3f to %5.3f %10.0f %8.4f %8.4f  %.4f to %.4f\n", x.From, x.To, x.Pairs, x.Stated, x.True, x.Low, x.High)
		}
	}
	fmt.Fprintf(&b, "expected calibration error %.4f (%.4f by chance, were all of them right); of pairs stated .99 or more %.4f are right\n", e.Error, e.ByChance, e.Sure)
	e.writeReasons(&b)
	return b.String()
}

// writeReasons counts faults by their reasons.
func (e *Evaluation) writeReasons(b *strings.Builder) {
	counts := map[string]int{}
	var names []string
	for _, f := range e.Faults {
		name := "wrong, " + f.Reason
		if f.Missed {
			name = "missed, " + f.Reason
		}
		if counts[name] == 0 {
			names = append(names, name)
		}
		counts[name]++
	}
	slices.Sort(names)
	b.WriteString("\nwhy pairs are wrong or missed\n")
	for _, n := range names {
		fmt.Fprintf(b, "%10d  %s\n", counts[n], n)
	}
}

// WriteFaults writes every wrong and missed pair as CSV: places, reason, weight and levels, and no value of any row.
func (e *Evaluation) WriteFaults(w io.Writer) error {
	c := csv.NewWriter(w)
	rows := [][]string{{"fault", "reason", "table_l", "id_l", "table_r", "id_r", "match_weight", "match_probability", "levels"}}
	for _, f := range e.Faults {
		kind := "wrong"
		if f.Missed {
			kind = "missed"
		}
		rows = append(rows, []string{kind, f.Reason, f.TableL, f.IDL, f.TableR, f.IDR, strconv.FormatFloat(f.Weight, 'f', 3, 64),
			strconv.FormatFloat(f.Probability, 'f', 6, 64), f.Levels})
	}
	return c.WriteAll(rows)
}

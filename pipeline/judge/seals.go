package judge

import (
	"fmt"
	"strings"

	"rollcall/pipeline/journal"
	"rollcall/pipeline/people"
	"rollcall/pipeline/rules"
	"rollcall/sources"
)

// IsSealed reports whether nothing of a child may be printed.
func (d *Judged) IsSealed(child int) bool { return d.Children.IsSealed(child) }

// groundWords say why children are sealed, to whoever reads the lists.
var groundWords = map[people.Ground]string{
	people.BySeal:    "by a seal",
	people.ByHome:    "because of where they live",
	people.ByService: "because a service sees a danger in the family",
	people.ByLink:    "because a record that may be theirs is a sealed child's",
}

// noticeSealed tells how many children are sealed, how many of them are of compulsory school age and thus missing from the
// reconciliation, and why, by counts alone; nothing where none is.
func (d *Judged) noticeSealed() []journal.Notice {
	all, ofAge, by := 0, 0, map[people.Ground]int{}
	for child := range d.Verdicts {
		ground := d.Children.GroundOfSeal(child)
		if ground == people.NotSealed {
			continue
		}
		all++
		by[ground]++
		if d.Verdicts[child].Status != rules.NotOfAge {
			ofAge++
		}
	}
	if all == 0 {
		return nil
	}
	var parts []string
	for ground := people.BySeal; ground <= people.ByLink; ground++ {
		if by[ground] > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", by[ground], groundWords[ground]))
		}
	}
	return []journal.Notice{{Kind: string(sources.Protected), Text: fmt.Sprintf("protected: %d children are sealed, %d of them of compulsory school age: %s",
		all, ofAge, strings.Join(parts, ", "))}}
}

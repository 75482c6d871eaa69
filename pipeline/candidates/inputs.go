package candidates

import "time"

// kindOfInput is what was read of one kind of extract: a census of a county is hundreds of files, and a reader wants one line first.
type kindOfInput struct {
	Kind           string
	Files          int
	Oldest, Newest time.Time // days for which the files speak; zero when none says
	Rows, Records  int
	Rejects        int
	Values         int
	Noted          []Input // the files that have a note
}

// sumByKind sums the inputs up by kind, in the order in which the kinds first come.
func sumByKind(inputs []Input) []kindOfInput {
	var all []kindOfInput
	at := map[string]int{}
	for _, in := range inputs {
		i, seen := at[in.Kind]
		if !seen {
			i = len(all)
			at[in.Kind] = i
			all = append(all, kindOfInput{Kind: in.Kind})
		}
		all[i].add(in)
	}
	return all
}

func (k *kindOfInput) add(in Input) {
	k.Files++
	k.Rows += in.Rows
	k.Records += in.Records
	k.Rejects += in.Rejects
	k.Values += in.Values
	if in.Note != "" {
		k.Noted = append(k.Noted, in)
	}
	if in.AsOf.IsZero() {
		return
	}
	if k.Oldest.IsZero() || in.AsOf.Before(k.Oldest) {
		k.Oldest = in.AsOf
	}
	if in.AsOf.After(k.Newest) {
		k.Newest = in.AsOf
	}
}

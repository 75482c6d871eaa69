package sources

import (
	"slices"
	"strings"

	"rollcall/sources/cells"
)

// What the settings say of a file and only the file can show to be wrong is noted once its rows are read, with the line of the settings.

// noteSettings notes the words of the settings that no cell has, and a layout whose day and month are likely in the wrong order.
func (c *columns) noteSettings(x *Extract, o *out) {
	if o.report.Rows == 0 {
		return
	}
	for i := range c.bound {
		b := &c.bound[i]
		var unmet []string
		for _, local := range sortedKeys(x.Values[b.field.name]) {
			if !b.met[cells.Fold(local)] {
				unmet = append(unmet, local)
			}
		}
		for _, local := range unmet[:min(len(unmet), mostUnmet)] {
			o.addNote("%s: no cell has the word %q that the settings map%s; write it as the file does, or leave it out",
				b.field.name, cutHeader(local), x.onLine("values."+b.field.name+"."+local))
		}
		if b.swapped >= fewSwapped && len(x.Dates) > 0 && 10*b.swapped > b.said {
			o.addNote("%s: %d of %d dates are not in the layout %s of the settings%s and would be in %s: day and month are likely the other way round, and those that are read may be wrong",
				b.field.name, b.swapped, b.said, strings.Join(x.Dates, " or "), x.onLine("dates"), cells.SwapDayAndMonth(x.Dates[0]))
		}
	}
	for _, name := range sortedKeys(x.Values) {
		if !slices.ContainsFunc(c.bound, func(b binding) bool { return b.field.name == name }) {
			o.addNote("%s: the settings map words of it%s, and no column is read as %s; name its header under columns", name, x.onLine("values."+name), name)
		}
	}
}

const (
	mostUnmet  = 5 // words that are told, of a field
	fewSwapped = 3 // dates, from which on their order is told
)

package candidates

import "fmt"

// headRows is how many banners stand over a list: they are frozen with its titles and must leave room for the lines.
const headRows = 2

// graveBanners are the banners that stand over every list: the grave ones, as far as there is room.
func (s Summary) graveBanners() []Banner {
	var grave []Banner
	for _, b := range s.Banners {
		if b.Grave {
			grave = append(grave, b)
		}
	}
	if more := len(grave) - headRows + 1; more > 1 {
		grave = append(grave[:headRows-1:headRows-1], Banner{true, fmt.Sprintf("%d more warnings are on the sheet %q.", more, frontSheet)})
	}
	return grave
}

package journal

import (
	"fmt"
	"strings"
	"unicode"
)

// How many notices that differ in files and numbers alone are told one by one, and how many of them stand for the others where
// there are more.
const (
	mostAlike  = 20
	shownAlike = 5
)

// GroupNotices keeps a fault of thousands of files from becoming thousands of lines: of many notices that say the same of
// different files the first few are told, and how many there are besides. Each file's own fault stays with the inputs and the
// gates of the manifest. The order of what is told stays.
func GroupNotices(all []Notice) []Notice {
	type alike struct {
		kind, says string
		grave      bool
	}
	groupOf := func(n Notice) alike { return alike{n.Kind, withoutPlaces(n.Text), n.Grave} }
	count := map[alike]int{}
	for _, n := range all {
		count[groupOf(n)]++
	}
	told := map[alike]int{}
	var out []Notice
	for _, n := range all {
		g := groupOf(n)
		switch told[g]++; {
		case count[g] <= mostAlike || told[g] <= shownAlike:
			out = append(out, n)
		case told[g] == shownAlike+1:
			subject := ""
			if n.Kind != "" {
				subject = n.Kind + ": "
			}
			out = append(out, Notice{Kind: n.Kind, Grave: n.Grave,
				Text: fmt.Sprintf("%sthe same of %s files or places more; the manifest has each", subject, Grouped(count[g]-shownAlike))})
		}
	}
	return out
}

// withoutPlaces is a text without what may differ from file to file: words with a figure, a stop or a slash in them.
func withoutPlaces(text string) string {
	words := strings.Fields(text)
	for i, w := range words {
		inner := strings.Trim(w, ".,;:()")
		if strings.ContainsFunc(inner, unicode.IsDigit) || strings.ContainsAny(inner, "./") {
			words[i] = "…"
		}
	}
	return strings.Join(words, " ")
}

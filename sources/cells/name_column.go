package cells

import "strings"

// NameColumn is what a column of names shows as a whole. By it words are told that are names in one column and stand for nothing
// in another: a table written in ordinary spelling whose cells say NULL was written by a program that knew no name, and a word
// that stands in row after row beside "unknown" is no name that all of them have. Where it cannot be told, a word is a name: one
// that is taken for a name by mistake joins few rows, one that is lost is lost.
type NameColumn struct {
	Chief    bool // the column holds what people are called by; of other names more are missing than are somebody's
	said     int  // rows with anything
	nothing  int  // of them, rows that surely say nothing
	capitals int  // of the others that leave no doubt, rows in capitals throughout
	small    int  // and in small letters throughout
	plain    int  // all the others that leave no doubt
	doubtful map[string]int
}

// AddValue counts a value, trimmed and not empty, that so many rows have.
func (c *NameColumn) AddValue(s string, rows int) {
	c.said += rows
	switch nameSureness(s) {
	case SaysNothing:
		c.nothing += rows
	case MayBeNothing:
		if c.doubtful == nil {
			c.doubtful = map[string]int{}
		}
		c.doubtful[s] += rows
	default:
		c.plain += rows
		if s == strings.ToUpper(s) {
			c.capitals += rows
		} else if s == strings.ToLower(s) {
			c.small += rows
		}
	}
}

// What a word must be seen to be before it is taken for nothing.
const (
	fewestOfWord = 3  // rows
	leastOfWord  = 50 // one row of so many
	leastBeside  = 100
)

// IsNothing reports whether a value of the column stands for nothing.
func (c *NameColumn) IsNothing(s string) bool {
	switch nameSureness(s) {
	case SaysNothing:
		return true
	case SaysSomething:
		return false
	}
	rows := c.doubtful[s]
	if frequent := rows >= fewestOfWord && rows*leastOfWord >= c.said; useOf(s)&program == 0 {
		return frequent || rows >= fewestOfWord && c.nothing*leastBeside >= c.said
	} else if c.unlikeTheOthers(s) {
		return !c.Chief || rows > 1
	} else if s == strings.ToUpper(s) || s == strings.ToLower(s) {
		return frequent
	}
	return false
}

// unlikeTheOthers reports whether a word of a program is spelt as programs do and the names of its column, if it has any, are not.
func (c *NameColumn) unlikeTheOthers(s string) bool {
	switch s {
	case strings.ToUpper(s):
		return 2*c.capitals <= c.plain
	case strings.ToLower(s):
		return 2*c.small <= c.plain
	}
	return s == "NaN" || s == "NaT"
}

// JudgeProgramWord reports whether a value of the column is a word of a program that somebody is called as well, and whether it stands for
// nothing here.
func (c *NameColumn) JudgeProgramWord(s string) (word, nothing bool) {
	if u := useOf(s); u&program == 0 || u&alsoName == 0 || inBrackets(s) {
		return false, false
	}
	return true, c.IsNothing(s)
}

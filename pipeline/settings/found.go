package settings

import "fmt"

// quoteFound shows a value of the settings, cut to what a message holds.
func quoteFound(text string) string {
	if r := []rune(text); len(r) > 40 {
		text = string(r[:40]) + "…"
	}
	return fmt.Sprintf("%q", text)
}

// foundInstead says what stands where something else belongs, when anything does.
func foundInstead(text string) string {
	if text == "" {
		return ""
	}
	return ", found " + quoteFound(text)
}

package door

import (
	"cmp"
	"errors"
	"slices"
	"strings"
)

// personOf is who a token speaks of. Nobody without a role comes in, and nobody of a school that the token does not name.
func (p *Provider) personOf(claims map[string]any) (Person, error) {
	who := Person{Name: wordOf(claims[cmp.Or(p.NameClaim, "preferred_username")]), School: wordOf(claims[cmp.Or(p.SchoolClaim, "laestab")])}
	if who.Name == "" {
		who.Name = wordOf(claims["sub"])
	}
	if who.Name == "" {
		return Person{}, errors.New("token: does not say who it is")
	}
	groups := wordsOf(claims[cmp.Or(p.GroupsClaim, "groups")])
	for _, role := range Roles {
		if slices.ContainsFunc(p.Groups[role], func(g string) bool { return slices.Contains(groups, g) }) {
			who.Roles = append(who.Roles, role)
		}
	}
	if who.School == "" || !who.Has(School) { // a school's person without a school would be one of every school
		who.Roles = slices.DeleteFunc(who.Roles, func(r Role) bool { return r == School })
		who.School = ""
	}
	if len(who.Roles) == 0 {
		return Person{}, errors.New("the person has none of the groups that review.roles names")
	}
	return who, nil
}

// wordOf is a claim of one word.
func wordOf(claim any) string {
	s, _ := claim.(string)
	return strings.TrimSpace(s)
}

// wordsOf is a claim of words: a list, or one alone.
func wordsOf(claim any) (words []string) {
	switch c := claim.(type) {
	case string:
		return []string{c}
	case []any:
		for _, x := range c {
			if s := wordOf(x); s != "" {
				words = append(words, s)
			}
		}
	}
	return words
}

package door

import (
	"context"
	"slices"
)

// Role decides what a person may see and do.
type Role string

// The roles. A person may have several.
const (
	Officer Role = "officer" // works the lists: sees names and addresses, decides, judges
	Lead    Role = "lead"    // an officer who also sees second looks and the audit
	Manager Role = "manager" // sees counts and measures, and no child
	School  Role = "school"  // sees the lines at risk of its own pupils
)

// Roles are all roles, as the settings name them.
var Roles = []Role{Officer, Lead, Manager, School}

// Person is who has come in.
type Person struct {
	Name   string // initials, a role or an account: what is written beside a decision
	Roles  []Role
	School string // LAESTAB of a person of a school
}

// Has reports whether a person has one of some roles.
func (p Person) Has(roles ...Role) bool {
	return slices.ContainsFunc(roles, func(r Role) bool { return slices.Contains(p.Roles, r) })
}

// SeesNames reports whether a person may see who the children of the authority are.
func (p Person) SeesNames() bool { return p.Has(Officer, Lead) }

type personKey struct{}

// PersonOf is who makes a request that the door let in.
func PersonOf(ctx context.Context) (Person, bool) {
	p, is := ctx.Value(personKey{}).(Person)
	return p, is
}

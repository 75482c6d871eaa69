package candidates

// Banner is something said at the top of every list: an extract missing, stale or held back, and what that switches off.
type Banner struct {
	Grave bool
	Text  string
}

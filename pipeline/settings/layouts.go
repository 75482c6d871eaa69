package settings

// Layouts are layouts of days: one, or a list of which the first that fits is taken.
type Layouts []string

// UnmarshalYAML takes one layout or a list of them.
func (l *Layouts) UnmarshalYAML(unmarshal func(any) error) error {
	var one string
	if unmarshal(&one) == nil {
		*l = nil
		if one != "" {
			*l = Layouts{one}
		}
		return nil
	}
	return unmarshal((*[]string)(l))
}

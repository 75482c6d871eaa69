package review

import (
	"fmt"
	"html/template"
	"net/url"
	"strings"
	"unicode/utf8"
)

// form is what a page asks to be filled in: its fields in order, with what was typed kept and what is wrong beside it.
type form struct {
	typed  url.Values
	fields []*field
	loose  []string // faults of the form as a whole
}

// field is one thing to be filled in. The templates "text", "day", "area", "choice" and "radios" draw it.
type field struct {
	Name, Label, Hint string
	Value             string
	Fault             string
	Options           []option
	Optional          bool
	Most              int    // characters
	Rows              int    // of an area
	Follows           string // of a choice: the field whose word says which group of options goes with it
	Key               string // the single letter that leads to it while the focus is in the pane
}

// option is one of the words of a choice.
type option struct {
	Value, Text string
	Group       string // under which heading it stands; empty: none
	Chosen      bool
	Key         string // the single letter that chooses it, of radios in a pane
}

// group is a heading of a choice with its options.
type group struct {
	Title   string
	Options []option
}

// Groups are the options of a choice under their headings, in order.
func (x *field) Groups() (all []group) {
	for _, o := range x.Options {
		if n := len(all); n == 0 || all[n-1].Title != o.Group {
			all = append(all, group{Title: o.Group})
		}
		all[len(all)-1].Options = append(all[len(all)-1].Options, o)
	}
	return all
}

// mostTyped is how many characters a field takes where it says no other number.
const mostTyped = 2000

// newForm is a form with what was typed in it; nothing when it is shown first.
func newForm(typed url.Values) *form { return &form{typed: typed} }

// add adds a field. What was typed in it stands in place of what it held.
func (f *form) add(x field) *field {
	if f.typed != nil {
		if typed, is := f.typed[x.Name]; is && len(typed) > 0 {
			x.Value = strings.TrimSpace(typed[0])
		}
	}
	if x.Most == 0 {
		x.Most = mostTyped
	}
	if utf8.RuneCountInString(x.Value) > x.Most {
		x.Fault = fmt.Sprintf("%s: at most %d characters", x.Label, x.Most)
	}
	offered := len(x.Options) == 0 || x.Value == ""
	for i := range x.Options {
		x.Options[i].Chosen = x.Options[i].Value == x.Value
		offered = offered || x.Options[i].Chosen
	}
	if !offered {
		x.Value, x.Fault = "", x.Label+": choose one of those shown"
	}
	f.fields = append(f.fields, &x)
	return &x
}

// Field is a field by its name, for a template; a name that the form has not is a fault of the program.
func (f *form) Field(name string) (*field, error) {
	for _, x := range f.fields {
		if x.Name == name {
			return x, nil
		}
	}
	return nil, fmt.Errorf("review: a form without the field %s", name)
}

// Optional are the fields of a name: one, or none where the form has none.
func (f *form) Optional(name string) []*field {
	if x, err := f.Field(name); err == nil {
		return []*field{x}
	}
	return nil
}

// value is what stands in a field.
func (f *form) value(name string) string {
	x, err := f.Field(name)
	if err != nil {
		panic(err)
	}
	return x.Value
}

// want notes a fault where a field is empty.
func (f *form) want(name, text string) {
	if x, _ := f.Field(name); x != nil && x.Value == "" && x.Fault == "" {
		x.Fault = text
	}
}

// fault notes what is wrong with a field; of a name that the form has not, with the form as a whole. It never repeats what was typed.
func (f *form) fault(name, text string) {
	if x, _ := f.Field(name); x != nil {
		if x.Fault == "" {
			x.Fault = text
		}
		return
	}
	f.loose = append(f.loose, text)
}

// faultLink is a fault with the field that it is of.
type faultLink struct{ Href, Text string }

// Faults are all faults, in the order of the fields.
func (f *form) Faults() (all []faultLink) {
	if f == nil {
		return nil
	}
	for _, text := range f.loose {
		all = append(all, faultLink{Text: text})
	}
	for _, x := range f.fields {
		if x.Fault != "" {
			all = append(all, faultLink{"#" + x.ID(), x.Fault})
		}
	}
	return all
}

// ID is the id of the field's first control.
func (x *field) ID() string { return "f-" + x.Name }

// DescribedBy names the elements that say more of the field.
func (x *field) DescribedBy() template.HTMLAttr {
	var ids []string
	if x.Hint != "" {
		ids = append(ids, x.ID()+"-hint")
	}
	if x.Fault != "" {
		ids = append(ids, x.ID()+"-fault")
	}
	if len(ids) == 0 {
		return ""
	}
	return template.HTMLAttr(`aria-describedby="` + strings.Join(ids, " ") + `"`) // of ids that the program makes
}

// OptionID is the id of the control of an option by its place: the first has the field's.
func (x *field) OptionID(i int) string {
	if i == 0 {
		return x.ID()
	}
	return fmt.Sprintf("%s-%d", x.ID(), i+1)
}

package settings

// Audit is what is demanded of whoever looks.
//
//	audit:
//	  noting: required    # a look that cannot be noted is refused; when left out it is shown, and said gravely
//	  purpose: required   # who looks at one child says what for; when left out it is noted as not stated
//
// By default an officer who must act tonight is not kept from it by a full disk or a share that cannot be written.
type Audit struct {
	Noting  string `yaml:"noting"`
	Purpose string `yaml:"purpose"`
}

// demanded is the one word that each demand takes.
const demanded = "required"

// MustNote reports whether a look that cannot be noted is refused.
func (a Audit) MustNote() bool { return a.Noting == demanded }

// WantsPurpose reports whether who looks at one child must say what for.
func (a Audit) WantsPurpose() bool { return a.Purpose == demanded }

func (s *Settings) auditFaults() (f faults) {
	for _, x := range []struct{ name, is string }{{"noting", s.Audit.Noting}, {"purpose", s.Audit.Purpose}} {
		if x.is != "" && x.is != demanded {
			f.add("audit."+x.name, "%s is not a word for it; want %s, or leave it out", quoteFound(x.is), demanded)
		}
	}
	return f
}

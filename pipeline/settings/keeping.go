package settings

// Backup is where copies of the register are kept, and which of them stay.
type Backup struct {
	Folder string     `yaml:"folder"` // relative to the settings; empty: backups in the output folder
	Keep   KeepCopies `yaml:"keep"`
}

// KeepCopies says of how many of the last days, weeks and months the newest copy stays; zero stands for a default.
type KeepCopies struct {
	Days   int `yaml:"days"`
	Weeks  int `yaml:"weeks"`
	Months int `yaml:"months"`
}

// keepCopies are the defaults: a week to notice a loss day by day, a month for who was away, and a term to find what was
// done wrong. Longer is of little use, for a copy is made of a verified register alone and one of months ago lacks months
// of decisions; and what was pruned lives on in a copy for as long as it stays.
var keepCopies = KeepCopies{Days: 7, Weeks: 4, Months: 3}

// CopiesKept is which copies of the register stay: the defaults, or what the authority has set.
func (s *Settings) CopiesKept() KeepCopies {
	k := s.Backup.Keep
	for _, x := range []struct{ own, by *int }{{&k.Days, &keepCopies.Days}, {&k.Weeks, &keepCopies.Weeks}, {&k.Months, &keepCopies.Months}} {
		if *x.own == 0 {
			*x.own = *x.by
		}
	}
	return k
}

// Sign is the key by which the ends of the ledger are signed, in files that `rollcall register keygen` makes.
type Sign struct {
	Key   string   `yaml:"key"`   // the private key; empty: nothing is signed
	Trust []string `yaml:"trust"` // public keys of earlier ones, whose signatures still count
}

// copyFaults says what is wrong with how copies are kept and heads are signed.
func (s *Settings) copyFaults() (f faults) {
	k := s.Backup.Keep
	for _, x := range []struct {
		name      string
		own, most int
	}{{"days", k.Days, 3653}, {"weeks", k.Weeks, 520}, {"months", k.Months, 120}} {
		if x.own < 0 || x.own > x.most {
			f.add("backup.keep."+x.name, "want 1 to %d", x.most)
		}
	}
	if s.Sign.Key == "" && len(s.Sign.Trust) > 0 {
		f.add("sign.trust", "names keys, and sign.key is missing; name the key that signs now, or take both out")
	}
	return f
}

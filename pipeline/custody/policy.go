package custody

// Policy is what the settings say of who may open what a run writes. The zero Policy is: its owner alone, and in the clear.
type Policy struct {
	Recipients []string // whom everything personal is encrypted to; none: nothing is
	Sealed     []string // whom the folder for the named officer is encrypted to, in their place
	Identity   string   // the file of the identity that opens what the program reads back; may be empty
	Group      Group    // who may read the published lists on this machine
}

// Encrypts reports whether what is written is encrypted.
func (p Policy) Encrypts() bool { return len(p.Recipients) > 0 }

package linkage

import (
	"fmt"

	"rollcall/pipeline/custody"
)

// Encrypt is whom all that a linkage writes is encrypted to, with age, and what opens it again when a later one goes on from it.
// The folder to write may name recipients by itself, or one above it: see pipeline/custody.
type Encrypt struct {
	Recipients []string `yaml:"recipients"`
	Identity   string   `yaml:"identity"` // path of the age identity; --identity does as well
}

// policy is who may open what is written.
func (s *Settings) policy() custody.Policy { return custody.Policy{Recipients: s.Encrypt.Recipients} }

// takeIdentity has the identity of the settings open what is read back.
func (s *Settings) takeIdentity() error {
	if s.Encrypt.Identity == "" {
		return nil
	}
	if err := custody.TakeIdentity(s.resolvePath(s.Encrypt.Identity)); err != nil {
		return faultf("%s: encrypt.identity: %v", s.path, err)
	}
	return nil
}

// encryptFaults says what is wrong with whom the settings name.
func (s *Settings) encryptFaults() (faults []string) {
	for i, r := range s.Encrypt.Recipients {
		if _, err := custody.ParseRecipient(r); err != nil {
			faults = append(faults, fmt.Sprintf("encrypt.recipients[%d]: %v", i, err))
		}
	}
	return faults
}

// encrypts reports whether what is written to a folder is encrypted.
func (r *Run) encrypts(dir string) bool {
	above, err := custody.NamesRecipients(dir)
	return len(r.Settings.Encrypt.Recipients) > 0 || above && err == nil
}

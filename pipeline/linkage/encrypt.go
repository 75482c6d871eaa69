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
func (e Encrypt) policy() custody.Policy { return custody.Policy{Recipients: e.Recipients} }

// findFaults says what is wrong with whom the settings name.
func (e Encrypt) findFaults() (faults []string) {
	for i, r := range e.Recipients {
		if _, err := custody.ParseRecipient(r); err != nil {
			faults = append(faults, fmt.Sprintf("encrypt.recipients[%d]: %v", i, err))
		}
	}
	return faults
}

// coversFolder reports whether what is written to a folder is encrypted.
func (e Encrypt) coversFolder(dir string) bool {
	above, err := custody.NamesRecipients(dir)
	return len(e.Recipients) > 0 || above && err == nil
}

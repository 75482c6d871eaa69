package settings

import (
	"fmt"

	"rollcall/pipeline/custody"
)

// Encrypt is whom everything personal that a run writes is encrypted to, with age. Without recipients it lies in the clear, and
// the modes of its files and the disk's own encryption are all that protects it.
//
//	encrypt:
//	  recipients: [age1…, age1…]      # the officers' and the service's own public keys
//	  sealed_recipients: [age1…]      # the named officer's, for the folder of sealed children; the others when left out
//	  identity: secrets/rollcall.key  # what opens what Rollcall reads back itself; may be left out
//
// A run needs no identity: what it must know of the last night is in the register. With one, a run that was killed goes on from
// its checkpoints, and explain and evaluate work without --identity.
type Encrypt struct {
	Recipients []string `yaml:"recipients"`
	Sealed     []string `yaml:"sealed_recipients"`
	Identity   string   `yaml:"identity"`
}

// Custody is who may open what a run writes, by the settings.
func (s *Settings) Custody() custody.Policy {
	group, _ := custody.FindGroup(s.Group) // its fault was told when the settings were read
	return custody.Policy{
		Recipients: s.Encrypt.Recipients, Sealed: s.Encrypt.Sealed, Identity: s.Resolve(s.Encrypt.Identity), Group: group,
	}
}

// TakeIdentity has the settings' own identity open what is read back. Settings without one take none.
func (s *Settings) TakeIdentity() error {
	if s.Encrypt.Identity == "" {
		return nil
	}
	if err := custody.TakeIdentity(s.Resolve(s.Encrypt.Identity)); err != nil {
		return &Error{[]string{s.path + ": encrypt.identity: " + err.Error()}}
	}
	return nil
}

// custodyFaults says what is wrong with whom the settings name, and with the files of keys.
func (s *Settings) custodyFaults() (f faults) {
	for _, list := range []struct {
		name string
		keys []string
	}{{"recipients", s.Encrypt.Recipients}, {"sealed_recipients", s.Encrypt.Sealed}} {
		for i, r := range list.keys {
			if _, err := custody.ParseRecipient(r); err != nil {
				f.add(fmt.Sprintf("encrypt.%s[%d]", list.name, i), "%v", err)
			}
		}
	}
	if len(s.Encrypt.Recipients) == 0 && (len(s.Encrypt.Sealed) > 0 || s.Encrypt.Identity != "") {
		f.add("encrypt.recipients", "missing; without them nothing is encrypted")
	}
	if _, err := custody.FindGroup(s.Group); err != nil {
		f.add("group", "%v", err)
	}
	keys := []struct{ name, path string }{{"encrypt.identity", s.Encrypt.Identity}, {"register.key", s.Register.Key}}
	for i := range s.Sources {
		keys = append(keys, struct{ name, path string }{entryAt(i) + ".key", s.Sources[i].Key})
	}
	for _, k := range keys {
		if k.path == "" {
			continue
		}
		if err := custody.RefuseOpenKey(s.Resolve(k.path)); err != nil {
			f.add(k.name, "%s: %v", k.path, err)
		}
	}
	return f
}

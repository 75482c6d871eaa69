package custody

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"rollcall/pipeline/disk"
	"strings"

	"filippo.io/age"
)

// RecipientsFile is where a folder names whom all that is written in it, and in the folders below, is encrypted to: public keys, a
// line each. It stays in the published folder, so that it can be seen who can open what, and so that a file that is added
// later is encrypted as the others are. A writer that was never told of encryption still writes nothing in the clear.
const RecipientsFile = ".age-recipients"

// deepest is how far below the folder that names recipients a file may lie: an output folder, its runs, a run, a folder of it and
// one more.
const deepest = 6

// ParseRecipient reads one public key of age (age1…).
func ParseRecipient(text string) (age.Recipient, error) {
	all, err := age.ParseRecipients(strings.NewReader(text))
	if err != nil || len(all) != 1 {
		return nil, fmt.Errorf("not a recipient of age (want age1…, as age-keygen prints it)")
	}
	return all[0], nil
}

// SealedFolder is what the folder for the named officer is called: it has recipients of its own.
const SealedFolder = "sealed"

// MarkFolder makes a folder name the recipients of what is written in it from now on, and of its sealed folder, which need not be
// there yet. Without recipients it names none any more.
func (p Policy) MarkFolder(dir string) error {
	for _, m := range []struct {
		name string
		to   []string
	}{{RecipientsFile, p.Recipients}, {RecipientsFile + "." + SealedFolder, p.Sealed}} {
		path := filepath.Join(dir, m.name)
		if len(m.to) == 0 {
			if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return err
			}
			continue
		}
		if err := os.WriteFile(path, []byte(strings.Join(m.to, "\n")+"\n"), FileMode); err != nil {
			return err
		}
	}
	return nil
}

// NamesRecipients reports whether the folder of a path, or one above it, names recipients: then what is written there is encrypted.
func NamesRecipients(path string) (bool, error) {
	to, err := recipientsFor(path)
	return len(to) > 0, err
}

// recipientsFor are those that the folder of a path names, or the nearest one above it; none: it is written as it is.
func recipientsFor(path string) ([]age.Recipient, error) {
	dir, sealed := filepath.Dir(path), false
	for range deepest {
		names := []string{RecipientsFile}
		if sealed {
			names = []string{RecipientsFile + "." + SealedFolder, RecipientsFile}
		}
		for _, name := range names {
			to, err := readRecipients(filepath.Join(dir, name))
			if err != nil || len(to) > 0 {
				return to, err
			}
		}
		sealed = sealed || filepath.Base(dir) == SealedFolder
		up := filepath.Dir(dir)
		if up == dir {
			break
		}
		dir = up
	}
	return nil, nil
}

// readRecipients reads a list of recipients, if there is one. A list that cannot be read is an error: what is written would lie in
// the clear.
func readRecipients(file string) ([]age.Recipient, error) {
	text, err := disk.Read(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	to, err := age.ParseRecipients(strings.NewReader(string(text)))
	if err != nil {
		return nil, fmt.Errorf("%s: not a list of recipients; nothing is written in its folder", file)
	}
	return to, nil
}

package safekeeping

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"rollcall/pipeline/disk"
	"rollcall/pipeline/journal"
	"rollcall/pipeline/past"
	"rollcall/pipeline/register"
)

// headEnd is what the name of the file beside the register adds to the register's own. It holds where the ledger ended when something
// was last recorded, so that a register put back from before it is told even when no run has been made since.
const headEnd = ".head"

func headPath(out string) string { return past.RegisterPath(out) + headEnd }

// notedHead is an end of the ledger that was noted outside it, and by whom.
type notedHead struct {
	Run       string `json:"run,omitempty"` // of the manifest; empty: the file beside the register
	Entries   int64  `json:"entries"`
	Hash      string `json:"sha256"`
	Signature string `json:"signature,omitempty"`
}

// noted is all that files outside the register say of it.
type noted struct {
	beside  notedHead
	runs    []notedHead // of the published runs, also those that note nothing
	damaged []string    // manifests that cannot be read
}

// readNoted reads what the manifests of all published runs and the file beside the register say.
func readNoted(out string) (noted, error) {
	var n noted
	folders, err := os.ReadDir(runsFolder(out))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return n, err
	}
	for _, f := range folders {
		if strings.HasPrefix(f.Name(), ".") || !f.IsDir() {
			continue
		}
		path := filepath.Join(runsFolder(out), f.Name(), journal.ManifestFile)
		raw, err := disk.Read(path)
		if errors.Is(err, fs.ErrNotExist) {
			continue // no run's folder
		}
		var m struct {
			Run       string               `json:"run"`
			Register  journal.RegisterHead `json:"register"`
			Signature string               `json:"register_signature"`
		}
		if err == nil {
			err = json.Unmarshal(raw, &m)
		}
		if err != nil {
			n.damaged = append(n.damaged, path)
		}
		n.runs = append(n.runs, notedHead{f.Name(), m.Register.Entries, m.Register.Hash, m.Signature})
	}
	raw, err := disk.Read(headPath(out))
	if err == nil {
		err = json.Unmarshal(raw, &n.beside)
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		n.damaged = append(n.damaged, headPath(out))
	}
	return n, nil
}

// all are the heads that were noted, that of the file beside the register last.
func (n noted) all() []notedHead {
	var all []notedHead
	for _, h := range append(append([]notedHead{}, n.runs...), n.beside) {
		if h.Entries > 0 {
			all = append(all, h)
		}
	}
	return all
}

func (n noted) heads() []register.Head {
	var heads []register.Head
	for _, h := range n.all() {
		heads = append(heads, register.Head{Entries: h.Entries, Hash: h.Hash})
	}
	return heads
}

// unreadable says of files that cannot be read that they vouch for nothing.
func (n noted) unreadable() []journal.Notice {
	var notices []journal.Notice
	for _, path := range n.damaged {
		notices = append(notices, journal.Notice{Grave: true,
			Text: path + ": cannot be read, so that the register is not held to what it noted; put it back from a backup of the output folder, or remove it"})
	}
	return notices
}

// noteHead writes where the ledger ends into the file beside the register.
func (a *Asked) noteHead(head register.Head) error {
	h := notedHead{Entries: head.Entries, Hash: head.Hash}
	var err error
	if h.Signature, err = a.sign("", head); err != nil {
		return err
	}
	raw, err := json.Marshal(h)
	if err != nil {
		return err
	}
	if err := journal.WriteDurably(headPath(a.Out), append(raw, '\n')); err != nil {
		return fmt.Errorf("register: its end could not be noted: %w", err)
	}
	return nil
}

package pipeline

import (
	"fmt"
	"path/filepath"
	"strings"

	"rollcall/pipeline/custody"
	"rollcall/pipeline/settings"
)

// custodyText says who may open what a run writes: what Rollcall sees to, and what it cannot know.
func custodyText(s *settings.Settings) string {
	p := s.Custody()
	var b strings.Builder
	fmt.Fprintln(&b, "\nwho may open what a run writes")
	if g := p.Group.String(); g != "" {
		fmt.Fprintf(&b, "  published lists: the account that runs Rollcall and the group %s (folders 0750, files 0640); all else that account alone (0700, 0600)\n", g)
	} else {
		fmt.Fprintln(&b, "  the account that runs Rollcall alone (folders 0700, files 0600); group: in the settings lets a group read the published lists")
	}
	if p.Encrypts() {
		fmt.Fprintf(&b, "  everything personal is encrypted to %d recipients", len(p.Recipients))
		if len(p.Sealed) > 0 {
			fmt.Fprintf(&b, ", the folder of sealed children to %d of its own", len(p.Sealed))
		}
		fmt.Fprintln(&b)
	} else {
		fmt.Fprintln(&b, "  not encrypted by Rollcall (encrypt: in the settings); whether the disk is encrypted is not known to it")
	}
	if s.Register.Key == "" {
		fmt.Fprintln(&b, "  the register's key lies beside the register, and goes wherever a copy of the folder goes (register.key: in the settings)")
	}
	for _, dir := range []string{s.OutputDir(), filepath.Dir(s.OutputDir())} {
		if who, err := custody.Others(dir); err == nil && who != "" {
			fmt.Fprintf(&b, "  %s may be opened by %s\n", dir, who)
		}
	}
	return b.String()
}

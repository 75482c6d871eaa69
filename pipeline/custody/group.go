package custody

import (
	"fmt"
	"io/fs"
	"os"
	"os/user"
	"strconv"
)

// Group is who may read the published lists beside their owner. The zero Group is nobody.
type Group struct {
	name string
	id   int
}

// FindGroup finds a group of this machine by name. An empty name is nobody.
func FindGroup(name string) (Group, error) {
	if name == "" {
		return Group{}, nil
	}
	if !canOwn {
		return Group{}, fmt.Errorf("this system has no groups of files; give the folder an access list instead")
	}
	g, err := user.LookupGroup(name)
	if err != nil {
		return Group{}, fmt.Errorf("no group of this machine is called %q", name)
	}
	id, err := strconv.Atoi(g.Gid)
	return Group{name, id}, err
}

func (g Group) none() bool { return g.name == "" }

// String is the name of the group; empty for nobody.
func (g Group) String() string { return g.name }

// give gives a path to the group with a mode.
func (g Group) give(path string, mode fs.FileMode) error {
	if err := os.Chown(path, -1, g.id); err != nil {
		return fmt.Errorf("cannot be given to the group %s (is the account that runs this a member of it?): %w", g.name, err)
	}
	return os.Chmod(path, mode)
}

// GiveFile lets the group read one file.
func (g Group) GiveFile(path string) error {
	if g.none() {
		return nil
	}
	return g.give(path, sharedFileMode)
}

package notify

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"runtime"
	"slices"
	"strings"
)

// Secret is where a password or a key lies. One of the two is set, or neither where there is none.
type Secret struct {
	File string
	Env  string
}

// Read returns the secret. A file that others may read is refused.
func (s Secret) Read() (string, error) {
	if s.Env != "" {
		if text := os.Getenv(s.Env); text != "" {
			return text, nil
		}
		return "", fmt.Errorf("the environment has no %s", s.Env)
	}
	if s.File == "" {
		return "", nil
	}
	st, err := os.Stat(s.File)
	if err != nil {
		return "", err
	}
	if runtime.GOOS != "windows" && st.Mode().Perm()&0o007 != 0 {
		return "", fmt.Errorf("%s: others may read it; chmod 0600 it, and change what it holds", s.File)
	}
	text, err := os.ReadFile(s.File)
	if err != nil {
		return "", err
	}
	line := strings.TrimRight(string(text), "\r\n")
	if line == "" {
		return "", errors.New(s.File + ": empty")
	}
	return line, nil
}

func sortedCounts(counts map[string]int) []string { return slices.Sorted(maps.Keys(counts)) }

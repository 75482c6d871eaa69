package safekeeping

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"rollcall/pipeline/disk"
	"rollcall/pipeline/register"
)

// Loss is why a register cannot be gone by. Nothing is published; a person has it restored, or begins anew on purpose.
type Loss struct {
	What string
	Do   string
	err  error
}

// Error says what is the matter and what to do.
func (l *Loss) Error() string { return l.What + ". " + l.Do }

// Unwrap is the register's own fault.
func (l *Loss) Unwrap() error { return l.err }

// findLoss says that the register is missing although there was one.
func (a *Asked) findLoss(noted noted) error {
	if hasContent(a.path()) {
		return nil
	}
	if err := disk.CheckRegular(a.path()); err != nil {
		return fmt.Errorf("register %s: %w", a.path(), err)
	}
	is := "is missing"
	if _, err := os.Stat(a.path()); err == nil {
		is = "is empty"
	}
	var signs []string
	if n := len(noted.runs); n > 0 {
		signs = append(signs, fmt.Sprintf("%d published runs lie there", n))
	}
	if noted.beside.Entries > 0 {
		signs = append(signs, fmt.Sprintf("%s notes %d entries", filepath.Base(headPath(a.Out)), noted.beside.Entries))
	}
	if hasContent(a.path()+register.KeyEnd) && !register.IsKeyElsewhere(a.path()) {
		signs = append(signs, "its key lies there")
	}
	if len(signs) == 0 {
		return nil
	}
	return &Loss{What: fmt.Sprintf("register: %s %s, and there was one (%s): what officers decided would be forgotten", a.path(), is, strings.Join(signs, ", ")), Do: a.wayBack()}
}

// Explain says of an error of the register what a person can do; any other error is returned as it is.
func (a *Asked) Explain(err error) error {
	var done *Loss
	var key *register.KeyError
	var other *register.OtherAuthorityError
	switch {
	case err == nil || errors.As(err, &done):
		return err
	case errors.As(err, &key):
		return &Loss{err.Error() + ": children would be called anew", "If it lies elsewhere, copy it back beside the register. " + a.wayBack(), err}
	case errors.As(err, &other):
		return &Loss{err.Error(), "If authority.code or output of the settings is wrong, mend it. If the authority has another code now, rollcall register authority -c " +
			a.Settings.Path() + " --by WHO --why REASON. If another register was put there, " + lowerFirst(a.wayBack()), err}
	case register.IsDamaged(err):
		return &Loss{err.Error(), "It was changed by something other than Rollcall, an older copy was put in its place, or the disk is failing. " + a.wayBack(), err}
	}
	return err
}

// wayBack says how a register is had back.
func (a *Asked) wayBack() string {
	config := a.Settings.Path()
	anew := fmt.Sprintf("rollcall register begin -c %s --by WHO --why REASON", config)
	copies, err := a.copies()
	if err != nil || len(copies) == 0 {
		return fmt.Sprintf("There is no copy of it in %s: if you keep one elsewhere, rollcall register restore FILE -c %s --by WHO; if there is none, begin anew on purpose with %s",
			a.folder(), config, anew)
	}
	return fmt.Sprintf("Have it back with rollcall register restore -c %s --by WHO (the newest copy is %s); only if no copy is any good, begin anew on purpose with %s",
		config, copies[0], anew)
}

func lowerFirst(s string) string { return strings.ToLower(s[:1]) + s[1:] }

// hasContent reports whether a file is there and holds something.
func hasContent(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Size() > 0
}

package pipeline

import (
	"fmt"
	"path/filepath"
	"strings"

	"rollcall/pipeline/journal"
	"rollcall/pipeline/people"
	"rollcall/pipeline/register"
	"rollcall/sources"
)

// exposedFolders are the published folders that show in the clear a child who is sealed now: its seal came after them.
func exposedFolders(j *journal.Journal, reg *register.Register, c *people.Children) ([]string, error) {
	folders, err := reg.FoldersExposing(j.Context(), c.Exposed())
	if err != nil {
		return nil, err
	}
	var dirs []string
	for _, f := range folders {
		dir := filepath.Join(j.Out, f)
		if filepath.Base(f) != string(j.Manifest.Run) && journal.FileExists(dir) && !journal.IsWithdrawn(dir) {
			dirs = append(dirs, dir)
		}
	}
	return dirs, nil
}

// tellExposed says gravely which folders are about to be withdrawn.
func tellExposed(j *journal.Journal, reg *register.Register, c *people.Children) error {
	dirs, err := exposedFolders(j, reg, c)
	if err != nil || len(dirs) == 0 {
		return err
	}
	var names []string
	for _, dir := range dirs {
		names = append(names, filepath.Base(dir))
	}
	j.Notice(journal.Notice{Kind: string(sources.Protected), Grave: true, Text: fmt.Sprintf("protected: earlier runs show children in the clear "+
		"who are sealed now; their files are removed once this run is published: %s; recall what was printed or sent of them", strings.Join(names, ", "))})
	return nil
}

// withdrawExposed removes the files of those folders. It is done when the run is published, so that officers are never without lists.
func withdrawExposed(j *journal.Journal, reg *register.Register, c *people.Children) error {
	dirs, err := exposedFolders(j, reg, c)
	if err != nil {
		return err
	}
	for _, dir := range dirs {
		why := fmt.Sprintf("The files of this run were removed after the run for %s: they showed in the clear a child who has been sealed since.\n"+
			"The lists of %s take their place. Recall what was printed or sent of this run.", j.AsOf.Words(), j.Manifest.Run)
		if err := journal.WithdrawFolder(dir, why); err != nil {
			return fmt.Errorf("published, but the folder %s still shows a child who is sealed now: %w; remove its files by hand", filepath.Base(dir), err)
		}
	}
	return nil
}

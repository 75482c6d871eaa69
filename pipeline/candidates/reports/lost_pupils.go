package reports

import "rollcall/pipeline/candidates"

// toUpload is every untraced child of whom no transfer file lies with the lost pupils, each an id: which file has the child, or what is
// wanting for one. The file goes up when an officer has signed for the child.
func toUpload(f *Facts) candidates.Table {
	t := candidates.Table{
		ID: "Send", File: "lost_pupils", Title: "Lost pupils to be uploaded",
		About: "Children whose case is open as untraced and of whom no transfer file lies in the lost pupil database. The folder lost_pupils has a file for each. Untraced is not closed.",
		Columns: []candidates.TableColumn{textColumn("child_id", "Child", 18), textColumn("file", "File", 34), textColumn("wanting", "Wanting", 24),
			textColumn("last_school", "Last school", 12), dayColumn("left_on", "Left it")},
	}
	n := 0
	for l := range candidates.EachPrinted(f.LostPupils) {
		file := ""
		if l.Lacks() == "" {
			n++
			file = candidates.LostPupilName(l.From, n)
		}
		t.Rows = append(t.Rows, []any{l.Child, file, l.Lacks(), l.Last.School, l.Last.Left})
	}
	return t
}

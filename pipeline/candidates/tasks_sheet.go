package candidates

// tasksTable is the sheet of what is still to be done, beside the reports. Its rows are those of tasks.parquet.
func tasksTable(tasks []Task) Table {
	t := Table{
		ID: "Tasks", File: "tasks", Title: "Still to be done",
		About: "What a clock of the law or of local practice says is due, of whom, and which open cases the evidence would let a person close.",
		Columns: []TableColumn{
			{Name: "of", Title: "Whose", Width: 20}, {Name: "rule", Title: "Rule", Width: 7}, {Name: "late", Title: "Late", Width: 6},
			{Name: "due", Title: "Due", Is: DayCell, Width: 12}, {Name: "reason", Title: "What", Width: 80}, {Name: "missing", Title: "Wanting", Width: 40},
			{Name: "next_action", Title: "Next action", Width: 50}, {Name: "who", Title: "Who acts", Width: 18},
			{Name: "name", Title: "Name", Width: 24}, {Name: "born", Title: "Date of birth", Is: DayCell, Width: 12}, {Name: "school_name", Title: "School", Width: 30},
			{Name: "child_id", Title: "Child", Width: 18}, {Name: "since", Title: "Since", Is: DayCell, Width: 12},
		},
	}
	for _, x := range tasks {
		late := ""
		if x.Late {
			late = "late"
		}
		t.Rows = append(t.Rows, []any{x.Of, x.Rule, late, x.Due, x.Reason, x.Missing, x.NextAction, x.Who, listName(x.Person), x.Person.DOB, x.SchoolName, x.ChildID, x.Since})
	}
	return t
}

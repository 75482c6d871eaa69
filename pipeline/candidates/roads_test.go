package candidates

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// Each line at risk is on the sheet of its road and on no other; what a school works through itself is on none.
func TestALineAtRiskHasOneSheet(t *testing.T) {
	lists := Lists{AtRisk: open(
		Row{ChildID: "c-1", Severity: "P2", Road: OfficersRoad}, Row{ChildID: "c-2", Severity: "P3", Road: IllnessRoad}, Row{ChildID: "c-3", Severity: "P5", Road: HomeRoad},
		Row{ChildID: "c-4", Severity: "P5", Road: MeetingRoad}, Row{ChildID: "c-5", Severity: "P4", Road: SchoolRoad}, Row{ChildID: "c-6", Severity: "P2"}, Row{ChildID: "c-7", Severity: "P5", Road: OfficersRoad})}
	file := opened(t, lists, sheetRows)
	for sheet, want := range map[string]string{atRiskSheet: "c-1 c-6", illnessSheet: "c-2", homeSheet: "c-3", meetingSheet: "c-4"} {
		rows, err := file.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, row := range rows {
			for _, cell := range row {
				if strings.HasPrefix(cell, "c-") {
					got = append(got, cell)
				}
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s has %v, want %s", sheet, got, want)
		}
	}
}

// What is filled in on the sheet of any road comes back as of the list at risk; a workbook from before there were roads is read.
func TestEveryRoadIsReadBack(t *testing.T) {
	path := filepath.Join(t.TempDir(), WorkbookFile)
	if err := WriteWorkbook(path, sample()); err != nil {
		t.Fatal(err)
	}
	fill(t, path, map[string]map[string]string{meetingSheet: {cell(riskColumns, outcomeTitle, 4): "Looked at"}})
	got, err := ReadWorkbook(path)
	if err != nil || len(got.Lines) != 1 || got.Lines[0].List != AtRisk || got.Lines[0].ChildID != "c-000031" {
		t.Errorf("read %+v, %v", got.Lines, err)
	}
	file, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, sheet := range []string{illnessSheet, homeSheet, meetingSheet} {
		if err := file.DeleteSheet(sheet); err != nil {
			t.Fatal(err)
		}
	}
	if err := file.Save(); err != nil {
		t.Fatal(err)
	}
	if got, err = ReadWorkbook(path); err != nil || len(got.Lines) != 0 {
		t.Errorf("an old workbook: %+v, %v", got.Lines, err)
	}
}

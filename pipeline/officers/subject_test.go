package officers

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rollcall/pipeline/register"
)

// Whoever asks what is held on a child is given what officers did about it too, what they typed marked for review.
func TestStepsAreGathered(t *testing.T) {
	dir := t.TempDir()
	g := &gathering{Gathered: Gathered{Folder: dir}, held: register.HeldOn{
		Steps:     []register.Step{{Child: "A", Kind: "wrote", To: "parent", Made: "2026-10-12", Due: "2026-10-19", By: "AB", Note: "about A"}},
		Looks:     []register.SecondLook{{Child: "A", Verdict: "not_cme", Made: "2026-10-13", By: "CD"}},
		Questions: []register.Question{{Child: "A", Text: "who knows A", Made: "2026-10-13", By: "AB", To: "CD"}, {Child: "A", Text: "I do", Made: "2026-10-14", By: "CD", Answers: 3}},
	}}
	if err := g.writeRegister(); err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(filepath.Join(dir, "steps.csv"))
	if err != nil {
		t.Fatal(err)
	}
	rows := strings.Split(strings.TrimSpace(string(raw)), "\n")
	for i, want := range []string{"made,what,to,result,answer due,by,note,mark", "2026-10-12,wrote,parent,,2026-10-19,AB,about A,", "2026-10-13,a second look: not_cme,,,,CD,,", "2026-10-13,asked a colleague,CD,,,AB,who knows A,",
		"2026-10-14,answered a colleague,,,,CD,I do,"} {
		if i >= len(rows) || !strings.HasPrefix(rows[i], want) || i > 0 && !strings.Contains(rows[i], "review: ") {
			t.Errorf("row %d of %q: want %q", i, rows, want)
		}
	}
}

package pipeline

import (
	"iter"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rollcall/pipeline/candidates"
	"rollcall/pipeline/candidates/desk"
)

// deskOf is a desk over a run that knows some stories; one child has been sealed since.
func deskOf(t *testing.T, sealed string, stories ...candidates.Story) *Desk {
	t.Helper()
	d := &Desk{published: published{dir: t.TempDir()}, sealed: func(child string) bool { return child == sealed }}
	by := map[string]*candidates.Story{}
	neighbours := func(yield func(candidates.Line[candidates.Kept]) bool) {
		for i := range stories {
			s := &stories[i]
			by[s.ChildID] = s
			kept := candidates.Kept{ChildID: s.ChildID, Written: []candidates.Written{{Who: candidates.Wrote{Surname: s.Person.Surname}}}}
			if !yield(candidates.NewLine(kept, false)) {
				return
			}
		}
	}
	l := candidates.Lists{Summary: candidates.Summary{AsOf: time.Date(2026, 10, 15, 0, 0, 0, 0, time.UTC)},
		Kept: func(part func(iter.Seq[candidates.Line[candidates.Kept]]) bool) { part(neighbours) }}
	if err := desk.Write(filepath.Join(d.dir, candidates.DeskFile), l); err != nil {
		t.Fatal(err)
	}
	if err := candidates.WriteDecided(candidates.Origin{}, filepath.Join(d.dir, candidates.DecisionsFile), nil); err != nil {
		t.Fatal(err)
	}
	var err error
	if d.store, err = desk.Open(d.dir, func(_ *candidates.World, k *candidates.Kept, _ map[string]*candidates.Kept) *candidates.Story {
		return by[k.ChildID]
	}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
	return d
}

// toldOf is a child of whom everything is known, with a sister.
func toldOf(id, sister string) candidates.Story {
	on := time.Date(2014, 3, 12, 0, 0, 0, 0, time.UTC)
	said := func(text string) []candidates.Said {
		return []candidates.Said{{Title: "said", Text: text, Source: "housing", On: on, Record: "housing:h.csv#1"}}
	}
	return candidates.Story{ChildID: id, Status: "candidate", Explanation: "No register has the child.",
		Person:    candidates.Person{Forename: "Ottoline", MiddleNames: "Zephyrine", Surname: "Quillhaven", OtherNames: "Otty Vexmoor", DOB: on, UPN: "Q887400112233"},
		Addresses: said("14 Wexcombe Rise"), Phones: said("01632 960123"), Parents: said("Peregrine Thistle"), Emails: said("p.thistle@mail.example"), Numbers: said("9434765919"),
		Schools:  []candidates.Attended{{LAESTAB: "8874001", Name: "Eastmarch Primary", Words: "left the roll"}},
		Siblings: []candidates.Sibling{{ChildID: sister, Name: "Rosamund Quillhaven", DOB: on.AddDate(2, 0, 0), School: "Northby Academy"}},
		Care:     []candidates.Care{{Fact: "child in need", Since: on, Team: "Team 4", Ref: "SC-4711"}},
		OpenCase: &candidates.CouncilCase{Status: "suspected", Ref: "CME-0815"},
		Possible: []candidates.MayBe{{ChildID: sister, Record: "health:c.csv#1", Theirs: "health:c.csv#9"}},
		Events:   []candidates.Event{{From: on, Kind: "left_roll", Words: "moved to Wexcombe", Place: "8874001", Record: "roll_changes:r.csv#1"}},
		Records:  []candidates.RecordSaid{{RecordID: "housing:h.csv#1", Fields: []candidates.Field{{Name: "Surname", Text: "QUILLHAVEN"}, {Name: "Address", Text: "14 Wexcombe Rise"}}}}}
}

// Whoever does not say who asks and what for is told nothing by which a child is known but its id; whoever does, all of it.
func TestNamesAreForWhoSaysWhatFor(t *testing.T) {
	d := deskOf(t, "", toldOf("AAAA1", "BBBB2"), toldOf("BBBB2", "AAAA1"))
	personal := []string{"Ottoline", "Zephyrine", "Quillhaven", "QUILLHAVEN", "Vexmoor", "Q887400112233", "12 March 2014", "Wexcombe", "960123", "Peregrine", "p.thistle", "9434765919", "Rosamund",
		"SC-4711", "CME-0815"}
	plain, err := d.ShowChild(t.Context(), "AAAA1", false)
	if err != nil {
		t.Fatal(err)
	}
	named, err := d.ShowChild(t.Context(), "AAAA1", true)
	if err != nil {
		t.Fatal(err)
	}
	for _, value := range personal {
		if value != "12 March 2014" && strings.Contains(plain, value) { // the day is that of other facts too
			t.Errorf("without names %q is told:\n%s", value, plain)
		}
		if !strings.Contains(named, value) {
			t.Errorf("%q is not told:\n%s", value, named)
		}
	}
	for _, common := range []string{"child AAAA1 as of 15 October 2026: candidate", "Eastmarch Primary (8874001)", "child BBBB2", "at Northby Academy", "child in need", "suspected", "health:c.csv#9", "left roll",
		"housing:h.csv#1"} {
		if !strings.Contains(plain, common) {
			t.Errorf("%q is not told:\n%s", common, plain)
		}
	}
}

// A child who was sealed after the run is told of as one who was sealed before, in no other child's story either.
func TestWhoIsSealedSinceIsNotTold(t *testing.T) {
	d := deskOf(t, "BBBB2", toldOf("AAAA1", "BBBB2"), toldOf("BBBB2", "AAAA1"))
	if text, err := d.ShowChild(t.Context(), "BBBB2", true); err != nil || text != "child BBBB2: "+candidates.SealedReason+"\n" {
		t.Errorf("%q, %v", text, err)
	}
	if text, err := d.ShowChild(t.Context(), "AAAA1", true); err != nil || strings.Contains(text, "BBBB2") || strings.Contains(text, "Rosamund") {
		t.Errorf("a sealed sister is told: %s, %v", text, err)
	}
	found, err := d.Find(t.Context(), "quillhaven", 0)
	if err != nil || len(found.Hits) != 1 || found.Hits[0].ChildID != "AAAA1" || found.Total != 1 {
		t.Errorf("%+v, %v", found, err)
	}
	if _, err := d.ShowChild(t.Context(), "CCCC3", true); err == nil || !strings.Contains(err.Error(), "not in this run, or sealed") {
		t.Errorf("nobody: %v", err)
	}
}

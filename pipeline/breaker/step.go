package breaker

import "cmp"

// Line is a line of a list, as the breaker sees it.
type Line struct {
	List, Child string
	Rule        string // the first that put the child there
	Source      string // the kind of extract that it hangs on; empty where none can be named
	ByOfficer   bool   // an officer holds the case open, or its decision came to its end: no extract did it
}

// LineKey names a line.
type LineKey struct{ List, Child string }

// Stood is how a child stood in the last published run.
type Stood struct {
	Status string // of its reconciliation; empty: not of age, or in no extract
	By     string // kind of the record that explained the child; empty where none did
}

// Before is what the last published run showed.
type Before struct {
	Days      int              // from its day to tonight's
	Lines     map[LineKey]Line // by the id that the child has tonight
	Stood     map[string]Stood // of the children who are newly listed tonight, by that id
	Explained map[string]int   // how many children each kind of extract explained
	Lasting   map[string]bool  // kinds of extract whose explanations last from list to list: of no other is it counted who lost one
	Untold    bool             // nobody can tell what explained the children: the run is gone from the disk
}

// Step is how a night's lists differ from the last published ones, in counts. What an officer did is not counted.
type Step struct {
	Days       int                       `json:"days"`
	Had        map[string]int            `json:"had"`  // lines before, by list, as Has is tonight
	Has        map[string]int            `json:"has"`  //
	New        map[string]int            `json:"new"`  // by list
	Gone       map[string]int            `json:"gone"` // by list
	NewByRule  map[string]map[string]int `json:"new_by_rule,omitempty"`
	GoneByRule map[string]map[string]int `json:"gone_by_rule,omitempty"`
	Went       map[string]map[string]int `json:"went,omitempty"`          // by list, by why in one of few words
	BySource   map[string]int            `json:"new_by_source,omitempty"` // candidates, by the kind of extract that they hang on
	Lost       map[string]int            `json:"lost,omitempty"`          // new candidates, by the kind that explained them before
	Unseen     map[string]int            `json:"unseen,omitempty"`        // those who were not there before, by the kind that they hang on
	Explained  map[string]int            `json:"explained,omitempty"`     // how many each kind explained before
}

// The statuses that the breaker tells apart.
const explained = "explained"

// Decided is why a line went that an officer took off.
const Decided = "decided"

// Compare counts how tonight's lines differ from the last published ones. Went is why lines went, in one of few words.
func Compare(candidates string, tonight []Line, went map[LineKey]string, before Before) Step {
	s := Step{Days: before.Days, Had: map[string]int{}, Has: map[string]int{}, New: map[string]int{}, Gone: map[string]int{},
		NewByRule: map[string]map[string]int{}, GoneByRule: map[string]map[string]int{}, Went: map[string]map[string]int{}, BySource: map[string]int{}, Lost: map[string]int{},
		Unseen: map[string]int{}, Explained: before.Explained}
	here := map[LineKey]bool{}
	for _, l := range tonight {
		key := LineKey{l.List, l.Child}
		here[key] = true
		s.Has[l.List]++
		if _, had := before.Lines[key]; had || l.ByOfficer {
			continue
		}
		s.New[l.List]++
		add(s.NewByRule, l.List, l.Rule)
		if l.List == candidates && !before.Untold {
			s.countNew(l, before.Stood[l.Child], before.Lasting)
		}
	}
	for key, l := range before.Lines {
		s.Had[key.List]++
		if !here[key] && !l.ByOfficer && went[key] != Decided && !(l.List != candidates && here[LineKey{candidates, key.Child}]) {
			s.Gone[key.List]++
			add(s.GoneByRule, key.List, l.Rule)
			add(s.Went, key.List, cmp.Or(went[key], "for no reason that is told"))
		}
	}
	return s
}

// countNew counts a candidate who is new by what the child hung on before, or hangs on now.
func (s *Step) countNew(l Line, stood Stood, lasting map[string]bool) {
	if l.Source != "" {
		s.BySource[l.Source]++
	}
	switch {
	case stood.Status == explained && lasting[stood.By]:
		s.Lost[stood.By]++
	case stood.Status == "" && l.Source != "":
		s.Unseen[l.Source]++
	}
}

func add(to map[string]map[string]int, list, rule string) {
	if to[list] == nil {
		to[list] = map[string]int{}
	}
	to[list][rule]++
}

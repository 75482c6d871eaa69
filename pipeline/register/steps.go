package register

// Step is something that an officer did about a child and that leaves no decision: rang, wrote, visited, referred. What waits for an
// answer is in hand until its day.
type Step struct {
	Seq    int64  `json:"-"` // number of its entry
	Child  string `json:"-"` // as the run called the child
	Run    string `json:"run"`
	Kind   string `json:"kind"`             // one of the words of officers: "rang", "wrote", "visited", "referred", "letter", "lost-pupil database", …
	To     string `json:"to,omitempty"`     // whom: "parent", "sibling's school", "MASH", "Fair Access Panel", an LA code
	Result string `json:"result,omitempty"` // "no reply", "spoke", "left a message", "reply came"
	Made   string `json:"made"`             // YYYY-MM-DD
	By     string `json:"by"`
	Due    string `json:"due,omitempty"` // YYYY-MM-DD by which an answer is to be had; empty: nothing is waited for
	Note   string `json:"note,omitempty"`
	Mark   string `json:"mark"`             // digest of what was typed: the same is not taken twice
	Closes int64  `json:"closes,omitempty"` // the step that this one answers, by its number
}

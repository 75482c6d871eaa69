package rules

// Withhold takes a candidate off the list for a reason that lies in the extracts and not in the child: what the rules said
// becomes what they cannot tell. Of any other verdict it changes nothing.
func (v *Verdict) Withhold(reason string) {
	if v.Status != Candidate {
		return
	}
	unknown := append([]Finding(nil), v.Unknown...) // the slice may be shared with other verdicts
	for _, f := range v.CME {
		unknown = append(unknown, Finding{Rule: f.Rule, Reason: reason, Since: f.Since, Records: f.Records})
	}
	v.Status, v.CME, v.Unknown, v.Explanation = Undecided, nil, unknown, reason
}

package rules

// Amounts are the numbers that no statute and no guidance fixes: an authority may set its own. What each is stands in setAmounts.
// What the law does fix is in legal.go.
type Amounts struct {
	ResidenceDays, TraceDays, ArrivalDays, NewArrivalStage, SummerHold, ReceptionGrace, NoShow, NoShowMarked, OfferAnswer       int
	FairAccessDays, HomeEducationLag, CurrentAbsence, OtherAuthorityDays, IndependentGrace, AbroadDays, VisitorDays             int
	ComplianceDays, ConsultDay, ReferDay, LetterReply, ReturnInterval, DriftFirst, DriftSecond, DriftThird, DriftFourth         int
	TransferChase, ReminderDays, Acknowledge, BlankShare, UntracedDays, ReferralDays, NeverStarted, CarePlacement, AfterRelease int
	ClosureHold, RepeatDays, ArrangedShare, ArrangedSessions, SuspensionEpisode, SuspensionTerm, HalfAttended, ArrangementEnds  int
	PartTimeDays, Homes, HomeAssessment, TravelOverdue, ReleaseWatch, EpisodeDays                                               int

	GreyFrom float64
}

// setAmount is an amount that an authority may set.
type setAmount struct {
	of       any     // an *int, or a *float64 for a probability
	name     string  // as the settings write it
	standard float64 // where an authority sets none
	about    string
}

// setAmounts are the amounts that an authority may set. Where a local policy is the source of a default it is named.
func (a *Amounts) setAmounts() []setAmount {
	return []setAmount{
		{&a.ResidenceDays, "residence_days", 366, "how old, in days, the newest dated sign of a child in the area may be for the child to " +
			"count as living there: twelve months."},
		{&a.TraceDays, "trace_days", 2 * 366, "how long, in days, a child who was last known at a school of the authority stays to be " +
			"traced without a newer sign in the area. Untraced is not resolved; after it the child is reported as elsewhere, for the case " +
			"list."},
		{&a.ArrivalDays, "arrival_days", 60, "how recent, in days, a first registration must be to count as an arrival."},
		{&a.NewArrivalStage, "new_arrival_stage", 10, "how many school days a new arrival has before the line becomes graver (U17)."},
		{&a.SummerHold, "summer_hold", 10, "how many school days of the new term a child between two schools is held back (U18)."},
		{&a.ReceptionGrace, "reception_grace", 5, "how many school days after the day education was due a Reception place may stay empty " +
			"(C02)."},
		{&a.NoShow, "no_show", 10, "how many school days after the agreed day a child may be missing from the roll before C10 says so: ten " +
			"when only the roll is known and not the register."},
		{&a.NoShowMarked, "no_show_marked", 3, "how many school days it is where the attendance register is known."},
		{&a.OfferAnswer, "offer_answer", 20, "how many school days parents have to accept or refuse an offer (Medway policy, paragraph " +
			"6.8)."},
		{&a.FairAccessDays, "fair_access_days", 28, "how many days out of education put a child in the fair access group (C13)."},
		{&a.HomeEducationLag, "home_education_lag", 5, "how many working days the home-education register may take to hold a child (C16)."},
		{&a.CurrentAbsence, "current_absence", 5, "how many school days old the last mark or return of an absence may be for it to count " +
			"as going on."},
		{&a.OtherAuthorityDays, "other_authority_days", 366, "how long, in days, a statement of another authority explains a child before " +
			"it is shown as old; twice as long and it explains nothing."},
		{&a.IndependentGrace, "independent_grace", 121, "how many days of a new school year last year's word of an independent school " +
			"still explains a child, shown as old."},
		{&a.AbroadDays, "abroad_days", 183, "after how many days a child believed to be abroad is checked again (U12): six months."},
		{&a.VisitorDays, "visitor_days", 90, "for how many days a visit is believed (U26)."},
		{&a.ComplianceDays, "compliance_days", 92, "how many days past a duty of a school is still asked about (K01 to K06, K11, K17): a " +
			"quarter."},
		{&a.ConsultDay, "consult_day", 5, "by which of the school days of an absence the school discusses it with the authority (K07, " +
			"Medway policy, paragraph 11.2)."},
		{&a.ReferDay, "refer_day", 10, "by which of the school days of an absence the school refers (K07). Medway's policy says ten " +
			"working days in one place and ten days in another."},
		{&a.LetterReply, "letter_reply", 5, "how many working days a letter may go unanswered before a home visit (K08, Southwark " +
			"protocol)."},
		{&a.ReturnInterval, "return_interval", 31, "how many days may pass between a school's attendance returns (K09): a month where none " +
			"is agreed."},
		{&a.DriftFirst, "drift_first", 1, "how many working days an open case of severity P1 may stand without an action (K10)."},
		{&a.DriftSecond, "drift_second", 3, "how many working days a case of severity P2 may stand (K10)."},
		{&a.DriftThird, "drift_third", 7, "how many working days a case of severity P3 may stand (K10)."},
		{&a.DriftFourth, "drift_fourth", 15, "how many working days any other case may stand (K10)."},
		{&a.TransferChase, "transfer_chase", 10, "how many working days a move may go unconfirmed before it is chased (K13)."},
		{&a.ReminderDays, "reminder_days", 28, "how many days ahead a fixed date is reminded of (K16)."},
		{&a.Acknowledge, "acknowledge", 1, "how many working days a referral may go unacknowledged (K17)."},
		{&a.BlankShare, "blank_share", 20, "the share of rows, in hundredths, above which a particular counts as often blank (K18)."},
		{&a.UntracedDays, "untraced_days", 91, "after how many days an untraced child is looked at again (V10): a quarter."},
		{&a.GreyFrom, "grey_from", 0.5, "the least probability at which a possible match that would explain a candidate holds the " +
			"candidate back for a person to judge first, when something that happened to the child puts the child on the list: an offer, " +
			"a leaving, an exclusion. A child listed for being on no register alone is held by any possible match, because the whole case " +
			"is that nothing was found."},
		{&a.ReferralDays, "referral_days", 92, "how many days old a referral may be to go by (C19, C24)."},
		{&a.NeverStarted, "never_started", 366, "how many days after education fell due a child without any application counts as never " +
			"having started (C03); after that the child is one whom no register shows."},
		{&a.CarePlacement, "care_placement", 20, "how many school days a looked-after or unaccompanied child may be without a school " +
			"(C22)."},
		{&a.AfterRelease, "after_release", 5, "how many school days after release from custody education may take to begin (C23)."},
		{&a.ClosureHold, "closure_hold", 10, "how many school days after a school closed its pupils have to show on another roll (C26)."},
		{&a.RepeatDays, "repeat_days", 366, "how many days after a case was closed a child without education counts as a repeat (C27)."},
		{&a.ArrangedShare, "arranged_share", 10, "how many hundredths of the sessions arranged must be attended for a place to count as " +
			"attended (C29)."},
		{&a.ArrangedSessions, "arranged_sessions", 20, "how many sessions must have been offered for attendance of arranged provision to " +
			"be told (C29, R08)."},
		{&a.SuspensionEpisode, "suspension_episode", 5, "how many school days of suspension on end show a pupil at risk (R06)."},
		{&a.SuspensionTerm, "suspension_term", 15, "how many school days of suspension in a term show a pupil at risk (R06)."},
		{&a.HalfAttended, "half_attended", 50, "how many hundredths of the sessions arranged must be attended for a place not to be at " +
			"risk (R08)."},
		{&a.ArrangementEnds, "arrangement_ends", 20, "how many school days before an arrangement ends something should follow it (R08)."},
		{&a.PartTimeDays, "part_time_days", 42, "how many days a part-time timetable may last (R09): six weeks."},
		{&a.Homes, "homes", 3, "how many homes in twelve months are many (R10)."},
		{&a.HomeAssessment, "home_assessment", 84, "how many days the home-education service has to look at the education of a child new " +
			"to its register (R16)."},
		{&a.TravelOverdue, "travel_overdue", 20, "how many school days a family may travel before its return is overdue (R24)."},
		{&a.ReleaseWatch, "release_watch", 60, "how many days after release a young person is watched (R25)."},
		{&a.EpisodeDays, "episode_days", 2 * 366, "the time, in days, in which a second case shows a child at risk of a third (R29): 24 " +
			"months."},
	}
}

// DefaultAmounts returns the amounts that are used where an authority sets none.
func DefaultAmounts() Amounts {
	var a Amounts
	for _, x := range a.setAmounts() {
		x.setNumber(x.standard)
	}
	return a
}

func (x setAmount) setNumber(v float64) {
	switch of := x.of.(type) {
	case *int:
		*of = int(v)
	case *float64:
		*of = v
	}
}

func (x setAmount) number() float64 {
	if of, is := x.of.(*int); is {
		return float64(*of)
	}
	return *x.of.(*float64)
}

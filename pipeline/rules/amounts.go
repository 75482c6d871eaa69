package rules

// Amounts are the numbers that no statute and no guidance fixes: an authority may set its own. Where a local policy is the
// source of a default it is named. What the law does fix is in legal.go.
type Amounts struct {
	// ResidenceDays is how old, in days, the newest dated sign of a child in the area may be for the child to count as
	// living there: twelve months.
	ResidenceDays int
	// TraceDays is how long, in days, a child who was last known at a school of the authority stays to be traced without a
	// newer sign in the area. Untraced is not resolved; after it the child is reported as elsewhere, for the case list.
	TraceDays int
	// ArrivalDays is how recent, in days, a first registration must be to count as an arrival.
	ArrivalDays int
	// NewArrivalStage is how many school days a new arrival has before the line becomes graver (U17).
	NewArrivalStage int
	// SummerHold is how many school days of the new term a child between two schools is held back (U18).
	SummerHold int
	// ReceptionGrace is how many school days after the day education was due a Reception place may stay empty (C02).
	ReceptionGrace int
	// NoShow is how many school days after the agreed day a child may be missing from the roll before C10 says so: ten when
	// only the roll is known and not the register.
	NoShow int
	// NoShowMarked is how many school days it is where the attendance register is known.
	NoShowMarked int
	// OfferAnswer is how many school days parents have to accept or refuse an offer (Medway policy, paragraph 6.8).
	OfferAnswer int
	// FairAccessDays is how many days out of education put a child in the fair access group (C13).
	FairAccessDays int
	// HomeEducationLag is how many working days the home-education register may take to hold a child (C16).
	HomeEducationLag int
	// CurrentAbsence is how many school days old the last mark or return of an absence may be for it to count as going on.
	CurrentAbsence int
	// OtherAuthorityDays is how long, in days, a statement of another authority explains a child before it is shown as old;
	// twice as long and it explains nothing.
	OtherAuthorityDays int
	// IndependentGrace is how many days of a new school year last year's word of an independent school still explains a
	// child, shown as old.
	IndependentGrace int
	// AbroadDays is after how many days a child believed to be abroad is checked again (U12): six months.
	AbroadDays int
	// VisitorDays is for how many days a visit is believed (U26).
	VisitorDays int
	// ComplianceDays is how many days past a duty of a school is still asked about (K01 to K06, K11, K17): a quarter.
	ComplianceDays int
	// ConsultDay is by which of the school days of an absence the school discusses it with the authority (K07, Medway policy,
	// paragraph 11.2).
	ConsultDay int
	// ReferDay is by which of the school days of an absence the school refers (K07). Medway's policy says ten working days in one
	// place and ten days in another.
	ReferDay int
	// LetterReply is how many working days a letter may go unanswered before a home visit (K08, Southwark protocol).
	LetterReply int
	// ReturnInterval is how many days may pass between a school's attendance returns (K09): a month where none is agreed.
	ReturnInterval int
	// DriftFirst is how many working days an open case of severity P1 may stand without an action (K10).
	DriftFirst int
	// DriftSecond is how many working days a case of severity P2 may stand (K10).
	DriftSecond int
	// DriftThird is how many working days a case of severity P3 may stand (K10).
	DriftThird int
	// DriftFourth is how many working days any other case may stand (K10).
	DriftFourth int
	// TransferChase is how many working days a move may go unconfirmed before it is chased (K13).
	TransferChase int
	// ReminderDays is how many days ahead a fixed date is reminded of (K16).
	ReminderDays int
	// Acknowledge is how many working days a referral may go unacknowledged (K17).
	Acknowledge int
	// BlankShare is the share of rows, in hundredths, above which a particular counts as often blank (K18).
	BlankShare int
	// UntracedDays is after how many days an untraced child is looked at again (V10): a quarter.
	UntracedDays int
	// GreyFrom is the least probability at which a possible match that would explain a candidate holds the candidate back
	// for a person to judge first, when something that happened to the child puts the child on the list: an offer, a
	// leaving, an exclusion. A child listed for being on no register alone is held by any possible match, because the whole
	// case is that nothing was found.
	GreyFrom float64
	// ReferralDays is how many days old a referral may be to go by (C19, C24).
	ReferralDays int
	// NeverStarted is how many days after education fell due a child without any application counts as never having started
	// (C03); after that the child is one whom no register shows.
	NeverStarted int
	// CarePlacement is how many school days a looked-after or unaccompanied child may be without a school (C22).
	CarePlacement int
	// AfterRelease is how many school days after release from custody education may take to begin (C23).
	AfterRelease int
	// ClosureHold is how many school days after a school closed its pupils have to show on another roll (C26).
	ClosureHold int
	// RepeatDays is how many days after a case was closed a child without education counts as a repeat (C27).
	RepeatDays int
	// ArrangedShare is how many hundredths of the sessions arranged must be attended for a place to count as attended (C29).
	ArrangedShare int
	// ArrangedSessions is how many sessions must have been offered for attendance of arranged provision to be told (C29, R08).
	ArrangedSessions int
	// SuspensionEpisode is how many school days of suspension on end show a pupil at risk (R06).
	SuspensionEpisode int
	// SuspensionTerm is how many school days of suspension in a term show a pupil at risk (R06).
	SuspensionTerm int
	// HalfAttended is how many hundredths of the sessions arranged must be attended for a place not to be at risk (R08).
	HalfAttended int
	// ArrangementEnds is how many school days before an arrangement ends something should follow it (R08).
	ArrangementEnds int
	// PartTimeDays is how many days a part-time timetable may last (R09): six weeks.
	PartTimeDays int
	// Homes is how many homes in twelve months are many (R10).
	Homes int
	// HomeAssessment is how many days the home-education service has to look at the education of a child new to its register
	// (R16).
	HomeAssessment int
	// TravelOverdue is how many school days a family may travel before its return is overdue (R24).
	TravelOverdue int
	// ReleaseWatch is how many days after release a young person is watched (R25).
	ReleaseWatch int
	// EpisodeDays is the time, in days, in which a second case shows a child at risk of a third (R29): 24 months.
	EpisodeDays int
}

// DefaultAmounts returns the amounts that are used where an authority sets none.
func DefaultAmounts() Amounts {
	return Amounts{
		GreyFrom:           0.5,
		ResidenceDays:      366,
		TraceDays:          2 * 366,
		ArrivalDays:        60,
		NewArrivalStage:    10,
		SummerHold:         10,
		ReceptionGrace:     5,
		NoShow:             10,
		NoShowMarked:       3,
		OfferAnswer:        20,
		FairAccessDays:     28,
		HomeEducationLag:   5,
		CurrentAbsence:     5,
		OtherAuthorityDays: 366,
		IndependentGrace:   121,
		AbroadDays:         183,
		ComplianceDays:     92,
		ConsultDay:         5,
		ReferDay:           10,
		LetterReply:        5,
		ReturnInterval:     31,
		DriftFirst:         1,
		DriftSecond:        3,
		DriftThird:         7,
		DriftFourth:        15,
		TransferChase:      10,
		ReminderDays:       28,
		Acknowledge:        1,
		BlankShare:         20,
		UntracedDays:       91,
		VisitorDays:        90,
		ReferralDays:       92,
		NeverStarted:       366,
		CarePlacement:      20,
		AfterRelease:       5,
		ClosureHold:        10,
		RepeatDays:         366,
		ArrangedShare:      10,
		ArrangedSessions:   20,
		SuspensionEpisode:  5,
		SuspensionTerm:     15,
		HalfAttended:       50,
		ArrangementEnds:    20,
		PartTimeDays:       42,
		Homes:              3,
		HomeAssessment:     84,
		TravelOverdue:      20,
		ReleaseWatch:       60,
		EpisodeDays:        2 * 366,
	}
}

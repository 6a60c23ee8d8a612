import type { Expected } from './look.js';

/** Monday, 27 September 2027. */
export const inSeptember: Expected = {
  scorecard: {
    FAIL: [
      // Three of four were in time; the traders sent theirs as they went.
      'REPORTED_ON_TIME',
      // Due in the last 180 days, from 31 March on: 4 of 5, 3 of 5, 3 of 4, 2 of 5, 2 of 4 and 2 of 4.
      'COMMITMENTS_KEPT',
      // Talked about on 22 September, and nobody wrote it down yet; the one before was in February.
      'POWER_HELD',
      // July's and August's were in time, those of 23 June came four weeks later.
      'NOTES_ON_TIME',
      'QUESTIONS_ANSWERED_ON_TIME',
      // One of four who sit there speaks for a group that is hurt most: a fourth, and alone.
      'SEAT_RULE_MET',
    ],
    // Not here any more: they talk, agree on dignity, have a new text, and the elders gave their parlour.
    NOT_ASSESSABLE: [],
  },
  desk: [
    'INPUT_UNANSWERED: Nobody asks those who clean at night., since 2027-03-25',
    'COMMITMENT_OVERDUE: Fix the ramp at the square, since 2027-07-29',
    'COMMITMENT_OVERDUE: Draw the night routes, since 2027-08-26',
    // They said so after the meeting of 18 August and were not there in September.
    'PLEDGE_NEEDS_CHANGE: Bus company, since 2027-09-02',
    'SEAT_VACANT: Seat of the elders, since 2027-09-18',
    'HELP_UNANSWERED: Read the minutes aloud, since 2027-09-25',
    'CHECK_FAILED: QUESTIONS_ANSWERED_ON_TIME, since 2027-06-28',
    'CHECK_FAILED: REPORTED_ON_TIME, since 2027-06-28',
    // Nothing from them since 13 January, and whoever spoke for them is gone.
    'GROUP_SILENT: Shopkeepers, since 2027-07-13',
    'DECISION_REVIEW_DUE: We slow River Road first., since 2027-09-15',
    'CHECK_FAILED: COMMITMENTS_KEPT, since 2027-09-27',
    'CHECK_FAILED: NOTES_ON_TIME, since 2027-09-27',
    'CHECK_FAILED: POWER_HELD, since 2027-09-27',
    'CHECK_FAILED: SEAT_RULE_MET, since 2027-09-27',
    // Not here: the duplicates were talked about in July, the traders sent their numbers and are nobody to be reached,
    // and that the school street is alone is six weeks old.
  ],
  map: {
    together: [
      [
        ...['Crossings', 'Elders ride along', 'Injury records', 'Night bus', 'Seats at the square'],
        ...['Shade at the square', 'Shared training', 'Slow driving', 'Speed survey', 'Stops with seats'],
        ...['Street patrol', 'Street stories', 'Walking bus', 'Winter lights'],
      ],
    ],
    // Somebody said how it could help the night bus, and the bus company did not confirm it.
    isolated: ['School street'],
    cycles: 0,
    criticalPath: ['Ten crossings painted', 'Seats ordered'],
    // The new goal of the second version: everybody has a say, and nobody works on it.
    gaps: ['heard'],
    overlaps: [['Seats at the square', 'Shade at the square']],
    notReferred: ['Tenants of Street patrol to Walking bus', 'Tenants of Walking bus to Street patrol'],
    // Twelve in June, one less with the traders, three more.
    ...{ density: '14/210', isolation: '1/15' },
  },
  digests: {
    // They were not there on 22 September. What they owe is asked for; that the crossings are not cleaned is not theirs.
    buses: {
      ASKED: [
        'Say whether one activity reinforces the other, as was proposed: School street → Night bus',
        'Your commitment, due on 18 August 2027: Draw the night routes',
        'Your commitment, due on 21 July 2027: Fix the ramp at the square',
      ],
    },
    // It is backbone staff who see to the notes of what the hub hosted.
    desk: {
      ASKED: ['Write the notes of “Who speaks for whom”, due on 29 September 2027'],
      CHANGED: [
        'Begin with those who waited: confirmed and delivered',
        'Give the traders their keys: confirmed and delivered',
        'Leave two minutes of silence: accepted and new',
        'Lend the megaphone: released',
        'Paint the first crossing: released',
        'Pay for the way here: accepted and new',
        'Read the minutes aloud: help was asked for',
        'Safe deliveries: stopped',
        'Say sorry to the tenants: confirmed and delivered',
        'Send the plans ahead: accepted and new',
        'Take turns to lead: accepted and new',
        'Translate the plans: accepted and new',
        'Water the trees: confirmed and delivered',
      ],
    },
  },
  // Of the whole year: 5 of 5, 2 of 3 (the painted crossing was released), 4 of 5, 3 of 5, 3 of 4, 2 of 5, 2 of 4, 2 of 4.
  followThrough: '23/35 = 0.6571',
};

import type { Expected } from './look.js';

/** Monday, 28 June 2027. */
export const inJune: Expected = {
  scorecard: {
    FAIL: [
      // The tenants want to talk about dignity.
      'REQUIRED_TERMS_AGREED',
      // Two of three sent the first quarter's numbers by 30 April; the traders still owe theirs.
      'REPORTED_ON_TIME',
      // The library left, and its room with it: three of five kinds.
      'CORE_ACTIVITY_EQUIPPED',
      // The last one was on 24 March; 90 days were over on 22 June.
      'SUSTAINING_HELD',
      // One of two; the other answer came a month late.
      'QUESTIONS_ANSWERED_ON_TIME',
      // The traders were last there on 21 April.
      'ORGANIZATIONS_REACHED',
      // Nine months from 24 March end on Christmas Eve, four days short of half a year; nobody named a gap.
      'FUNDED_OR_GAP_NAMED',
    ],
    NOT_ASSESSABLE: [],
  },
  desk: [
    // The day after 14 days, as in March: somebody decided on it, and nobody told who had said it.
    'INPUT_UNANSWERED: Nobody asks those who clean at night., since 2027-03-25',
    // Joint, and due on 24 March. The lamps of the traders are as late, and theirs alone: not here.
    'COMMITMENT_OVERDUE: Paint the first crossing, since 2027-04-01',
    // The elders were in the meeting of 23 June, the tenants were not.
    'PLEDGE_NEEDS_CHANGE: Tenants’ union, since 2027-06-03',
    'HELP_UNANSWERED: Train the patrol, since 2027-06-26',
    'SUBMISSION_OVERDUE: Traders’ club, since 2027-05-08',
    'SUSTAINING_DUE: Streets for all, since 2027-06-08',
    'TERM_NEEDS_TALK: dignity, since 2027-06-19',
    'ORGANIZATION_UNREACHED: Traders’ club, since 2027-06-21',
    'CHECK_FAILED: CORE_ACTIVITY_EQUIPPED, since 2027-06-28',
    'CHECK_FAILED: FUNDED_OR_GAP_NAMED, since 2027-06-28',
    'CHECK_FAILED: ORGANIZATIONS_REACHED, since 2027-06-28',
    'CHECK_FAILED: QUESTIONS_ANSWERED_ON_TIME, since 2027-06-28',
    'CHECK_FAILED: REPORTED_ON_TIME, since 2027-06-28',
    'CHECK_FAILED: REQUIRED_TERMS_AGREED, since 2027-06-28',
    'CHECK_FAILED: SUSTAINING_HELD, since 2027-06-28',
    // Alone since 17 February.
    'ACTIVITY_ISOLATED: Street library, since 2027-04-19',
    'ACTIVITIES_DUPLICATE: Walking bus = Street patrol, since 2027-04-21',
  ],
  map: {
    together: [
      [
        ...['Crossings', 'Elders ride along', 'Injury records', 'Night bus', 'Safe deliveries', 'Seats at the square'],
        ...[
          'Shade at the square',
          'Slow driving',
          'Stops with seats',
          'Street patrol',
          'Street stories',
          'Walking bus',
        ],
      ],
    ],
    isolated: ['Street library'],
    cycles: 0,
    // The records are shared.
    criticalPath: ['Ten crossings painted', 'Seats ordered'],
    gaps: [],
    // The walking bus and the patrol know of each other now.
    overlaps: [['Seats at the square', 'Shade at the square']],
    notReferred: ['Tenants of Street patrol to Walking bus', 'Tenants of Walking bus to Street patrol'],
    // Six links of March and six new ones; that two are duplicates strengthens neither.
    ...{ density: '12/156', isolation: '1/13' },
  },
  digests: {
    buses: {
      ASKED: [
        'Say how your organization stands to the term “dignity”',
        'Say how your organization stands to version 2 of the common agenda',
      ],
      // Theirs, or done with them; that the clinic asked for help is not theirs to hear.
      CHANGED: [
        'Count the night passengers: confirmed and delivered',
        'Fix the ramp at the square: accepted and new',
        'Write down the night routes: confirmed and delivered',
      ],
    },
    desk: {
      ASKED: ['Write the notes of “Before the summer”, due on 30 June 2027'],
      CHANGED: [
        'Answer the parents: accepted and new',
        'Ask every parent: has a new date',
        'Bring the old plans: accepted and new',
        'Count the night passengers: confirmed and delivered',
        'Fix the ramp at the square: accepted and new',
        'Lend two wheelchairs: accepted and new',
        'Measure the speed on River Road: confirmed and delivered',
        'Open the school gate early: accepted and new',
        'Print the survey: released',
        'Train the patrol: help was asked for',
        'Write down the night routes: confirmed and delivered',
      ],
    },
  },
  // January 5 of 5, February 2 of 4, March 4 of 5, April 3 of 5, May 2 of 3: one was released, one has a new date.
  followThrough: '16/22 = 0.7273',
};

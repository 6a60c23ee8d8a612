import type { Expected } from './look.js';

/** Monday, 27 December 2027. */
export const inDecember: Expected = {
  scorecard: {
    FAIL: [
      // The assembly that was to be held by the end of November.
      'GOALS_MEASURED_OR_TASKED',
      // Two of three: the school was late.
      'REPORTED_ON_TIME',
      // What was said about power in September was written down in October; two of three.
      'NOTES_ON_TIME',
      // The school was last there on 20 October.
      'ORGANIZATIONS_REACHED',
      // One of two: the bus company waited four weeks for its table.
      'SUPPORT_ANSWERED_ON_TIME',
    ],
    // Four of five questions in time now, promises 20 of 28, a seat for the elders, money until October.
    NOT_ASSESSABLE: [],
  },
  desk: [
    'INPUT_UNANSWERED: Nobody asks those who clean at night., since 2027-03-25',
    'COMMITMENT_OVERDUE: Fix the ramp at the square, since 2027-07-29',
    'COMMITMENT_OVERDUE: Draw the night routes, since 2027-08-26',
    'COMMITMENT_OVERDUE: Clean the crossings, since 2027-09-30',
    // 45 in the third quarter; 40 before they began.
    'MEASURE_WORSE: People badly hurt, since 2027-10-01',
    'CHECK_FAILED: REPORTED_ON_TIME, since 2027-06-28',
    'CHECK_FAILED: NOTES_ON_TIME, since 2027-09-27',
    'ORGANIZATION_UNREACHED: River school, since 2027-12-20',
    'CHECK_FAILED: GOALS_MEASURED_OR_TASKED, since 2027-12-27',
    'CHECK_FAILED: ORGANIZATIONS_REACHED, since 2027-12-27',
    'CHECK_FAILED: SUPPORT_ANSWERED_ON_TIME, since 2027-12-27',
    'ACTIVITY_ISOLATED: School street, since 2027-10-18',
    // Not here: what was said on 22 December waits for five days only, and the next talk about what sustains them is due
    // on 18 January, in more than two weeks.
  ],
  map: {
    together: [
      [
        ...['Crossings', 'Elders ride along', 'Injury records', 'Night bus', 'Ramp fund', 'Seats at the square'],
        ...['Shade at the square', 'Shared training', 'Slow driving', 'Speed survey', 'Stops with seats'],
        ...['Street assembly', 'Street patrol', 'Street stories', 'Walking bus', 'Winter lights', 'Youth map'],
      ],
    ],
    isolated: ['School street'],
    cycles: 0,
    criticalPath: ['Ten crossings painted', 'Seats ordered'],
    gaps: [],
    overlaps: [['Seats at the square', 'Shade at the square']],
    notReferred: ['Tenants of Street patrol to Walking bus', 'Tenants of Walking bus to Street patrol'],
    // The records are done: their two links are between active ones no more; three links are new.
    ...{ density: '15/272', isolation: '1/17' },
  },
  digests: {
    buses: {
      ASKED: [
        'Say whether one activity reinforces the other, as was proposed: School street → Night bus',
        'Your commitment, due on 18 August 2027: Draw the night routes',
        'Your commitment, due on 21 July 2027: Fix the ramp at the square',
      ],
      CHANGED: [
        'Drive slowly past the school: confirmed and delivered',
        'Drive the last bus later: accepted and new',
        'Thank the drivers: accepted and new',
      ],
    },
    desk: {
      CHANGED: [
        'Ask those who were hurt: confirmed and delivered',
        'Cook for the celebration: confirmed and delivered',
        'Count again in spring: accepted and new',
        'Drive slowly past the school: confirmed and delivered',
        'Drive the last bus later: accepted and new',
        'Keep the lamps lit: accepted and new',
        'Mend the ramp for good: confirmed and delivered',
        'Open the hall on Sundays: accepted and new',
        'Print the invitation: confirmed and delivered',
        'Thank the drivers: accepted and new',
        'Write the county’s report: has a new date',
      ],
    },
  },
  // September's 23 of 35, and 5 of 5, 4 of 5 and 4 of 4: the report to the county has a new date in January.
  followThrough: '36/49 = 0.7347',
};

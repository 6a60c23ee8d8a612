import type { Expected } from './look.js';

/** Monday, 29 March 2027. */
export const inMarch: Expected = {
  scorecard: {
    FAIL: [
      // What was done is counted (crossings), and nothing yet says whether it did anybody good.
      'HOW_MUCH_PAIRED',
      // There are no numbers yet that anybody could have made sense of.
      'SENSEMAKING_CHANGED_SOMETHING',
      // One of seven works alone: 0.1429, and 0.1 is the most.
      'ACTIVITIES_LINKED',
    ],
    NOT_ASSESSABLE: [
      // The first quarter is not over.
      'REPORTED_ON_TIME',
      // Nobody asked anything, of each other or of the backbone.
      'QUESTIONS_ANSWERED_ON_TIME',
      'SUPPORT_ANSWERED_ON_TIME',
    ],
  },
  desk: [
    // In the box since 10 March, so more than 14 days.
    'INPUT_UNANSWERED: Nobody asks those who clean at night., since 2027-03-25',
    // The school asked on Wednesday morning; three days were over on Saturday morning.
    'HELP_UNANSWERED: Translate the leaflet, since 2027-03-27',
    // Both could not be judged when the year began. What failed from the first day on is no news: it is not here.
    'CHECK_FAILED: ACTIVITIES_LINKED, since 2027-03-29',
    'CHECK_FAILED: HOW_MUCH_PAIRED, since 2027-03-29',
    // Not here: the painted crossing is joint and open, but only five days late.
  ],
  map: {
    together: [
      ['Crossings', 'Elders ride along', 'Injury records', 'Stops with seats', 'Street patrol', 'Walking bus'],
    ],
    isolated: ['Street library'],
    cycles: 0,
    // The stops wait for the crossings, and these for the records.
    criticalPath: ['Records shared', 'Ten crossings painted', 'Seats ordered'],
    gaps: [],
    // Both are for tenants on River Road, so that nobody is hurt; one wrote the road in small letters.
    overlaps: [['Street patrol', 'Walking bus']],
    notReferred: ['Tenants of Street patrol to Walking bus', 'Tenants of Walking bus to Street patrol'],
    // Six links, and 7 × 6 there could be.
    ...{ density: '6/42', isolation: '1/7' },
  },
  digests: {
    // What concerns the bus company in the week of 22 March. What it promised then is due in more than two weeks: it is
    // told, not asked for. Nothing of the school's leaflet is here.
    buses: {
      CHANGED: [
        'Apologize for the closed ramp: accepted and new',
        'Bring elders to the stops: confirmed and delivered',
        'Find a second driver: accepted and new',
        'Walk the bus route together: confirmed and delivered',
      ],
    },
    // The backbone hears of everything that was promised and kept; it is asked for nothing and was told of the decision
    // to adopt in February.
    desk: {
      CHANGED: [
        'Apologize for the closed ramp: accepted and new',
        'Bring elders to the stops: confirmed and delivered',
        'Find a second driver: accepted and new',
        'Open the planning meetings: confirmed and delivered',
        'Print a street map: released',
        'Speak at the market: accepted and new',
        'Teach the children the crossing: accepted and new',
        'Translate the leaflet: help was asked for',
        'Walk the bus route together: confirmed and delivered',
        'Write to the county together: accepted and new',
      ],
    },
  },
  // January: five of five, one of them by a new date in time. February: two of four, as the fifth was released.
  followThrough: '7/9 = 0.7778',
};

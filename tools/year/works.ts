import type { Partner } from './story.js';

export interface Work {
  title: string;
  lead: Partner;
  partners?: Partner[];
  goal: 'unhurt' | 'reach' | 'heard';
  groups: string[];
  place?: string;
  kind?: 'PROGRAM' | 'POLICY' | 'SYSTEMS' | 'PUBLIC_WILL' | 'CAPACITY';
  core?: string[];
  milestones?: [string, string][];
}

export const works: Record<string, Work[]> = {
  '2027-02-17': [
    {
      ...{ title: 'Crossings', lead: 'council', partners: ['clinic', 'school', 'library'], goal: 'unhurt' },
      ...{ groups: ['Tenants', 'Elders'], place: 'River Road', kind: 'SYSTEMS' },
      core: ['data', 'space', 'outreach', 'funding', 'translation'],
      milestones: [['Ten crossings painted', '2027-10-01']],
    },
    {
      title: 'Injury records',
      lead: 'clinic',
      goal: 'unhurt',
      groups: ['Tenants'],
      kind: 'CAPACITY',
      milestones: [['Records shared', '2027-05-01']],
    },
    { title: 'Walking bus', lead: 'school', goal: 'unhurt', groups: ['Tenants'], place: 'River Road', kind: 'PROGRAM' },
    {
      title: 'Street patrol',
      lead: 'tenants',
      goal: 'unhurt',
      groups: ['Tenants'],
      place: 'river road',
      kind: 'PROGRAM',
    },
    {
      title: 'Stops with seats',
      lead: 'buses',
      goal: 'reach',
      groups: ['Elders'],
      kind: 'SYSTEMS',
      milestones: [['Seats ordered', '2027-08-01']],
    },
    { title: 'Elders ride along', lead: 'elders', goal: 'reach', groups: ['Elders'], kind: 'PUBLIC_WILL' },
    { title: 'Street library', lead: 'library', goal: 'reach', groups: ['Tenants'], kind: 'PUBLIC_WILL' },
  ],
  '2027-04-21': [
    {
      title: 'Seats at the square',
      lead: 'elders',
      goal: 'reach',
      groups: ['Elders'],
      place: 'Clinic Square',
      kind: 'SYSTEMS',
    },
    {
      title: 'Shade at the square',
      lead: 'clinic',
      goal: 'reach',
      groups: ['Elders'],
      place: 'Clinic square',
      kind: 'SYSTEMS',
    },
    { title: 'Slow driving', lead: 'buses', goal: 'unhurt', groups: ['Tenants'], kind: 'POLICY' },
    { title: 'Street stories', lead: 'tenants', goal: 'unhurt', groups: ['Tenants'], kind: 'PUBLIC_WILL' },
  ],
  '2027-05-19': [
    { title: 'Night bus', lead: 'buses', goal: 'reach', groups: ['Tenants'] },
    { title: 'Safe deliveries', lead: 'traders', partners: ['council'], goal: 'unhurt', groups: ['Shopkeepers'] },
  ],
  '2027-07-21': [
    { title: 'Speed survey', lead: 'council', goal: 'unhurt', groups: ['Tenants'], kind: 'CAPACITY' },
    { title: 'Shared training', lead: 'clinic', goal: 'unhurt', groups: ['Elders'], kind: 'CAPACITY' },
  ],
  '2027-08-18': [
    { title: 'Winter lights', lead: 'council', goal: 'reach', groups: ['Elders'], kind: 'SYSTEMS' },
    { title: 'School street', lead: 'school', goal: 'unhurt', groups: ['Tenants'], kind: 'POLICY' },
  ],
  '2027-10-20': [
    { title: 'Street assembly', lead: 'tenants', goal: 'heard', groups: ['Tenants'], kind: 'PUBLIC_WILL' },
  ],
  '2027-11-17': [
    { title: 'Youth map', lead: 'school', goal: 'heard', groups: ['Tenants'], kind: 'CAPACITY' },
    { title: 'Ramp fund', lead: 'elders', goal: 'reach', groups: ['Elders'], kind: 'SYSTEMS' },
  ],
};

export interface Tie {
  from: string;
  kind: 'FEEDS' | 'ENABLES' | 'REFERS' | 'SHARES_RESOURCE' | 'DEPENDS_ON' | 'DUPLICATES';
  to: string;
}
const tie = (from: string, kind: Tie['kind'], to: string): Tie => ({ from, kind, to });

/** Proposed by the hub for the lead of the first, and confirmed by the lead of the second on the same day. */
export const ties: Record<string, Tie[]> = {
  '2027-03-24': [
    tie('Injury records', 'FEEDS', 'Crossings'),
    tie('Crossings', 'DEPENDS_ON', 'Injury records'),
    tie('Stops with seats', 'DEPENDS_ON', 'Crossings'),
    tie('Walking bus', 'FEEDS', 'Crossings'),
    tie('Street patrol', 'ENABLES', 'Crossings'),
    tie('Elders ride along', 'FEEDS', 'Stops with seats'),
  ],
  '2027-04-21': [
    tie('Seats at the square', 'FEEDS', 'Stops with seats'),
    tie('Shade at the square', 'ENABLES', 'Stops with seats'),
    tie('Slow driving', 'FEEDS', 'Crossings'),
    tie('Street stories', 'FEEDS', 'Street patrol'),
    tie('Walking bus', 'DUPLICATES', 'Street patrol'),
  ],
  '2027-05-19': [
    tie('Night bus', 'REFERS', 'Elders ride along'),
    tie('Safe deliveries', 'SHARES_RESOURCE', 'Crossings'),
  ],
  '2027-08-18': [tie('Speed survey', 'FEEDS', 'Slow driving'), tie('Shared training', 'FEEDS', 'Elders ride along')],
  '2027-09-22': [tie('Winter lights', 'ENABLES', 'Stops with seats')],
  '2027-10-20': [tie('Street assembly', 'FEEDS', 'Street stories')],
  '2027-11-17': [tie('Youth map', 'FEEDS', 'Street assembly'), tie('Ramp fund', 'FEEDS', 'Seats at the square')],
};

/** The partners of the coalition by their codes; the hub is its backbone, and hosts no work of its own. */
export const partners = {
  tenants: 'Tenants’ union',
  elders: 'Elders’ circle',
  clinic: 'Health clinic',
  school: 'River school',
  council: 'Town council',
  buses: 'Bus company',
  library: 'Library',
  traders: 'Traders’ club',
} as const;
export type Partner = keyof typeof partners;
export type Member = Partner | 'hub';
export const everybody: Member[] = ['hub', ...(Object.keys(partners) as Partner[])];
export const all = (...but: Member[]) => everybody.filter((one) => !but.includes(one));

/** What happens to a promise that falls due on the day of the next meeting. */
export const fates = {
  kept: 'delivered and confirmed on the day it is due',
  moved: 'on the day it is due it gets a new date, the meeting after, and is confirmed then',
  late: 'help is asked for on the day it is due, and it comes a meeting later',
  released: 'its holders are let go on the day it is due',
  open: 'nothing is heard of it',
} as const;
export type Fate = keyof typeof fates;

export interface Promised {
  title: string;
  kind: 'TASK' | 'RESOURCE' | 'LEADER_PRACTICE' | 'REPAIR';
  holders: Member[];
  counterpart: Member;
  fate: Fate;
}

export interface Meeting {
  on: string;
  kind: 'ROUTINE' | 'SUSTAINING' | 'POWER' | 'SENSEMAKING' | 'CELEBRATION' | 'REPAIR';
  title: string;
  who: Member[];
  /** Written on the day; nothing: not yet. */
  notes?: string;
  promises: Promised[];
}

const promise = (
  title: string,
  [holders, counterpart]: [string, Member],
  fate: Fate,
  kind: Promised['kind'] = 'TASK',
): Promised => ({ title, kind, holders: holders.split(' ') as Member[], counterpart, fate });

export const meetings: Meeting[] = [
  {
    ...{ on: '2027-01-13', kind: 'ROUTINE', title: 'How we begin', who: everybody, notes: 'We know each other now.' },
    promises: [
      promise('Count the crossings', ['council', 'school'], 'kept'),
      promise('Ask the tenants what they fear', ['tenants', 'clinic'], 'kept'),
      promise('Lend the big room', ['library', 'elders'], 'kept', 'RESOURCE'),
      promise('Share the injury records', ['clinic', 'council'], 'kept', 'RESOURCE'),
      promise('Walk the bus route together', ['elders buses', 'tenants'], 'moved'),
    ],
  },
  {
    ...{
      on: '2027-02-17',
      kind: 'POWER',
      title: 'Who decides about streets',
      who: everybody,
      notes: 'The council does.',
    },
    promises: [
      promise('Open the planning meetings', ['council', 'tenants'], 'kept', 'LEADER_PRACTICE'),
      promise('Bring elders to the stops', ['buses', 'elders'], 'kept'),
      promise('Translate the leaflet', ['school', 'tenants'], 'late'),
      promise('Print a street map', ['traders', 'library'], 'released'),
      promise('Paint the first crossing', ['council traders', 'school'], 'open'),
    ],
  },
  {
    ...{ on: '2027-03-24', kind: 'SUSTAINING', title: 'What keeps us going', who: all('library', 'traders') },
    ...{ notes: 'We are tired and glad.' },
    promises: [
      promise('Apologize for the closed ramp', ['buses', 'elders'], 'kept', 'REPAIR'),
      promise('Find a second driver', ['buses', 'clinic'], 'kept'),
      promise('Teach the children the crossing', ['school', 'council'], 'kept'),
      promise('Speak at the market', ['tenants', 'traders'], 'late'),
      promise('Write to the county together', ['hub tenants', 'council'], 'moved'),
    ],
  },
];

export interface Told {
  text: string;
  on: string;
  group: string;
  contact?: string;
  /** The day on which it gets its disposition and, where there is a contact, its reply; nothing: forgotten. */
  answered?: string;
}

export const inputs: Told[] = [
  { text: 'Our children cross between lorries.', on: '2027-01-13', group: 'Tenants', answered: '2027-02-17' },
  {
    text: 'The light is green for six seconds.',
    on: '2027-01-13',
    group: 'Elders',
    answered: '2027-02-17',
    contact: 'a letter box',
  },
  { text: 'Deliveries need a place to stop.', on: '2027-01-13', group: 'Shopkeepers', answered: '2027-02-17' },
  // Dropped into the box of the library and found at the next meeting: nobody ever answers it.
  { text: 'Nobody asks those who clean at night.', on: '2027-03-10', group: 'Tenants' },
];

export interface Work {
  title: string;
  lead: Partner;
  partners?: Partner[];
  goal: 'unhurt' | 'reach';
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
};

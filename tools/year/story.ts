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
  /** What a SUSTAINING one says of money, where it is not nine months. */
  sustaining?: { runwayMonths: string; fundingGap?: string };
  /** Activities that it was about. */
  about?: string[];
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
  {
    ...{ on: '2027-04-21', kind: 'ROUTINE', title: 'Spring round', who: all('library'), notes: 'We start anew.' },
    promises: [
      promise('Move the bins', ['traders', 'elders'], 'kept'),
      promise('Borrow a speed camera', ['council', 'tenants'], 'kept', 'RESOURCE'),
      promise('Show the leaflet to ten people', ['clinic', 'elders'], 'kept'),
      promise('Write down the night routes', ['buses', 'tenants'], 'late'),
      promise('Sponsor ten lamps', ['traders', 'council'], 'open', 'RESOURCE'),
    ],
  },
  {
    ...{ on: '2027-05-19', kind: 'SENSEMAKING', title: 'What the spring showed', who: all('library', 'traders') },
    ...{ notes: 'Most are hurt on River Road.' },
    promises: [
      promise('Measure the speed on River Road', ['council', 'school'], 'kept'),
      promise('Count the night passengers', ['buses', 'clinic'], 'kept'),
      promise('Ask every parent', ['school', 'tenants'], 'moved'),
      promise('Train the patrol', ['clinic', 'tenants'], 'late'),
      promise('Print the survey', ['hub', 'school'], 'released'),
    ],
  },
  {
    ...{ on: '2027-06-23', kind: 'ROUTINE', title: 'Before the summer', who: all('library', 'traders', 'tenants') },
    promises: [
      promise('Open the school gate early', ['school', 'elders'], 'kept', 'LEADER_PRACTICE'),
      promise('Fix the ramp at the square', ['buses elders', 'council'], 'open'),
      promise('Bring the old plans', ['council', 'clinic'], 'open', 'RESOURCE'),
      promise('Answer the parents', ['school', 'tenants'], 'late'),
      promise('Lend two wheelchairs', ['clinic', 'elders'], 'kept', 'RESOURCE'),
    ],
  },
  {
    ...{ on: '2027-07-21', kind: 'SUSTAINING', title: 'What the summer costs', who: all('library', 'traders') },
    ...{ notes: 'All are content.', about: ['Walking bus', 'Street patrol'] },
    sustaining: { runwayMonths: '5', fundingGap: 'Nobody pays the interpreter.' },
    promises: [
      promise('Ask the county again', ['hub tenants', 'clinic'], 'kept'),
      promise('Give the traders their keys', ['council', 'clinic'], 'late'),
      promise('Draw the night routes', ['buses tenants', 'school'], 'open'),
      promise('Water the trees', ['elders', 'clinic'], 'moved'),
      promise('Rent a tent', ['school', 'tenants'], 'released', 'RESOURCE'),
    ],
  },
  {
    ...{ on: '2027-08-18', kind: 'REPAIR', title: 'After the quarrel', who: all('library', 'traders') },
    ...{ notes: 'We said what hurt.' },
    promises: [
      promise('Begin with those who waited', ['hub', 'elders'], 'kept', 'LEADER_PRACTICE'),
      promise('Say sorry to the tenants', ['council', 'tenants'], 'kept', 'REPAIR'),
      promise('Read the minutes aloud', ['school', 'elders'], 'late'),
      promise('Clean the crossings', ['council school', 'tenants'], 'open'),
      promise('Lend the megaphone', ['tenants', 'school'], 'released', 'RESOURCE'),
    ],
  },
  {
    ...{ on: '2027-09-22', kind: 'POWER', title: 'Who speaks for whom', who: all('library', 'traders', 'buses') },
    promises: [
      promise('Leave two minutes of silence', ['hub', 'tenants'], 'kept', 'LEADER_PRACTICE'),
      promise('Take turns to lead', ['elders clinic', 'council'], 'kept', 'LEADER_PRACTICE'),
      promise('Send the plans ahead', ['council', 'tenants'], 'kept'),
      promise('Pay for the way here', ['clinic', 'elders'], 'kept', 'RESOURCE'),
      promise('Translate the plans', ['school', 'tenants'], 'kept'),
    ],
  },
  {
    ...{ on: '2027-10-20', kind: 'SUSTAINING', title: 'How we go on', who: all('library', 'traders') },
    ...{ notes: 'The county pays a year.', sustaining: { runwayMonths: '12' } },
    promises: [
      promise('Hang the lamps', ['council buses', 'elders'], 'kept'),
      promise('Visit the injured', ['clinic', 'tenants'], 'kept'),
      promise('Invite to the assembly', ['tenants', 'school'], 'kept'),
      promise('Find a hall', ['elders', 'tenants'], 'kept', 'RESOURCE'),
      promise('Print the invitation', ['school', 'tenants'], 'late'),
    ],
  },
  {
    ...{ on: '2027-11-17', kind: 'SENSEMAKING', title: 'Why more are hurt', who: all('library', 'traders', 'school') },
    ...{ notes: 'It is dark, and they drive as before.' },
    promises: [
      promise('Drive slowly past the school', ['buses', 'school'], 'kept', 'LEADER_PRACTICE'),
      promise('Ask those who were hurt', ['clinic tenants', 'council'], 'kept'),
      promise('Mend the ramp for good', ['council', 'elders'], 'kept', 'REPAIR'),
      promise('Cook for the celebration', ['elders', 'hub'], 'kept', 'RESOURCE'),
      promise('Write the county’s report', ['hub', 'council'], 'moved'),
    ],
  },
  {
    ...{ on: '2027-12-22', kind: 'CELEBRATION', title: 'A year of streets', who: all('library', 'traders', 'school') },
    notes: 'We danced.',
    promises: [
      promise('Count again in spring', ['clinic', 'council'], 'kept'),
      promise('Open the hall on Sundays', ['elders tenants', 'hub'], 'kept', 'RESOURCE'),
      promise('Keep the lamps lit', ['council', 'elders'], 'kept'),
      promise('Drive the last bus later', ['buses', 'tenants'], 'kept'),
      promise('Thank the drivers', ['hub', 'buses'], 'kept'),
    ],
  },
];

export interface Told {
  text: string;
  on: string;
  group: string;
  contact?: string;
  /** The day on which it gets its disposition and, where there is a contact, its reply. */
  answered?: string;
  /** Somebody decided on it and forgot to tell who had said it. */
  forgotten?: true;
}

export const inputs: Told[] = [
  { text: 'Our children cross between lorries.', on: '2027-01-13', group: 'Tenants', answered: '2027-02-17' },
  {
    ...{ text: 'The light is green for six seconds.', on: '2027-01-13', group: 'Elders', answered: '2027-02-17' },
    contact: 'a letter box',
  },
  { text: 'Deliveries need a place to stop.', on: '2027-01-13', group: 'Shopkeepers', answered: '2027-02-17' },
  // Dropped into the box of the library and found two weeks later.
  {
    ...{ text: 'Nobody asks those who clean at night.', on: '2027-03-10', group: 'Tenants', answered: '2027-04-21' },
    ...{ contact: 'a telephone number', forgotten: true },
  },
  { text: 'The last bus leaves before we are done.', on: '2027-04-21', group: 'Tenants', answered: '2027-05-19' },
  {
    ...{ text: 'There is no place to rest.', on: '2027-04-21', group: 'Elders', answered: '2027-05-19' },
    contact: 'a letter box',
  },
  { text: 'The kerb is too high.', on: '2027-06-23', group: 'Elders', answered: '2027-07-21' },
  { text: 'We were asked when all was decided.', on: '2027-07-21', group: 'Tenants', answered: '2027-08-18' },
  { text: 'Cars park on the crossing.', on: '2027-07-21', group: 'Tenants', answered: '2027-08-18' },
  { text: 'Shade would help.', on: '2027-07-21', group: 'Elders', answered: '2027-08-18' },
  { text: 'It is dark by five.', on: '2027-09-22', group: 'Tenants', answered: '2027-10-20' },
  { text: 'The ramp is still broken.', on: '2027-10-20', group: 'Elders', answered: '2027-11-17' },
  { text: 'Fewer people come by car, and more come.', on: '2027-10-20', group: 'Shopkeepers', answered: '2027-11-17' },
  { text: 'Invite us before you draw.', on: '2027-11-17', group: 'Tenants', answered: '2027-11-17' },
  // Said at the celebration; nobody had time yet.
  { text: 'Thank you, and what about Mill Lane?', on: '2027-12-22', group: 'Tenants' },
];

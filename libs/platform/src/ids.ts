import { TypeID } from 'typeid-js';
import { InvalidInput } from './errors.js';

/** The prefix of every kind of id that the API shows: `msr_01j…` outside, a UUIDv7 inside. */
export const idPrefixes = {
  Person: 'per',
  ApiKey: 'key',
  Session: 'ses',
  Organization: 'org',
  OrganizationMerger: 'mrg',
  Coalition: 'col',
  Membership: 'mem',
  RoleGrant: 'rol',
  Invitation: 'inv',
  WorkingGroup: 'wgr',
  StakeholderGroup: 'grp',
  GroupRepresentative: 'rpr',
  Body: 'bdy',
  Seat: 'seat',
  BodyDecision: 'bdc',
  RoleCharter: 'rch',
  Asset: 'ast',
  SupportRequest: 'srq',
  TensionProcedure: 'tpr',
  PhaseChange: 'phc',
  Agreement: 'agr',
  Agenda: 'agd',
  Goal: 'goal',
  Strategy: 'stg',
  Pledge: 'plg',
  AlignmentStatement: 'aln',
  Term: 'trm',
  CommunityInput: 'cin',
  Dimension: 'dim',
  Category: 'cat',
  Measure: 'msr',
  MeasureVersion: 'msv',
  Target: 'tgt',
  Baseline: 'bsl',
  Assignment: 'asg',
  Submission: 'sub',
  Correction: 'cor',
  QualityRule: 'qrl',
  QualityExplanation: 'qex',
  Activity: 'act',
  Milestone: 'mil',
  ReinforcementLink: 'lnk',
  Resource: 'res',
  OutsidePerspective: 'out',
  Trial: 'trl',
  Conversation: 'cnv',
  AgendaItem: 'agi',
  Participant: 'prt',
  Decision: 'dec',
  // What commitments were called: the history of that time names it.
  ActionItem: 'itm',
  Brief: 'brf',
  Question: 'qst',
  Insight: 'ins',
  ResourceLink: 'rlk',
  Commitment: 'cmt',
  Report: 'rep',
  ReportDefinition: 'rdf',
  ReportSchedule: 'rsc',
  ShareLink: 'shl',
  CalendarFeed: 'cfd',
  Digest: 'dig',
  Upload: 'upl',
  BulkOperation: 'blk',
  WebhookEndpoint: 'whe',
  WebhookDelivery: 'whd',
  AuditEvent: 'aud',
} as const;
export type IdType = keyof typeof idPrefixes;

export function newId(): string {
  return new TypeID('x').toUUID();
}

export function encodeId(type: IdType, uuid: string): string {
  return TypeID.fromUUID(idPrefixes[type], uuid).toString();
}

/** The UUID behind an id of the API. A wrong prefix is named, so that a mixed-up variable is found at once. */
export function decodeId(type: IdType, id: string, field: string | string[] = 'id'): string {
  try {
    return TypeID.fromString(id, idPrefixes[type]).toUUID();
  } catch {
    throw InvalidInput.malformed(field, `Expected the id of a ${type} ("${idPrefixes[type]}_…").`);
  }
}

export function typeOfId(id: string): IdType | undefined {
  const prefix = id.slice(0, id.lastIndexOf('_'));
  return (Object.keys(idPrefixes) as IdType[]).find((type) => idPrefixes[type] === prefix);
}

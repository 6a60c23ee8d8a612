import type { AgendaCounts } from './agenda-figures.sql.js';
import { changeLevels, type ChangeLevel } from './strategy.entity.js';

/** A share with what it was divided from. */
export interface ShareFigure {
  formula: string;
  numerator: number;
  /** n. */
  denominator: number;
  /** numerator / denominator, four decimals, half away from zero; null, "not assessable", when there is nothing to divide by. */
  value: string | null;
  /** The first day that counts; null for what is counted on one day. */
  from: string | null;
  to: string;
}

/** A difference of two shares; n is how many both were divided by, together. */
export interface GapFigure {
  formula: string;
  communities: ShareFigure;
  organizations: ShareFigure;
  value: string | null;
  n: number;
}

export interface LevelBalance {
  changeLevel: ChangeLevel;
  strategies: number;
  /** Nothing is tried at this level. */
  flagged: boolean;
}

export interface AgendaFigures {
  consultationCoverage: ShareFigure;
  closureRate: ShareFigure;
  ownershipShare: ShareFigure;
  ownershipGap: GapFigure;
  commonLanguage: ShareFigure;
  levelBalance: LevelBalance[];
  /** Strategies of the adopted version that say no level. */
  strategiesWithoutLevel: number;
}

interface Facts {
  counts: AgendaCounts;
  terms: { required: number; agreed: number };
  levels: { changeLevel: string | null; strategies: number }[];
  from: string;
  to: string;
}

export function figuresOf({ counts, terms, levels, from, to }: Facts): AgendaFigures {
  const { asOf, groups, groupsWithInput, inputs, inputsClosed, parties, own, communityParties, communityOwn } = counts;
  const inPeriod = (formula: string, part: number, whole: number) => shareOf(formula, part, whole, from, to);
  const today = (formula: string, part: number, whole: number) => shareOf(formula, part, whole, null, asOf);
  // Without an adopted version there is nothing to own: no party could.
  const eligible = counts.agendaId ? parties : 0;
  const eligibleCommunities = counts.agendaId ? communityParties : 0;
  const others = eligible - eligibleCommunities;
  const at = (level: ChangeLevel | null) => levels.find(({ changeLevel }) => changeLevel === level)?.strategies ?? 0;
  return {
    consultationCoverage: inPeriod('groups with an input / active groups', groupsWithInput, groups),
    closureRate: inPeriod(
      'inputs with disposition and, where there is a contact, reply / inputs',
      inputsClosed,
      inputs,
    ),
    ownershipShare: today('OWN / eligible parties', own, eligible),
    ownershipGap: {
      formula: 'ownership share among community groups - ownership share among organizations',
      communities: today('OWN / parties that represent a community group', communityOwn, eligibleCommunities),
      organizations: today('OWN / other parties', own - communityOwn, others),
      value: differenceOf([communityOwn, eligibleCommunities], [own - communityOwn, others]),
      n: eligible,
    },
    commonLanguage: today('required terms AGREED / required terms', terms.agreed, terms.required),
    levelBalance: changeLevels.map((changeLevel) => {
      const strategies = at(changeLevel);
      return { changeLevel, strategies, flagged: strategies === 0 };
    }),
    strategiesWithoutLevel: at(null),
  };
}

function shareOf(
  formula: string,
  numerator: number,
  denominator: number,
  from: string | null,
  to: string,
): ShareFigure {
  const value = denominator === 0 ? null : fourDecimals(BigInt(numerator), BigInt(denominator));
  return { formula, numerator, denominator, value, from, to };
}

/** a/b − c/d, divided once. */
function differenceOf([a, b]: [number, number], [c, d]: [number, number]): string | null {
  if (b === 0 || d === 0) return null;
  return fourDecimals(BigInt(a) * BigInt(d) - BigInt(c) * BigInt(b), BigInt(b) * BigInt(d));
}

/** Half away from zero, as PostgreSQL rounds a numeric. */
function fourDecimals(part: bigint, whole: bigint): string {
  const size = part < 0n ? -part : part;
  const digits = String((size * 20_000n + whole) / (2n * whole)).padStart(5, '0');
  const sign = part < 0n && /[1-9]/.test(digits) ? '-' : '';
  return `${sign}${digits.slice(0, -4)}.${digits.slice(-4)}`;
}

import { Body, seatRulesOf } from '@keelson/backbone';
import { IsNull, type EntityManager } from 'typeorm';
import { chartersOf } from './charters-agreed.sql.js';
import { found, of, type Finding } from './finding.js';
import { fundingOf } from './funding.sql.js';
import { judgeShare } from './judge-share.js';
import { daysFrom, type Occasion } from './scorecard-clock.js';
import { countSupport } from './support-on-time.sql.js';
import { stewardsOf } from './tension-stewards.sql.js';

export async function judgeBackbone(manager: EntityManager, occasion: Occasion): Promise<Finding[]> {
  return [
    await judgeCharter(manager, occasion),
    await judgeSeats(manager, occasion),
    await judgeSupport(manager, occasion),
    await judgeTension(manager, occasion),
    await judgeFunding(manager, occasion),
  ];
}

async function judgeCharter(manager: EntityManager, { coalitionId }: Occasion): Promise<Finding> {
  const charters = await chartersOf(manager, coalitionId);
  const complete = charters.find(({ agreed, hasDeputy }) => agreed && hasDeputy);
  const facts = {
    ...{ role: complete?.role ?? null, charters: charters.length },
    agreed: charters.filter(({ agreed }) => agreed).length,
  };
  const subjects = of(
    'RoleCharter',
    (complete ? [complete] : charters).map(({ id }) => id),
  );
  return found('CHARTER_AGREED', Boolean(complete), { facts, subjects, query: 'roleCharters' });
}

async function judgeSeats(manager: EntityManager, { coalitionId, today }: Occasion): Promise<Finding> {
  const where = { coalitionId, decides: true, retiredAt: IsNull() };
  const bodies = await manager.find(Body, { where, order: { name: 'ASC' } });
  const rules = await seatRulesOf(
    manager,
    bodies.map(({ id }) => id),
    today,
  );
  const failing = bodies.filter(({ id }) => !rules.find(({ bodyId }) => bodyId === id)?.met);
  const { figure, passes } = judgeShare(
    {
      formula: 'decision bodies that meet the rule of seats / decision bodies',
      ...{ numerator: bodies.length - failing.length, denominator: bodies.length, to: today },
    },
    { atLeast: 100 },
  );
  const subjects = of(
    'Body',
    failing.map(({ id }) => id),
  );
  const facts = { failing: failing.map(({ name }) => name) };
  return found('SEAT_RULE_MET', passes, { figure, facts, subjects, query: 'bodies' });
}

async function judgeSupport(manager: EntityManager, { coalitionId, today, yearFrom }: Occasion): Promise<Finding> {
  const { decided, timely } = await countSupport(manager, { coalitionId, from: yearFrom, today });
  const { figure, passes } = judgeShare(
    {
      formula: 'support requests with a first response within 3 working days / requests that got one or waited longer',
      ...{ numerator: timely, denominator: decided, from: yearFrom, to: today },
    },
    { atLeast: 80 },
  );
  return found('SUPPORT_ANSWERED_ON_TIME', passes, { figure, query: 'supportRequests' });
}

async function judgeTension(manager: EntityManager, { coalitionId, today }: Occasion): Promise<Finding> {
  const stewards = await stewardsOf(manager, coalitionId, today);
  const [first] = stewards;
  const outside = stewards.filter((one) => one.outside).length;
  const facts = { version: first?.version ?? null, stewards: stewards.length, outside };
  const subjects = first ? of('TensionProcedure', [first.procedureId]) : [];
  const query = 'tensionProcedures';
  return found('TENSION_PROCEDURE_REGISTERED', stewards.length >= 2 && outside >= 1, { facts, subjects, query });
}

/** Days after which a conversation about what sustains the work does not count as said of now any more. */
const gapDays = 90;

/**
 * Funded from the day that a runway was told; the months since then are gone. Where nobody told one in twelve months,
 * nothing is known: not assessable, unless the gap was named.
 */
async function judgeFunding(manager: EntityManager, { coalitionId, today, yearFrom }: Occasion): Promise<Finding> {
  const { runway, gap } = await fundingOf(manager, {
    ...{ coalitionId, today, from: yearFrom, gapFrom: daysFrom(today, -gapDays) },
  });
  const facts = {
    ...{ runwayMonths: runway?.months ?? null, toldOn: runway?.on ?? null, fundedUntil: runway?.until ?? null },
    gapNamedOn: gap?.on ?? null,
  };
  const told = [...(runway ? [runway] : []), ...(gap ? [gap] : [])];
  const subjects = of('Conversation', [...new Set(told.map(({ conversationId }) => conversationId))]);
  const passes = gap || runway?.enough ? true : runway ? false : null;
  return found('FUNDED_OR_GAP_NAMED', passes, { facts, subjects, query: 'conversations' });
}

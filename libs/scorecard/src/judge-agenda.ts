import { Agenda, countPledges, Goal, requiredTermsOf } from '@keelson/agenda';
import type { EntityManager } from 'typeorm';
import { groupsAnswered } from './groups-answered.sql.js';
import { found, of, type Finding } from './finding.js';
import { judgeShare } from './judge-share.js';
import type { Occasion } from './scorecard-clock.js';

/** The common agenda; `measured` holds the codes of the goals that an active measure shows. */
export async function judgeAgenda(
  manager: EntityManager,
  occasion: Occasion,
  measured: ReadonlySet<string>,
): Promise<Finding[]> {
  const { coalitionId } = occasion;
  const agenda = await manager.findOneBy(Agenda, { coalitionId, state: 'ADOPTED' });
  return [
    judgeAdoption(agenda, occasion),
    await judgeAnswers(manager, occasion),
    await judgeTerms(manager, occasion),
    await judgePledges(manager, occasion, agenda),
    await judgeGoals(manager, occasion, { agenda, measured }),
  ];
}

function judgeAdoption(agenda: Agenda | null, { today }: Occasion): Finding {
  const query = 'currentAgenda';
  if (!agenda) return found('AGENDA_ADOPTED', false, { facts: { version: null, reviewDate: null }, query });
  const { id, version, reviewDate } = agenda;
  const subjects = of('Agenda', [id]);
  return found('AGENDA_ADOPTED', !reviewDate || reviewDate >= today, {
    facts: { version, reviewDate },
    subjects,
    query,
  });
}

/** Answered as an input is closed: with a disposition and, where there is a contact, a reply. */
async function judgeAnswers(manager: EntityManager, { coalitionId, today, yearFrom }: Occasion): Promise<Finding> {
  const groups = await groupsAnswered(manager, coalitionId, yearFrom);
  const missing = groups.filter(({ answered }) => !answered);
  const { figure, passes } = judgeShare(
    {
      formula: 'most-impacted groups with an input that got its disposition and reply / most-impacted groups',
      ...{ numerator: groups.length - missing.length, denominator: groups.length, from: yearFrom, to: today },
    },
    { atLeast: 100 },
  );
  const subjects = of(
    'StakeholderGroup',
    missing.map(({ id }) => id),
  );
  const facts = { missing: missing.map(({ name }) => name) };
  return found('IMPACTED_GROUPS_ANSWERED', passes, { figure, facts, subjects, query: 'communityInputs' });
}

async function judgeTerms(manager: EntityManager, { coalitionId, today }: Occasion): Promise<Finding> {
  const terms = await requiredTermsOf(manager, coalitionId);
  const open = terms.filter(({ agreed }) => !agreed).map(({ word }) => word);
  const { figure, passes } = judgeShare(
    {
      formula: 'required terms AGREED / required terms',
      ...{ numerator: terms.length - open.length, denominator: terms.length, to: today },
    },
    { atLeast: 100 },
  );
  return found('REQUIRED_TERMS_AGREED', passes, { figure, facts: { open }, query: 'terms' });
}

/** Without an adopted version there is nothing to pledge to: not assessable. */
async function judgePledges(manager: EntityManager, { today }: Occasion, agenda: Agenda | null): Promise<Finding> {
  const [counted] = agenda ? await countPledges(manager, [agenda.id]) : [];
  const { own = 0, support = 0, silent = 0, needChange = 0, parties = 0 } = counted ?? {};
  const { figure, passes } = judgeShare(
    {
      formula: 'active parties that pledged OWN or SUPPORT on the adopted version / active parties',
      ...{ numerator: own + support, denominator: parties, to: today },
    },
    { atLeast: 80 },
  );
  const facts = { own, support, needChange, silent };
  return found('PARTIES_PLEDGED', passes, { figure, facts, query: 'pledges' });
}

async function judgeGoals(
  manager: EntityManager,
  { coalitionId, today }: Occasion,
  { agenda, measured }: { agenda: Agenda | null; measured: ReadonlySet<string> },
): Promise<Finding> {
  const goals = agenda
    ? await manager.find(Goal, { where: { coalitionId, agendaId: agenda.id }, order: { position: 'ASC' } })
    : [];
  const isTasked = ({ task, taskDue }: Goal) => Boolean(task && taskDue && taskDue >= today);
  const open = goals.filter((goal) => !measured.has(goal.code) && !isTasked(goal));
  const { figure, passes } = judgeShare(
    {
      formula: 'goals with an active measure or a dated task that is not overdue / goals of the adopted version',
      ...{ numerator: goals.length - open.length, denominator: goals.length, to: today },
    },
    { atLeast: 100 },
  );
  const subjects = of(
    'Goal',
    open.map(({ id }) => id),
  );
  const facts = { open: open.map(({ code }) => code) };
  return found('GOALS_MEASURED_OR_TASKED', passes, { figure, facts, subjects, query: 'currentAgenda' });
}

import { Inject, Injectable } from '@nestjs/common';
import { formatPeriod, Measure, parsePeriod, previousPeriod, type Period } from '@keelson/measures';
import { Organization } from '@keelson/organizations';
import { Database, Forbidden, InvalidInput, isIn, NotFound, type Actor, type Problem } from '@keelson/platform';
import { In, type EntityManager } from 'typeorm';
import { declineAnswers, repeatAnswers, type Answers, type Whole } from './answer-period.js';
import type { MeasurementInput, PartnerNonValue } from './measurement-input.js';
import { findDueMeasures, isReportable, type DueMeasure } from './due-measures.sql.js';
import { canSeeSubmission, canSubmitFor } from './submissions.policy.js';
import { NotKept, submitBatch, type BatchResult, type WholePeriodCall } from './submit-measurements.js';
import { submitOnce, type OnceResult } from './submit-once.js';
import { largestBatch } from './submissions.service.js';

export interface WholePeriod {
  organizationId: string;
  period: string;
  idempotencyKey: string;
  /** Without it: every measure that is due and has no answer yet. */
  measureIds?: string[] | null;
  /** Writes over numbers that are there. */
  overwrite?: boolean | null;
  dryRun?: boolean | null;
  reason?: string | null;
}

export interface Declined extends WholePeriod {
  kind: Exclude<PartnerNonValue, 'SUPPRESSED_AT_SOURCE'>;
  reason: string;
}

export type WholePeriodResult = OnceResult & { sent?: { coalitionId: string; values: MeasurementInput[] } };

/** Answers for a whole period in one call, on the way that every other value takes; all of it or nothing. */
@Injectable()
export class WholePeriodsService {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Says that nothing changed: the answers of the period before once more. Flows only where they are named. */
  confirmUnchanged(actor: Actor, input: WholePeriod): Promise<WholePeriodResult> {
    return this.answer(actor, input, 'CONFIRM_UNCHANGED', repeatAnswers);
  }

  /** Says why there are no numbers: a partner's non-value, with its reason, for every measure that is due. */
  async declineToReport(actor: Actor, input: Declined): Promise<WholePeriodResult> {
    const { kind, reason } = input;
    if (!reason.trim()) throw InvalidInput.at('reason', 'REQUIRED', 'Say why there are no numbers.');
    return this.answer(actor, input, 'DECLINE_TO_REPORT', (due, whole) => declineAnswers(due, whole, { kind, reason }));
  }

  private async answer(
    actor: Actor,
    input: WholePeriod,
    call: WholePeriodCall,
    answersOf: (due: DueMeasure[], whole: Whole) => Answers,
  ): Promise<WholePeriodResult> {
    const { idempotencyKey, reason, ...rest } = input;
    const asked = { idempotencyKey, reason, content: { call, reason, ...rest } };
    let sent: WholePeriodResult['sent'];
    const result = await submitOnce(this.database, actor, asked, async (manager) => {
      const organization = await findOrganization(manager, actor, input.organizationId);
      const { coalitionId, id: organizationId, code } = organization;
      const period = readPeriod(input.period);
      const due = await findDueMeasures(manager, { coalitionId, organizationId, period });
      const chosen = await choose(manager, coalitionId, due, input);
      const whole = {
        ...{ organization: code, period: formatPeriod(period), before: formatPeriod(previousPeriod(period)) },
        ...{ named: Boolean(input.measureIds), overwrite: input.overwrite ?? false },
      };
      const { values, problems } = answersOf(chosen, whole);
      const fieldOf = (id: string | undefined) => {
        const index = input.measureIds?.indexOf(id ?? '') ?? -1;
        return index < 0 ? ['measureIds'] : ['measureIds', String(index)];
      };
      if (problems.length > 0) {
        throw new InvalidInput(problems.map(({ measure, problem }) => ({ ...problem, field: fieldOf(measure.id) })));
      }
      if (values.length > largestBatch) {
        const message = `These are ${values.length} cells, and one call writes at most ${largestBatch}: name fewer measures.`;
        throw InvalidInput.at('measureIds', 'TOO_MANY', message);
      }
      const ids = new Map(chosen.map((measure) => [measure.code, measure.id]));
      sent = { coalitionId, values };
      const batch = { coalitionId, idempotencyKey, values, dryRun: input.dryRun, reason, call };
      return retold(submitBatch(manager, actor, batch), values, (value) => fieldOf(ids.get(value.measure)));
    });
    return { ...result, ...(result.replayed ? {} : { sent }) };
  }
}

/** Problems of cells that the caller never wrote down, each told once and at what the caller did write. */
async function retold(
  batch: Promise<BatchResult>,
  values: MeasurementInput[],
  fieldOf: (value: MeasurementInput) => string[],
): Promise<BatchResult> {
  const tell = (result: BatchResult): BatchResult => {
    const problems = new Map<string, Problem>();
    for (const { code, message, field } of result.problems) {
      const [, index, name] = field;
      const told = name === 'period' ? ['period'] : fieldOf(values[Number(index)]!);
      problems.set(`${code} ${message}`, { code, message, field: told });
    }
    return { ...result, problems: [...problems.values()] };
  };
  try {
    return tell(await batch);
  } catch (error) {
    throw error instanceof NotKept ? new NotKept(tell(error.result)) : error;
  }
}

async function findOrganization(manager: EntityManager, actor: Actor, id: string): Promise<Organization> {
  const organization = await manager.findOneBy(Organization, { id });
  if (!organization || !isIn(actor, organization.coalitionId)) throw new NotFound('organization', ['organizationId']);
  const owned = { coalitionId: organization.coalitionId, organizationId: id };
  if (!canSeeSubmission(actor, owned) || !canSubmitFor(actor, owned)) {
    throw new Forbidden('You submit for your own organization.');
  }
  return organization;
}

function readPeriod(code: string): Period {
  const period = parsePeriod(code);
  if (!period || !isReportable(period)) {
    throw InvalidInput.at('period', 'UNKNOWN_PERIOD', `"${code}" is not a period; write one such as 2024-01 or 2024.`);
  }
  return period;
}

/** The measures that the call is about: those named, else those due without an answer (all due ones to overwrite). */
async function choose(
  manager: EntityManager,
  coalitionId: string,
  due: DueMeasure[],
  { measureIds, overwrite, period }: WholePeriod,
): Promise<DueMeasure[]> {
  if (!measureIds) {
    const open = due.filter(({ answered }) => overwrite || !answered);
    if (open.length > 0) return open;
    const message = `Nothing is due for ${period} that has no answer yet.`;
    throw InvalidInput.at('period', 'NOTHING_TO_REPORT', message);
  }
  const byId = new Map(due.map((measure) => [measure.id, measure]));
  const known = new Map(
    (await manager.findBy(Measure, { coalitionId, id: In(measureIds) })).map(({ id, code }) => [id, code]),
  );
  const problems = measureIds.flatMap((id, i): Problem[] => {
    const field = ['measureIds', String(i)];
    if (measureIds.indexOf(id) < i) return [{ code: 'DUPLICATE', field, message: 'This measure is named twice.' }];
    if (byId.has(id)) return [];
    const code = known.get(id);
    if (!code) return [{ code: 'UNKNOWN_MEASURE', field, message: 'There is no such measure in this coalition.' }];
    const message = `"${code}" is not asked of this organization for ${period}.`;
    return [{ code: 'INVALID', field, message }];
  });
  if (measureIds.length === 0) problems.push({ code: 'REQUIRED', field: ['measureIds'], message: 'Name a measure.' });
  if (problems.length > 0) throw new InvalidInput(problems);
  return measureIds.map((id) => byId.get(id)!);
}

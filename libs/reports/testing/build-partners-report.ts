import { agree } from '@keelson/agreements/testing';
import { buildCoalition, joinCoalition, type BuiltCoalition } from '@keelson/coalitions/testing';
import type { TestRoom } from '@keelson/platform/testing';
import { buildMeasure, cellsOf, report as submitAndApprove, type ShortCell } from '@keelson/submissions/testing';
import { PublicationsService, ReportCompiler, ReportsService } from '../src/index.js';

const people = { a: '41017', b: '41018', c: '4', d: '52021', e: '63033' };
const money = { a: '71001', b: '72002', c: '73003', d: '74004', e: '75005' };

/**
 * A report of one year of five organizations, published to everybody: people, of which all but e share theirs with
 * funders, and c has few; and money, of which a, b and c share theirs with the coalition. Numbers of five digits stand for
 * one organization each.
 */
export async function buildPartnersReport(room: TestRoom) {
  const built: BuiltCoalition = await buildCoalition(
    room,
    Object.keys(people).map((code) => ({ code, name: `Organization ${code}` })),
  );
  const coalitionId = built.coalition.id;
  const yearly = { frequency: 'YEAR', direction: 'INCREASE' } as const;
  const students = await buildMeasure(room, built, { ...yearly, code: 'students', name: 'Students', ofPeople: true });
  const costs = await buildMeasure(room, built, { ...yearly, code: 'costs', name: 'Costs' });
  const cells = (numbers: Record<string, string>) =>
    Object.entries(numbers).map(([code, number]): ShortCell => [code, '2024', number]);
  await submitAndApprove(room, built, [...cellsOf('students', cells(people)), ...cellsOf('costs', cells(money))]);
  const sharing = (codes: string) => ({
    grain: 'PARTNER' as const,
    organizationIds: built.organizations.flatMap(({ id, code }) => (codes.includes(code) ? [id] : [])),
  });
  await agree(room, built, [students], { ...sharing('abcd'), audiences: ['FUNDERS'] });
  await agree(room, built, [costs], { ...sharing('abc'), audiences: ['COALITION'] });
  const span = { frequency: 'YEAR', firstPeriod: '2024', lastPeriod: '2024' } as const;
  const { id } = await room.get(ReportsService).requestReport(built.backbone, { coalitionId, title: 'Own', ...span });
  await room.getOfWorker(ReportCompiler).compileReport({ reportId: id, coalitionId }, { last: true });
  await room.get(PublicationsService).publishReport(built.backbone, id, ['COALITION', 'FUNDERS', 'PUBLIC']);
  const funder = await joinCoalition(room, built, { role: 'FUNDER' });
  return { built: { ...built, funder }, id, people, money };
}

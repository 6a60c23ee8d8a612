import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileFormats } from '@keelson/formats';
import { StartError } from '../postgres-programs.js';
import type { ApiClient } from './api-client.js';
import type { Coalition } from './found-coalition.js';
import type { ReportSpan } from './reporting-periods.js';

interface Report {
  id: string;
  state: 'REQUESTED' | 'COMPILING' | 'COMPILED' | 'FAILED' | 'CANCELLED';
  failure: string | null;
  progress: { done: number; total: number } | null;
}

const askEvery = 150;

/** Requests a report and waits while the worker compiles it. Returns its id. */
export async function compileReport(
  api: ApiClient,
  coalition: Coalition,
  span: ReportSpan,
  title: string,
  progress: (done: number, total: number) => void,
): Promise<string> {
  const { frequency, firstPeriod, lastPeriod } = span;
  const measureIds = span.measures.map((code) => coalition.measureIds.get(code));
  const requested = await api.ask<{ report: { id: string } }>(
    `mutation($input: RequestReportInput!) {
      requestReport(input: $input) { report { id state } userErrors { code field message } } }`,
    { input: { coalitionId: coalition.id, title, measureIds, frequency, firstPeriod, lastPeriod } },
  );
  const { id } = requested.report;
  for (;;) {
    const report = await api.ask<Report>(
      `query($id: ID!) { report(id: $id) { id state failure progress { done total } } }`,
      { id },
    );
    if (report.state === 'FAILED') throw new StartError(`The report could not be compiled: ${report.failure}`);
    if (report.state === 'CANCELLED') throw new StartError('The report was cancelled.');
    if (report.progress) progress(report.progress.done, report.progress.total);
    if (report.state === 'COMPILED') return id;
    await pause(askEvery);
  }
}

/** Writes the report's files and returns their paths. */
export async function downloadReport(api: ApiClient, id: string, out: string, name: string): Promise<string[]> {
  mkdirSync(out, { recursive: true });
  const files: string[] = [];
  for (const format of fileFormats) {
    const file = join(out, `${name}.${format}`);
    writeFileSync(file, await api.download(`/reports/${id}.${format}`));
    files.push(file);
  }
  return files;
}

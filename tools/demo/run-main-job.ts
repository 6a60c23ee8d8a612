import type { ApiClient } from './api-client.js';
import { compileReport, downloadReport } from './compile-report.js';
import { foundCoalition } from './found-coalition.js';
import type { DemoOptions } from './options.js';
import { startProgress, type Progress } from './progress.js';
import { reportSpans, yearStartOf } from './reporting-periods.js';
import { importFile } from './import-file.js';
import { approveSubmissions, submitValues } from './submit-values.js';
import { summarize } from './summary.js';
import type { TidyFolder } from './tidy-folder.js';

const thousands = (count: number) => count.toLocaleString('en');

/** From founding the coalition to its report on disk. Returns the summary for the person at the terminal. */
export async function runMainJob(api: ApiClient, folder: TidyFolder, options: DemoOptions): Promise<string[]> {
  const periods = folder.values.map(({ period }) => period);
  const yearStart = options.yearStart ?? yearStartOf(periods);
  const spans = reportSpans(folder, options.reportFrequency, yearStart);
  const coalition = await step('Founding the coalition', () =>
    foundCoalition(api, folder, { code: options.code, name: options.name, yearStart }),
  );
  const count = folder.values.length;
  const submitted = options.file
    ? await step('Importing submissions.csv', (progress) => importFile(api, coalition.id, options.data, progress.show), count)
    : await step('Submitting as each partner', (progress) => submitValues(api, coalition, folder, progress.show), count);
  const { submissionIds } = submitted;
  await step('Approving as backbone', (progress) => approveSubmissions(api, submissionIds, progress.show), submissionIds.length);
  const lines = [
    '',
    `${options.name} (${coalition.code}): ${thousands(folder.organizations.length)} organizations, ` +
      `${folder.measures.length} measures, ${thousands(submissionIds.length)} submissions`,
    `${thousands(count)} values submitted: ${thousands(submitted.created)} created, ` +
      `${thousands(submitted.changed)} changed, ${thousands(submitted.unchanged)} unchanged` +
      (folder.leftOut > 0 ? `; ${thousands(folder.leftOut)} rows left out (missing or conflict)` : ''),
  ];
  for (const span of spans) {
    const { frequency, firstPeriod, lastPeriod } = span;
    const title = `${options.name}, ${firstPeriod} to ${lastPeriod}`;
    const label = `Compiling by ${frequency.toLowerCase().replace('_', '-')}`;
    const id = await step(label, (progress) => compileReport(api, coalition, span, title, progress.show), 1);
    const files = await downloadReport(api, id, options.out, span.file);
    const csv = files.find((file) => file.endsWith('.csv')) ?? '';
    lines.push('', `${title} (by ${frequency.toLowerCase().replace('_', '-')})`, ...summarize(csv, folder), '', ...files);
  }
  return [...lines, ''];
}

/** Runs one step with its progress, and says how long it took. */
async function step<T>(label: string, run: (progress: Progress) => Promise<T>, total = 1): Promise<T> {
  const started = Date.now();
  const progress = startProgress(label, total);
  try {
    const result = await run(progress);
    progress.end();
    console.log(`${label.padEnd(28)} ${((Date.now() - started) / 1000).toFixed(1).padStart(6)} s`);
    return result;
  } catch (error) {
    progress.end();
    throw error;
  }
}

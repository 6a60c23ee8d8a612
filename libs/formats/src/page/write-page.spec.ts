import { buildContent, written, type NewFigure } from '../../testing/index.js';
import { writePage } from './write-page.js';

const write = async (content: Parameters<typeof buildContent>[0]) =>
  (await written(writePage(buildContent(content)))).toString();
const years = ['2020', '2021', '2022', '2023'];
const figures = years.map((period, i): NewFigure => ({ measureCode: 'a', period, value: `${i}` }));

describe('the page of a report', () => {
  it('is one file that asks for nothing else, in a language and a direction', async () => {
    const page = await write({ measures: [{ code: 'a' }], figures });
    expect(page).toMatch(/^<!doctype html>\s*<html lang="en" dir="ltr">/);
    expect(page).not.toMatch(
      /<(script|link|iframe|img|object|embed|base)\b|(src|href)="(?!#)|url\((?!#)|@import|https?:/i,
    );
    expect(page.match(/<svg viewBox="0 0 960 300" role="img" aria-labelledby=/g)).toHaveLength(1);
    expect(page).toContain('<desc id="measure-1-total-d">Line chart of 4 periods, none of them without a figure.');
  });

  it('marks a new definition, and shows an interval as a band', async () => {
    const page = await write({
      measures: [{ code: 'a', breaks: ['2022-01-01'] }],
      figures: [
        ...figures.slice(0, 3),
        { measureCode: 'a', period: '2023', low: '75', high: '125', status: 'UNRESOLVED' },
      ],
    });
    expect(page).toContain('New definition: not comparable with what stands before');
    expect(page).toContain('Bands: known only as an interval');
    expect(page).toContain('75 to 125');
    expect(page).toContain('fill-opacity="0.28"');
  });

  it('says what hides a number', async () => {
    const hidden = years.map((period, i): NewFigure => ({
      measureCode: 'a',
      period,
      nonValues: { [['SUPPRESSED', 'WITHHELD', 'MISSING', 'DECLINED'][i]!]: 1 },
    }));
    const page = await write({ measures: [{ code: 'a' }], figures: hidden });
    const reasons = [...page.matchAll(/<span class="none">([^<]*)<\/span>/g)].map(([, reason]) => reason);
    expect(reasons).toEqual(['no figure', 'suppressed', 'withheld', 'no figure', 'no figure']);
  });

  it.each(['السلامة على الطرق', 'የመንገድ ደህንነት', '道路', 'e\u0301', '😀', '</script><b>&', 'x'.repeat(10_000)])(
    'keeps the name %j as a text',
    async (name) => {
      const page = await write({ title: name, measures: [{ code: 'a', name }], figures });
      const escaped = name.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
      expect(page).toContain(`<h2 id="measure-1" dir="auto">${escaped}</h2>`);
      expect(page).not.toMatch(/<script|<b>/);
    },
  );

  it('is whole without a measure or a number', async () => {
    for (const content of [{}, { measures: [{ code: 'a' }] }]) expect(await write(content)).toMatch(/<\/html>\s*$/);
  });
});

import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import exceljs from 'exceljs';
import { interfaceLanguages, messagesOf } from '@keelson/messages';
import { showMap, type MappedLink, type ReportMap } from '@keelson/reports';
import { buildContent, written } from '../testing/index.js';
import { mapSvg } from './map-svg.js';
import { writePage } from './page/write-page.js';
import { writePdf } from './pdf/write-pdf.js';
import { reportSchema } from './report-schema.js';
import { writeJson } from './write-json.js';
import { writeXlsx } from './xlsx/write-xlsx.js';

const activity = (title: string, x: number, y: number, more: object = {}): ReportMap['activities'][number] => ({
  ...{ title, x, y, organization: `${title} trust`, kind: 'PROGRAM', status: 'ACTIVE', ...more },
});
const map: ReportMap = {
  activities: [
    activity('Crossings', 100, 200),
    activity('<b>Lights</b>', 400, 700),
    activity('Quiet streets', 600, 300, { status: 'PLANNED' }),
    activity('School run', 1_000, 0, { isolated: true }),
    activity('Count', 0, 1_000),
  ],
  links: [
    { from: 0, to: 1, kind: 'FEEDS' },
    { from: 1, to: 4, kind: 'DEPENDS_ON' },
    { from: 2, to: 1, kind: 'DUPLICATES' },
  ],
  isolationRate: { formula: 'a / b', numerator: 1, denominator: 4, value: '0.25' },
  reinforcementDensity: { formula: 'c / d', numerator: 2, denominator: 12, value: '0.1667' },
  goalsWithoutActivity: [{ code: 'noise', statement: 'Halve noise.' }],
  possibleOverlaps: [{ activities: [0, 3], goals: ['deaths'], groups: ['Children'], place: 'High Street' }],
  notReferred: [{ activity: 3, group: 'Children', others: [0, 4] }],
};
const content = (one: ReportMap | null = map, language?: string) =>
  buildContent({ header: { ...(one ? { map: one } : {}), ...(language ? { language } : {}) } });
const look = {
  ...{ width: 960, height: 560, fontSize: 12, fontFamily: 'sans-serif' },
  ...{ ink: '#111', muted: '#555', paper: '#fff', active: '#00f', isolated: '#f00' },
};

describe('the map in a report', () => {
  it('is drawn on the page with a name, a description and its tables', async () => {
    const page = (await written(writePage(content()))).toString().replace(/\s+/g, ' ');
    const [, id] = /aria-labelledby="(after-\d+-map)-t /.exec(page)!;
    expect(page).toContain(`<title id="${id}-t">Activities and the links between them</title>`);
    for (const text of [
      ...[
        'A map of 5 activities with 3 links between them; 1 have no link on it.',
        '25 % (1 of 4)',
        '16.67 % (2 of 12)',
      ],
      ...[
        '&lt;b&gt;Lights&lt;/b&gt;',
        '1 Crossings',
        'depends on',
        '2 &lt;b&gt;Lights&lt;/b&gt;',
        'Goals without an activity',
      ],
      ...['Halve noise.', 'Possible overlaps', 'High Street', 'Not referred onward', '1 Crossings, 5 Count', 'no link'],
    ]) {
      expect(page).toContain(text);
    }
    expect(page).not.toMatch(/<b>Lights|#a1\d{4}| style="/);
  });

  it('has its circles where the activities were placed, with their numbers, and a line for each link', () => {
    const svg = mapSvg(map, look);
    const numbers = [...svg.matchAll(/<text [^>]*>(\d+)<\/text>/g)].map(([, number]) => number);
    expect(numbers).toEqual(['1', '2', '3', '4', '5']);
    const at = [...svg.matchAll(/<text [^>]*translate\(([\d.]+) ([\d.]+)\)/g)].map(([, x, y]) => [
      Number(x),
      Number(y),
    ]);
    const room = { x: 960 - 52, y: 560 - 52 };
    expect(at).toEqual(
      map.activities.map(({ x, y }) => [
        expect.closeTo(26 + (x / 1_000) * room.x, 0),
        expect.closeTo(26 + (y / 1_000) * room.y, 0),
      ]),
    );
    // The library numbers its drawings.
    const plain = (drawn: string) => drawn.replace(/zr\d+-cls-\d+/g, '');
    expect(plain(mapSvg(map, look))).toBe(plain(svg));
    expect(svg.match(/stroke-dasharray="7,4"/g)).toHaveLength(1);
    expect(svg.match(/stroke-dasharray="2,3"/g)).toHaveLength(1);
  });

  it.each([
    ['one activity', { activities: [activity('Alone', 500, 500)], links: [] }, 1],
    ['several in a line', { activities: [activity('A', 0, 500), activity('B', 1_000, 500)], links: [] }, 2],
  ])('is drawn of %s', (_, few, count) => {
    expect(mapSvg(few, look).match(/<text /g)).toHaveLength(count);
    expect(mapSvg(few, look)).not.toContain('NaN');
  });

  it('stands in the PDF as a figure with its alternative, and in the workbook as tables', async () => {
    const pdf = (await written(writePdf('A4')(content()))).toString('latin1');
    expect(pdf).toContain('/S /Figure');
    const book = new exceljs.Workbook();
    await book.xlsx.load((await written(writeXlsx(content()))) as never);
    const rows = (name: string) => book.getWorksheet(name)!.getSheetValues().slice(2) as unknown[][];
    expect(rows('Activities on the map').map((row) => row.slice(1))).toEqual([
      [1, 'Crossings', 'Crossings trust', 'program', 'active'],
      [2, '<b>Lights</b>', '<b>Lights</b> trust', 'program', 'active'],
      [3, 'Quiet streets', 'Quiet streets trust', 'program', 'planned'],
      [4, 'School run', 'School run trust', 'program', 'active', 'no link'],
      [5, 'Count', 'Count trust', 'program', 'active'],
    ]);
    expect(rows('Links on the map')[1]!.slice(1)).toEqual(['2 <b>Lights</b>', 'depends on', '5 Count']);
  });

  it('is told in the language of the report: in the page and in the workbook', async () => {
    const page = (await written(writePage(content(map, 'es')))).toString().replace(/\s+/g, ' ');
    for (const text of [
      'Cómo se refuerzan entre sí las actividades',
      'Mapa de las actividades (5) y de los vínculos entre ellas (3); sin ningún vínculo en él: 1.',
      'Actividades en marcha sin vínculo: 25 % (1 de 4).',
      'con vínculo: 16,67 % (2 de 12).',
      ...['Ambas sirven a', 'sin vínculo', 'Sin derivación', 'Podrían derivarse a'],
    ]) {
      expect(page).toContain(text);
    }
    const english = Object.entries(messagesOf('en')).filter(
      ([key, words]) => /^report\.(map|link)\./.test(key) && !words.includes('{') && page.includes(words),
    );
    expect(english).toEqual([]);
    const book = new exceljs.Workbook();
    await book.xlsx.load((await written(writeXlsx(content(map, 'es')))) as never);
    const values = (name: string, row: number) => (book.getWorksheet(name)!.getRow(row).values as unknown[]).slice(1);
    expect(values('Vínculos del mapa', 1)).toEqual(['Actividad', 'Vínculo', 'Otra actividad']);
    expect(values('Vínculos del mapa', 3)).toEqual(['2 <b>Lights</b>', 'depende de', '5 Count']);
    expect(values('Actividades del mapa', 5).slice(3)).toEqual(['programa', 'en marcha', 'sin vínculo']);
  });

  it('has a word for each kind of link in every language, and names of sheets that fit', () => {
    const kinds: Record<MappedLink['kind'], true> = {
      ...{ FEEDS: true, ENABLES: true, REFERS: true, SHARES_RESOURCE: true, DEPENDS_ON: true, DUPLICATES: true },
    };
    for (const messages of interfaceLanguages.map(messagesOf)) {
      const links = Object.keys(messages).filter((key) => key.startsWith('report.link.'));
      expect(links.map((key) => key.slice('report.link.'.length)).sort()).toEqual(Object.keys(kinds).sort());
      const names = ['activities', 'gaps', 'links', 'notReferred', 'overlaps'] as const;
      expect(names.filter((name) => messages[`report.map.${name}`].length > 31)).toEqual([]);
    }
  });

  it('fits the schema of its JSON, with what readers outside the coalition see, and without any', async () => {
    const ajv = addFormats.default(new Ajv2020({ strict: false }));
    const validate = ajv.compile(reportSchema);
    for (const one of [map, showMap(map, ['FUNDERS']), null]) {
      const json = JSON.parse((await written(writeJson(content(one)))).toString()) as { report: { map?: ReportMap } };
      expect([validate(json), validate.errors]).toEqual([true, null]);
      expect(json.report.map).toEqual(one ?? undefined);
    }
    const wrong = JSON.parse((await written(writeJson(content()))).toString());
    wrong.report.map.links[0].kind = 'FIGHTS';
    expect(validate(wrong)).toBe(false);
  });

  it('shows readers outside the coalition active activities and the links between them, nothing else', () => {
    for (const audiences of [['FUNDERS'], ['PUBLIC'], ['FUNDERS', 'PUBLIC']] as const) {
      const shown = showMap(map, audiences);
      expect(Object.keys(shown)).toEqual(['activities', 'links']);
      expect(shown.activities.map(({ title }) => title)).toEqual(['Crossings', '<b>Lights</b>', 'School run', 'Count']);
      expect(shown.links).toEqual([
        { from: 0, to: 1, kind: 'FEEDS' },
        { from: 1, to: 3, kind: 'DEPENDS_ON' },
      ]);
      expect(JSON.stringify(shown)).not.toContain('isolated');
    }
    expect(showMap(map, ['COALITION', 'PUBLIC'])).toEqual(map);
  });
});

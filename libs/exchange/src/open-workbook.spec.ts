import { each, gather, inPieces, readAll, unzip, zipOf } from '../testing/index.js';
import { readXlsx } from './read-xlsx.js';
import { writeXlsx } from './write-xlsx.js';

const row = {
  ...{ row: 2, organization: 'org', measure: 'people', period: '2024-01', categories: '' },
  ...{ number: '7', denominator: null, nonValue: null, reason: null },
};
let file: Buffer;
beforeAll(async () => {
  file = await gather(writeXlsx(each([row])));
});

const read = (bytes: Uint8Array) => readAll(readXlsx(inPieces(bytes, 1_000)));

describe('what is no workbook', () => {
  const parts = async () => [...(await unzip(file))];
  const replaced = async (name: string, by: (xml: string) => string) =>
    zipOf((await parts()).map(([part, content]) => [part, part === name ? by(content) : content]));
  const refusal = async (bytes: Uint8Array) => {
    const { rows, faults } = await read(bytes);
    expect(rows).toEqual([]);
    expect(faults).toMatchObject([{ row: null, column: null, code: 'INVALID' }]);
    return faults[0]!.message;
  };
  const sheet = 'xl/worksheets/sheet1.xml';

  it('is refused with what to do about it', async () => {
    const compound = Buffer.from('d0cf11e0a1b11ae1', 'hex');
    expect(await refusal(Buffer.concat([compound, Buffer.alloc(512)]))).toContain('old workbook (.xls)');
    expect(await refusal(Buffer.concat([compound, Buffer.from('EncryptedPackage', 'utf16le')]))).toContain('password');
    expect(await refusal(Buffer.from('measure,value\n'))).toContain('no workbook');
    expect(await refusal(Buffer.alloc(0))).toContain('no workbook');
    expect(await refusal(file.subarray(0, 5_000))).toContain('damaged');
    expect(await refusal(zipOf([['word/document.xml', '<x/>']]))).toContain('no workbook');
    expect(await refusal(zipOf(await parts(), { encrypted: true }))).toMatch(/password|damaged/);
    expect(await refusal(zipOf(await parts(), { crc: 1 }))).toContain('damaged');
    expect(await refusal(zipOf(await parts(), { comment: 'PK' }))).toContain('comment');
    expect(await refusal(zipOf([...(await parts()), ['XL/workbook.xml', 'x']]))).toContain('twice');
    expect(await refusal(zipOf([...(await parts()), ['../../etc/passwd', 'x']]))).toContain('damaged');
    expect(await refusal(zipOf([...(await parts()), ['/etc/passwd', 'x']]))).toContain('damaged');
    expect(await refusal(await replaced(sheet, (xml) => xml.slice(0, 300)))).toContain('damaged');
    expect(await refusal(await replaced('xl/workbook.xml', () => 'no xml'))).toContain('damaged');
  });

  it('may not grow without end', async () => {
    const zeros = Buffer.alloc(70 * 2 ** 20);
    expect(await refusal(zipOf([...(await parts()), ['xl/media/image1.png', zeros]]))).toContain('grows');
    const bomb = Buffer.alloc(3 * 2 ** 20, '<row/>');
    expect(await refusal(zipOf([...(await parts()), ['xl/worksheets/sheet9.xml', bomb]]))).toContain('150 times');
    expect(await refusal(zipOf([...(await parts()), ['xl/worksheets/sheet9.xml', bomb]], { size: 10 }))).toMatch(
      /damaged|grows/,
    );
    const many = Array.from({ length: 300 }, (_, i): [string, string] => [`x${i}`, '']);
    expect(await refusal(zipOf([...(await parts()), ...many]))).toContain('200 parts');
    expect(await refusal(Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(11 * 2 ** 20)]))).toContain('10 MB');
  });

  it('brings no entities from elsewhere, and no dates in disguise', async () => {
    const entity = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>';
    expect(await refusal(await replaced(sheet, (xml) => xml.replace('?>', `?>${entity}`)))).toContain('document type');
    const strict = (xml: string) => xml.replace(/<c r="E2"[^>]*><v>7<\/v>/, '<c r="E2" t="d"><v>2024-01-31</v>');
    expect(await refusal(await replaced(sheet, strict))).toContain('dates as text');
  });

  it('is not what a plain change of a part makes', async () => {
    const { rows, faults } = await read(await replaced(sheet, (xml) => xml.replace(/(<c r="E2"[^>]*><v>)7/, '$15')));
    expect(faults).toEqual([]);
    expect(rows[0]).toMatchObject({ number: '5' });
  });
});

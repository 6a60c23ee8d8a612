import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { readDhis2Csv } from './read-dhis2-csv.js';
import { readDhis2Json } from './read-dhis2-json.js';

const count = 1_000_000;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
/** What is in use, without what only waits to be collected. */
function heldBytes(): number {
  collect();
  return process.memoryUsage().heapUsed;
}

/** Some 100 MB, written as it is read. */
async function* file(head: string, value: (i: number) => string, end: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(head);
  for (let i = 0; i < count; i += 500) {
    yield Buffer.from(Array.from({ length: 500 }, (_, j) => value(i + j)).join(''));
  }
  yield Buffer.from(end);
}

const json = () =>
  file(
    '{"period":"202401","dataValues":[',
    (i) =>
      `${i ? ',' : ''}\n{"dataElement":"people","orgUnit":"org-${i % 1_000}","categoryOptionCombo":"default","value":"${i}","storedBy":"me"}`,
    ']}',
  );
const csv = () =>
  file(
    'dataelement,period,orgunit,catoptcombo,attroptcombo,value,strby,lstupd,cmt\n',
    (i) => `people,202401,org-${i % 1_000},default,default,${i},me,2024-02-01,"so, late"\n`,
    '',
  );

describe('a million values', () => {
  it.each([
    ['JSON', () => readDhis2Json(json())],
    ['CSV', () => readDhis2Csv(csv())],
  ] as const)('pass through %s in shares of some thousand rows and little memory', async (_, read) => {
    let [rows, largest, sum, shares, heap] = [0, 0, 0n, 0, 0];
    const before = heldBytes();
    for await (const share of read()) {
      rows += share.rows.length;
      largest = Math.max(largest, share.rows.length + share.faults.length);
      for (const { number } of share.rows) sum += BigInt(number!);
      if (++shares % 50 === 0) heap = Math.max(heap, heldBytes() - before);
    }
    expect(rows).toBe(count);
    expect(sum).toBe((BigInt(count) * BigInt(count - 1)) / 2n);
    expect(largest).toBeLessThan(5_000);
    // The rows alone would be more than 300 MB.
    expect(heap).toBeLessThan(20 * 2 ** 20);
  });

  it('are refused one by one in as little memory when nothing is right', async () => {
    const broken = file('{"dataValues":[{}', (i) => (i < 100_000 ? ',{}' : ''), ']}');
    let [faults, largest] = [0, 0];
    for await (const share of readDhis2Json(broken)) {
      faults += share.faults.length;
      largest = Math.max(largest, share.faults.length);
    }
    expect(faults).toBe(4 * 100_001);
    expect(largest).toBeLessThan(10_000);
  });
});

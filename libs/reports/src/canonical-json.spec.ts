import { createHash } from 'node:crypto';
import { canonicalJson, type Plain } from './canonical-json.js';

describe('canonical JSON', () => {
  it('sorts names by their UTF-16 units, at every depth, as in RFC 8785, 3.2.3', () => {
    const names = ['\u20ac', '\r', '\ufb33', '1', '\ud83d\ude00', '\u0080', '\u00f6'];
    const text = canonicalJson(Object.fromEntries(names.map((name, i) => [name, [{ b: i, a: null }]])));
    const order = ['\r', '1', '\u0080', '\u00f6', '\u20ac', '\ud83d\ude00', '\ufb33'];
    expect(Object.keys(JSON.parse(text) as object).filter((name) => name !== '1')).toEqual(
      order.filter((name) => name !== '1'),
    );
    expect(text.indexOf('"1"')).toBeGreaterThan(text.indexOf('"\\r"'));
    expect(text).toContain('[{"a":null,"b":0}]');
  });

  it('escapes as RFC 8785, 3.2.2.2 does', () => {
    expect(canonicalJson('\u20ac$\u000f\u000aA\'\u0042\u0022\u005c\\"/')).toBe(
      '"\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"',
    );
    expect(canonicalJson('\b\t\n\f\r\0\u001f\u007f\u2028')).toBe('"\\b\\t\\n\\f\\r\\u0000\\u001f\u007f\u2028"');
  });

  it('keeps the order of lists, leaves out what is undefined, and writes literals', () => {
    expect(canonicalJson({ c: [3, 1, 2], b: undefined, a: [true, false, null, ''] })).toBe(
      '{"a":[true,false,null,""],"c":[3,1,2]}',
    );
    expect(canonicalJson([-0, -5, 9_007_199_254_740_991])).toBe('[0,-5,9007199254740991]');
  });

  it.each([[0.1], [1e21], [Number.NaN], [Infinity], ['\ud800'], [new Date(0)], [1n], [{ '\udc00': 1 }]])(
    'refuses %p, which is written differently elsewhere',
    (value) => {
      expect(() => canonicalJson(value as Plain)).toThrow();
    },
  );

  it('is the same bytes whatever order the names came in', () => {
    const hash = (value: Plain) => createHash('sha256').update(canonicalJson(value)).digest('hex');
    expect(hash({ a: { x: '1', y: [1] }, b: 'é' })).toBe(hash({ b: 'é', a: { y: [1], x: '1' } }));
    // printf '{"a":"1"}' | sha256sum
    expect(hash({ a: '1' })).toBe('9afeb0f2b203f254312ec8ded441d0318b7c34c57f8695ede42d2215a30c0960');
  });
});

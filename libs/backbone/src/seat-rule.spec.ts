import { seatRuleOf } from './seat-rule.js';

it.each([
  [9, 3, '0.3333', true, true, true],
  [9, 2, '0.2222', false, true, false],
  [3, 1, '0.3333', true, false, false],
  [6, 2, '0.3333', true, true, true],
  [7, 2, '0.2857', false, true, false],
  [2, 2, '1.0000', true, true, true],
  [0, 0, null, false, false, false],
])('of %i held seats %i by representatives: %s, share %s, count %s, met %s', (held, mostImpacted, ...expected) => {
  const { share, shareMet, countMet, met } = seatRuleOf({ seats: 12, held, mostImpacted });
  expect([share, shareMet, countMet, met]).toEqual(expected);
});

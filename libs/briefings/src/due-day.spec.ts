import { workingDaysAfter } from './due-day.js';

it.each([
  ['2026-11-23', 'Monday', '2026-11-30'],
  ['2026-11-25', 'Wednesday', '2026-12-02'],
  ['2026-11-27', 'Friday', '2026-12-04'],
  ['2026-11-28', 'Saturday', '2026-12-04'],
  ['2026-11-29', 'Sunday', '2026-12-04'],
  ['2026-12-30', 'Wednesday', '2027-01-06'],
])('a question of %s, a %s, is due on %s', (asked, _weekday, due) => {
  expect(workingDaysAfter(asked)).toBe(due);
});

/** An asker has an answer after so many working days at the latest. */
export const daysToAnswer = 5;

const oneDay = 86_400_000;

/** So many days from Monday to Friday after a day; the day itself does not count, holidays do. */
export function workingDaysAfter(day: string, days = daysToAnswer): string {
  let at = Date.parse(`${day}T00:00:00Z`);
  for (let left = days; left > 0;) {
    at += oneDay;
    const weekday = new Date(at).getUTCDay();
    if (weekday !== 0 && weekday !== 6) left--;
  }
  return new Date(at).toISOString().slice(0, 10);
}

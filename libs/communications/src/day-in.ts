/** The day (YYYY-MM-DD) that an instant, or now, falls on in a time zone. */
export function dayIn(timeZone: string, instant = new Date()): string {
  const format = new Intl.DateTimeFormat('en', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  const parts = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, value]));
  return `${parts['year']?.padStart(4, '0')}-${parts['month']}-${parts['day']}`;
}

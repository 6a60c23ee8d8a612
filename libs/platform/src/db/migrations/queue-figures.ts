const rowsOf = { INSERT: 'NEW', UPDATE: 'NEW', DELETE: 'OLD' } as const;
type Event = keyof typeof rowsOf;

/**
 * Every write to a table that figures are read from puts what it touches into figure_queue, so that no verb can forget
 * it. `measure` is an SQL expression over the table's row: the measure whose figures change, or NULL for all of them.
 */
export function queueFigures(table: string, measure: string, events: Event[] = ['INSERT', 'UPDATE', 'DELETE']): string {
  return events
    .map(
      (event) => `
  CREATE TRIGGER ${table}_queues_figures_on_${event.toLowerCase()} AFTER ${event} ON ${table}
    REFERENCING ${rowsOf[event]} TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION queue_figures($measure$${measure}$measure$);`,
    )
    .join('');
}

import { forward } from './forward.js';
import { queueFigures } from './queue-figures.js';

export const RollupsOfMergers1763800002401 = forward(
  'RollupsOfMergers1763800002401',
  `
  ${queueFigures('category_merger', 'NULL', ['INSERT'])}
  CREATE TRIGGER combination_merger_queues_figures_on_insert AFTER INSERT ON combination_merger
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION queue_figures_of_margins();
  `,
);

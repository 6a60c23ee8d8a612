import { columnOf } from '../report-section.js';
import { textCell, type Sheet } from './sheet.js';

export const measuresSheet: Sheet = {
  name: (words) => words.say('report.title.measures'),
  columns: (words) => [
    columnOf(words, 'measure', 20),
    columnOf(words, 'name', 40),
    columnOf(words, 'unit', 24),
    columnOf(words, 'number', 10),
    columnOf(words, 'factor', 10),
    columnOf(words, 'direction', 12),
    columnOf(words, 'description', 60),
  ],
  *rows({ document }) {
    for (const { code, name, unit, numberKind, factor, direction, description } of document.header.measures) {
      yield [textCell(code), textCell(name), textCell(unit), numberKind, factor, direction, textCell(description)];
    }
  },
};

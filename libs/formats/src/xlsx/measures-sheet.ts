import { textCell, type Sheet } from './sheet.js';

export const measuresSheet: Sheet = {
  name: 'Measures',
  columns: () => [
    { heading: 'Measure', width: 20 },
    { heading: 'Name', width: 40 },
    { heading: 'Unit', width: 24 },
    { heading: 'Number', width: 10 },
    { heading: 'Factor', width: 10 },
    { heading: 'Direction', width: 12 },
    { heading: 'Description', width: 60 },
  ],
  *rows({ document }) {
    for (const { code, name, unit, numberKind, factor, direction, description } of document.header.measures) {
      yield [textCell(code), textCell(name), textCell(unit), numberKind, factor, direction, textCell(description)];
    }
  },
};

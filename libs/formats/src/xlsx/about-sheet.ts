import { textCell, type Sheet } from './sheet.js';

export const aboutSheet: Sheet = {
  name: 'About',
  columns: () => [
    { heading: 'What', width: 28 },
    { heading: 'Value', width: 70 },
  ],
  *rows({ document }) {
    const { header } = document;
    yield ['Report', textCell(document.title)];
    yield ['Coalition', textCell(header.coalition.name)];
    yield ['Id', document.id];
    yield ['Periods', `${document.firstPeriod} to ${document.lastPeriod}`];
    yield ['Compiled at', document.compiledAt];
    if (document.sha256) yield ['SHA-256 of the content', document.sha256];
    if (header.requestedBy) yield ['Requested by', textCell(header.requestedBy)];
    yield ['Figures from', header.coalition.figuresFrom === 'APPROVED' ? 'approved submissions' : 'all submissions'];
    yield ['Organizations expected, at most', header.organizationsExpected];
    yield ['Figures', header.figures];
    yield ['A blank value', 'is never zero; “No value because” says why it is blank'];
    yield ['A number as text', 'has more digits than a spreadsheet can hold'];
  },
};

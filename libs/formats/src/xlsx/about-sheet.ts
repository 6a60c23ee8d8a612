import { columnOf } from '../report-section.js';
import { wordsOf } from '../report-words.js';
import { textCell, type Sheet } from './sheet.js';

export const aboutSheet: Sheet = {
  name: (words) => words.say('report.title.about'),
  columns: (words) => [columnOf(words, 'what', 28), columnOf(words, 'value', 70)],
  *rows({ document }) {
    const { header } = document;
    const { say } = wordsOf(header);
    yield [say('report.about.report'), textCell(document.title)];
    yield [say('report.about.coalition'), textCell(header.coalition.name)];
    yield [say('report.about.id'), document.id];
    yield [say('report.about.periods'), say('report.span', { first: document.firstPeriod, last: document.lastPeriod })];
    yield [say('report.about.compiledAt'), document.compiledAt];
    if (document.sha256) yield [say('report.about.sha256'), document.sha256];
    if (header.requestedBy) yield [say('report.about.requestedBy'), textCell(header.requestedBy)];
    yield [say('report.about.figuresFrom'), say('report.about.source', { source: header.coalition.figuresFrom })];
    yield [say('report.about.organizations'), header.organizationsExpected];
    yield [say('report.about.figures'), header.figures];
    yield [say('report.about.blank'), say('report.about.blankMeans')];
    yield [say('report.about.text'), say('report.about.textMeans')];
  },
};

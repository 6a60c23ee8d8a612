import { agreementSentences } from '../describe-agreements.js';
import { wordsOf } from '../report-words.js';
import type { Section } from './chapter.js';

/** How the figures are to be read. */
export const notesSection: Section = ({ document: { header, breakdowns } }) => {
  const { say } = wordsOf(header);
  return [
    {
      title: say('report.title.notes'),
      write(pages, section) {
        const crossed = breakdowns ? breakdowns.some((codes) => codes.length > 1) : header.columns.length > 1;
        const notes = [
          say('report.notes.made', { source: header.coalition.figuresFrom }),
          say('report.notes.gap'),
          say('report.notes.coverage'),
          say('report.notes.hidden'),
          say('report.notes.change'),
          say('report.notes.rounded', { crossed: crossed ? 'YES' : 'NO' }),
          ...agreementSentences(header),
          say('report.notes.frozen'),
        ];
        for (const note of notes) pages.paragraph(section, 'P', note);
      },
    },
  ];
};

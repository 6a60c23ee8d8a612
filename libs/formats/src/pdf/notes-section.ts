import { agreementSentences } from '../describe-agreements.js';
import type { Section } from './chapter.js';

/** How the figures are to be read. */
export const notesSection: Section = ({ document: { header, breakdowns } }) => [
  {
    title: 'Notes',
    write(pages, section) {
      const crossed = breakdowns ? breakdowns.some((codes) => codes.length > 1) : header.columns.length > 1;
      const from =
        header.coalition.figuresFrom === 'APPROVED' ? 'approved submissions' : 'submissions, approved or not';
      const notes = [
        `Figures are made from ${from}, each organization at its own periods, summed before anything is divided.`,
        'Where nothing was reported a line has a gap: missing is never zero.',
        '“Reported by” counts the organizations behind a figure among those that were expected to report it; “stepped over” counts the cells that hold no number, by the reason given.',
        'A suppressed figure is hidden because few people stand behind it, or because one of them could be worked out from it; a withheld one is not shared with the readers of this report.',
        'A change compares the first and the latest period that have a figure, whoever reported in each.',
        `Numbers are rounded for reading; the CSV, JSON and XLSX files of this report hold them exactly${crossed ? ', with the breakdowns by several dimensions at once' : ''}.`,
        ...agreementSentences(header),
        'A compiled report never changes.',
      ];
      for (const note of notes) pages.paragraph(section, 'P', note);
    },
  },
];

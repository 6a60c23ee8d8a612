import { interfaceLanguages, messagesOf, wordsIn } from '@keelson/messages';
import { attentionRules, ruleCodes } from './attention-rules.js';
import { tellCaveats, tellWhat } from './tell-item.js';

const namesOf = (language: (typeof interfaceLanguages)[number], part: string) =>
  Object.keys(messagesOf(language)).flatMap((key) => (key.startsWith(part) ? [key.slice(part.length)] : []));

describe.each(interfaceLanguages)('the words of the desk in %s', (language) => {
  it('are those of its rules and of their steps, each once and none besides', () => {
    const steps = new Set<string>(ruleCodes.flatMap((rule) => [...attentionRules[rule].steps]));
    expect(namesOf(language, 'desk.what.').sort()).toEqual([...ruleCodes].sort());
    expect(namesOf(language, 'desk.why.').sort()).toEqual([...ruleCodes].sort());
    expect(namesOf(language, 'desk.step.').sort()).toEqual([...steps].sort());
    expect(namesOf(language, 'desk.caveat.').sort()).toEqual(['hidden', 'incomplete']);
  });
});

describe('an item', () => {
  const facts = { day: '2026-01-10', reported: '1', expected: '3', incomplete: 'yes', hidden: 'yes' };

  it('is told in the words of its reader, by its subject and its facts', () => {
    const item = { rule: 'NOTES_LATE' as const, title: '{Crossings}', facts };
    expect(tellWhat(item, wordsIn('en'))).toBe('The conversation "{Crossings}" of 2026-01-10 has no notes.');
    expect(tellWhat(item, wordsIn('es'))).toBe('La conversación «{Crossings}» del 2026-01-10 no tiene notas.');
    expect(() => tellWhat({ ...item, facts: {} }, wordsIn('es'))).toThrow(/day/);
  });

  it('says what keeps it from saying more', () => {
    expect(tellCaveats({ facts }, wordsIn('es'))).toEqual([
      'La cifra se apoya en los valores de 1 de 3 organizaciones y puede cambiar.',
      'Hay pocas organizaciones o pocas personas detrás de la cifra: está oculta para los demás.',
    ]);
    expect(tellCaveats({ facts: { day: '2026-01-10' } }, wordsIn('es'))).toEqual([]);
  });
});

import { foldText, holdsWords } from './fold-text.js';

it('folds case, accents and spaces', () => {
  expect(foldText('  Respéto  MUTUO ')).toBe('respeto mutuo');
  expect(foldText('Würde')).toBe(foldText('WURDE'));
});

it.each([
  ['Every child of the Roma families reads.', 'roma FAMILIES', true],
  ['Every aroma is fine.', 'Roma', false],
  ['Familias romaníes leen.', 'romanies', true],
  ['Costs are (low).', '(low)', true],
  ['Anything', '', false],
])('%s holds %s: %s', (text, words, expected) => {
  expect(holdsWords(text, words)).toBe(expected);
});

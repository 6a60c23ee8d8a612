import { countWords } from './count-words.js';

it.each([
  ['', 0],
  ['… — !', 0],
  ['Ask before you build, then build.', 6],
  ["It's 3.5 km", 3],
  ['¿Qué aprendimos? Escuchar.', 3],
  ['我们学到了', 3],
])('counts the words of %j', (text, words) => {
  expect(countWords(text)).toBe(words);
});

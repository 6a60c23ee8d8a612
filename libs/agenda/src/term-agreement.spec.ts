import { agreementOf, type TermFacts } from './term-agreement.js';

const agreed: TermFacts = {
  ...{ termId: 't', definitionId: 'd', examples: 1, counterexamples: 1, members: 6 },
  ...{ positions: 3, agree: 2, canLiveWith: 1, needsTalk: 0, missingGroups: [] },
};

it.each([
  ['half of the members, an example each way', {}, []],
  ['one member less than half', { positions: 2, members: 5 }, ['TOO_FEW_POSITIONS']],
  ['nobody at all', { positions: 0, members: 0 }, ['TOO_FEW_POSITIONS']],
  ['no example of what it does not look like', { counterexamples: 0 }, ['NO_COUNTEREXAMPLE']],
  ['no example', { examples: 0 }, ['NO_EXAMPLE']],
  ['a group that nobody spoke for', { missingGroups: ['Tenants'] }, ['GROUP_WITHOUT_POSITION']],
  ['somebody who needs to talk', { needsTalk: 1 }, ['NEEDS_TALK']],
  [
    'no definition',
    { definitionId: null, examples: 0, counterexamples: 0, positions: 0 },
    ['NO_DEFINITION', 'NO_EXAMPLE', 'NO_COUNTEREXAMPLE', 'TOO_FEW_POSITIONS'],
  ],
])('a term with %s lacks what keeps it from being agreed', (_case, change, lacks) => {
  expect(agreementOf({ ...agreed, ...change })).toMatchObject({ lacks, agreed: lacks.length === 0 });
});

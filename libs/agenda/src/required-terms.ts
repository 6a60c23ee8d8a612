import { foldText } from '@keelson/backbone';
import type { EntityManager } from 'typeorm';
import { termAgreements } from './term-facts.sql.js';
import { requiredByDefault, Term } from './term.entity.js';

export interface RequiredTerm {
  word: string;
  agreed: boolean;
}

/** The terms that must be agreed: those that the coalition says, and the usual ones that it said nothing of. */
export async function requiredTermsOf(manager: EntityManager, coalitionId: string): Promise<RequiredTerm[]> {
  const terms = await manager.find(Term, { where: { coalitionId }, order: { word: 'ASC' } });
  const agreed = new Set(
    (await termAgreements(manager, coalitionId)).flatMap((term) => (term.agreed ? [term.termId] : [])),
  );
  const said = new Set(terms.map(({ foldedWord }) => foldedWord));
  const unsaid = requiredByDefault.filter((word) => !said.has(foldText(word)));
  return [
    ...unsaid.map((word) => ({ word, agreed: false })),
    ...terms.filter(({ required }) => required).map(({ id, word }) => ({ word, agreed: agreed.has(id) })),
  ];
}

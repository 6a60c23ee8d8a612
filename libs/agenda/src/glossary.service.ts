import { Inject, Injectable } from '@nestjs/common';
import { foldText } from '@keelson/backbone';
import { findCoalition } from '@keelson/coalitions';
import {
  Database,
  Forbidden,
  InvalidInput,
  isBackbone,
  isIn,
  newId,
  NotFound,
  record,
  type Actor,
} from '@keelson/platform';
import type { EntityManager } from 'typeorm';
import { canSpeakOfTerms } from './agenda.policy.js';
import { problemsOfDefinition } from './check-definition.js';
import { TermDefinition, type Translation } from './term-definition.entity.js';
import { requiredByDefault, Term } from './term.entity.js';

export interface DefinitionContent {
  text: string;
  looksLike?: string[] | null;
  doesNotLookLike?: string[] | null;
  translations?: Translation[] | null;
}

export interface NewTerm extends DefinitionContent {
  coalitionId: string;
  word: string;
}

/** Terms and the versions of their definitions. Positions on them have a service of their own. */
@Injectable()
export class GlossaryService {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Adds a term with its first definition. Words that differ by case or accents alone are one term. */
  defineTerm(actor: Actor, { coalitionId, word, ...content }: NewTerm): Promise<Term> {
    return this.database.work(actor, async (manager) => {
      await findCoalition(manager, actor, coalitionId);
      if (!canSpeakOfTerms(actor, coalitionId)) throw new Forbidden();
      const foldedWord = foldText(word);
      if (!foldedWord) throw InvalidInput.at('word', 'REQUIRED', 'Write the word that is defined.');
      const required = (requiredByDefault as readonly string[]).includes(foldedWord);
      const term = { id: newId(), coalitionId, word: word.trim(), foldedWord, required, createdAt: new Date() };
      const adding = manager.createQueryBuilder().insert().into(Term).values(term).orIgnore().returning('id');
      // Two who add a word at once: the second one finds it there.
      if (((await adding.execute()).raw as unknown[]).length === 0) {
        const there = await manager.findOneByOrFail(Term, { coalitionId, foldedWord });
        const message = `The glossary holds "${there.word}" already (case and accents make no other term).`;
        throw InvalidInput.at('word', 'DUPLICATE', message);
      }
      await this.write(manager, actor, manager.create(Term, term), { number: 1, content, verb: 'defineTerm' });
      return manager.create(Term, term);
    });
  }

  /** Writes a new version of a definition; positions are taken on it anew, those on the one before stay with that. */
  redefineTerm(actor: Actor, termId: string, content: DefinitionContent): Promise<Term> {
    return this.database.work(actor, async (manager) => {
      const term = await takeTerm(manager, actor, termId, ['termId']);
      if (!canSpeakOfTerms(actor, term.coalitionId)) throw new Forbidden();
      const latest = await manager.maximum(TermDefinition, 'number', { coalitionId: term.coalitionId, termId });
      await this.write(manager, actor, term, { number: (latest ?? 0) + 1, content, verb: 'redefineTerm' });
      return term;
    });
  }

  /** Says whether a term must be agreed before an agenda is proposed. */
  async requireTerm(actor: Actor, input: { termId: string; required: boolean; reason: string }): Promise<Term> {
    if (!input.reason.trim()) throw InvalidInput.at('reason', 'REQUIRED', 'Say why.');
    return this.database.work(actor, async (manager) => {
      const term = await takeTerm(manager, actor, input.termId, ['termId']);
      if (!isBackbone(actor, term.coalitionId)) throw new Forbidden();
      const before = { required: term.required };
      term.required = input.required;
      await manager.save(term);
      const { coalitionId, id, required } = term;
      const subject = { subjectType: 'Term', subjectId: id, reason: input.reason } as const;
      await record(manager, actor, { coalitionId, verb: 'requireTerm', ...subject, before, after: { required } });
      return term;
    });
  }

  private async write(
    manager: EntityManager,
    actor: Actor,
    { id: termId, coalitionId, word }: Term,
    { number, content, verb }: { number: number; content: DefinitionContent; verb: string },
  ): Promise<void> {
    const said = {
      ...{ text: content.text.trim(), looksLike: content.looksLike ?? [] },
      ...{ doesNotLookLike: content.doesNotLookLike ?? [], translations: content.translations ?? [] },
    };
    const problems = problemsOfDefinition(said);
    if (problems.length > 0) throw new InvalidInput(problems);
    const written = { id: newId(), coalitionId, termId, number, writtenById: actor.personId, createdAt: new Date() };
    await manager.insert(TermDefinition, { ...written, ...said });
    const subject = { subjectType: 'Term', subjectId: termId } as const;
    await record(manager, actor, { coalitionId, verb, ...subject, after: { word, number, ...said } });
  }
}

/** The term, locked until the unit of work ends: nobody else writes a version of its definition meanwhile. */
export async function takeTerm(manager: EntityManager, actor: Actor, id: string, field: string[]): Promise<Term> {
  const term = await manager.findOne(Term, { where: { id }, lock: { mode: 'for_no_key_update' } });
  if (!term || !isIn(actor, term.coalitionId)) throw new NotFound('term', field);
  return term;
}

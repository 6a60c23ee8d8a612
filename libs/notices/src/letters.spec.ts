import { wordsIn } from '@keelson/messages';
import { writeLetter } from './letters.js';
import { noticeKinds, type MailFacts, type MailKind } from './mail.entity.js';

const kinds: MailKind[] = [...noticeKinds, 'INVITATION', 'PASSWORD_RESET'];
const links = { home: 'https://keelson.example.org/', own: 'https://keelson.example.org/invitation#x' };
const facts: MailFacts = {
  ...{ name: 'Ada', coalition: 'Rutas seguras', organization: 'Peatones', organizations: ['Uno', 'Dos', 'Tres'] },
  ...{ role: 'PARTNER', title: 'Informe {anual} <b>', periods: ['2024-01', '2024-02'], morePeriods: 3 },
  ...{ reason: 'Falta una fila', host: 'example.org', cause: 'FAILING', days: 5, lastDay: '2026-12-31' },
};
const write = (kind: MailKind, language: string, more: MailFacts = {}) =>
  writeLetter(kind, { ...facts, ...more }, wordsIn(language), links);

describe.each(kinds)('a mail %s', (kind) => {
  it.each(['en', 'es', 'es-MX', 'am'])('is written in whole in %s', (language) => {
    const { subject, paragraphs, action } = write(kind, language);
    for (const text of [subject, ...paragraphs, action?.label ?? '']) {
      expect(text.trim()).not.toBe('');
      expect(text.replace('{anual}', '')).not.toMatch(/[{}]|undefined|\bmail\.\w/);
    }
  });

  it('is another text in Spanish than in English', () => {
    expect(write(kind, 'es').paragraphs[0]).not.toBe(write(kind, 'en').paragraphs[0]);
  });

  it('is written from facts of which none is known', () => {
    expect(() => writeLetter(kind, {}, wordsIn('es'), links)).not.toThrow();
  });
});

describe('a mail in Spanish', () => {
  it('counts, lists and dates as Spanish does', () => {
    expect(write('INVITATION', 'es').paragraphs[0]).toBe(
      'Rutas seguras le invita a participar como organización socia en representación de Uno, Dos y Tres.',
    );
    expect(write('INVITATION', 'es', { organizations: [], role: 'OBSERVER' }).paragraphs[0]).toBe(
      'Rutas seguras le invita a participar como observador u observadora.',
    );
    expect(write('SUBMISSION_APPROVED', 'es').paragraphs[0]).toContain('a 2024-01, 2024-02 y 3 más están');
    expect(write('AGREEMENT_EXPIRING', 'es').subject).toContain('termina el 31 de diciembre de 2026');
    expect(write('WEBHOOK_DISABLED', 'es').paragraphs[0]).toContain('No aceptó nada durante 5 días.');
  });

  it('keeps what people wrote as they wrote it', () => {
    expect(write('REPORT_PUBLISHED', 'es').subject).toBe(
      'Rutas seguras: se ha publicado el informe «Informe {anual} <b>»',
    );
  });
});

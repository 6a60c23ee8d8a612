import { jsonParser, type Token, type TokenSource } from 'stream-json/core/parser.js';
import { decodeText, NotText } from './decode-text.js';
import {
  addValue,
  dhis2Headings,
  dhis2Fields,
  dhis2Notes,
  refuseSchemes,
  type Dhis2Field,
  type Dhis2Reading,
  type Dhis2Value,
} from './dhis2-value.js';
import type { FileShare } from './file-row.js';
import { Share } from './fill-share.js';
import { shown } from './plain-decimal.js';

const fields: ReadonlySet<string> = new Set(dhis2Fields);
const notes: ReadonlySet<string> = new Set(dhis2Notes);
/** What may stand once for all values. */
const common: ReadonlySet<string> = new Set(['period', 'orgUnit', 'attributeOptionCombo']);
/** A text may be this long before nothing more of it is kept; addValue refuses it. */
const longestText = 4_000;
/** The set, its list, a value, and something that has no place in it. */
const deepest = 8;

/** The file as a whole cannot be read further. */
class Unreadable extends Error {}

/**
 * Reads DHIS2's dataValueSets as JSON, in memory that does not grow with the file. A row is counted as its place in
 * `dataValues`, from 1. What stands once for all values is heard only where it stands before them, as DHIS2 writes it.
 * Half-rows stay halves: see FileRow.part.
 */
export async function* readDhis2Json(
  bytes: AsyncIterable<Uint8Array>,
  reading: Dhis2Reading = {},
): AsyncGenerator<FileShare> {
  const share = new Share();
  share.headings = dhis2Headings((field) => field);
  const values = new ValueSet(share, reading);
  const parser = jsonParser({ packValues: false });
  try {
    for await (const text of decodeText(bytes)) {
      // A piece of at most 4 kB makes a few hundred rows at most, so that a share stays small however the bytes came.
      for (let i = 0; i < text.length; i += 4_096) {
        values.hear(parser, text.slice(i, i + 4_096));
        if (share.isFull) yield share.take();
      }
    }
    values.end();
  } catch (error) {
    if (!(error instanceof Unreadable) && !(error instanceof NotText)) throw error;
    share.refuse(null, null, 'INVALID', error.message);
  }
  if (!share.isEmpty) yield share.take();
}

/** Hears a dataValueSet token by token and adds what it says to the share. */
class ValueSet {
  private depth = 0;
  private isEnded = false;
  private text = '';
  private key = '';
  private readonly schemes = new Map<string, string>();
  private readonly shared: Dhis2Value = {};
  private list: 'BEFORE' | 'INSIDE' | 'AFTER' = 'BEFORE';
  private count = 0;
  private value: Dhis2Value = {};
  private heard = new Set<string>();
  private isRefused = false;

  constructor(
    private readonly share: Share,
    private readonly reading: Dhis2Reading,
  ) {}

  hear(parser: TokenSource, text: string): void {
    for (const token of this.tokensOf(parser, text)) this.hearOne(token);
  }

  end(): void {
    if (!this.isEnded) throw new Unreadable('The file ends too early; send it again as a whole.');
    if (this.list === 'BEFORE') throw new Unreadable('There is no list "dataValues" in the file.');
  }

  private tokensOf(parser: TokenSource, text: string): Token[] {
    try {
      const made = parser(text);
      return typeof made === 'object' && 'values' in made ? made.values : [];
    } catch {
      throw new Unreadable(`The file is not JSON any more, soon after value ${this.count}. The rest was not read.`);
    }
  }

  private hearOne(token: Token): void {
    switch (token.name) {
      case 'startKey':
      case 'startString':
      case 'startNumber':
        this.text = '';
        break;
      case 'stringChunk':
      case 'numberChunk':
        if (this.text.length < longestText) this.text += token.value;
        break;
      case 'endKey':
        this.key = this.text;
        break;
      case 'endString':
      case 'endNumber':
        this.put(this.text);
        break;
      case 'trueValue':
      case 'falseValue':
        this.put(String(token.value));
        break;
      case 'nullValue':
        this.put(null);
        break;
      case 'startObject':
      case 'startArray':
        this.open(token.name === 'startArray');
        break;
      case 'endObject':
      case 'endArray':
        this.close();
    }
  }

  private open(isList: boolean): void {
    if (this.depth === 0 && isList) throw new Unreadable('A dataValueSet is an object with a list "dataValues".');
    if (this.depth === 1 && this.key === 'dataValues') this.openList(isList);
    else if (this.depth === 2 && this.list === 'INSIDE') this.openValue(isList);
    else if (this.depth === 3 && this.list === 'INSIDE' && !this.isRefused)
      this.refuseKey('takes one text, nothing of its own');
    if (++this.depth > deepest)
      throw new Unreadable('The file holds things inside things deeper than any dataValueSet.');
  }

  private openList(isList: boolean): void {
    if (!isList) throw new Unreadable('"dataValues" is a list.');
    if (this.list !== 'BEFORE') throw new Unreadable('The list "dataValues" stands there twice.');
    refuseSchemes(this.share, this.schemes, this.reading);
    if (this.share.faults.length > 0) throw new Unreadable('No value of the file was read.');
    this.list = 'INSIDE';
  }

  private openValue(isList: boolean): void {
    this.count++;
    this.value = { ...this.shared };
    this.heard = new Set();
    this.isRefused = isList;
    if (isList) this.share.refuse(this.count, null, 'INVALID', 'A value is an object.');
  }

  private close(): void {
    this.depth--;
    if (this.depth === 0) this.isEnded = true;
    if (this.list !== 'INSIDE') return;
    if (this.depth === 1) this.list = 'AFTER';
    if (this.depth === 2 && !this.isRefused)
      addValue(this.share, this.count, this.value, this.reading, (field) => field);
  }

  /** A text, a number as it is spelled, a yes or no. null is as if the key were not there. */
  private put(text: string | null): void {
    if (this.depth === 0) throw new Unreadable('A dataValueSet is an object with a list "dataValues".');
    if (this.depth === 1) this.putCommon(text);
    if (this.list !== 'INSIDE') return;
    if (this.depth === 2) {
      this.share.refuse(++this.count, null, 'INVALID', 'A value is an object.');
    } else if (this.depth === 3 && !this.isRefused) {
      if (this.heard.has(this.key)) this.refuseKey('stands there twice');
      this.heard.add(this.key);
      if (fields.has(this.key)) {
        if (text !== null) this.value[this.key as Dhis2Field] = text;
      } else if (!notes.has(this.key)) {
        // A misspelled combo would turn a part into a total.
        this.refuseKey('is not known; take it out, or correct its spelling');
      }
    }
  }

  private putCommon(text: string | null): void {
    if (this.key === 'dataValues') throw new Unreadable('"dataValues" is a list.');
    if (text === null) return;
    if (common.has(this.key)) {
      if (this.list === 'AFTER') {
        throw new Unreadable(`"${this.key}" stands after the values; put it before "dataValues", or into each value.`);
      }
      this.shared[this.key as Dhis2Field] = text;
    }
    if (/idScheme$/i.test(this.key)) this.putScheme(text);
  }

  private putScheme(scheme: string): void {
    if (this.list !== 'AFTER') this.schemes.set(this.key, scheme);
    else if (scheme.toUpperCase() !== 'CODE') {
      throw new Unreadable(`"${this.key}" stands after the values; put it before "dataValues".`);
    }
  }

  private refuseKey(what: string): void {
    this.isRefused = true;
    this.share.refuse(this.count, shown(this.key), 'INVALID', `"${shown(this.key)}" ${what}.`);
  }
}

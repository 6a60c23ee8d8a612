import type { FileFault, FileRow, FileShare, Headings } from './file-row.js';

/** So many rows and faults go on together: enough for one COPY, little for the memory. */
export const shareLength = 2_000;

/** Gathers a reader's rows and faults until they make a share. */
export class Share implements FileShare {
  rows: FileRow[] = [];
  faults: FileFault[] = [];
  headings?: Headings;

  get isFull(): boolean {
    return this.rows.length + this.faults.length >= shareLength;
  }

  get isEmpty(): boolean {
    return this.rows.length + this.faults.length === 0;
  }

  refuse(row: number | null, column: string | null, code: FileFault['code'], message: string): void {
    this.faults.push({ row, column, code, message });
  }

  /** What is there, and room for the next. */
  take(): FileShare {
    const { rows, faults, headings } = this;
    this.rows = [];
    this.faults = [];
    return headings ? { rows, faults, headings } : { rows, faults };
  }
}

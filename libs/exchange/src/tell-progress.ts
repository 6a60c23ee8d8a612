import { Logger } from '@nestjs/common';
import { faultOf, run, type Actor, type Database } from '@keelson/platform';
import type { ImportProgress as Progress } from '@keelson/submissions';
import { tellProgress } from './bulk-operations.sql.js';

/** Whoever waits looks about as often. */
const interval = 250;
/** Of the time that an import takes, reading has about this share. */
const shareOfReading = 40;

/** Somebody asked the operation to end. */
export class Cancelled extends Error {}

/** Tells how far an import is, outside its transaction, so that others see it; ends it when somebody cancelled it. */
export class ImportProgress {
  private readonly log = new Logger('Imports');
  private bytesRead = 0;
  private read = 0;
  private written = 0;
  private told = 0;

  constructor(
    private readonly database: Database,
    private readonly actor: Actor,
    private readonly operationId: string,
    private readonly bytes: number,
  ) {}

  async *counting(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      yield chunk;
      this.bytesRead += chunk.length;
    }
  }

  async tell({ phase, rows, total }: Progress): Promise<void> {
    if (phase === 'READING') this.read = rows;
    else this.written = rows;
    if (phase === 'READING' && Date.now() - this.told < interval) return;
    this.told = Date.now();
    const reading = (shareOfReading * this.bytesRead) / this.bytes;
    const writing = total ? ((100 - shareOfReading) * rows) / total : 0;
    await this.write(Math.floor(phase === 'READING' ? reading : shareOfReading + writing));
  }

  end(): Promise<void> {
    return this.write(100);
  }

  /** Nobody's import fails because it could not be told of. */
  private async write(percent: number): Promise<void> {
    const { operationId, actor, read, written } = this;
    const told = await this.database
      .work(actor, (manager) =>
        run<{ cancelled: boolean }>(manager, tellProgress, [operationId, read, written, Math.min(percent, 100)]),
      )
      .catch((error: unknown) => {
        const { message } = faultOf(error);
        this.log.warn({
          message: `The progress of import ${operationId} was not told: ${message}`,
          requestId: actor.requestId,
        });
        return [];
      });
    if (told[0]?.cancelled) throw new Cancelled('Somebody cancelled this import.');
  }
}

const mostShown = 20;

/** Everything that is wrong with a tidy folder, each with its place. */
export class Faults {
  private readonly shown: string[] = [];
  count = 0;

  add(file: string, line: number, column: string, sentence: string): void {
    this.say(`${file}, line ${line}, column ${column}: ${sentence}`);
  }

  say(sentence: string): void {
    this.count += 1;
    if (this.shown.length < mostShown) this.shown.push(sentence);
  }

  /** Throws TidyFolderError when anything is wrong. */
  throwIfAny(): void {
    if (this.count === 0) return;
    const more = this.count - this.shown.length;
    throw new TidyFolderError(more > 0 ? [...this.shown, `… and ${more} more of these.`] : this.shown);
  }
}

export class TidyFolderError extends Error {
  constructor(readonly faults: string[]) {
    super(faults.join('\n'));
  }
}

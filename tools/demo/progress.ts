import { Presets, SingleBar } from 'cli-progress';

export interface Progress {
  show(done: number, total?: number): void;
  end(): void;
}

/** A bar on a terminal; elsewhere (a log, a pipe) nothing but a line at every quarter. */
export function startProgress(label: string, total: number): Progress {
  return process.stdout.isTTY ? startBar(label, total) : startLines(label, total);
}

function startBar(label: string, total: number): Progress {
  const format = `${label.padEnd(26)} {bar} {percentage} % | {value}/{total}`;
  const bar = new SingleBar({ format, hideCursor: true, clearOnComplete: true }, Presets.shades_classic);
  bar.start(total, 0);
  return {
    show: (done, now = total) => {
      bar.setTotal(now);
      bar.update(done);
    },
    end: () => bar.stop(),
  };
}

function startLines(label: string, total: number): Progress {
  let said = 0;
  return {
    show: (done, now = total) => {
      const quarter = now > 0 ? Math.floor((4 * done) / now) : 0;
      if (quarter > said && quarter < 4) console.log(`  ${label}: ${done} of ${now}`);
      said = Math.max(said, quarter);
    },
    end: () => undefined,
  };
}

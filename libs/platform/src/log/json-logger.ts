import type { LoggerService, LogLevel } from '@nestjs/common';
import { pino, type Level, type Logger } from 'pino';
import { readableLine } from './readable-line.js';

/** Nest's names, least first, as KEELSON_LOG has them; and what pino, and most readers of logs, call them. */
const levels = { verbose: 'trace', debug: 'debug', log: 'info', warn: 'warn', error: 'error', fatal: 'fatal' } as const;

/** What a line may tell beside its message. Never what a caller sent: no variables, headers, tokens or passwords. */
export interface LogFields {
  message: string;
  requestId?: string;
  stack?: string;
  [more: string]: string | number | boolean | null | undefined;
}

interface Destination {
  write(line: string): void;
}

/** Nest's logger as one JSON object a line; for a person's eyes where a terminal reads it. */
export class JsonLogger implements LoggerService {
  private readonly pino: Logger;

  constructor(process: 'api' | 'worker', level: keyof typeof levels = 'log', destination?: Destination) {
    const options = {
      level: levels[level],
      base: { process },
      messageKey: 'message',
      formatters: { level: (label: string) => ({ level: label }) },
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
    };
    // Written at once, not in the background: the last lines of a process that dies are the interesting ones.
    this.pino = pino(options, destination ?? destinationOf());
  }

  log(message: unknown, ...rest: unknown[]): void {
    this.write('log', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.write('verbose', message, rest);
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.write('fatal', message, rest);
  }

  /** Nest calls with the context as the last text, and before it perhaps with a stack. */
  private write(level: LogLevel, message: unknown, rest: unknown[]): void {
    const texts = rest.filter((one): one is string => typeof one === 'string');
    const name = texts.at(-1);
    const stack = texts.length > 1 ? texts[0] : undefined;
    const method: Level = levels[level];
    this.pino[method]({ name, stack, ...fieldsOf(message) });
  }
}

function destinationOf(): Destination {
  if (!process.stdout.isTTY) return pino.destination({ dest: 1, sync: true });
  return { write: (line) => void process.stdout.write(`${readableLine(line)}\n`) };
}

function fieldsOf(message: unknown): LogFields {
  if (message instanceof Error) return faultOf(message);
  if (typeof message === 'object' && message !== null && 'message' in message) return message as LogFields;
  return { message: String(message) };
}

/** An error for a line. What PostgreSQL calls a data exception (class 22) quotes the value that it is about: that goes. */
export function faultOf(error: unknown, requestId?: string): LogFields {
  if (!(error instanceof Error)) return { message: String(error), requestId };
  const quotesValue = /^22/.test(String((error as { code?: unknown }).code));
  const told = (text: string) => (quotesValue ? text.replace(/"[^"]*"/g, '"…"') : text);
  return {
    message: told(messageOf(error)),
    requestId,
    stack: error.stack && told(error.stack),
  };
}

/** Node wraps the refusals of several addresses into an error without a message. */
export function messageOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(messageOf).join('; ');
  return error instanceof Error ? error.message || error.name : String(error);
}

/** What nobody caught, and what Node warns of, become lines too; the process ends as it would have. */
export function logFaults(logger: JsonLogger): void {
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (error: unknown) => {
      logger.fatal(faultOf(error));
      process.exit(1);
    });
  }
  process.removeAllListeners('warning');
  process.on('warning', (warning) => logger.warn(faultOf(warning), 'Node'));
}

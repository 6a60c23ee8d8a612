import { plainToInstance, Transform } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsUrl, Matches, Max, MaxLength, Min, MinLength, validateSync } from 'class-validator';

const wholeNumber = Transform(({ value }) => (/^-?\d+$/.test(String(value)) ? Number(value) : value));

/** Every setting of Keelson. The environment is read once, here, and nowhere else. */
export class Config {
  @IsOptional()
  @Matches(/^postgres(ql)?:\/\/\S+$/, {
    message: 'DATABASE_URL must look like postgres://user:password@host:5432/name.',
  })
  DATABASE_URL?: string;

  /** How the API reaches the database, for `npm start` and `setup`, which make this role; the API is told DATABASE_URL. */
  @IsOptional()
  @Matches(/^postgres(ql)?:\/\/[^:@/\s]+:[^@\s]+@\S+$/, {
    message: 'KEELSON_APP_DATABASE_URL must look like postgres://keelson_app:password@host:5432/name.',
  })
  KEELSON_APP_DATABASE_URL?: string;

  /** The same for the worker. */
  @IsOptional()
  @Matches(/^postgres(ql)?:\/\/[^:@/\s]+:[^@\s]+@\S+$/, {
    message: 'KEELSON_WORKER_DATABASE_URL must look like postgres://keelson_worker:password@host:5432/name.',
  })
  KEELSON_WORKER_DATABASE_URL?: string;

  @IsOptional()
  @Matches(/^rediss?:\/\/\S+$/, { message: 'REDIS_URL must look like redis://host:6379.' })
  REDIS_URL?: string;

  @IsOptional()
  @Matches(/\S/, { message: 'KEELSON_HOST must be an address to listen on, such as 127.0.0.1.' })
  KEELSON_HOST: string = '127.0.0.1';

  @wholeNumber
  @IsInt({ message: 'KEELSON_PORT must be a whole number.' })
  @Min(0, { message: 'KEELSON_PORT must be between 0 and 65535.' })
  @Max(65535, { message: 'KEELSON_PORT must be between 0 and 65535.' })
  KEELSON_PORT: number = 4400;

  /** Where the worker answers GET /health. */
  @wholeNumber
  @IsInt({ message: 'KEELSON_WORKER_PORT must be a whole number.' })
  @Min(0, { message: 'KEELSON_WORKER_PORT must be between 0 and 65535.' })
  @Max(65535, { message: 'KEELSON_WORKER_PORT must be between 0 and 65535.' })
  KEELSON_WORKER_PORT: number = 4401;

  /** Signs access tokens. On one machine it is made by `npm start`. */
  @IsOptional()
  @MinLength(32, { message: 'KEELSON_SECRET must have at least 32 characters.' })
  KEELSON_SECRET?: string;

  /** The folder of the embedded database and of this machine's secrets. */
  @IsOptional()
  KEELSON_HOME: string = '.keelson';

  @IsOptional()
  @Matches(/^[^@\s]+@[^@\s]+$/, { message: 'KEELSON_ADMIN_EMAIL must be an e-mail address.' })
  KEELSON_ADMIN_EMAIL?: string;

  @IsOptional()
  @MinLength(12, { message: 'KEELSON_ADMIN_PASSWORD must have at least 12 characters.' })
  @MaxLength(128, { message: 'KEELSON_ADMIN_PASSWORD must have at most 128 characters.' })
  KEELSON_ADMIN_PASSWORD?: string;

  /** Address of a running platform that `npm run demo` should use. */
  @IsOptional()
  @IsUrl({ require_tld: false }, { message: 'KEELSON_URL must be an http address.' })
  KEELSON_URL?: string;

  @wholeNumber
  @IsInt({ message: 'KEELSON_POOL must be a whole number.' })
  @Min(2, { message: 'KEELSON_POOL must be at least 2 connections.' })
  @Max(200, { message: 'KEELSON_POOL must be at most 200 connections.' })
  KEELSON_POOL: number = 10;

  /** The web origins that may call the API from a browser, separated by commas; its own needs no mention. */
  @Transform(({ value }) => (typeof value === 'string' ? value.split(',').map((origin) => origin.trim()) : value))
  @Matches(/^https?:\/\/[^\s/?#]+$/, {
    each: true,
    message: 'KEELSON_ORIGINS must be origins separated by commas, such as https://app.example.org.',
  })
  KEELSON_ORIGINS: string[] = [];

  /** Points that a key or person may spend on queries at once; a coalition has four times as many. */
  @wholeNumber
  @IsInt({ message: 'KEELSON_RATE_POINTS must be a whole number.' })
  @Min(100, { message: 'KEELSON_RATE_POINTS must be at least 100 points.' })
  KEELSON_RATE_POINTS: number = 10_000;

  /** Points that come back in a second. */
  @wholeNumber
  @IsInt({ message: 'KEELSON_RATE_RESTORE must be a whole number.' })
  @Min(1, { message: 'KEELSON_RATE_RESTORE must be at least 1 point a second.' })
  KEELSON_RATE_RESTORE: number = 500;

  @IsOptional()
  @IsIn(['fatal', 'error', 'warn', 'log', 'debug', 'verbose'], {
    message: 'KEELSON_LOG must be one of fatal, error, warn, log, debug, verbose.',
  })
  KEELSON_LOG: 'fatal' | 'error' | 'warn' | 'log' | 'debug' | 'verbose' = 'log';
}

/** All faults of the settings at once, one sentence each. */
export class InvalidConfig extends Error {
  constructor(readonly faults: string[]) {
    super(faults.join('\n'));
  }
}

/** Reads the settings, or throws InvalidConfig. `required` names what this process cannot do without. */
export function parseConfig(env: NodeJS.ProcessEnv = process.env, required: (keyof Config)[] = []): Config {
  const defaults = new Config();
  const given = Object.keys(env).filter((key) => env[key] !== undefined && env[key] !== '');
  const known = [...Object.keys(defaults), 'DATABASE_URL', 'REDIS_URL', 'KEELSON_SECRET', 'KEELSON_URL'];
  const names = new Set([
    ...known,
    'KEELSON_ADMIN_EMAIL',
    'KEELSON_ADMIN_PASSWORD',
    'KEELSON_APP_DATABASE_URL',
    'KEELSON_WORKER_DATABASE_URL',
  ]);
  const config = plainToInstance(Config, {
    ...defaults,
    ...Object.fromEntries(given.filter((key) => names.has(key)).map((key) => [key, env[key]])),
  });
  // One fault per setting. Decorators apply from the bottom up, so the topmost check, the most basic one, stands last.
  const faults = validateSync(config).flatMap((error) => Object.values(error.constraints ?? {}).slice(-1));
  for (const key of given) {
    if (key.startsWith('KEELSON_') && !names.has(key)) faults.push(`${key} is not a setting of Keelson.`);
  }
  for (const key of required) {
    if (config[key] === undefined) faults.push(`${key} must be set.`);
  }
  if (faults.length > 0) throw new InvalidConfig(faults);
  return config;
}

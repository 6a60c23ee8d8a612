import { plainToInstance, Transform } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsUrl, Matches, Max, MaxLength, Min, MinLength, validateSync } from 'class-validator';

import { isLoopback, IsIssuer, IsNetwork, IsSecret } from './config-rules.js';

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

  /** What all keys are derived from: those of tokens, and of what is encrypted at rest. On one machine it is made by `npm start`. */
  @IsOptional()
  @IsSecret('KEELSON_SECRET')
  @MinLength(32, { message: 'KEELSON_SECRET must have at least 32 characters.' })
  KEELSON_SECRET?: string;

  /** The secret before this one: what it signed still holds. Unset it when the sessions of its time have ended. */
  @IsOptional()
  @IsSecret('KEELSON_SECRET_PREVIOUS')
  @MinLength(32, { message: 'KEELSON_SECRET_PREVIOUS must have at least 32 characters.' })
  KEELSON_SECRET_PREVIOUS?: string;

  /** Whether backbone staff and administrators need a second factor; see requiresTotp(). */
  @IsOptional()
  @IsIn(['required', 'optional'], { message: 'KEELSON_TOTP must be required or optional.' })
  KEELSON_TOTP?: 'required' | 'optional';

  /** Where people reach the platform, when that is not where it listens: behind a proxy, for instance. */
  @IsOptional()
  @Matches(/^https?:\/\/[^\s/?#]+$/, {
    message: 'KEELSON_PUBLIC_URL must be an address without a path, such as https://keelson.example.org.',
  })
  KEELSON_PUBLIC_URL?: string;

  @IsOptional()
  @IsIssuer({
    message: 'KEELSON_OIDC_ISSUER must be an https address; http is for 127.0.0.1, ::1 and localhost only.',
  })
  KEELSON_OIDC_ISSUER?: string;

  @IsOptional()
  KEELSON_OIDC_CLIENT_ID?: string;

  @IsOptional()
  KEELSON_OIDC_CLIENT_SECRET?: string;

  /** What the button says: "Sign in with …". */
  @IsOptional()
  KEELSON_OIDC_NAME?: string;

  /** Where mails are handed over. Without it nothing is mailed. */
  @IsOptional()
  @Matches(/^smtps?:\/\/\S+$/, {
    message: 'KEELSON_SMTP_URL must look like smtps://user:password@mail.example.org:465, or smtp:// for STARTTLS.',
  })
  KEELSON_SMTP_URL?: string;

  /** Whom mails come from: an address, or a name with it. */
  @IsOptional()
  @Matches(/^([^<>@\p{Cc}]+<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/u, {
    message: 'KEELSON_MAIL_FROM must be an e-mail address, or look like Keelson <notices@example.org>.',
  })
  KEELSON_MAIL_FROM?: string;

  /** Private addresses or networks that webhooks may be sent to all the same, separated by commas. */
  @Transform(({ value }) => (typeof value === 'string' ? value.split(',').map((host) => host.trim()) : value))
  @IsNetwork({
    each: true,
    message: 'KEELSON_WEBHOOK_NETWORKS must be addresses or networks separated by commas, such as 10.0.0.0/8.',
  })
  KEELSON_WEBHOOK_NETWORKS: string[] = [];

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

  /** The proxies before the API, whose `x-forwarded-for` is believed: addresses or networks, separated by commas. */
  @Transform(({ value }) => (typeof value === 'string' ? value.split(',').map((proxy) => proxy.trim()) : value))
  @Matches(/^[0-9a-fA-F.:]+(\/\d{1,3})?$/, {
    each: true,
    message: 'KEELSON_TRUSTED_PROXIES must be addresses or networks separated by commas, such as 10.0.0.0/8.',
  })
  KEELSON_TRUSTED_PROXIES: string[] = [];

  /** The largest file that may be uploaded; a million rows of cells are about 50 MB. */
  @wholeNumber
  @IsInt({ message: 'KEELSON_UPLOAD_MB must be a whole number.' })
  @Min(1, { message: 'KEELSON_UPLOAD_MB must be at least 1 MB.' })
  @Max(2048, { message: 'KEELSON_UPLOAD_MB must be at most 2048 MB.' })
  KEELSON_UPLOAD_MB: number = 200;

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

const oidcSettings = [
  'KEELSON_OIDC_ISSUER',
  'KEELSON_OIDC_CLIENT_ID',
  'KEELSON_OIDC_CLIENT_SECRET',
  'KEELSON_OIDC_NAME',
] as const;

/** Mails carry links, and those lead where people reach the platform. */
const mailSettings = ['KEELSON_SMTP_URL', 'KEELSON_MAIL_FROM', 'KEELSON_PUBLIC_URL'] as const;

/** Who tries Keelson on one machine is not asked for a second factor; who lets others reach it is. */
export function requiresTotp({ KEELSON_TOTP, KEELSON_HOST }: Config): boolean {
  return KEELSON_TOTP === undefined ? !isLoopback(KEELSON_HOST) : KEELSON_TOTP === 'required';
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
    'KEELSON_SECRET_PREVIOUS',
    'KEELSON_TOTP',
    ...mailSettings,
    ...oidcSettings,
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
  const missing = oidcSettings.filter((key) => config[key] === undefined);
  if (missing.length > 0 && missing.length < oidcSettings.length) {
    faults.push(
      `${missing.join(', ')} must be set too: sign-in with OpenID Connect needs all of ${oidcSettings.length}.`,
    );
  }
  const unmailed = mailSettings.filter((key) => config[key] === undefined);
  if ((config.KEELSON_SMTP_URL || config.KEELSON_MAIL_FROM) && unmailed.length > 0) {
    faults.push(`${unmailed.join(', ')} must be set too: mails need all of ${mailSettings.join(', ')}.`);
  }
  for (const key of required) {
    if (config[key] === undefined) faults.push(`${key} must be set.`);
  }
  if (faults.length > 0) throw new InvalidConfig(faults);
  return config;
}

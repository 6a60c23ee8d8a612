import {
  Inject,
  Injectable,
  UnsupportedMediaTypeException,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import { Config, Forbidden } from '@keelson/platform';
import { requestOf } from './request.js';

/**
 * For routes that a browser's cookie opens: only our own pages and those of KEELSON_ORIGINS may call them, and only with
 * JSON, which no form can send. Programs send neither Origin nor Sec-Fetch-Site.
 */
@Injectable()
export class OriginGuard implements CanActivate {
  constructor(@Inject(Config) private readonly config: Config) {}

  canActivate(context: ExecutionContext): boolean {
    const { headers } = requestOf(context);
    if (!/^application\/json\s*(;|$)/i.test(headers['content-type'] ?? '')) {
      throw new UnsupportedMediaTypeException('Send the body as application/json; {} when there is nothing to say.');
    }
    const { origin, host } = headers;
    const site = headers['sec-fetch-site'];
    const known = origin !== undefined && this.known(origin, host);
    if (known || (origin === undefined && (site === undefined || site === 'same-origin' || site === 'none')))
      return true;
    throw new Forbidden('This page may not sign anybody in or out here.');
  }

  private known(origin: string, host: string | undefined): boolean {
    const { KEELSON_ORIGINS, KEELSON_PUBLIC_URL } = this.config;
    if (origin === KEELSON_PUBLIC_URL || KEELSON_ORIGINS.includes(origin)) return true;
    return URL.canParse(origin) && new URL(origin).host === host;
  }
}

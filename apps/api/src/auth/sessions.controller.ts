import { Controller, HttpCode, Inject, Post, Req, UseGuards } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { AuthGuard } from '@nestjs/passport';
import type { Person } from '@keelson/identity';
import { encodeId } from '@keelson/platform';
import { Public } from './allow.decorator.js';
import type { AccessToken } from './strategies.js';

const lifetime = 15 * 60;

@Controller('auth')
export class SessionsController {
  constructor(@Inject(JwtService) private readonly jwt: JwtService) {}

  /** `{"email","password"}` in, `{"accessToken","expiresIn","person"}` out: a REST route, so that aliases cannot multiply attempts. */
  @Public()
  @UseGuards(AuthGuard('password'))
  @HttpCode(200)
  @Post('sign-in')
  async signIn(@Req() request: { user: Person }) {
    const { id, name, email } = request.user;
    const token: AccessToken = { sub: id };
    const accessToken = await this.jwt.signAsync(token, { expiresIn: lifetime });
    return { accessToken, expiresIn: lifetime, person: { id: encodeId('Person', id), name, email } };
  }
}

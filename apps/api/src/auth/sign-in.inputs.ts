import { IsBoolean, IsOptional, IsString, MaxLength } from 'class-validator';

/** The bodies of the REST routes; what else stands in them is not looked at. */
export class SignInBody {
  /** Programs keep the refresh token themselves: it comes in the answer, and no cookie is set. */
  @IsOptional()
  @IsBoolean()
  program?: boolean;
}

export class RefreshBody {
  /** A program's; a browser sends its cookie. */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  refreshToken?: string;
}

export class TicketBody extends SignInBody {
  @IsString()
  @MaxLength(2_000)
  ticket: string;
}

export class CodeBody extends TicketBody {
  /** Six digits of the authenticator, or a recovery code. */
  @IsString()
  @MaxLength(40)
  code: string;
}

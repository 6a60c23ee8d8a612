import { isIP } from 'node:net';
import { ValidateBy, type ValidationOptions } from 'class-validator';

/** Text that people leave standing, or copy from where secrets are explained. */
const wellKnown =
  /change.?(me|this|it)|replace.?(me|this)|your.?(own.?)?(secret|key)|default|example|password|insecure|placeholder|keelson.?secret|0123456789abcdef|abcdefghijkl/i;
/** 32 characters of hex have 14 different ones on average, and fewer than 10 once in thousands of secrets. */
const fewestDifferent = 10;

/** A secret that nobody else could have: well-known texts and repeated characters are none. */
export function IsSecret(name: string): PropertyDecorator {
  return ValidateBy({
    name: 'isSecret',
    validator: {
      // How long it must be is another rule's to say.
      validate: (value) =>
        String(value).length < 32 || (new Set(String(value)).size >= fewestDifferent && !wellKnown.test(String(value))),
      defaultMessage: () =>
        `${name} is easily guessed: set random characters, such as \`openssl rand -hex 32\` prints.`,
    },
  });
}

/** The address of an OpenID Connect provider: what it says of people must not be changed on the way. */
export function IsIssuer(options: ValidationOptions): PropertyDecorator {
  const validate = (value: unknown) => {
    if (typeof value !== 'string' || !URL.canParse(value)) return false;
    const { protocol, hostname, search, hash } = new URL(value);
    return (protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname))) && !search && !hash;
  };
  return ValidateBy({ name: 'isIssuer', validator: { validate } }, options);
}

/** An IP address, or a network of them such as 10.0.0.0/8. */
export function IsNetwork(options: ValidationOptions): PropertyDecorator {
  const validate = (value: unknown) => {
    const [address = '', bits, ...more] = String(value).split('/');
    const most = { 4: 32, 6: 128 }[isIP(address)];
    return (
      most !== undefined &&
      more.length === 0 &&
      (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most))
    );
  };
  return ValidateBy({ name: 'isNetwork', validator: { validate } }, options);
}

export function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i.test(host);
}

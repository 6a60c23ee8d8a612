import { BlockList, isIP } from 'node:net';
import { InvalidInput } from '@keelson/platform';

/** IANA's special-purpose registries, as far as an address of them could be somebody's own machine. */
const privateNetworks = [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12'],
  ...['192.0.0.0/24', '192.168.0.0/16', '198.18.0.0/15', '224.0.0.0/4', '240.0.0.0/4'],
  ...['::/128', '::1/128', '64:ff9b::/96', 'fc00::/7', 'fe80::/10', 'ff00::/8'],
];
const longest = 2_000;

export function listOf(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', bits] = network.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return list;
}

const forbidden = listOf(privateNetworks);

/**
 * The address of an endpoint in its normal form, or what is wrong with it. What a name leads to is asked when it is
 * connected to, each time anew: here only what can be seen. `allowed` are the private networks of the settings.
 */
export function requireGoodUrl(text: string, allowed: readonly string[], field = 'url'): string {
  const wrong = (message: string) => InvalidInput.at(field, 'INVALID', message);
  if (text.length > longest) throw InvalidInput.at(field, 'TOO_LONG', `An address has at most ${longest} characters.`);
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol !== 'https:') throw wrong('Give an https address, such as https://data.example.org/keelson.');
  if (url.username || url.password) {
    throw wrong('Leave the name and password out of the address: deliveries are recognised by their signature.');
  }
  if (url.hash) throw wrong('Leave out what follows the "#": it is never sent.');
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const family = isIP(host);
  if (family && isPrivate(host, allowed)) throw wrong('This is an address of a private network: give a public one.');
  const local = !family && (!host.includes('.') || /(^|\.)(localhost|local|internal)\.?$/i.test(host));
  if (local && allowed.length === 0) throw wrong('This name leads nowhere on the public internet: give a public one.');
  return url.href;
}

function isPrivate(address: string, allowed: readonly string[]): boolean {
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
  return forbidden.check(address, family) && !listOf(allowed).check(address, family);
}

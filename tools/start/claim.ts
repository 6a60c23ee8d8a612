import { createHash } from 'node:crypto';
import { realpathSync, rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * One platform per folder. A listening socket, because the kernel takes it back however the process ends: a file with
 * a process id would outlive `kill -9`, and the number may belong to somebody else by then.
 * Null: another process has it.
 */
export async function claimFolder(home: string): Promise<Server | null> {
  const address = socketOf(home);
  const server = await listen(address);
  if (server || (await isClaimed(home))) return server;
  // On macOS the socket is a file, and a dead process leaves it behind.
  rmSync(address, { force: true });
  return listen(address);
}

export function isClaimed(home: string): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(socketOf(home));
    socket.on('connect', () => done(true)).on('error', () => done(false));
    socket.on('connect', () => socket.destroy());
  });
}

/** Named by a hash: a path of a socket may have 100 characters, a folder's path more. */
function socketOf(home: string): string {
  const name = `keelson-${createHash('sha256').update(realpathSync(home)).digest('hex').slice(0, 32)}`;
  if (process.platform === 'linux') return `\0${name}`;
  return process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.sock`);
}

function listen(address: string): Promise<Server | null> {
  return new Promise((done, fail) => {
    const server = createServer((socket) => socket.destroy());
    server.on('error', (error: NodeJS.ErrnoException) => (error.code === 'EADDRINUSE' ? done(null) : fail(error)));
    server.listen(address, () => done(server.unref()));
  });
}

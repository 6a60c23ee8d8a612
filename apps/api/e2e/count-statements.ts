import { connect, createServer, type AddressInfo } from 'node:net';

/** A way to PostgreSQL on which every statement that is executed is noted. */
export interface StatementCounter {
  /** The address of the same database on this way. */
  through(url: string): string;
  /** The statements that are executed meanwhile, sorted. */
  during(act: () => Promise<unknown>): Promise<string[]>;
  close(): void;
}

/** Passes everything on, in both directions, and reads along with the clients' messages. */
export async function countStatements(serverUrl: string): Promise<StatementCounter> {
  const { hostname, port } = new URL(serverUrl);
  let noted: string[] = [];
  const server = createServer((client) => {
    const database = connect(Number(port), hostname);
    const read = readStatements((statement) => noted.push(statement));
    client.on('data', read).pipe(database).pipe(client);
    client.on('error', () => database.destroy()).on('close', () => database.destroy());
    database.on('error', () => client.destroy());
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address() as AddressInfo;
  return {
    through: (url) => Object.assign(new URL(url), { host: `127.0.0.1:${address.port}` }).href,
    during: async (act) => {
      noted = [];
      await act();
      return noted.map(withoutNumbers).sort();
    },
    close: () => void server.close(),
  };
}

/**
 * One client's stream of messages: a start without a type, then type, length and body (PostgreSQL's protocol 3). Q is a
 * statement; P prepares one under a name, B binds it, E executes what was bound.
 */
function readStatements(note: (statement: string) => void): (chunk: Buffer) => void {
  const prepared = new Map<string, string>();
  let rest: Buffer = Buffer.alloc(0);
  let bound = '';
  let typeBytes = 0;
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    while (rest.length >= typeBytes + 4) {
      const size = typeBytes + rest.readUInt32BE(typeBytes);
      if (rest.length < size) return;
      const type = typeBytes && String.fromCharCode(rest[0]!);
      const [first = '', second = ''] = rest.toString('utf8', typeBytes + 4, size).split('\0', 2);
      if (type === 'Q') note(first);
      if (type === 'P') prepared.set(first, second);
      if (type === 'B') bound = prepared.get(second) ?? '';
      if (type === 'E') note(bound);
      rest = rest.subarray(size);
      typeBytes = 1;
    }
  };
}

/** How many values a list has and how long a page is makes no other statement. */
function withoutNumbers(statement: string): string {
  return statement.replace(/\$\d+(, ?\$\d+)*/g, '$…').replace(/LIMIT \d+/g, 'LIMIT …');
}

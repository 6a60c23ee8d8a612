import { leftOut } from './left-out.js';

/** What somebody reads first who finds the folder in twenty years. */
export function readMe(name: string): string {
  const reasons = Object.entries(leftOut).map(([table, reason]) => `  ${table}: ${reason}`);
  return `${name}: an archive, written by Keelson

index.html        the pages, to be read in any browser; they need no server and no script
reports/          every report that stands published, in every format, as each of its audiences was shown it
tables/           every table as CSV (UTF-8, commas, a header; one line may hold line breaks between quotes)
tables/dictionary.csv
                  what each column is: its type, what it refers to, its meaning, its rules
manifest.json     every file with its size and SHA-256

The pages show what every member of the coalition could read. The tables hold everything, also values of single
organizations, small numbers of people and notes of conversations: keep the folder as you would keep the database.

In the tables an empty field is an unknown or absent value; an empty text is written "". Times are UTC. Numbers are
exact. Texts stand as people wrote them: open the files in a spreadsheet by importing them, with every column as text.

To read the archive into an empty installation of Keelson:  npm run restore -- --from THIS_FOLDER

What is not here, and why:
${reasons.join('\n')}
  person: names only; no addresses, no passwords
  audit_event: e-mail addresses are replaced by ***, and changes of credentials are named without their content
`;
}

// Runs the SQL of golden files on H2, which speaks the dialects of others.
//
//   node modes.mjs FOLDER-OF-GOLDEN-FILES DIALECT MODE
//
// Each statement meets an empty table, and then, but for mode insert, the rows
// that it left there; what it writes is counted.
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";

import { facts, replaceMarkers, statements } from "./golden.mjs";

const [golden, dialect, mode] = process.argv.slice(2);

const quoted = (name) => `"${name.replaceAll('"', '""')}"`;

// H2 knows neither BYTE nor OCTETS behind a length.
const plain = (sql) => sql.replace(/ (BYTE|OCTETS)\)/g, ")");

function literal(type, row) {
  if (/CHAR|LOB/.test(type)) return `'text ${row}'`;
  return /TIMESTAMP/.test(type) ? `'2024-01-0${row} 10:11:12'` : `'${row}'`;
}

// Columns of the table that the rows do not bring, but conditions read.
function unsent({ where = "", columns }) {
  const known = columns.map(({ name }) => name);
  const read = [...where.matchAll(/\bold\.(\w+)/g)].map(([, name]) => name);
  return read.filter((name) => !known.includes(name));
}

function table(about) {
  const { schema, table: name, columns } = about;
  const full = (schema ? `${quoted(schema)}.` : "") + quoted(name);
  const keys = columns.filter(({ rule }) => rule === "key");
  const parts = columns.map(({ name, type }) => `${quoted(name)} ${type}`);
  parts.push(...unsent(about).map((column) => `${quoted(column)} INTEGER`));
  parts.push(`PRIMARY KEY (${keys.map(({ name }) => quoted(name))})`);
  return plain(
    (schema ? `CREATE SCHEMA IF NOT EXISTS ${quoted(schema)};` : "") +
      `CREATE TABLE ${full} (${parts});`,
  );
}

// Whether the same row once more changes a column, or would write it.
const grows = ({ rule }) => /^(add|append|sql: .*)$/.test(rule);
const updates = ({ rule }) => !/^(key|key_null|insert_only|touch)$/.test(rule);

// What a statement writes, into the empty table and then once more: a row is
// not newer than itself.
function expected({ mode, only_changed, newer, rows, columns }) {
  if (mode === "insert") return [+rows];
  if (mode === "update_existing") return [0, 0];
  const writes = only_changed === "no" ? updates : grows;
  const again = mode === "upsert" && !newer && columns.some(writes);
  return [+rows, again ? +rows : 0];
}

const names = [];
const script = [];
const wanted = [];
for (const file of readdirSync(join(golden, dialect)).sort()) {
  const path = join(golden, dialect, file);
  const about = facts(path);
  for (const statement of statements(path)) {
    const sql = replaceMarkers(plain(statement), (number) =>
      literal(
        about.columns[number % about.columns.length].type,
        1 + Math.floor(number / about.columns.length),
      ),
    );
    const counts = expected(about);
    names.push(file);
    wanted.push(counts.join());
    script.push(`DROP ALL OBJECTS; ${table(about)} SELECT 'begin';`);
    script.push(counts.map(() => `${sql};`).join(""), "SELECT 'end';");
  }
}

const shell = spawnSync(
  "java",
  [
    ["-cp", "/usr/share/java/h2.jar", "org.h2.tools.Shell"],
    ["-url", `jdbc:h2:mem:golden;MODE=${mode};DATABASE_TO_UPPER=FALSE`],
    ["-user", "sa", "-password", "", "-sql", script.join(" ")],
  ].flat(),
  { encoding: "utf8" },
);
const found = [...(shell.stdout ?? "").matchAll(/^begin$(.*?)^end$/gms)].map(
  ([, text]) => [...text.matchAll(/Update count: (\d+)/g)].map((m) => m[1]),
);
let failures = 0;
for (const [i, name] of names.entries()) {
  if (wanted[i] === found[i]?.join()) continue;
  failures++;
  console.log(`FAILED: ${name} wrote ${found[i]} rows, not ${wanted[i]}`);
}
if (failures || names.length < 10)
  console.log(shell.error ?? shell.stdout.slice(-2000) + shell.stderr);
console.log(`${dialect}: ${names.length} statements run in mode ${mode}`);
process.exitCode = failures || names.length < 10 ? 1 : 0;

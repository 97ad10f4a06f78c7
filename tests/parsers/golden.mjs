// Golden files and the SQL in them.
import { readFileSync } from "node:fs";

// The parts of some SQL: quoted names and texts, and what is between them.
const PARTS = /"(?:[^"]|"")*"|\[(?:[^\]]|\]\])*\]|'(?:[^']|'')*'|[^"'[]+/g;

// Put something else for each marker, which stands outside of quotes.
// @param what  called with the marker's number, from 0.
export function replaceMarkers(sql, what) {
  let number = 0;
  return sql.replace(PARTS, (part) =>
    /^["'[]/.test(part) ? part : part.replace(/\?/g, () => what(number++)),
  );
}

// The sections of a file; a semicolon ends each statement. What a dialect
// refuses has none.
export function statements(path) {
  return readFileSync(path, "utf8")
    .split(/^-- [a-z]+\n/m)
    .slice(1)
    .map((section) => section.trim().replace(/;$/, ""))
    .filter((section) => section && !section.startsWith("refused: "));
}

// The facts at a file's head: { mode: "upsert", ..., columns: [{...}] }.
export function facts(path) {
  const all = { columns: [], mode: "upsert", only_changed: "yes", rows: "1" };
  for (const [, name, value] of readFileSync(path, "utf8").matchAll(
    /^-- ([a-z_]+): (.*)$/gm,
  )) {
    const [column, type, rule] = value.split(" | ");
    if (name === "column") all.columns.push({ name: column, type, rule });
    else all[name] = value;
  }
  return all;
}

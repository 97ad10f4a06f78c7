// Reads the SQL of golden files with a parser of the database that it is for.
//
//   node check.mjs FOLDER-OF-GOLDEN-FILES FOLDER-WITH-NODE-MODULES DIALECT
//
// Every statement must be read to its end; then one of them is broken in
// several ways, and each of those must be refused, or the parser proves
// nothing.
import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

import { replaceMarkers, statements } from "./golden.mjs";

const [golden, modules, dialect] = process.argv.slice(2);
const require = createRequire(join(resolve(modules), "package.json"));

// @return why a parser of antlr4ts-sql refuses some SQL; "" when it does not.
function antlr(kind, rule) {
  const { antlr4tsSQL, SQLDialect, Token } = require("antlr4ts-sql");
  const reader = new antlr4tsSQL(SQLDialect[kind]);
  return (sql) => {
    const errors = [];
    const listener = {
      syntaxError: (_reader, _token, line, column, message) =>
        errors.push(`${line}:${column}: ${message}`),
    };
    const tokens = reader.getTokens(sql, [listener]);
    const parser = reader.getParser(tokens, [listener]);
    parser[rule]();
    if (parser.currentToken.type !== Token.EOF)
      errors.push(`stops at ${parser.currentToken.text}`);
    return errors.join("; ");
  };
}

async function libpgQuery() {
  const { loadModule, parseSync } = require("libpg-query");
  await loadModule();
  return (sql) => {
    try {
      parseSync(sql);
      return "";
    } catch (error) {
      return error.message;
    }
  };
}

const postgresql = {
  parser: libpgQuery,
  parameter: (number) => `$${number + 1}`,
};

const DIALECTS = {
  sqlserver: {
    parser: () => antlr("TSQL", "tsql_file"),
    parameter: (number) => `@p${number + 1}`,
    breaks: {
      "no terminator": (sql) => sql.replace(/;$/, ""),
      "the hint behind the alias": (sql) =>
        sql.replace(/( WITH \([A-Z, ]+\))( AS t)/, "$2$1 x"),
    },
  },
  oracle: {
    parser: () => antlr("PLSQL", "data_manipulation_language_statements"),
    parameter: (number) => `:${number + 1}`,
    breaks: {
      "AND for the condition": (sql) =>
        sql.replace("MATCHED THEN", "MATCHED AND (1 = 1) THEN"),
      "no parentheses behind ON": (sql) =>
        sql.replace(/ ON \((.*?)\)(\s+WHEN)/s, " ON $1$2"),
    },
  },
  postgresql: {
    ...postgresql,
    breaks: {
      "no action": (sql) => sql.replace(" DO UPDATE", ""),
    },
  },
  merge_postgresql: { ...postgresql, breaks: {} },
};

// Statements that every database must refuse; those that a dialect does not
// have a place for stay as they are, and are passed over.
const BREAKS = {
  "no ON": (sql) => sql.replace(/ ON .*?(\s+WHEN)/s, "$1"),
  "no THEN": (sql) => sql.replace(" THEN", ""),
  "a comma too many in SET": (sql) =>
    sql.replace(/(\sSET .*?)(\s+W[HE])/s, "$1,$2"),
  "a comma too many in VALUES": (sql) => sql.replace(/\)(;?)$/, ",)$1"),
  "a parenthesis too few": (sql) => sql.replace(/\)(;?)$/, "$1"),
  "DO UPDATE without SET": (sql) => sql.replace(/\sSET /, " "),
  "no VALUES": (sql) => sql.replace(/VALUES /, ""),
  "no target": (sql) => sql.replace(/INTO .*? t(\s+USING)/s, "INTO$1"),
  "a word too many": (sql) => sql.replace(/(;?)$/, " oops oops$1"),
};

let failures = 0;
function fail(what, sql, why) {
  failures++;
  console.log(`FAILED: ${what}: ${why}\n${sql}\n`);
}

async function main() {
  const { parser, parameter, breaks } = DIALECTS[dialect];
  const refusal = await parser();
  const folder = join(golden, dialect);
  let read = 0;
  for (const file of readdirSync(folder).sort()) {
    for (const statement of statements(join(folder, file))) {
      const sql = replaceMarkers(statement, parameter);
      const why = refusal(sql);
      if (why) fail(file, sql, why);
      read++;
    }
  }

  let refused = 0;
  const [statement] = statements(join(folder, "upsert_rows.sql"));
  const whole = replaceMarkers(statement, parameter);
  for (const [name, change] of Object.entries({ ...BREAKS, ...breaks })) {
    const sql = change(whole);
    if (sql === whole && name in breaks) fail(name, sql, "nothing to break");
    if (sql === whole) continue;
    if (refusal(sql)) refused++;
    else fail(name, sql, "was not refused");
  }
  if (read < 10 || refused < 4) fail(dialect, "", "too little was checked");
  console.log(
    `${dialect}: ${read} statements read, ${refused} broken ones refused`,
  );
  process.exitCode = failures ? 1 : 0;
}

await main();

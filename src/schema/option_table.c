#include "schema/options.h"

#include <inttypes.h>
#include <stdint.h>
#include <string.h>

#include "base/ascii.h"
#include "base/buffer.h"

#define MEBIBYTE ((int64_t)1 << 20)

/* Another server that has the data. */
#define ANOTHER_CONNECTION(number, before)                                     \
    [UP_TARGET_CONNECTION_##number] = {                                        \
        .name = "target.connection_" #number,                                  \
        .type = UP_OPTION_TEXT,                                                \
        .initial = "",                                                         \
        .since = "0.1",                                                        \
        .text = "A connection string that is tried when `" before              \
                "` and those before it do not connect.",                       \
    }

const up_option up_option_table[UP_OPTION_COUNT] = {
    [UP_SOURCE_TYPE] =
        {
            .name = "source.type",
            .type = UP_OPTION_CHOICE,
            .initial = "csv",
            .choices = "csv|jsonl",
            .since = "0.1",
            .text = "The kind of source that the rows come from: `csv`, or "
                    "`jsonl`, "
                    "a JSON object a line.",
        },
    [UP_SOURCE_PATH] =
        {
            .name = "source.path",
            .type = UP_OPTION_TEXT,
            .since = "0.1",
            .text = "The file to read, relative to the current directory; "
                    "`-` is standard input.",
        },
    [UP_SOURCE_DELIMITER] =
        {
            .name = "source.delimiter",
            .type = UP_OPTION_CHARACTER,
            .initial = ",",
            .since = "0.1",
            .text = "What stands between two fields.",
        },
    [UP_SOURCE_HEADER] =
        {
            .name = "source.header",
            .type = UP_OPTION_BOOLEAN,
            .initial = "yes",
            .since = "0.1",
            .text = "Whether the first record holds the names of the fields. "
                    "Without it they are named `1`, `2` and so on.",
        },
    [UP_SOURCE_NULL] =
        {
            .name = "source.null",
            .type = UP_OPTION_TEXT,
            .initial = "",
            .since = "0.1",
            .text = "The text that means NULL where it stands without quotes. "
                    "In quotes it is the text itself.",
        },
    [UP_TARGET_CONNECTION] =
        {
            .name = "target.connection",
            .type = UP_OPTION_TEXT,
            .since = "0.1",
            .text = "The ODBC connection string, such as "
                    "`Driver=SQLite3;Database=shop.db` or `DSN=shop`. No "
                    "message ever repeats it.",
        },
    [UP_TARGET_CONNECTION_2] =
        {
            .name = "target.connection_2",
            .type = UP_OPTION_TEXT,
            .initial = "",
            .since = "0.1",
            .text = "A connection string that is tried when `connection` does "
                    "not connect, at the beginning and whenever the "
                    "connection was lost. All of them, up to `connection_9`, "
                    "are tried in turn, beginning with the one that served "
                    "last. They must lead to the same data.",
        },
    ANOTHER_CONNECTION(3, "connection_2"),
    ANOTHER_CONNECTION(4, "connection_3"),
    ANOTHER_CONNECTION(5, "connection_4"),
    ANOTHER_CONNECTION(6, "connection_5"),
    ANOTHER_CONNECTION(7, "connection_6"),
    ANOTHER_CONNECTION(8, "connection_7"),
    ANOTHER_CONNECTION(9, "connection_8"),
    [UP_TARGET_DIALECT] =
        {
            .name = "target.dialect",
            .type = UP_OPTION_TEXT,
            .initial = "auto",
            .since = "0.1",
            .text = "The dialect that speaks to the database, one of those "
                    "that `upsert dialects` lists; `auto` takes the one that "
                    "fits what the server says of itself.",
        },
    [UP_TARGET_DIALECT_FILE] =
        {
            .name = "target.dialect_file",
            .type = UP_OPTION_TEXT,
            .initial = "",
            .since = "0.1",
            .text = "An ini file that describes a dialect of the MERGE "
                    "family, which is then the one used, whatever the server "
                    "is; docs/dialects.md says how.",
        },
    [UP_TARGET_DIALECT_PLUGIN] =
        {
            .name = "target.dialect_plugin",
            .type = UP_OPTION_TEXT,
            .initial = "",
            .since = "0.1",
            .text = "A shared object with a dialect, which is then the one "
                    "used, whatever the server is: a path with a slash in it, "
                    "or the name of a file, with or without `lib` before and "
                    "`.so` behind it, in one of the absolute folders of the "
                    "environment variable `UPSERT_PLUGIN_PATH` or in the one "
                    "of the installation. docs/dialects.md says how to make "
                    "one.",
        },
    [UP_TARGET_TABLE] =
        {
            .name = "target.table",
            .type = UP_OPTION_TEXT,
            .since = "0.1",
            .text = "The table, as `table` or `schema.table`. A name that "
                    "holds a dot stands in double quotes.",
        },
    [UP_TARGET_LOCK_HINT] =
        {
            .name = "target.lock_hint",
            .type = UP_OPTION_BOOLEAN,
            .initial = "yes",
            .since = "0.1",
            .text = "Whether a MERGE carries the dialect's lock hint, where "
                    "it has one (SQL Server: `WITH (UPDLOCK, HOLDLOCK)`); "
                    "without it two runs at once can collide.",
        },
    [UP_COLUMNS_MAP] =
        {
            .name = "columns.map",
            .type = UP_OPTION_MAP,
            .initial = "",
            .since = "0.1",
            .text = "Which column takes which field. Left out: each field "
                    "goes to the column of its name.",
        },
    [UP_UPSERT_MODE] =
        {
            .name = "upsert.mode",
            .type = UP_OPTION_CHOICE,
            .initial = "upsert",
            .choices = "upsert|insert_missing|update_existing|insert",
            .since = "0.1",
            .text = "`upsert` inserts the rows whose key is new and updates "
                    "the others; `insert_missing` leaves alone the rows whose "
                    "key is there; `update_existing` never inserts; `insert` "
                    "makes a key that is there an error.",
        },
    [UP_UPSERT_KEY] =
        {
            .name = "upsert.key",
            .type = UP_OPTION_NAMES,
            .initial = "auto",
            .keyword = "auto",
            .since = "0.1",
            .text =
                "The columns that find the row; a unique index must cover "
                "exactly these. `auto` takes the primary key, `index:NAME` the "
                "columns of a unique index or constraint, with its "
                "predicate where it is partial.",
        },
    [UP_UPSERT_UPDATE] =
        {
            .name = "upsert.update",
            .type = UP_OPTION_RULES,
            .initial = "",
            .since = "0.1",
            .text = "The columns that an update changes, and how: `replace` "
                    "where no rule is named, `keep_if_null`, `insert_only`, "
                    "`add`, `greatest`, `least`, `append`, `touch` or "
                    "`sql(\"..\")`; docs/rules.md says what each does. A "
                    "column that is not listed is filled by an insert alone. "
                    "Left out: every column that comes in and is not in the "
                    "key is replaced.",
        },
    [UP_UPSERT_ONLY_NEWER] =
        {
            .name = "upsert.only_newer",
            .type = UP_OPTION_TEXT,
            .initial = "",
            .since = "0.1",
            .text = "A column of the input that says how new a row is: a row "
                    "that is there is updated only by one that is newer, "
                    "whose value there is greater. NULL is older than every "
                    "value. docs/rules.md says more.",
        },
    [UP_UPSERT_ONLY_CHANGED] =
        {
            .name = "upsert.only_changed",
            .type = UP_OPTION_BOOLEAN,
            .initial = "yes",
            .since = "0.1",
            .text = "Whether a row that would not change is left alone: it is "
                    "not written, fires no trigger and counts as unchanged.",
        },
    [UP_UPSERT_WHERE] =
        {
            .name = "upsert.where",
            .type = UP_OPTION_TEXT,
            .initial = "",
            .since = "0.1",
            .text = "SQL that must be true for a row that is there to be "
                    "updated, in which `old.name` is a column of the row that "
                    "is there and `new.name` one of the row that comes in. "
                    "docs/rules.md says more.",
        },
    [UP_UPSERT_DUPLICATES] =
        {
            .name = "upsert.duplicates",
            .type = UP_OPTION_CHOICE,
            .initial = "apply",
            .choices = "apply|first|reject",
            .since = "0.1",
            .text = "What becomes of rows whose key came before in the same "
                    "run: `apply` applies them all, in order; `first` passes "
                    "over all but the first; `reject` makes the second an "
                    "error.",
        },
    [UP_UPSERT_NULL_KEYS] =
        {
            .name = "upsert.null_keys",
            .type = UP_OPTION_CHOICE,
            .initial = "reject",
            .choices = "reject|insert|match",
            .since = "0.1",
            .text = "What becomes of rows with NULL in their key: `reject` "
                    "makes them errors; `insert` inserts each of them, again "
                    "on every run; `match` lets NULL find NULL.",
        },
    [UP_UPSERT_DELETE_WHEN] =
        {
            .name = "upsert.delete_when",
            .type = UP_OPTION_TEXT,
            .initial = "",
            .since = "0.1",
            .text = "A field of the source and a value, as in `op:D`: a row "
                    "whose field has that value deletes the row of its key, "
                    "in order with the other rows. The field is no column of "
                    "the target unless `columns.map` makes it one.",
        },
    [UP_UPSERT_OTHER_UNIQUE] =
        {
            .name = "upsert.other_unique",
            .type = UP_OPTION_CHOICE,
            .initial = "refuse",
            .choices = "refuse|allow",
            .since = "0.1",
            .text = "On MySQL and MariaDB a row that collides with *any* "
                    "unique index updates the row it collides with. A table "
                    "with another unique index than the key's is therefore "
                    "refused; `allow` takes it, and makes such a collision "
                    "an error of the row, as it is on every other database.",
        },
    [UP_RUN_TRANSPORT] =
        {
            .name = "run.transport",
            .type = UP_OPTION_CHOICE,
            .initial = "auto",
            .choices = "auto|row|values|columns|array|document|staging|load",
            .since = "0.1",
            .text = "How rows are carried: `row`, one row a statement; "
                    "`values`, many rows a statement with a parameter for "
                    "each cell; `columns`, many rows with an array for each "
                    "column; `array`, the statement of one row with arrays of "
                    "parameters; `document`, many rows in one parameter, a "
                    "JSON document; `staging`, a temporary table that is "
                    "filled first; `load`, one that the server fills out of a "
                    "pipe, with LOAD DATA LOCAL INFILE. `auto` takes what was "
                    "measured to be the "
                    "fastest with the database and the driver and can carry "
                    "the job's columns; docs/databases.md names it.",
        },
    [UP_RUN_BATCH_ROWS] =
        {
            .name = "run.batch_rows",
            .type = UP_OPTION_INTEGER,
            .initial = "auto",
            .keyword = "auto",
            .minimum = 1,
            .maximum = 1000000,
            .since = "0.1",
            .text = "Rows in one statement at most; the limits of the "
                    "database and the driver stay in force. `auto` leaves it "
                    "to the dialect.",
        },
    [UP_RUN_COMMIT] =
        {
            .name = "run.commit",
            .type = UP_OPTION_INTEGER,
            .initial = "all",
            .keyword = "all",
            .minimum = 1,
            .maximum = 1000000000,
            .since = "0.1",
            .text = "Rows in one transaction. `all` commits once, at the end.",
        },
    [UP_RUN_WORKERS] =
        {
            .name = "run.workers",
            .type = UP_OPTION_INTEGER,
            .initial = "1",
            .keyword = "auto",
            .minimum = 1,
            .maximum = 64,
            .since = "0.1",
            .text = "Connections that send rows at the same time. Rows of one "
                    "key always go by the same one, in order. Each batch is a "
                    "transaction of its own, of `run.commit` rows at most; "
                    "`run.commit` must be a number then. Where rows cannot be "
                    "parted by their keys one connection sends them all, and "
                    "`upsert plan` tells why. `auto` takes one for each "
                    "processor, up to 4, where all this allows it.",
        },
    [UP_RUN_SHARD] =
        {
            .name = "run.shard",
            .type = UP_OPTION_SHARE,
            .initial = "1/1",
            .maximum = 1000000,
            .since = "0.1",
            .text = "The part of the input that this run takes, as in `2/5`: "
                    "of five runs with the same input, from `1/5` to `5/5`, "
                    "each takes rows whose keys no other one takes, and all "
                    "together do what one run does. docs/scaling.md says "
                    "when that can be, and how a scheduler starts them.",
        },
    [UP_RUN_CHECKPOINT] =
        {
            .name = "run.checkpoint",
            .type = UP_OPTION_BOOLEAN,
            .initial = "no",
            .since = "0.1",
            .text = "Whether each commit also writes how far the run has come, "
                    "into the table `upsert_checkpoint` in the schema of the "
                    "target, which is made when it is not there. A run that "
                    "was killed then continues where it stopped, and no row "
                    "is applied twice. docs/reliability.md says what holds.",
        },
    [UP_RUN_JOB] =
        {
            .name = "run.job",
            .type = UP_OPTION_TEXT,
            .initial = "",
            .since = "0.1",
            .text = "The name of the job's checkpoint, at most 128 bytes. Left "
                    "out: the command takes the name of the job file, without "
                    "its folder and `.ini`.",
        },
    [UP_RUN_INPUT] =
        {
            .name = "run.input",
            .type = UP_OPTION_TEXT,
            .initial = "",
            .since = "0.1",
            .text = "What tells the input of a run with a checkpoint from "
                    "others, such as its date: with the same text it must be "
                    "the same rows in the same order. Left out: the command "
                    "takes a hash of the file's bytes, for which it reads it "
                    "once more.",
        },
    [UP_RUN_RESTART] =
        {
            .name = "run.restart",
            .type = UP_OPTION_BOOLEAN,
            .initial = "no",
            .since = "0.1",
            .text = "Whether to begin anew, whatever the checkpoint says; "
                    "`upsert run --restart` sets it.",
        },
    [UP_RUN_ON_BAD_ROW] =
        {
            .name = "run.on_bad_row",
            .type = UP_OPTION_CHOICE,
            .initial = "stop",
            .choices = "stop|reject",
            .since = "0.1",
            .text = "What becomes of the run at a row that is malformed, or "
                    "that the database refuses: `stop` rolls back what is not "
                    "committed; `reject` leaves the row out, goes on, and "
                    "tells of it. Rows are then not folded, for a row must "
                    "be seen to be refused. docs/law.md says more.",
        },
    [UP_RUN_REJECTS] =
        {
            .name = "run.rejects",
            .type = UP_OPTION_TEXT,
            .initial = "rejects.csv",
            .since = "0.1",
            .text = "The file that `upsert run` writes rejected rows to, as "
                    "they came and with the reason behind: docs/sources.md. "
                    "What was in it is gone when a run begins that may reject "
                    "rows; where none was rejected there is no such file in "
                    "the end.",
        },
    [UP_RUN_MAX_REJECTS] =
        {
            .name = "run.max_rejects",
            .type = UP_OPTION_INTEGER,
            .initial = "0",
            .minimum = 0,
            .maximum = 1000000000000,
            .since = "0.1",
            .text = "Rows that may be rejected: one more stops the run, and "
                    "what is not committed is rolled back. 0: any number.",
        },
    [UP_RUN_MEMORY] =
        {
            .name = "run.memory",
            .type = UP_OPTION_SIZE,
            .initial = "64M",
            .minimum = MEBIBYTE,
            .maximum = 65536 * MEBIBYTE,
            .since = "0.1",
            .text = "Bytes of rows that are held in memory at most.",
        },
};

const up_option_set up_job_options = {up_option_table, UP_OPTION_COUNT,
                                      "a job file"};

const up_option *up_option_find(const up_option_set *set, const char *name)
{
    for (size_t i = 0; i < set->count; i++)
        if (up_ascii_equal(name, set->options[i].name))
            return &set->options[i];
    return NULL;
}

size_t up_option_section_length(const up_option *option)
{
    return strcspn(option->name, ".");
}

const char *up_option_key(const up_option *option)
{
    return option->name + up_option_section_length(option) + 1;
}

/* A name right but for its section is as near as one wrong letter. */
static size_t distance_to(const up_option *option, const char *name)
{
    const char *dot = strchr(name, '.');
    if (up_ascii_equal(dot ? dot + 1 : name, up_option_key(option)))
        return 1;
    return up_ascii_distance(name, strlen(name), option->name,
                             strlen(option->name));
}

const char *up_option_nearest(const up_option_set *set, const char *name,
                              const char *prefix)
{
    size_t length = strlen(prefix);
    const char *nearest = NULL;
    const char *dot = strchr(name, '.');
    size_t best = up_ascii_slip(strlen(dot ? dot + 1 : name)) + 1;
    for (size_t i = 0; i < set->count; i++) {
        const up_option *option = &set->options[i];
        if (!up_ascii_equal_part(option->name, length, prefix))
            continue;
        size_t distance = distance_to(option, name);
        if (distance < best) {
            best = distance;
            nearest = option->name;
        }
    }
    return nearest;
}

const up_option *up_section_find(const up_option_set *set, const char *name)
{
    for (size_t i = 0; i < set->count; i++) {
        const up_option *option = &set->options[i];
        if (up_ascii_equal_part(option->name, up_option_section_length(option),
                                name))
            return option;
    }
    return NULL;
}

const up_option *up_section_nearest(const up_option_set *set, const char *name)
{
    const up_option *nearest = NULL;
    size_t best = up_ascii_slip(strlen(name)) + 1;
    for (size_t i = 0; i < set->count; i++) {
        const up_option *option = &set->options[i];
        size_t distance = up_ascii_distance(name, strlen(name), option->name,
                                            up_option_section_length(option));
        if (distance < best) {
            best = distance;
            nearest = option;
        }
    }
    return nearest;
}

static void append_choices(const char *choices, up_buffer *text)
{
    const char *before = strchr(choices, '|') ? "one of " : "";
    for (;;) {
        size_t length = strcspn(choices, "|");
        up_buffer_text(text, before);
        up_buffer_append(text, choices, length);
        if (!choices[length])
            return;
        before = ", ";
        choices += length + 1;
    }
}

static void append_size(int64_t bytes, up_buffer *text)
{
    bool whole = bytes % (1024 * MEBIBYTE) == 0;
    if (bytes == 0) {
        up_buffer_text(text, "0");
        return;
    }
    up_buffer_format(text, "%" PRId64 "%c",
                     bytes / (whole ? 1024 * MEBIBYTE : MEBIBYTE),
                     whole ? 'G' : 'M');
}

void up_option_allowed(const up_option *option, up_buffer *text)
{
    if (option->keyword)
        up_buffer_format(text, "%s or ", option->keyword);
    switch (option->type) {
    case UP_OPTION_TEXT:
        up_buffer_text(text, "text");
        break;
    case UP_OPTION_CHARACTER:
        up_buffer_text(text, "one printable ASCII character other than a "
                             "double quote, or tab");
        break;
    case UP_OPTION_CHOICE:
        append_choices(option->choices, text);
        break;
    case UP_OPTION_BOOLEAN:
        up_buffer_text(text, "yes or no");
        break;
    case UP_OPTION_INTEGER:
        up_buffer_format(text, "a whole number from %" PRId64 " to %" PRId64,
                         option->minimum, option->maximum);
        break;
    case UP_OPTION_SHARE:
        up_buffer_format(text,
                         "i/n, a part of n equal ones, n at most %" PRId64,
                         option->maximum);
        break;
    case UP_OPTION_SIZE:
        up_buffer_text(text, "a number of bytes from ");
        append_size(option->minimum, text);
        up_buffer_text(text, " to ");
        append_size(option->maximum, text);
        break;
    case UP_OPTION_NAMES:
        up_buffer_text(text, "names with commas between");
        break;
    case UP_OPTION_RULES:
        up_buffer_text(text, "name or name:rule, with commas between");
        break;
    case UP_OPTION_MAP:
        up_buffer_text(text, "target=source pairs with commas between");
        break;
    }
}

static void append_option(const up_option *option, up_buffer *text)
{
    up_buffer_format(text, "\n- **`%s`**: ", up_option_key(option));
    up_option_allowed(option, text);
    if (!option->initial)
        up_buffer_text(text, "; must be given");
    else if (!*option->initial)
        up_buffer_text(text, "; default: empty");
    else
        up_buffer_format(text, "; default: `%s`", option->initial);
    up_buffer_format(text, "; since %s.\n\n  %s\n", option->since,
                     option->text);
}

static const char INTRODUCTION[] =
    "# Options\n"
    "\n"
    "What a run does, by the sections of a job file. `--set "
    "section.key=value` and\n"
    "`upsert_options_set()` take the same names and values; case does not "
    "matter in\n"
    "names, choices and keywords. An empty value is the default.\n"
    "\n"
    "- **yes or no**: also `true` or `false`, `on` or `off`, `1` or `0`.\n"
    "- **a number of bytes**: a whole number, with `K`, `M` or `G` behind it "
    "for 1024,\n"
    "  1024² or 1024³ bytes.\n"
    "- **one character**: a tab is written `tab` or `\\t`.\n"
    "- **names**: a name that holds a comma, an equals sign, a dot, a double "
    "quote or\n"
    "  outer white space stands in double quotes, in which a double quote is "
    "doubled;\n"
    "  so does a name that would read as a keyword, and in `upsert.update` "
    "one that\n"
    "  holds a colon. A list that begins with such a name stands in single "
    "quotes in a\n"
    "  job file: `key = '\"unit.price\", name'`.\n";

void up_option_set_document(const up_option_set *set, up_buffer *text)
{
    const up_option *section = NULL;
    for (size_t i = 0; i < set->count; i++) {
        const up_option *option = &set->options[i];
        size_t length = up_option_section_length(option);
        if (!section || strncmp(section->name, option->name, length + 1) != 0)
            up_buffer_format(text, "\n## [%.*s]\n", (int)length, option->name);
        section = option;
        append_option(option, text);
    }
}

bool up_options_document(up_buffer *text)
{
    up_buffer_text(text, INTRODUCTION);
    up_option_set_document(&up_job_options, text);
    return !text->failed;
}

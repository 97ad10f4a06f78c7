# Check what the C files named on the command line may include and call; print
# "file:line: what is wrong" for each violation, and exit 1 if there is one.
# Paths are relative to the project's root.
#
#   src/FOLDER   its own folder and those that stand below it, as FOLDER/file.h
#   src          sql.h and its kin only where ODBC is spoken
#   dialects     <upsert/dialect.h> and the standard's headers
#   include      its own headers and the standard's
#   all          no function that overruns its buffer or follows the locale

BEGIN {
    # base < schema < batch, dialect, odbc < session < source < job < cli;
    # those of one level never include each other.
    split("base:1 schema:2 batch:3 dialect:3 odbc:3 session:4 source:5 job:6 " \
          "cli:7", levels, " ")
    for (i in levels) {
        split(levels[i], pair, ":")
        level[pair[1]] = pair[2]
    }
    split("assert complex ctype errno fenv float inttypes iso646 limits " \
          "locale math setjmp signal stdalign stdarg stdatomic stdbool " \
          "stddef stdint stdio stdlib stdnoreturn string tgmath threads " \
          "time uchar wchar wctype", names, " ")
    for (i in names)
        standard[names[i] ".h"] = 1
    odbc = "^(sql|sqlext|sqltypes|sqlucode|odbcinst|odbcinstext)\\.h$"
    banned = "(^|[^A-Za-z0-9_])(v?sprintf|strcpy|strcat|strtok|gets|atof|" \
             "ato(i|l|ll)|strto(d|f|ld))[ \t]*\\("
    # The one place that reads floating numbers, and sets the locale to do it.
    may_call["src/base/number.c", "strtod"] = 1
}

function wrong(what)
{
    print FILENAME ":" FNR ": " what
    violations++
}

function exists(path,    line, found)
{
    found = (getline line < path) >= 0
    close(path)
    return found
}

function check_src(header, quoted,    to)
{
    if (!(folder in level))
        return wrong("no folder of src is named \"" folder "\"")
    if (!quoted) {
        if (header ~ odbc && folder != "odbc")
            wrong("<" header "> outside src/odbc")
        return
    }
    if (header !~ /\//) {
        if (!exists("src/" folder "/" header))
            wrong("\"" header "\" does not lie in src/" folder)
        return
    }
    to = header
    sub(/\/.*/, "", to)
    if (!(to in level))
        wrong("\"" header "\" is no header of src")
    else if (to != folder && level[to] >= level[folder])
        wrong("src/" folder " includes \"" header "\"")
}

function check_include(header, quoted)
{
    if (area == "src")
        check_src(header, quoted)
    else if (!quoted && header in standard)
        return
    else if (area == "dialects") {
        if (quoted || header != "upsert/dialect.h")
            wrong("a dialect includes " header)
    } else if (header ~ /\.\./ || (quoted && header ~ /\//) ||
               (!quoted && header !~ /^upsert\//))
        wrong("a public header includes " header)
}

# The line without comments and with strings emptied; `in_comment` is carried
# from line to line.
function code_of(line,    code, c, i, quote)
{
    code = ""
    for (i = 1; i <= length(line); i++) {
        c = substr(line, i, 1)
        if (in_comment) {
            if (substr(line, i, 2) == "*/") {
                in_comment = 0
                i++
            }
        } else if (quote != "") {
            if (c == "\\")
                i++
            else if (c == quote)
                quote = ""
        } else if (substr(line, i, 2) == "/*") {
            in_comment = 1
            code = code " "
            i++
        } else if (substr(line, i, 2) == "//") {
            break
        } else {
            if (c == "\"" || c == "'")
                quote = c
            code = code c
        }
    }
    return code
}

FNR == 1 {
    in_comment = 0
    split(FILENAME, part, "/")
    area = part[1]
    folder = part[2]
}

{
    commented = in_comment
    code = code_of($0)
}

!commented && code ~ /^[ \t]*#[ \t]*include/ {
    if (match($0, /"[^"]*"|<[^>]*>/))
        check_include(substr($0, RSTART + 1, RLENGTH - 2),
                      substr($0, RSTART, 1) == "\"")
    else
        wrong("an include that cannot be read")
}

area != "include" && match(code, banned) {
    name = substr(code, RSTART, RLENGTH)
    gsub(/[^A-Za-z0-9_]/, "", name)
    if (!((FILENAME, name) in may_call))
        wrong("calls " name)
}

END { exit violations > 0 }

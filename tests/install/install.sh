#!/bin/sh
# Install a build, and use what was installed as others would.
#
#   install.sh STEP BUILD PREFIX
#
#   prefix         install BUILD into a fresh PREFIX
#   command        run the command, by its path
#   pkg_config     build the consumer by pkg-config, and run it
#   pkg_config_static, cmake_package   likewise
#   example        build examples/products by the CMake package, and run it on
#                  SQLite; example_postgresql, on PostgreSQL
#
# UPSERT_VERSION is what must be installed; CC and CFLAGS are those of the build.
set -eu
step=$1 build=$2 prefix=$3
here=$(cd "$(dirname "$0")" && pwd)
PKG_CONFIG_PATH=$(dirname "$(find "$prefix" -name upsert.pc 2>/dev/null)")
export PKG_CONFIG_PATH
libdir=$(dirname "$PKG_CONFIG_PATH")
work=$(mktemp -d "${TMPDIR:-/tmp}/upsert-install.XXXXXX")
trap 'rm -rf "$work"' EXIT INT TERM

# expect TEXT COMMAND...: the command prints exactly TEXT.
expect() {
    text=$1
    shift
    said=$("$@")
    [ "$said" = "$text" ] || {
        echo "$1 printed: $said" >&2
        echo "instead of: $text" >&2
        exit 1
    }
}

# compile PROGRAM LIBRARY...: the consumer, with the installed headers.
compile() {
    program=$1
    shift
    # Words of flags are split on purpose.
    # shellcheck disable=SC2046,SC2086
    $CC $CFLAGS $(pkg-config --cflags upsert) "$here/consumer/main.c" \
        -o "$program" "$@"
    expect "libupsert $UPSERT_VERSION" env LD_LIBRARY_PATH="$libdir" "$program"
}

# expect_static PROGRAM: it does not load libupsert.
expect_static() {
    if readelf -d "$1" | grep libupsert; then
        exit 1
    fi
}

# configure SOURCE: a project that finds the installed package, built in $work.
configure() {
    cmake -G Ninja -S "$1" -B "$work/build" -DCMAKE_PREFIX_PATH="$prefix" \
        -DCMAKE_C_COMPILER="$CC" -DCMAKE_C_FLAGS="$CFLAGS" &&
        cmake --build "$work/build"
}

# run_example TARGET: twice; the second time nothing changes.
run_example() {
    for run in first second; do
        "$work/build/products" "$1" >"$work/$run"
        diff -u "$here/products.$run.txt" "$work/$run"
    done
}

# on_postgresql SQL: run one statement on the test server.
on_postgresql() {
    echo "$1" | isql -b -k "$UPSERT_TEST_POSTGRESQL"
}

case $step in
prefix)
    rm -rf "$prefix"
    cmake --install "$build" --prefix "$prefix"
    ;;
command)
    expect "upsert $UPSERT_VERSION" "$prefix/bin/upsert" --version
    ;;
pkg_config)
    # shellcheck disable=SC2046
    compile "$work/shared" $(pkg-config --libs upsert)
    ;;
pkg_config_static)
    # shellcheck disable=SC2046
    compile "$work/static" $(pkg-config --static --libs upsert |
        sed 's/-lupsert/-l:libupsert.a/')
    expect_static "$work/static"
    ;;
cmake_package)
    configure "$here/consumer"
    expect "libupsert $UPSERT_VERSION" "$work/build/shared"
    expect "libupsert $UPSERT_VERSION" "$work/build/static"
    expect_static "$work/build/static"
    ;;
example)
    configure "$here/../../examples/products"
    run_example \
        "Driver=SQLite3;Database=$work/shop.db;Timeout=5000;FKSupport=1"
    ;;
example_postgresql)
    [ -n "${UPSERT_TEST_POSTGRESQL:-}" ] || exit 77
    configure "$here/../../examples/products"
    database=upsert_example_$$
    on_postgresql "CREATE DATABASE $database"
    trap 'on_postgresql "DROP DATABASE $database"; rm -rf "$work"' \
        EXIT INT TERM
    run_example "$(echo "$UPSERT_TEST_POSTGRESQL" |
        sed "s/Database=[^;]*/Database=$database/")"
    ;;
*)
    echo "no step is named \"$step\"" >&2
    exit 2
    ;;
esac

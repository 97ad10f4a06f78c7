# Shared by the scripts beside it; to be sourced by bash.
# shellcheck shell=bash

# Say why, on stderr, and end.
fail() {
    echo "${0##*/}: $*" >&2
    exit 1
}

# Print the comment at the head of the running script, which is its help.
print_help() {
    sed -n '2,/^[^#]/ { s/^# \{0,1\}//p }' "$0"
}

# The Debian packages of a set.
packages_of() {
    case $1 in
    build)
        echo gcc libc6-dev cmake ninja-build pkg-config unixodbc-dev \
            libiniparser-dev libcsv-dev libxxhash-dev libyajl-dev \
            libunistring-dev libsqlite3-dev
        ;;
    demo) echo ieee-data libsqliteodbc sqlite3 ;;
    test)
        # A Node.js from elsewhere brings npm, and does not go with Debian's.
        local node=
        command -v npm >/dev/null || node="nodejs npm"
        echo clang libcmocka-dev unixodbc libsqliteodbc sqlite3 ieee-data \
            postgresql-15 odbc-postgresql mariadb-server odbc-mariadb \
            libh2-java default-jre-headless python3 procps parallel \
            $node
        ;;
    bench)
        echo python3-psycopg2 python3-psycopg python3-mysqldb python3-pyodbc \
            python3-sqlalchemy ruby-activerecord ruby-pg ruby-mysql2 \
            ruby-sqlite3 mariadb-client time
        ;;
    fuzz) echo libclang-rt-14-dev ;;
    *) fail "no package set is named \"$1\"" ;;
    esac
}

# Those of the packages named that are not installed.
missing_packages() {
    local name
    for name; do
        dpkg-query -W -f='${db:Status-Status}\n' "$name" 2>/dev/null |
            grep -qx installed || echo "$name"
    done
}

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        fail "packages are missing, and there is no sudo to install them;" \
            "let root run: scripts/packages build demo test"
    fi
}

apt_get() {
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -q \
        -o DPkg::Lock::Timeout=600 "$@"
}

# PostgreSQL's package makes and starts a cluster of its own when it is first
# installed. The tests start theirs, and nothing may be left running.
without_main_cluster() {
    local folder=/etc/postgresql-common/createcluster.d
    local file=$folder/odbc-upsert-tests.conf
    as_root mkdir -p "$folder"
    echo 'create_main_cluster = false' | as_root tee "$file" >/dev/null
    local status=0
    "$@" || status=$?
    as_root rm -f "$file"
    return "$status"
}

# Server packages start what they hold. A policy that is there already stays.
without_services() (
    file=/usr/sbin/policy-rc.d
    if [ ! -e "$file" ]; then
        trap 'as_root rm -f "$file"' EXIT
        printf '#!/bin/sh\nexit 101\n' | as_root tee "$file" >/dev/null
        as_root chmod 755 "$file"
    fi
    "$@"
)

# Install the packages named that are missing.
install_packages() {
    command -v apt-get >/dev/null ||
        fail "this is no Debian; install the likes of: $*"
    local missing
    mapfile -t missing < <(missing_packages "$@")
    [ "${#missing[@]}" -gt 0 ] || return 0
    echo "Installing ${missing[*]}"
    apt_get update
    local install=(apt_get install -y --no-install-recommends "${missing[@]}")
    if [[ " ${missing[*]} " == *" postgresql-"* ]]; then
        install=(without_main_cluster "${install[@]}")
    fi
    without_services "${install[@]}" ||
        fail "the packages could not be installed"
}

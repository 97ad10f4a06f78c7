# MySQL, and the driver from the package odbc-mariadb.
#
# Debian 12 has no MySQL, so it is that of Debian's unstable release: unpacked,
# with the libraries it needs, into a folder that is kept, and run there by its
# own dynamic linker. This takes no root, and installs nothing. To have a newer
# one, delete that folder: /var/cache/odbc-upsert/mysql when root, otherwise
# odbc-upsert/mysql in $XDG_CACHE_HOME or ~/.cache.
#
# shellcheck shell=bash disable=SC2154

# apt with a state of its own, in a folder, but with this machine's settings.
mysql_apt() {
    local folder=$1
    shift
    apt-get -q -o Dir::State="$folder" -o Dir::State::status="$folder/status" \
        -o Dir::Cache="$folder" -o Dir::Etc::SourceParts=/dev/null \
        -o Dir::Etc::SourceList="$folder/sources.list" \
        -o Dir::Etc::Preferences=/dev/null -o APT::Default-Release= \
        -o Dir::Etc::PreferencesParts=/dev/null -o APT::Sandbox::User=root \
        -o APT::Install-Recommends=false -o Acquire::Languages=none "$@"
}

# The mirror that this machine has its Debian from.
mysql_mirror() {
    apt-get indextargets --format "\$(REPO_URI)" 'Origin: Debian' \
        'Label: Debian' 'Created-By: Packages' | head -n 1
}

# Download and unpack MySQL into "tree" in a new folder.
mysql_unpack() {
    local folder=$1 mirror package
    mirror=$(mysql_mirror)
    if [ -z "$mirror" ]; then # apt's lists are empty
        apt_get update && mirror=$(mysql_mirror)
    fi
    if [ -z "$mirror" ]; then
        echo "apt knows no mirror of Debian"
        return 1
    fi
    mkdir -p "$folder/lists/partial" "$folder/archives/partial"
    : >"$folder/status"
    echo "deb [arch=$(dpkg --print-architecture)" \
        "signed-by=/usr/share/keyrings/debian-archive-keyring.gpg]" \
        "$mirror sid main" >"$folder/sources.list"
    mysql_apt "$folder" update &&
        mysql_apt "$folder" install -y --download-only mysql-server-core ||
        return 1
    for package in "$folder"/archives/*.deb; do
        dpkg-deb -x "$package" "$folder/tree" || return 1
    done
}

# Print the folder that holds MySQL. Should it be missing it is made: by one at
# a time, and under another name until it is whole.
mysql_tree() (
    if [ "$UID" = 0 ]; then
        cache=/var/cache/odbc-upsert
    else
        cache=${XDG_CACHE_HOME:-$HOME/.cache}/odbc-upsert
    fi
    umask 022
    mkdir -p "$cache" && exec 8>"$cache/mysql.lock" && flock 8 || return 1
    if [ ! -d "$cache/mysql" ]; then
        echo "Downloading MySQL into $cache" >&2
        rm -rf "$cache/mysql.new"
        mysql_unpack "$cache/mysql.new" >>"$data/log" 2>&1 &&
            mv "$cache/mysql.new/tree" "$cache/mysql" || return 1
        rm -rf "$cache/mysql.new"
    fi
    echo "$cache/mysql"
)

# It refuses root; then nobody runs it.
mysql_apart() {
    local how=$1 tree=$2 linker
    shift 2
    linker=$(echo "$tree"/usr/lib/*/ld-linux*.so.*)
    apart "$how" nobody "$linker" --library-path "${linker%/*}" \
        "$tree/usr/sbin/mysqld" --no-defaults --basedir="$tree/usr" \
        --lc-messages-dir="$tree/usr/share/mysql" --datadir="$data/files" "$@"
}

# Listen, and do what the arguments add. What is committed outlives the process,
# if not the power.
mysql_listen() {
    local tree=$1
    shift
    mysql_apart --fork "$tree" --bind-address=127.0.0.1 \
        --port="$(cat "$data/port")" --skip-name-resolve \
        --mysqlx=OFF --socket=socket --pid-file=pid --skip-log-bin \
        --secure-file-priv=NULL --local-infile=1 \
        --innodb-flush-log-at-trx-commit=2 --performance-schema=OFF \
        --innodb-buffer-pool-size=64M "$@" &&
        await server_running
}

server_start() {
    local tree port password
    tree=$(mysql_tree) || return 1
    port=$(free_port)
    echo "$port" >"$data/port"
    password=$(new_password)
    cat >"$data/setup.sql" <<-END
	CREATE DATABASE test CHARACTER SET utf8mb4;
	CREATE USER upsert@'%' IDENTIFIED BY '$password';
	GRANT ALL ON *.* TO upsert@'%' WITH GRANT OPTION;
	DROP USER root@localhost;
	END
    echo "Driver={MariaDB Unicode};Server=127.0.0.1;Port=$port;\
Database=test;Uid=upsert;Pwd=$password" >"$data/connection"
    [ "$UID" != 0 ] || chown -R nobody: "$data"
    mysql_apart --wait "$tree" --initialize-insecure &&
        mysql_listen "$tree" --init-file="$data/setup.sql" || return 1
    echo "export UPSERT_TEST_MYSQL='$(cat "$data/connection")'"
}

# It does not start while a process of the number in its lock is there, be it a
# zombie.
server_again() {
    local tree
    rm -f "$data"/files/socket*
    tree=$(mysql_tree) && mysql_listen "$tree"
}

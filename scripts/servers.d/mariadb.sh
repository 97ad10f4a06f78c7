# MariaDB, from the packages mariadb-server and odbc-mariadb.
# shellcheck shell=bash disable=SC2154

# It refuses root; then the user that its package made runs it.
mariadb_apart() {
    local how=$1 program=$2
    shift 2
    apart "$how" mysql "$program" --no-defaults --datadir="$data/files" "$@"
}

# Listen, and do what the arguments add. What is committed outlives the process,
# if not the power.
mariadb_listen() {
    mariadb_apart --fork mariadbd --bind-address=127.0.0.1 \
        --port="$(cat "$data/port")" --skip-name-resolve \
        --socket=socket --pid-file=pid --character-set-server=utf8mb4 \
        --skip-log-bin --innodb-flush-log-at-trx-commit=2 "$@" &&
        await server_running
}

server_start() {
    local port password
    port=$(free_port)
    echo "$port" >"$data/port"
    password=$(new_password)
    cat >"$data/setup.sql" <<-END
	CREATE DATABASE test CHARACTER SET utf8mb4;
	CREATE USER upsert@'%' IDENTIFIED BY '$password';
	GRANT ALL ON *.* TO upsert@'%' WITH GRANT OPTION;
	END
    echo "Driver={MariaDB Unicode};Server=127.0.0.1;Port=$port;\
Database=test;Uid=upsert;Pwd=$password" >"$data/connection"
    [ "$UID" != 0 ] || chown -R mysql: "$data"
    mariadb_apart --wait mariadb-install-db --skip-test-db &&
        mariadb_listen --init-file="$data/setup.sql" || return 1
    echo "export UPSERT_TEST_MARIADB='$(cat "$data/connection")'"
}

server_again() {
    mariadb_listen
}

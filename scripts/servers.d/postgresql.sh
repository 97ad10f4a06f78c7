# PostgreSQL 15, from the packages postgresql-15 and odbc-postgresql.
#
# A server is three functions, which find its folder in $data, may keep there
# what they like (a file "log" is shown when the start fails), and may use
# free_port, new_password and as_user of scripts/servers:
#
#   server_start    bring it up; when it answers, print the lines that export
#                   its connection strings
#   server_running  whether it answers; $data is empty when it never started
#   server_stop     stop it; true also when it does not run
#
# and, where the test of killed servers has it, two more:
#
#   server_kill     kill it (SIGKILL)
#   server_again    bring it up on what it has, after that
#
# shellcheck shell=bash disable=SC2154

# PostgreSQL refuses root; then the user that its package made runs it.
pg() {
    local command=$1
    shift
    (cd "$data" &&
        as_user postgres "/usr/lib/postgresql/15/bin/$command" "$@")
}

# Ask the server, not its pid: a pid may be that of a zombie.
server_running() {
    local port
    port=$(sed -n 4p "$data/cluster/postmaster.pid" 2>/dev/null) &&
        pg pg_isready -q -h 127.0.0.1 -p "${port:-0}"
}

# What a test's server needs: one loopback port, and no care for power cuts; but
# what it has said to be committed outlives its process.
postgresql_configure() {
    local port=$1
    cat >>"$data/cluster/postgresql.conf" <<-END
	listen_addresses = '127.0.0.1'
	port = $port
	unix_socket_directories = ''
	fsync = off
	full_page_writes = off
	END
}

server_start() {
    local port password
    port=$(free_port)
    password=$(new_password)
    echo "$password" >"$data/password"
    [ "$UID" != 0 ] || chown -R postgres: "$data"
    {
        pg initdb -D "$data/cluster" -U upsert --pwfile="$data/password" \
            -A scram-sha-256 -E UTF8 --locale=C.UTF-8 --no-sync &&
            postgresql_configure "$port" &&
            pg pg_ctl start -w -D "$data/cluster" -l "$data/server.log"
    } >"$data/log" 2>&1 </dev/null || {
        cat "$data/server.log" >>"$data/log" 2>/dev/null
        return 1
    }
    echo "export UPSERT_TEST_POSTGRESQL='Driver={PostgreSQL Unicode};\
Server=127.0.0.1;Port=$port;Database=postgres;Uid=upsert;Pwd=$password;\
Protocol=7.4-0'"
}

server_stop() {
    [ ! -s "$data/cluster/postmaster.pid" ] ||
        pg pg_ctl stop -w -t 20 -m immediate -D "$data/cluster" >/dev/null ||
        ! server_running
}

# Its children see that it has gone, and follow.
server_kill() {
    local pid
    pid=$(head -n 1 "$data/cluster/postmaster.pid") || return 1
    kill -KILL "$pid" || return 1
    while kill -0 "$pid" 2>/dev/null &&
        ! ps -o stat= -p "$pid" | grep -q '^Z'; do
        sleep 0.05
    done
}

# Not while one of them still has the memory that they share.
server_again() {
    local tries=0
    while [ $((tries += 1)) -lt 50 ]; do
        ! pg pg_ctl start -w -D "$data/cluster" -l "$data/server.log" \
            >>"$data/log" 2>&1 </dev/null || return 0
        sleep 0.1
    done
    return 1
}

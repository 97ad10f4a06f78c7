# A Galera cluster of three MariaDB nodes, from the packages mariadb-server,
# galera-4, rsync and lsof, and odbc-mariadb. A node may be killed: the cluster
# counts as running while all of them answer.
# shellcheck shell=bash disable=SC2154

galera_answers() {
    local password
    password=$(cat "$data/password") &&
        MYSQL_PWD=$password timeout 10 mariadb --no-defaults --user=upsert \
            --host=127.0.0.1 --port="$(cat "$data/$1/port")" --batch --skip-column-names \
            --execute="SHOW STATUS LIKE 'wsrep_ready'" 2>/dev/null |
        grep -q ON
}

# Ports that differ from each other, too: SQL, the group's, and those for the
# state that a node gets, in steps or whole.
galera_ports() {
    local port ports=' '
    while [ "$(wc -w <<<"$ports")" -lt 12 ]; do
        port=$(free_port)
        [[ $ports == *" $port "* ]] || ports+="$port "
    done
    echo "$ports"
}

# Start node N with the addresses of the group and options of its own, and wait
# until it takes statements. The first to come is the cluster; the others get
# all that it has.
galera_node() {
    local node=$data/$1 group=$2
    shift 2
    local port gcomm ist sst
    read -r port gcomm ist sst <"$node/ports"
    echo "$port" >"$node/port"
    apart --fork mysql mariadbd --no-defaults --datadir="$node/files" \
        --socket="$node/socket" --pid-file="$node/pid" \
        --bind-address=127.0.0.1 --port="$port" --skip-name-resolve \
        --character-set-server=utf8mb4 --innodb-flush-log-at-trx-commit=0 \
        --innodb-buffer-pool-size=64M --binlog-format=ROW \
        --default-storage-engine=InnoDB --innodb-autoinc-lock-mode=2 \
        --wsrep-on=ON --wsrep-provider=/usr/lib/galera/libgalera_smm.so \
        --wsrep-cluster-name=upsert \
        --wsrep-cluster-address="gcomm://$group" \
        --wsrep-node-name="${node##*/}" --wsrep-node-address="127.0.0.1:$gcomm" \
        --wsrep-sst-method=rsync \
        --wsrep-sst-receive-address="127.0.0.1:$sst" \
        --wsrep-provider-options="gmcast.listen_addr=tcp://127.0.0.1:$gcomm;\
ist.recv_addr=127.0.0.1:$ist;gcache.size=32M;evs.keepalive_period=PT0.5S;\
evs.suspect_timeout=PT2S;evs.inactive_timeout=PT4S" "$@" &&
        await galera_answers "${node##*/}"
}

server_running() {
    [ -f "$data/password" ] && galera_answers n1 && galera_answers n2 &&
        galera_answers n3
}

server_start() {
    local ports i group=
    new_password >"$data/password"
    read -ra ports <<<"$(galera_ports)"
    for i in 1 2 3; do
        mkdir -p "$data/n$i/files"
        echo "${ports[@]:4 * i - 4:4}" >"$data/n$i/ports"
        group+=${group:+,}127.0.0.1:${ports[4 * i - 3]}
    done
    cat >"$data/setup.sql" <<-END
	CREATE DATABASE test CHARACTER SET utf8mb4;
	CREATE USER upsert@'%' IDENTIFIED BY '$(cat "$data/password")';
	GRANT ALL ON *.* TO upsert@'%' WITH GRANT OPTION;
	END
    [ "$UID" != 0 ] || chown -R mysql: "$data"
    apart --wait mysql mariadb-install-db --no-defaults \
        --datadir="$data/n1/files" --skip-test-db &&
        galera_node n1 "$group" --wsrep-new-cluster \
            --init-file="$data/setup.sql" &&
        galera_node n2 "$group" && galera_node n3 "$group" || return 1
    for i in 1 2 3; do
        echo "export UPSERT_TEST_GALERA_$i='Driver={MariaDB Unicode};\
Server=127.0.0.1;Port=$(cat "$data/n$i/port");Database=test;Uid=upsert;\
Pwd=$(cat "$data/password")'"
    done
}

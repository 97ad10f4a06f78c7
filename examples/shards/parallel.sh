#!/bin/sh
# N runs of a job at the same time, on this machine, by GNU parallel:
#
#   parallel.sh N JOB.ini [UPSERT-ARGUMENT...]
#
# Each writes report.I.json. All of them come to an end, also when one fails;
# the exit status is the number of those that failed. By GNU parallel's
# --sshlogin they run on other machines, to which the job and the input have to
# be known under the same names.
set -eu
runs=$1
shift
exec parallel --will-cite --halt never --jobs "$runs" \
    upsert run "$@" --quiet --set "run.shard={}/$runs" \
    --report "report.{}.json" ::: $(seq "$runs")

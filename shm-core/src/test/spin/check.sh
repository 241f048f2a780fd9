#!/bin/sh
# Checks robust-word.pml, condition.pml and queue.pml with SPIN: the right models must pass, each mutant must be caught in a
# configuration in which the right model passes. One line a variant; exit 1 if any verdict is not the expected one, or pan could not finish.
# usage: check.sh [output directory]       needs spin and a C compiler; CC, MEMLIM (MB a search) and JOBS (searches at once) may be set
set -u
here=$(CDPATH= cd -- "$(dirname "$0")" && pwd) || exit 1
cc=${CC:-cc}
memory=${MEMLIM:-2048}

# ---- one variant: check.sh --one OUT KIND MODEL NAME "MODEL FLAGS" ... ----

# build NAME "C FLAGS" "MODEL FLAGS": leaves pan in $out/NAME
build() {
    rm -rf "${out:?}/$1"
    mkdir -p "$out/$1" && cd "$out/$1" || return 1
    # unquoted on purpose: lists of flags
    spin -a $3 "$model" >build.txt 2>&1 || return 1
    "$cc" -w -DCOLLAPSE "-DMEMLIM=$memory" $2 -o pan pan.c >>build.txt 2>&1
}

fail() {
    echo "$1: FAILED ($2; see $out/$1)"
}

states() { sed -n 's/^ *\([0-9.e+]*\) states, stored.*/\1/p' pan.txt; }

# A complete search without an error: NAME "MODEL FLAGS" ["C FLAGS" "RUN FLAGS"]
check_passes() {
    build "$1" "-O1 ${3:--DSAFETY}" "$2" || { fail "$1" "does not build"; return; }
    ./pan -m1000000 ${4:-} >pan.txt 2>&1
    code=$?
    if [ $code -ne 0 ] || ! grep -q 'errors: 0$' pan.txt; then
        fail "$1" "exit $code, $(grep -m 1 '^pan:1:' pan.txt || echo 'no verdict')"
    elif grep -qi 'search not completed\|too small\|out of memory\|reached -DMEMLIM\|hash array full' pan.txt; then
        fail "$1" "search not complete"
    elif [ -z "$(states)" ]; then
        fail "$1" "no number of states"
    else
        echo "$1: $(states) states, ok"
    fi
}

# An error: NAME "MODEL FLAGS" "EXPECTED"; EXPECTED is "hang" or how the comment beside the assertion begins.
# The run that shows it is in NAME/trail.txt; for a shortest one build that pan again with -DBFS.
check_caught() {
    build "$1" "-O0 -DSAFETY" "$2" || { fail "$1" "does not build"; return; }
    ./pan -m1000000 >pan.txt 2>&1
    if ! grep -q 'errors: [1-9]' pan.txt; then
        fail "$1" "not caught: $(grep -m 1 'errors:\|pan:' pan.txt || echo 'no verdict')"
        return
    fi
    spin -t -p -g $2 -k "$(basename "$model").trail" "$model" >trail.txt 2>&1
    if grep -q '^pan:1: invalid end state' pan.txt; then
        cause="hang: a survivor waits for ever"
    else
        line=$(sed -n 's/^spin: [^:]*:\([0-9]*\), Error: assertion violated.*/\1/p' trail.txt | head -n 1)
        cause=$(sed -n "${line:-0}s,.*/\* \(.*\) \*/.*,\1,p" "$model" 2>/dev/null)
    fi
    case "$cause" in
        "$3"*) echo "$1: caught ($cause; $(states) states)" ;;
        *) fail "$1" "caught for another reason: ${cause:-$(grep -m 1 '^pan:' pan.txt)}" ;;
    esac
}

if [ "${1-}" = --one ]; then
    out=$2 kind=$3 model=$here/$4
    shift 4
    "check_$kind" "$@"
    exit 0
fi

# ---- all of them, as many at once as there are processors ----

for tool in spin "$cc"; do
    command -v "$tool" >/dev/null 2>&1 || { echo "missing tool: name=$tool" >&2; exit 1; }
done
if [ $# -gt 0 ]; then out=$1; else out=$(mktemp -d) || exit 1; fi
mkdir -p "$out" || exit 1
out=$(CDPATH= cd -- "$out" && pwd) || exit 1
echo "output: $out"
: >"$out/variants" || exit 1

passes() { printf '%s\0' passes "$model" "$1" "$2" "${3-}" "${4-}" >>"$out/variants"; }
caught() { printf '%s\0' caught "$model" "$1" "$2" "$3" "" >>"$out/variants"; }

model=robust-word.pml
# The right model: 3 actors x 2 rounds x 2 kills unless said otherwise.
passes right ""
passes right-every-store-a-step "-DFINE"
passes right-every-run-ends "" "-DNP" "-l"                               # no cycle at all, with no fairness assumed
passes right-4-actors-1-round-3-kills "-DACTORS=4 -DROUNDS=1 -DKILLS=3"
passes right-thread-ends "-DTHREADS -DENDS=1"                            # and 2 kills
passes right-give-up "-DGIVE_UP"                                         # waiters that time out
caught take-over-by-plain-store "-DPLAIN_STORE_TAKEOVER -DONLY_EXCLUSION" exclusion
caught no-publish-check "-DNO_PUBLISH_CHECK" told
caught two-step-unlock-plain-store "-DTWO_STEP_STORE -DONLY_EXCLUSION" exclusion
caught copy-kept-in-recovery "-DCOPY_KEPT_IN_RECOVERY" "told once"
caught copy-kept-at-unlock "-DCOPY_KEPT_AT_UNLOCK" "told once"
caught copy-cleared-late "-DCOPY_CLEARED_LATE -DACTORS=4 -DROUNDS=1 -DKILLS=3" "told once"
caught d-before-forgetting "-DD_BEFORE_FORGETTING -DTHREADS -DENDS=1" exclusion

# Unbounded waits: right without deaths, stuck after one. (Bounded ones with one kill: part of the right model.)
passes unbounded-waits-no-kill "-DUNBOUNDED_WAITS -DKILLS=0"
caught unbounded-waits-one-kill "-DUNBOUNDED_WAITS -DKILLS=1" hang

# A mourner that wakes for dead owners only, deaths in critical sections only: what a lost W bit needs to show.
passes wake-for-dead-only "-DHEAL=FOR_DEAD -DKILL_IN_SECTION_ONLY"
caught wake-for-dead-only-drop-w "-DHEAL=FOR_DEAD -DKILL_IN_SECTION_ONLY -DDROP_W" hang

# A mourner that takes "free" to mean "no W": what two-step unlock (glibc BZ 20985) needs to show.
passes wake-not-for-free "-DHEAL=FOR_DEAD+FOR_NO_W -DSTARVING=0"
caught wake-not-for-free-two-step-unlock "-DHEAL=FOR_DEAD+FOR_NO_W -DSTARVING=0 -DTWO_STEP_UNLOCK" hang
caught wake-not-for-free-starving "-DHEAL=FOR_DEAD+FOR_NO_W" hang         # S leaves a free word with W: the mourner must wake for it

# A waiter that gives up must pass on the wake that it may have taken, unless the mourner makes up for it.
passes give-up-unbounded "-DGIVE_UP -DUNBOUNDED_WAITS -DKILLS=0 -DSTARVING=0"
caught give-up-unbounded-keep-wake "-DGIVE_UP -DUNBOUNDED_WAITS -DKILLS=0 -DSTARVING=0 -DKEEP_WAKE" hang
caught give-up-unbounded-keep-wake-from-owner "-DGIVE_UP -DUNBOUNDED_WAITS -DKILLS=0 -DSTARVING=0 -DKEEP_WAKE_FROM_OWNER" hang
caught give-up-unbounded-starving "-DGIVE_UP -DUNBOUNDED_WAITS -DKILLS=0" hang   # S of one that has left: only the mourner helps

# Conditions: 2 consumers, 1 producer, 2 kills unless said otherwise.
model=condition.pml
passes condition-right ""
passes condition-3-consumers "-DCONSUMERS=3"
passes condition-2-producers "-DPRODUCERS=2"
passes condition-2-items "-DITEMS=2"
passes condition-give-up "-DGIVE_UP=2"                                   # waits that time out
caught condition-not-owed "-DNOT_OWED" lost                              # a sequence and a wake-up
caught condition-heir-idle "-DHEIR_IDLE" told
caught condition-epoch-kept "-DEPOCH_KEPT" told
caught condition-epoch-not-heard "-DEPOCH_NOT_HEARD" lost
caught condition-give-up-takes-none "-DGIVE_UP=2 -DGIVE_UP_TAKES_NONE" counts

# While nobody dies no mourner is needed.
passes condition-no-mourner "-DNO_MOURNER -DKILLS=0 -DPRODUCERS=2"
passes condition-no-mourner-give-up "-DNO_MOURNER -DKILLS=0 -DITEMS=2 -DGIVE_UP=2"
caught condition-wake-first "-DNO_MOURNER -DKILLS=0 -DWAKE_FIRST" lost
caught condition-no-wake "-DNO_MOURNER -DKILLS=0 -DNO_WAKE" lost
caught condition-not-counted-off "-DNO_MOURNER -DKILLS=0 -DNOT_COUNTED_OFF" counts

# The slots of a queue: 2 producers of 1 element each, 2 consumers, 1 kill unless said otherwise.
model=queue.pml
passes queue-right ""
passes queue-no-kill "-DKILLS=0"
passes queue-2-elements-each "-DITEMS=2"
passes queue-3-producers-2-kills "-DPRODUCERS=3 -DKILLS=2"
passes queue-3-consumers-2-kills "-DPRODUCERS=1 -DITEMS=2 -DCONSUMERS=3 -DKILLS=2"
caught queue-tail-first "-DTAIL_FIRST" lost
caught queue-state-first "-DSTATE_FIRST" torn
caught queue-not-recovered "-DNOT_RECOVERED" lost
caught queue-head-without-share "-DHEAD_WITHOUT_SHARE" lost
caught queue-owner-without-count "-DOWNER_WITHOUT_COUNT -DPRODUCERS=1 -DITEMS=2 -DCONSUMERS=3 -DKILLS=2" lost
caught queue-settled-twice "-DSETTLED_TWICE -DPRODUCERS=1 -DITEMS=2 -DCONSUMERS=3 -DKILLS=2" counts
caught queue-bytes-first "-DBYTES_FIRST -DITEMS=2" room
caught queue-gap-forgotten "-DGAP_FORGOTTEN -DITEMS=2" room
caught queue-log-not-finished "-DLOG_NOT_FINISHED" twice

# While nobody dies: who waits for room compares with the floor that it saw while others could not move it.
passes queue-2-elements-each-no-kill "-DITEMS=2 -DKILLS=0"
caught queue-floor-seen-late "-DFLOOR_SEEN_LATE -DITEMS=2 -DKILLS=0" stuck

jobs=${JOBS:-$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 1)}
xargs -0 -n 6 -P "$jobs" sh "$0" --one "$out" <"$out/variants" | tee "$out/verdicts"
variants=$(tr -dc '\0' <"$out/variants" | wc -c)
if [ "$(grep -c ': caught (\|, ok$' "$out/verdicts")" -ne $((variants / 6)) ]; then
    echo "failed: $(grep -c 'FAILED' "$out/verdicts") of $((variants / 6))"
    exit 1
fi

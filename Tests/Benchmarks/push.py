"""Times one push to a server with Writ's hooks, with few and with many people's records on it.

Usage: push.py PROGRAM. Needs Git, OpenSSH and Python 3 only; works in a scratch folder.
WRIT_BENCH_FEW (1000), WRIT_BENCH_CROWD (50000) and WRIT_BENCH_RUNS (21) set the size. The hooks' share
is what a push with them takes longer than the same push without right before or after.
"""

import hashlib
import operator
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PROGRAM = os.path.abspath(sys.argv[1])
FEW = int(os.environ.get("WRIT_BENCH_FEW", 1000))
CROWD = int(os.environ.get("WRIT_BENCH_CROWD", 50000))
RUNS = int(os.environ.get("WRIT_BENCH_RUNS", 21))
ROOT = Path(tempfile.mkdtemp(prefix="writ-push-")).resolve()
ENV = {
    "HOME": str(ROOT), "PATH": os.path.dirname(PROGRAM) + ":" + os.environ["PATH"],
    "GIT_CONFIG_NOSYSTEM": "1", "TZ": "UTC", "LC_ALL": "C.UTF-8",
}


def run(command, cwd=ROOT, given=None):
    done = subprocess.run(
        command, cwd=cwd, env=ENV, input=given, text=True, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT)
    if done.returncode != 0:
        sys.exit(f"{command}\n{done.stdout}")
    return done.stdout.strip()


def company(people):
    """A company, its server with hooks and receipts, and a server that takes everything."""
    folder = ROOT / f"company-{people}"
    key, server_key = ROOT / f"key-{people}", ROOT / f"server-{people}"
    for path in (key, server_key):
        run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(path)])
    run(["writ", "init", str(folder), "--organisation", "Sample", "--person", "ana", "--key",
         str(key)])
    roster = ROOT / "roster.csv"
    roster.write_text("id,department\n" + "".join(f"p-{n},all\n" for n in range(people)))
    run(["writ", "people", "import", str(roster), "--yes", "--keep-absent"], folder)
    run(["writ", "publish", "social-media"], folder)
    run(["writ", "ledger", "appoint", "server", "--key", f"{server_key}.pub"], folder)
    run(["writ", "ack", "social-media", "--yes"], folder)
    ack = run(["git", "rev-parse", own()], folder)
    hooked, plain = ROOT / f"hooked-{people}.git", ROOT / f"plain-{people}.git"
    for bare in (hooked, plain):
        run(["git", "init", "-q", "--bare", str(bare)])
        run(["git", "push", "-q", str(bare), "refs/*:refs/*"], folder)
        # The hooks never read another person's chain, so these may all be one commit.
        names = (f"p-{n}" for n in range(people))
        lines = "".join(f"create {own(name)} {ack}\n" for name in names)
        run(["git", "update-ref", "--stdin"], bare, lines)
        run(["git", "pack-refs", "--all"], bare)
    run(["writ", "hooks", "install", "--server", "--repository", str(hooked), "--key",
         str(server_key)])
    # As the timer does it (docs/server.md).
    run(["writ", "ledger", "seal", "--pack", "--repository", str(hooked)])
    return folder, hooked, plain


def own(person="ana"):
    return f"refs/writ/records/{hashlib.sha256(person.encode()).hexdigest()[:2]}/{person}"


def push(folder, bare):
    start = time.perf_counter()
    run(["git", "push", "-q", str(bare), own()], folder)
    return (time.perf_counter() - start) * 1000


def shares(crowds):
    """Each size's pushes, taken in turns, since a machine does not keep its speed for minutes."""
    companies = {people: company(people) for people in crowds}
    times = {place: [] for _, *places in companies.values() for place in places}
    for turn in range(RUNS + 1):
        extra = ["--withdraw"] if turn % 2 == 0 else []
        for folder, *places in companies.values():
            run(["writ", "ack", "social-media", "--yes", *extra], folder)
            for bare in places if turn % 4 < 2 else reversed(places):
                times[bare].append(push(folder, bare))
    for people, (_, *places) in companies.items():
        with_hooks, without = (times[bare][1:] for bare in places)
        share = statistics.median(map(operator.sub, with_hooks, without))
        print(f"{people:6} people: push {statistics.median(with_hooks):7.1f} ms, "
              f"without hooks {statistics.median(without):7.1f} ms, "
              f"the hooks' share {share:7.1f} ms", flush=True)
        yield share


try:
    few, crowd = shares((FEW, CROWD))
    print(f"growth {crowd / few:.2f}")
finally:
    shutil.rmtree(ROOT, ignore_errors=True)

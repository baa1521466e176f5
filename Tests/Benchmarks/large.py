"""Times commands on a large company, on many people, and between copies.

Usage: large.py PROGRAM SAMPLEDATA. Needs Git, OpenSSH and Python 3 only; works in a scratch folder.
WRIT_BENCH_PEOPLE (5000), WRIT_BENCH_POLICIES (100), WRIT_BENCH_VERSIONS (10), WRIT_BENCH_SIGNED (2,
policies that each person has signed), WRIT_BENCH_CROWD (50000, people for 'ack') and
WRIT_BENCH_RUNS (5) set the size. Cold means that the file cache was emptied, which only root may do.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PROGRAM, SAMPLE = (os.path.abspath(path) for path in sys.argv[1:3])


def size(name, usual):
    return int(os.environ.get("WRIT_BENCH_" + name, usual))


PEOPLE, POLICIES, VERSIONS = size("PEOPLE", 5000), size("POLICIES", 100), size("VERSIONS", 10)
SIGNED, CROWD, RUNS = size("SIGNED", 2), size("CROWD", 50000), size("RUNS", 5)
DROP = Path("/proc/sys/vm/drop_caches")
ROOT = Path(tempfile.mkdtemp(prefix="writ-large-")).resolve()
ENV = {
    "HOME": str(ROOT), "PATH": os.path.dirname(PROGRAM) + ":" + os.environ["PATH"],
    "GIT_CONFIG_NOSYSTEM": "1", "TZ": "UTC", "LC_ALL": "C.UTF-8",
}


def run(command, cwd=ROOT):
    done = subprocess.run(
        command, shell=isinstance(command, str), cwd=cwd, env=ENV, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode != 0:
        sys.exit(f"{command}\n{done.stdout.decode()}")
    return done.stdout.decode()


def seconds(command, cwd, is_cold=False):
    if is_cold:
        os.sync()
        DROP.write_text("3")
    start = time.perf_counter()
    done = subprocess.run(
        command, shell=isinstance(command, str), cwd=cwd, env=ENV, stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    taken = time.perf_counter() - start
    if done.returncode != 0:
        sys.exit(f"{command} ended with {done.returncode}: {done.stderr.decode()}")
    return taken


def median(command, cwd, is_cold=False):
    if not is_cold:
        seconds(command, cwd)
    return statistics.median(seconds(command, cwd, is_cold) for _ in range(RUNS)) * 1000


def row(name, value, other=""):
    print(f"{name:58} {value:10.1f} ms  {other}", flush=True)


def sample(name, people, policies, versions, signed):
    """A repository, its founder's key being made as SampleData makes it."""
    run(["git", "init", "-q", "-b", "main", name])
    run([SAMPLE, name, str(people), str(policies), str(versions), str(signed)])
    folder = ROOT / name
    run("git pack-refs --all && git gc -q", folder)
    run(["git", "config", "writ.person", "p-0"], folder)
    run(["writ", "status", "policy-1", "--csv"], folder)
    return folder


def own_key(folder, person):
    """Enters a real key for a new person, since the sample's keys sign in process only."""
    key = ROOT / f"{folder.name}-{person}"
    run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)])
    return key


def commands():
    folder = sample("large", PEOPLE, POLICIES, VERSIONS, SIGNED)
    print(f"{POLICIES} policies, {VERSIONS} versions, {PEOPLE} people, {SIGNED} signed by each")
    for words in ("todo --person p-1", "status --csv", "status policy-1 --csv",
                  "redline policy-1 1.0 main", "policy check", "policy list"):
        command = [PROGRAM, *words.split()]
        cold = f"cold {median(command, folder, True):.0f} ms" if os.access(DROP, os.W_OK) else ""
        row(f"writ {words}", median(command, folder), cold)
    return folder


def exchange():
    """A company of 10,000 records, and a copy that follows it."""
    folder = sample("records", 5000, 2, 1, 2)
    run(["git", "clone", "-q", "--mirror", str(folder), "server.git"])
    run(["git", "remote", "add", "origin", str(ROOT / "server.git")], folder)
    identity = run(["git", "config", "writ.repository"], folder).strip()
    key = own_key(folder, "new")
    join = [PROGRAM, "join", str(ROOT / "server.git"), "copy", "--fingerprint", identity,
            "--person", "new", "--key", str(key)]
    row("writ join: first time, 10,000 records", seconds(join, ROOT) * 1000)
    stock = seconds(["git", "clone", "-q", "--mirror", "server.git", "mirror.git"], ROOT) * 1000
    row("git clone --mirror of the same", stock)
    copy = ROOT / "copy"
    row("writ sync, nothing new", median([PROGRAM, "sync"], copy))
    row("git fetch of all refs, nothing new", median(
        ["git", "fetch", "-q", "origin", "refs/writ/*:refs/mirror/*"], copy))
    run(["writ", "sync"], folder)


def acknowledgements():
    """One acknowledgement, with few and with many people in the registry."""
    times = {}
    for people in (100, CROWD):
        name = f"crowd-{people}"
        run(["git", "init", "-q", "-b", "main", name])
        key = ROOT / f"key-{people}"
        run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)])
        folder = ROOT / name
        shutil.rmtree(folder)
        run(["writ", "init", name, "--organisation", "Sample", "--person", "ana", "--key", str(key)])
        roster = ROOT / f"roster-{people}.csv"
        roster.write_text("id,department\n" + "".join(
            f"p-{number},Team {number % 40}\n" for number in range(people)))
        begin = time.perf_counter()
        run(["writ", "people", "import", str(roster), "--yes", "--keep-absent"], folder)
        row(f"writ people import, {people} rows", (time.perf_counter() - begin) * 1000)
        run(["writ", "publish", "social-media"], folder)
        taken = []
        for turn in range(22):
            extra = ["--withdraw"] if turn % 2 else []
            taken.append(seconds([PROGRAM, "ack", "social-media", "--yes", *extra], folder))
        times[people] = statistics.median(taken[2:]) * 1000
        row(f"writ ack, {people} people in the registry", times[people])
    print(f"growth {times[CROWD] / times[100]:.2f}")


def roster():
    """An import of 10,000 people with names and addresses."""
    folder = ROOT / "import"
    key = ROOT / "import-key"
    run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)])
    run(["writ", "init", "import", "--organisation", "Sample", "--person", "ana", "--key", str(key)])
    lines = ["Employee ID,Name,Email,Department,Location,Manager ID,Language,Time zone"] + [
        f'P-{n:05},"Person {n}, Jr.",p{n}@example.com,Team {n % 40},Berlin,P-{n // 10:05},en,Europe/Berlin'
        for n in range(10000)]
    (ROOT / "roster.csv").write_text("\n".join(lines) + "\n")
    command = [PROGRAM, "people", "import", "../roster.csv", "--yes", "--keep-absent"]
    row("writ people import, 10,000 rows, the first time", seconds(command, folder) * 1000)
    row("writ people import, 10,000 rows, nothing new", median(command, folder))


def one_record():
    """One acknowledgement that goes from one copy to another."""
    people = ROOT / "import"
    run(["git", "init", "-q", "--bare", "-b", "main", "one.git"])
    run(["git", "remote", "add", "origin", str(ROOT / "one.git")], people)
    run(["writ", "publish", "social-media"], people)
    run(["writ", "sync"], people)
    identity = run(["git", "config", "writ.repository"], people).strip()
    run([PROGRAM, "join", str(ROOT / "one.git"), "other", "--fingerprint", identity,
         "--person", "ana", "--key", str(ROOT / "import-key")])
    sent, received = [], []
    for turn in range(RUNS + 1):
        extra = ["--withdraw"] if turn % 2 else []
        run(["writ", "ack", "social-media", "--yes", *extra], people)
        sent.append(seconds([PROGRAM, "sync"], people) * 1000)
        received.append(seconds([PROGRAM, "sync"], ROOT / "other") * 1000)
    row("writ sync, one record sent, 10,000 people", statistics.median(sent[1:]))
    row("writ sync, one record received, 10,000 people", statistics.median(received[1:]))


try:
    roster()
    one_record()
    acknowledgements()
    exchange()
    commands()
finally:
    shutil.rmtree(ROOT, ignore_errors=True)

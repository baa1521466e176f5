"""Times `writ verify` beside stock Git and beside the signature library alone, in one run.

Usage: verify.py PROGRAM SAMPLEDATA [FOLDER]. Needs Git and OpenSSH; works in a scratch folder, or in
FOLDER, where samples that were made before are used again (they take long to make).
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
ROOT = Path(sys.argv[3] if len(sys.argv) > 3 else tempfile.mkdtemp(prefix="writ-verify-")).resolve()
RUNS = int(os.environ.get("WRIT_BENCH_RUNS", "5"))
ENV = {
    "HOME": str(ROOT / "home"), "XDG_CACHE_HOME": str(ROOT / "cache"), "PATH": os.environ["PATH"],
    "GIT_CONFIG_NOSYSTEM": "1", "TZ": "UTC", "LC_ALL": "C.UTF-8",
}


def run(command, cwd=ROOT):
    """Runs a command; returns its output, its seconds and its peak memory in KiB."""
    start = time.perf_counter()
    child = subprocess.Popen(
        command, cwd=cwd, env=ENV, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL)
    output = child.stdout.read().decode()
    _, status, usage = os.wait4(child.pid, 0)
    if status:
        sys.exit(f"{command} ended with {status}\n{output}")
    return output, time.perf_counter() - start, usage.ru_maxrss


def sample(name, people, policies, signed):
    folder = ROOT / name
    if not (folder / "made").exists():
        run(["git", "init", "-q", "-b", "main", str(folder)])
        run([SAMPLE, str(folder), str(people), str(policies), "1", str(signed)])
        run(["git", "pack-refs", "--all"], folder)
        run(["git", "gc", "-q"], folder)
        run([PROGRAM, "verify"], folder)
        (folder / "made").touch()
    return folder


def median(command, cwd):
    return statistics.median(run(command, cwd)[1] for _ in range(RUNS))


def beside_stock(name, people, policies, signed):
    """Verifying per record, beside stock Git on some of the same records."""
    folder = sample(name, people, policies, signed)
    records = people * signed
    signers = ROOT / f"{name}.signers"
    signers.write_text(run([PROGRAM, "people", "signers"], folder)[0])
    option = ["-c", f"gpg.ssh.allowedSignersFile={signers}"]
    # OpenSSH reads the list of keys up to the person's line, so people are taken from all over it.
    refs = run(["git", "for-each-ref", "--format=%(objectname)", "refs/writ/records"],
               folder)[0].split()
    refs = refs[len(refs) // 50::len(refs) // 25][:25]
    # A machine that others use is now fast, now slow: all are timed in each round, and the ratio is
    # that of the round.
    rounds = []
    for turn in range(RUNS):
        some = refs[turn % 5::5]
        rate = int(run([SAMPLE, "rate"])[0])
        ours = statistics.median(
            run([PROGRAM, "verify", "--no-cache"], folder)[1] for _ in range(3)) / records
        single = statistics.median(
            run(["git", *option, "verify-commit", commit], folder)[1] for commit in some)
        log = run(["git", *option, "log", "--no-walk", "--format=%G?", *some], folder)[1] / len(some)
        rounds.append((ours, rate, single, log, single / ours, log / ours, 100 / (ours * rate)))
    ours, rate, single, log, times, log_times, share = map(statistics.median, zip(*rounds))
    print(f"{people} people, {records} records: {ours * 1e6:.0f} us a record; verify-commit "
          f"{single * 1e3:.1f} ms ({times:.0f} times), log --format=%G? {log * 1e3:.1f} ms "
          f"({log_times:.0f} times); {share:.0f} % of {rate:.0f} raw verifications a second",
          flush=True)


def memory_and_news():
    """Peak memory with few and with many records of the same people, and a second run."""
    few, many = sample("few", 2000, 1, 1), sample("big", 2000, 25, 25)
    peaks = [statistics.median(run([PROGRAM, "verify", "--no-cache"], folder)[2]
                               for _ in range(RUNS)) for folder in (few, many)]
    print(f"peak memory: 2,000 records {peaks[0] / 1024:.0f} MiB, 50,000 records "
          f"{peaks[1] / 1024:.0f} MiB, growth {peaks[1] / peaks[0]:.2f}", flush=True)
    first = median([PROGRAM, "verify", "--no-cache"], many)
    refs = run(["git", "for-each-ref", "--format=%(refname)", "refs/writ/records"], many)[0].split()
    later = []
    for _ in range(RUNS):
        # The last record of every fourth person, 500 in all, is new.
        tips = {ref: run(["git", "rev-parse", ref], many)[0].strip() for ref in refs[:2000:4]}
        for ref, tip in tips.items():
            run(["git", "update-ref", ref, f"{tip}^"], many)
        run([PROGRAM, "verify"], many)
        for ref, tip in tips.items():
            run(["git", "update-ref", ref, tip], many)
        later.append(run([PROGRAM, "verify"], many)[1])
    second = statistics.median(later)
    print(f"50,000 records: {first:.2f} s; after 1 % new {second:.2f} s "
          f"({100 * second / first:.1f} %)", flush=True)


try:
    (ROOT / "home").mkdir(parents=True, exist_ok=True)
    beside_stock("p200", 200, 25, 25)
    beside_stock("p10k", 10000, 1, 1)
    memory_and_news()
finally:
    if len(sys.argv) <= 3:
        shutil.rmtree(ROOT, ignore_errors=True)

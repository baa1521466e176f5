"""Times whole commands beside stock tools, in the same run, and prints medians and ratios.

Usage: bench.py PROGRAM. Needs Git, OpenSSH and Python 3 only; works in a scratch folder.
WRIT_BENCH_PEOPLE and WRIT_BENCH_EACH set the size of the verify figure (200 people, 10 each).
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PROGRAM = os.path.abspath(sys.argv[1])
PEOPLE = int(os.environ.get("WRIT_BENCH_PEOPLE", "200"))
EACH = int(os.environ.get("WRIT_BENCH_EACH", "10"))
RUNS = int(os.environ.get("WRIT_BENCH_RUNS", "21"))


class Place:
    """A scratch folder with a home of its own."""

    def __init__(self):
        self.root = Path(tempfile.mkdtemp(prefix="writ-bench-")).resolve()
        self.env = {
            "HOME": str(self.root), "PATH": os.path.dirname(PROGRAM) + ":" + os.environ["PATH"],
            "GIT_CONFIG_NOSYSTEM": "1", "TZ": "UTC", "LC_ALL": "C.UTF-8",
        }

    def run(self, command, cwd=None, check=True):
        done = subprocess.run(
            command, shell=isinstance(command, str), cwd=cwd or self.root, env=self.env,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        if check and done.returncode != 0:
            sys.exit(f"{command}\n{done.stdout.decode()}")
        return done.stdout.decode()


def seconds(place, command, cwd, accept=(0,)):
    """The time of one whole process."""
    start = time.perf_counter()
    done = subprocess.run(
        command, cwd=cwd, env=place.env, stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    taken = time.perf_counter() - start
    if done.returncode not in accept:
        sys.exit(f"{command} ended with {done.returncode}")
    return taken


def pair(place, ours, stock, cwd, runs=RUNS, before=lambda: None, accept=(0,)):
    """Medians of two commands run in turn, in milliseconds."""
    times = ([], [])
    for run in range(runs + 1):
        for index, command in enumerate((ours, stock)):
            before()
            taken = seconds(place, command, cwd, accept)
            if run > 0:
                times[index].append(taken * 1000)
    return [statistics.median(t) for t in times]


def row(name, ours, stock, other):
    print(f"{name:44} {ours:10.2f} ms {stock:10.2f} ms  {ours / stock:7.2f}  {other}")


def company(place):
    for person in ("ana", "chen"):
        place.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", person])
    place.run(["writ", "init", "acme", "--organisation", "Acme", "--person", "ana", "--key", "ana"])
    acme = place.root / "acme"
    place.run(["writ", "people", "add", "chen", "--key", "../chen.pub"], acme)
    place.run(["writ", "publish", "social-media"], acme)
    for key, value in (("user.name", "ana"), ("user.email", "ana@writ.invalid"),
                       ("gpg.format", "ssh")):
        place.run(["git", "config", key, value], acme)
    return acme


def posts(place, acme):
    folder = place.root / "posts"
    place.run(["git", "init", "-q", "-b", "main", str(folder)])
    place.run(["git", "config", "user.name", "chen"], folder)
    place.run(["git", "config", "user.email", "chen@example.com"], folder)
    (folder / "drafts").mkdir()
    place.run(["writ", "hooks", "install", "--policies", str(acme)], folder)
    (folder / "drafts/lamp.md").write_text(
        "---\nchannel: mastodon\naccount: official\n---\nOur new lamp is here. All about it: https://example.com/lamp\n")
    place.run("git add . && git commit -q -m first", folder)
    return folder


def bench_start(place, acme):
    ours, stock = pair(place, ["writ", "--version"], ["git", "--version"], acme)
    row("writ --version", ours, stock, "git --version")


def bench_lint(place, folder):
    ours, stock = pair(place, ["writ", "lint", "drafts/lamp.md"], ["git", "status"], folder)
    row("writ lint, one draft, template's rules", ours, stock, "git status")


def bench_commit(place, folder):
    count = [0]

    def change():
        count[0] += 1
        with open(folder / "drafts/lamp.md", "a") as draft:
            draft.write(f"More soon, part {count[0]}.\n")
        if count[0] % 20 == 0:
            place.run("git checkout -q HEAD~15 -- drafts/lamp.md || true", folder)

    ours, stock = pair(
        place, ["git", "commit", "-q", "-a", "-m", "x"],
        ["git", "commit", "-q", "-a", "-m", "x", "--no-verify"], folder, before=change)
    row("git commit of one draft with the hook", ours, stock, "without the hook")


def bench_ack(place, acme):
    # A withdrawal and an acknowledgement in turn, so that each run writes one record.
    flags = [[], ["--withdraw"]]
    times = ([], [])
    for run in range(RUNS + 1):
        command = ["writ", "ack", "social-media", "--yes"] + flags[run % 2]
        ours = seconds(place, command, acme)
        stock = seconds(
            place, ["git", "commit", "-q", "-S", "--allow-empty", "-m", "x"], place.root / "plain")
        if run > 0:
            times[0].append(ours * 1000)
            times[1].append(stock * 1000)
    row("writ ack", *[statistics.median(t) for t in times], "git commit -S --allow-empty")


def plain(place):
    folder = place.root / "plain"
    place.run(["git", "init", "-q", "-b", "main", str(folder)])
    for key, value in (("user.name", "ana"), ("user.email", "a@b"), ("gpg.format", "ssh"),
                       ("user.signingkey", str(place.root / "ana"))):
        place.run(["git", "config", key, value], folder)


def crowd(place, acme):
    """Many people who have each signed several times, on one publication."""
    for number in range(PEOPLE):
        person = f"p-{number:04}"
        place.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", person])
        place.run(["writ", "people", "add", person, "--key", f"../{person}.pub"], acme)
    for number in range(PEOPLE):
        person = f"p-{number:04}"
        for turn in range(EACH):
            extra = ["--withdraw"] if turn % 2 else []
            place.run(["writ", "ack", "social-media", "--yes", "--person", person,
                       "--key", str(place.root / person)] + extra, acme)


def bench_verify(place, acme):
    crowd(place, acme)
    place.run("git gc -q", acme)
    count = PEOPLE * EACH
    signers = place.root / "signers"
    signers.write_text(place.run(["writ", "people", "signers"], acme))
    commits = place.run(
        "git rev-list --no-walk $(git for-each-ref --format='%(refname)' refs/writ/records)", acme
    ).split()[:25]
    ours = statistics.median(seconds(place, ["writ", "verify", "--no-cache"], acme) for _ in range(5)) * 1000
    stock = []
    for commit in commits:
        stock.append(1000 * seconds(
            place, ["git", "-c", f"gpg.ssh.allowedSignersFile={signers}", "verify-commit", commit],
            acme))
    each = ours / (count + PEOPLE)
    print(f"writ verify --no-cache, whole: {ours:.0f} ms for {count} acknowledgements by {PEOPLE} people")
    row("writ verify, per signed object", each, statistics.median(stock), "git verify-commit")
    print(f"{'':44} {statistics.median(stock) / each:10.0f} times faster per signed object")


def main():
    place = Place()
    try:
        acme = company(place)
        folder = posts(place, acme)
        plain(place)
        print(f"{'whole processes, medians':44} {'writ':>13} {'stock':>13}  {'ratio':>7}")
        bench_start(place, acme)
        bench_lint(place, folder)
        bench_commit(place, folder)
        bench_ack(place, acme)
        bench_verify(place, acme)
    finally:
        shutil.rmtree(place.root, ignore_errors=True)


main()

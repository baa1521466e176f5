"""Times the commands that look at all policies: many policies, each with many versions.

Usage: policies.py PROGRAM. Needs Git, OpenSSH and Python 3 only; works in a scratch folder.
WRIT_BENCH_POLICIES and WRIT_BENCH_VERSIONS set the size (100 policies, 10 versions each).
Cold means that the system's file cache was emptied before each run, which only root may do.
"""

import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PROGRAM = os.path.abspath(sys.argv[1])
POLICIES = int(os.environ.get("WRIT_BENCH_POLICIES", "100"))
VERSIONS = int(os.environ.get("WRIT_BENCH_VERSIONS", "10"))
RUNS = int(os.environ.get("WRIT_BENCH_RUNS", "9"))
DROP = Path("/proc/sys/vm/drop_caches")

WHY = "Words that say why, and how, and when, as a policy has them. " * 6
ROOT = Path(tempfile.mkdtemp(prefix="writ-bench-")).resolve()
ENV = {
    "HOME": str(ROOT), "PATH": os.path.dirname(PROGRAM) + ":" + os.environ["PATH"],
    "GIT_CONFIG_NOSYSTEM": "1", "TZ": "UTC", "LC_ALL": "C.UTF-8",
}


def run(command, cwd=ROOT / "acme"):
    done = subprocess.run(
        command, shell=True, cwd=cwd, env=ENV, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode != 0:
        sys.exit(f"{command}\n{done.stdout.decode()}")


def clauses(version):
    """Twenty clauses, of which the third changes in each version."""
    return "".join(
        f"## Clause {n} {{#P-{n}}}\n\nYou must do {n} of {version if n == 3 else 0}. {WHY}\n\n"
        "**Do**\n\n- this\n\n**Don't**\n\n- that\n\n" for n in range(1, 21))


def write(number, version, rules):
    name = f"policy-{number:03}"
    folder = ROOT / "acme/policies" / name
    (folder / "rules").mkdir(parents=True, exist_ok=True)
    front = f"---\nid: {name}\ntitle: Policy {number}\nowner: role:legal\nreview-by: 2099-12-01\n"
    (folder / "policy.md").write_text(front + f"---\n# Policy {number}\n\n" + clauses(version))
    german = f"---\nid: {name}\ntitle: Regel {number}\nlanguage: de\n---\n# Regel {number}\n\n"
    (folder / "policy.de.md").write_text(german + clauses(version))
    for rule in rules:
        text = re.sub(r"(?m)^(\s*)clause: .*", r"\1clause: P-3", rule.read_text())
        (folder / "rules" / rule.name).write_text(text)


def build():
    for person in ("ana", "bruno"):
        run(f"ssh-keygen -q -t ed25519 -N '' -f {person}", ROOT)
    run(f"writ init acme --organisation Acme --person ana --key {ROOT}/ana", ROOT)
    run(f"writ people add bruno --key {ROOT}/bruno.pub --role legal")
    rules = sorted((ROOT / "acme/policies/social-media/rules").glob("*.yml"))[:3]
    for version in range(VERSIONS):
        for number in range(POLICIES):
            write(number, version, rules)
        run(f"writ propose --as round-{version} -m 'Round {version}'")
        run(f"writ review round-{version} --approve --person bruno --key {ROOT}/bruno")
        run(f"writ merge round-{version}")
        for number in range(POLICIES):
            run(f"writ publish policy-{number:03}")


def seconds(command, is_cold):
    if is_cold:
        os.sync()
        DROP.write_text("3")
    start = time.perf_counter()
    done = subprocess.run(
        command, cwd=ROOT / "acme", env=ENV, stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    taken = time.perf_counter() - start
    if done.returncode != 0:
        sys.exit(f"{command} ended with {done.returncode}")
    return taken


def median(command, is_cold):
    seconds(command, False)
    return statistics.median(seconds(command, is_cold) for _ in range(RUNS)) * 1000


try:
    build()
    print(f"{POLICIES} policies, {VERSIONS} versions each, medians     warm       cold")
    for words in ("policy check", "policy list", "policy show policy-001", "todo", "status --json"):
        command = [PROGRAM, *words.split()]
        cold = f"{median(command, True):8.0f} ms" if os.access(DROP, os.W_OK) else "(needs root)"
        print(f"writ {words:38} {median(command, False):8.0f} ms {cold}")
finally:
    shutil.rmtree(ROOT)

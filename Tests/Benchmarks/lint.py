"""Times `writ lint` beside tools that people know, in one run, and says where the time goes.

Usage: lint.py PROGRAM [FOLDER]. Needs Git, OpenSSH and Python 3 only; ripgrep, pre-commit and lefthook
are timed where they are installed. Works in a scratch folder, or in FOLDER, which it then keeps.
WRIT_BENCH_POSTS sets the number of posts (20,000).
"""

import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2]
PROGRAM = os.path.abspath(sys.argv[1])
ROOT = Path(sys.argv[2] if len(sys.argv) > 2 else tempfile.mkdtemp(prefix="writ-lint-")).resolve()
POSTS = int(os.environ.get("WRIT_BENCH_POSTS", "20000"))
RUNS = int(os.environ.get("WRIT_BENCH_RUNS", "11"))
ENV = {
    "HOME": str(ROOT / "home"), "PATH": os.environ["PATH"], "GIT_CONFIG_NOSYSTEM": "1", "TZ": "UTC",
    "LC_ALL": "C.UTF-8",
}
# Words of a text that stays as it is.
WORDS = sorted(set(re.findall(r"\b[a-z]{4,10}\b", (SOURCE / "LICENSE").read_text())))


class Done:
    """What one process took."""

    def __init__(self, command, cwd, accept):
        start = time.perf_counter()
        child = subprocess.Popen(
            command, cwd=cwd, env=ENV, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT)
        self.output = child.stdout.read().decode(errors="replace")
        _, status, usage = os.wait4(child.pid, 0)
        self.seconds = time.perf_counter() - start
        self.cpu = usage.ru_utime + usage.ru_stime
        self.peak = usage.ru_maxrss / 1024
        if os.waitstatus_to_exitcode(status) not in accept:
            sys.exit(f"{command} ended with {status}\n{self.output[:2000]}")


def run(command, cwd=ROOT, accept=(0,)):
    return Done(command, cwd, accept)


def has(program):
    return shutil.which(program, path=ENV["PATH"]) is not None


def phrase(choice):
    return " ".join(choice.sample(WORDS, 2))


def rules(count):
    """Rules as people write them: some words and phrases each, a few with patterns."""
    choice = random.Random(count)
    return [[phrase(choice) if n % 4 else choice.choice(WORDS) + r"(?:s|ed)? now" for n in range(8)]
            for _ in range(count)]


def rule_text(tokens):
    listed = "".join(f"  - '{token}'\n" for token in tokens)
    return (f"extends: existence\nmessage: \"'%s' is not for us.\"\nlevel: warning\nignorecase: true\n"
            f"tokens:\n{listed}writ:\n  clause: SM-2\n  because: A sample.\n  instead: Say it plainly.\n")


def company(name, count=None):
    """A policy repository with the template's rules, or with so many made-up ones, in force."""
    place = ROOT / name
    if place.exists():
        shutil.copy(PROGRAM, place / "bin/writ")
        return place / "policies"
    shutil.copytree(SOURCE / "policy-repo-template", place / "share/writ/policy-repo-template")
    shutil.copytree(SOURCE / "hooks", place / "share/writ/hooks")
    (place / "bin").mkdir()
    shutil.copy(PROGRAM, place / "bin/writ")
    if count:
        folder = place / "share/writ/policy-repo-template/policies/social-media/rules"
        shutil.rmtree(folder)
        folder.mkdir()
        for number, tokens in enumerate(rules(count)):
            (folder / f"Made{number}.yml").write_text(rule_text(tokens))
    run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(place / "ana")])
    writ = str(place / "bin/writ")
    run([writ, "init", "policies", "--organisation", "Sample", "--person", "ana",
         "--key", str(place / "ana")], place)
    run([writ, "publish", "social-media"], place / "policies")
    return place / "policies"


def post(choice):
    """Some 330 bytes: front matter, words, now and then a tag, an emoji, an accent, an address."""
    lines = ["---", f"channel: {choice.choice(['x', 'mastodon', '[linkedin, bluesky]', '[x]'])}",
             "account: official", f"author: {choice.choice(WORDS)}"]
    if choice.random() < 0.4:
        lines += ["media:", f"  - file: {choice.choice(WORDS)}.jpg",
                  f'    alt: "A {phrase(choice)}, {phrase(choice)}"']
    text = " ".join(choice.choices(WORDS, k=choice.randint(20, 45))).capitalize() + "."
    extras = [(0.3, " 🎉"), (0.3, " #" + "".join(w.capitalize() for w in choice.sample(WORDS, 2))),
              (0.3, " https://example.com/" + choice.choice(WORDS)), (0.2, " Größe, naïve, café.")]
    return "\n".join(lines + ["---", text + "".join(e for p, e in extras if choice.random() < p), ""])


def posts():
    folder = ROOT / "posts"
    if not folder.exists():
        choice = random.Random(1)
        for number in range(POSTS):
            place = folder / f"{number // 1000:03}"
            place.mkdir(parents=True, exist_ok=True)
            (place / f"{number:05}.md").write_text(post(choice))
    return folder


def patterns(count):
    path = ROOT / f"patterns-{count}"
    path.write_text("".join(token + "\n" for tokens in rules(count) for token in tokens))
    return str(path)


def row(name, done, beside=""):
    print(f"{name:52} {done.seconds * 1000:9.1f} ms {done.cpu * 1000:9.1f} ms cpu "
          f"{done.peak:6.0f} MB  {beside}", flush=True)


def median(command, cwd=ROOT, accept=(0, 1), runs=RUNS, before=lambda: None):
    tries = []
    for _ in range(runs + 1):
        before()
        tries.append(run(command, cwd, accept))
    return sorted(tries[1:], key=lambda done: done.seconds)[runs // 2]


def lint(policies, path, *more):
    return [PROGRAM, "lint", path, "--repository", str(policies), *more]


def one_post():
    draft = ROOT / "draft.md"
    draft.write_text("---\nchannel: mastodon\naccount: official\n---\nOur new lamp is here.\n")
    row("one post, the template's rules", median(lint(company("template"), str(draft))))
    for count in (50, 250):
        row(f"one post, {count} rules", median(lint(company(f"rules-{count}", count), str(draft))))
        if has("rg"):
            row(f"rg -f, one post, the same patterns",
                median(["rg", "-iw", "-f", patterns(count), str(draft)]))


def many_posts():
    folder, runs = str(posts()), max(3, RUNS // 4)
    times = {}
    for name, count in (("template", None), ("rules-50", 50), ("rules-250", 250)):
        times[count] = median(lint(company(name, count), folder, "--format", "line"), runs=runs)
        row(f"{POSTS} posts, {count or 'the template’s'} rules", times[count])
        if count and has("rg"):
            row("rg -f, the same patterns and posts",
                median(["rg", "-iwc", "-f", patterns(count), folder], runs=runs))
    print(f"{'250 rules to 50 rules':52} {times[250].cpu / times[50].cpu:9.2f} times the work")


def long_line():
    path = ROOT / "line.txt"
    path.write_text(" ".join(random.Random(2).choices(WORDS, k=10 << 17))[:10_000_000] + "\n")
    row("a line of 10 MB, 50 rules",
        median(lint(company("rules-50", 50), str(path), "--format", "line"), accept=(0, 1, 2), runs=3))
    row("a line of 10 MB, the template's rules",
        median(lint(company("template"), str(path), "--format", "line"), accept=(0, 1, 2), runs=3))


def content(name):
    """A repository with drafts, its first commit made."""
    folder = ROOT / name
    shutil.rmtree(folder, ignore_errors=True)
    run(["git", "init", "-q", "-b", "main", str(folder)])
    run(["git", "config", "user.name", "chen"], folder)
    run(["git", "config", "user.email", "chen@example.com"], folder)
    (folder / "drafts").mkdir()
    (folder / "drafts/lamp.md").write_text("---\nchannel: x\naccount: official\n---\nA lamp.\n")
    return folder


def commits(folder, *more):
    draft, count = folder / "drafts/lamp.md", [0]

    def change():
        count[0] += 1
        draft.write_text(f"---\nchannel: x\naccount: official\n---\nA lamp, part {count[0]}.\n")

    return median(["git", "commit", "-q", "-a", "-m", "x", *more], folder, accept=(0,), before=change)


def hooks():
    folder = content("hooked")
    policies = company("template")
    run([str(policies.parent / "bin/writ"), "hooks", "install", "--policies", str(policies)], folder)
    run(["git", "add", "."], folder)
    run(["git", "commit", "-q", "-m", "first"], folder)
    with_hook, without = commits(folder), commits(folder, "--no-verify")
    row("git commit with Writ's hooks", with_hook)
    row("git commit --no-verify", without)
    print(f"{'the hooks alone':52} {(with_hook.seconds - without.seconds) * 1000:9.1f} ms")
    empty = content("empty")
    run(["git", "add", "."], empty)
    if has("lefthook"):
        (empty / "lefthook.yml").write_text("pre-commit:\n  commands:\n    none:\n      run: 'true'\n")
        row("lefthook run pre-commit, one empty command",
            median(["lefthook", "run", "pre-commit", "--force"], empty))
    if has("pre-commit"):
        (empty / ".pre-commit-config.yaml").write_text(
            "repos:\n- repo: local\n  hooks:\n  - {id: none, name: none, entry: 'true', language: system}\n")
        run(["git", "add", "."], empty)
        row("pre-commit run, one empty hook", median(["pre-commit", "run"], empty))


def main():
    (ROOT / "home").mkdir(parents=True, exist_ok=True)
    wanted = set(sys.argv[3:]) or {"one", "hooks", "many", "line"}
    try:
        for name, part in (("one", one_post), ("hooks", hooks), ("many", many_posts), ("line", long_line)):
            if name in wanted:
                part()
    finally:
        if len(sys.argv) <= 2:
            shutil.rmtree(ROOT, ignore_errors=True)


main()

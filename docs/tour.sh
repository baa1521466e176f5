#!/bin/sh
# The tour: Writ's main job from beginning to end, in a scratch folder, with real keys, real Git
# and the real hook. Called by `make tour`; takes the program to show.
set -eu

program=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
PATH=$(dirname "$program"):$PATH
tour=$(mktemp -d "${TMPDIR:-/tmp}/writ-tour.XXXXXX")
tour=$(cd "$tour" && pwd -P)

# A home of its own, so that nothing of yours is read or changed.
export PATH HOME="$tour/home" XDG_CONFIG_HOME="$tour/home/.config" GIT_CONFIG_NOSYSTEM=1
unset SSH_AUTH_SOCK GIT_DIR GIT_WORK_TREE 2>/dev/null || true
mkdir -p "$HOME"
cd "$tour"

if [ -t 1 ] && [ -z "${NO_COLOR-}" ]; then bold=$(printf '\033[1m') plain=$(printf '\033[0m'); else bold='' plain=''; fi
number=0
chapter() {
  number=$((number + 1))
  printf '\n%s%s. %s%s\n' "$bold" "$number" "$1" "$plain"
}
say() { printf '%s' "$*" | tr '\n' ' ' | fold -s -w 92; echo; }
show() { printf '\n  %s$ %s%s\n' "$bold" "$1" "$plain"; }
indent() { fold -s -w 92 | sed 's/^/  /'; }

# Runs a command and shows it with what it prints; it must succeed.
run() {
  show "$1"
  status=0
  output=$(eval "$1" 2>&1) || status=$?
  [ -z "$output" ] || printf '%s\n' "$output" | indent
  [ "$status" = 0 ] || { echo "the tour stops: that should have worked" >&2; exit 1; }
}

# The same for a command that Writ must refuse.
refused() {
  show "$1"
  status=0
  output=$(eval "$1" 2>&1) || status=$?
  printf '%s\n' "$output" | indent
  [ "$status" = 1 ] || { echo "the tour stops: that should have been refused" >&2; exit 1; }
}

# Replaces words in a file, as an editor would.
edit() {
  say "(In the file $1, \"$2\" becomes \"$3\".)"
  sed "s/$2/$3/" "$1" >"$1.new" && cat "$1.new" >"$1" && rm "$1.new"
}

say "Writ keeps a company's policies, and the record of who agreed to which text. You will see one
policy change from first words to signatures. Three people take part: Ana and Bruno work in legal,
Chen sells bike lights. Lines that begin with \$ are what they type."

chapter "Three people, each with a key of their own"
say "A key is what people sign with. The secret half never leaves its owner."
for person in ana bruno chen; do
  run "ssh-keygen -q -t ed25519 -N '' -C $person -f $person"
done

chapter "Ana starts the company's policy repository"
say "It comes with a social media policy to begin with. Ana then enters the other two."
run "writ init acme --organisation 'Acme Bike Lights' --person ana --key ana"
cd acme
run "writ people add bruno --key ../bruno.pub --role legal"
run "writ people add chen --key ../chen.pub --group sales"
run "writ publish social-media"

chapter "Ana changes a sentence and proposes the change"
say "Nothing changes for anybody until somebody else has approved it."
edit policies/social-media/policy.md "A few words are enough" "A few words must always be there"
run "writ propose social-media -m 'Say always whose view it is'"

chapter "Bruno reads the change word by word, and asks for a better one"
run "writ proposals show say-always-whose-view-it-is"
run "writ review say-always-whose-view-it-is --reject --clause SM-3 --comment 'Always? The sentence before says when.' --person bruno --key ../bruno"
say "Ana may not merge it now, and she may not approve it herself:"
refused "writ merge say-always-whose-view-it-is"
refused "writ review say-always-whose-view-it-is --approve"

chapter "Ana mends the sentence; Bruno approves exactly these words"
edit policies/social-media/policy.md "A few words must always be there" "You may do so in a few words"
run "writ propose social-media -m 'Say whose view it is, in a few words'"
run "writ redline social-media"
run "writ review say-always-whose-view-it-is --approve --person bruno --key ../bruno"
run "writ merge say-always-whose-view-it-is"
run "writ publish social-media"

chapter "Chen reads the policy and signs it"
say "Without --yes, Writ shows the text and asks. With it, the record says that nothing was shown."
run "writ todo --person chen"
run "writ read social-media | head -14"
run "writ ack social-media --yes --person chen --key ../chen"

chapter "Anybody can check this without Writ"
say "What was made are ordinary signed Git objects. Stock Git checks them with the company's list of keys."
run "git archive refs/writ/registry signers | tar -xO > ../signers"
run "git -c gpg.ssh.allowedSignersFile=../signers verify-tag policy/social-media/2.0"
run "git -c gpg.ssh.allowedSignersFile=../signers verify-commit main"
run "git -c gpg.ssh.allowedSignersFile=../signers verify-commit \$(git for-each-ref --format='%(refname)' 'refs/writ/records/*/chen')"

chapter "A post is checked before it goes out"
say "Posts live in a repository of their own. The check runs by itself when a draft is committed."
run "git init -q -b main ../posts"
cd ../posts
git config user.name Chen
git config user.email chen@example.com
run "writ hooks install --policies ../acme"
mkdir drafts
cat >drafts/lamp.md <<'DRAFT'
---
channel: mastodon
account: official
author: chen
---
Our new lamp is here. Results guaranteed!
DRAFT
run "cat drafts/lamp.md"
git add .
refused "git commit -q -m 'Announce the lamp'"
say "The finding says where, why, and what to write instead. So:"
edit drafts/lamp.md "Results guaranteed!" "In our test it lit the road for thirty hours."
git add .
run "git commit -m 'Announce the lamp'"

chapter "Compliance sees who has signed; an auditor checks everything"
cd ../acme
run "writ status"
run "writ verify"

printf '\n%sThat was the tour.%s Everything is still there, in %s\n' "$bold" "$plain" "$tour/acme"
say "Three commands to try next:"
printf '  cd %s\n' "$tour/acme"
printf '  %s todo                  what Ana still has to sign\n' "$program"
printf '  %s redline social-media 1.0 2.0\n' "$program"
printf '  %s ack social-media      read it and sign it as Ana\n' "$program"

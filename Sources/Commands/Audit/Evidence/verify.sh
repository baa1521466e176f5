#!/bin/sh
# Checks this pack with Git and OpenSSH alone: sh verify.sh [IDENTITY]
#
# It reads this folder, writes to a scratch folder that it removes, needs no connection, and
# runs nothing that the pack brings along. VERIFY.md says what each step proves.
# It ends with 0 if all is good, 1 if something is not, 2 if something is left for you to read.
# (This " keeps a damaged first line from swallowing what follows.)
set -eu

# Nothing of whoever runs it counts: no settings, no aliases, no other programs.
if [ "${1-}" != --clean ]; then
  exec /usr/bin/env -i PATH=/usr/bin:/bin:/usr/local/bin:/opt/homebrew/bin \
    sh "$0" --clean "$@"
fi
shift
umask 077
here=$(dirname -- "$0" && echo .) # a folder's name may end with a new line, which would be lost
cd -- "${here%??}"
work=$(mktemp -d)
leave() { # what ends before its time is no good news, whatever it was
  status=$?
  [ "$status" -eq 0 ] || [ -e "$work/told" ] || echo "BAD  it could not be checked to the end" >&2
  rm -rf "$work"
  exit "$status"
}
trap leave EXIT
trap 'exit 1' HUP INT TERM
mkdir "$work/home"
export HOME="$work/home" TZ=UTC LC_ALL=C
export GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null GIT_NO_REPLACE_OBJECTS=1

say() { printf '%s\n' "$*" | tr -dc '\n -~'; } # nothing that a terminal would obey
ok() { say "ok   $*"; }
bad() {
  say "BAD  $*" >&2
  : >"$work/told"
  exit 1
}
sha() {
  if command -v sha256sum >/dev/null; then sha256sum; else shasum -a 256; fi | cut -d' ' -f1
}
said() { sed -n "s/^$1 //p" MANIFEST; }
g() {
  git --git-dir="$work/git" -c core.hooksPath=/dev/null -c core.fsmonitor=false \
    -c gpg.format=ssh -c gpg.ssh.program=ssh-keygen \
    -c gpg.ssh.allowedSignersFile="$work/${keys:-signers}" "$@"
}

# 1. Who made this list, and did they sign it?
[ "$(sed -n 1p MANIFEST)" = writ-evidence/1 ] || bad "MANIFEST is of another form"
id='[0-9a-f]{40}' sum='[0-9a-f]{64}' name='[a-z0-9][a-z0-9-]*'
! sed 1d MANIFEST | grep -qvE "^(repository $sum|(made-by|person|policy) $name|made-at [0-9TZ:-]+|(chain [^ ]+ $id [1-9][0-9]*)|(fallen|tag) [^ ]+ $id|file $sum [^ ].*)\$" ||
  bad "MANIFEST has a line of another form"
[ -z "$(sed -nE 's/^(repository|made-by|made-at|person|policy) .*/\1/p' MANIFEST | sort | uniq -d)" ] ||
  bad "MANIFEST says something twice"
maker=$(said made-by)
case $maker in *[!a-z0-9-]* | '') bad "MANIFEST names nobody who made it" ;; esac
[ -f "signers/$maker" ] || bad "there is no key of $maker"
! grep -qvE '^([A-Za-z0-9+/=]{1,70}|-----(BEGIN|END) SSH SIGNATURE-----)$' MANIFEST.sig ||
  bad "MANIFEST.sig is no plain signature"
sed 's/namespaces="git"/namespaces="writ-evidence"/' "signers/$maker" >"$work/maker"
ssh-keygen -Y verify -f "$work/maker" -I "$maker" -n writ-evidence -s MANIFEST.sig \
  -O verify-time="$(said made-at | tr -d 'T:-')" <MANIFEST >"$work/verdict" 2>/dev/null ||
  bad "MANIFEST is not signed by $maker"
mark='s/^Good .* signature for .* key \(SHA256:[A-Za-z0-9+\/]*\)$/\1/p' # the key, as OpenSSH says it
maker_key=$(sed -n "$mark" "$work/verdict")
[ -n "$maker_key" ] || bad "OpenSSH does not say with which key MANIFEST is signed"
ok "MANIFEST is signed by $maker"

# 2. Is every file here, unchanged, and no other?
[ -z "$(find . ! -type f ! -type d)" ] || bad "there is something that is no file"
said file | while read -r sum path; do
  [ -f "$path" ] && [ "$(sha <"$path")" = "$sum" ] || bad "$path is missing or was changed"
done
{ said file | cut -d' ' -f2 && echo MANIFEST && echo MANIFEST.sig; } | sort >"$work/listed"
find . -type f | sed 's|^\./||' | sort >"$work/found"
cmp -s "$work/listed" "$work/found" || bad "there are files that MANIFEST does not name"
ok "$(wc -l <"$work/found" | tr -d ' ') files are as they were packed"

# 3. Does the bundle hold what it should, and is it sound?
git init -q --bare --template= "$work/git"
g bundle unbundle "$PWD/repository.bundle" | sort >"$work/heads" || bad "the bundle is damaged"
# Receipts and ends of keys name places, so a chain that stands anywhere else escapes them.
said chain | while read -r ref id count; do
  person=${ref##*/}
  case $person in *[!a-z0-9-]* | '') bad "MANIFEST names a chain of nobody" ;; esac
  place=$(printf %s "$person" | sha | cut -c1-2)
  case $ref in
  refs/heads/main | refs/writ/registry | refs/writ/published | refs/writ/ledger) ;;
  "refs/writ/records/$place/$person" | "refs/writ/acts/$place/$person") ;;
  *) bad "no chain belongs in $ref" ;;
  esac
done
[ -z "$(said chain | cut -d' ' -f1 | sort | uniq -d)" ] || bad "MANIFEST names a chain twice"
{ said chain && said tag; } | cut -d' ' -f1,2 >"$work/refs"
while read -r ref id; do echo "$id $ref"; done <"$work/refs" | sort | cmp -s - "$work/heads" ||
  bad "the bundle holds other chains or tags than MANIFEST says"
while read -r ref id; do g update-ref "$ref" "$id"; done <"$work/refs"
g fsck --strict --no-dangling >/dev/null 2>&1 || bad "git fsck finds faults"
ok "the bundle is sound"

# 4. Which repository is it?
first=$(g rev-list --max-parents=0 refs/writ/registry)
identity=$(g cat-file commit "$first" | sha)
[ "$identity" = "$(said repository)" ] || bad "this is repository $identity"
[ "${1:-$identity}" = "$identity" ] || bad "this is repository $identity, and not $1"
ok "repository $identity${1:+, as you said}"

# 5. Are the keys those of its registry?
keys() { # keys VERSION: the lines of keys that it has
  g ls-tree -r --name-only "$1" signers/ | while read -r path; do g cat-file blob "$1:$path"; done
}
cat signers/* >"$work/signers"
keys refs/writ/registry >"$work/registry"
! grep -vxF -f "$work/registry" "$work/signers" || bad "a key is not in the registry"
ok "the keys are the registry's"

# From version to version a line of keys only comes, or gets an end, and no key comes twice; a line of people may
# change its groups and get a day of leaving, with which all keys of that person end. So that a key was there
# at some version is told by the number of the one that entered it. Which keys ended, and when? One that runs out by
# a date set before is judged by that date alone, by Git.
field() { echo "%(trailers:key=$1,valueonly,separator=)"; }
digits=--date=format-local:%Y%m%d%H%M%S # times as numbers that can be compared
g log --reverse --format='version %H %cd' "$digits" -p -U0 --text --no-ext-diff --no-textconv \
  --no-renames refs/writ/registry -- signers/ people/ >"$work/story"
g rev-list --reverse refs/writ/registry | awk -v story="$work/story" '
  function fail(why) { print "bad", why, version; lost = 1; exit }
  function seconds(text,   year, month) {
    year = substr(text, 1, 4); month = substr(text, 5, 2) - 3
    if (month < 0) { year--; month += 12 }
    return (365 * year + int(year / 4) - int(year / 100) + int(year / 400) \
      + int((153 * month + 2) / 5) + substr(text, 7, 2)) * 86400 \
      + substr(text, 9, 2) * 3600 + substr(text, 11, 2) * 60 + substr(text, 13, 2)
  }
  function lines(text,   part) { return split(text, part, ",") > 1 ? part[2] + 0 : 1 }
  function option(text, name) { # the moment that an option of a line names
    return match(text, name "=\"[0-9]+Z\"") ? substr(text, RSTART + length(name) + 2, 14) : ""
  }
  function settle(   key, part, who, was, leaving) {
    for (who in went) {
      if (!(who in row)) fail("a person is taken away in")
      split(went[who], was, ","); split(row[who], part, ",")
      if (was[3] != part[3] || (was[4] != "" && was[4] != part[4])) fail("a person is changed in")
    }
    for (who in row) { split(row[who], part, ","); if (part[4] != "") left[who] = leaving = 1 }
    split("", went); split("", row)
    for (key in gone) {
      if (!(key in come)) fail("a key is taken away in")
      if (whose[key] != come[key] || from[key] != option(line[key], "valid-after") || (key in until))
        fail("a key is changed in")
    }
    for (key in come) {
      if (!(key in gone)) {
        if (key in whose) fail("a key comes for a second time in")
        whose[key] = come[key]; from[key] = option(line[key], "valid-after")
        print "key", come[key], place[version], key
      }
      if (option(line[key], "valid-before") == "") { if (come[key] in left) leaving = 1; continue }
      until[key] = option(line[key], "valid-before")
      if (seconds(until[key]) <= seconds(time) + 1)
        print "end", come[key], key, until[key], version, (until[key] < time ? "cut-off" : "end")
    }
    split("", come); split("", gone)
    if (leaving) for (key in whose)
      if ((whose[key] in left) && !(key in until)) fail("somebody who has left has a key in")
  }
  BEGIN {
    two = "[0-9][0-9]"; moment = "=\"" two two two two two two two "Z\""
    form = "^[a-z0-9][a-z0-9-]* namespaces=\"git\",valid-after" moment "(,valid-before" moment ")?" \
      " [a-z0-9@.-]+ [A-Za-z0-9+/=]+$"
    day = "[0-9][0-9:TZ-]+"; entry = "^[a-z0-9][a-z0-9-]*,[a-z0-9;-]*," day ",(" day ")?$"
  }
  { place[$1] = NR }
  END {
    while ((getline text < story) > 0) {
      split(text, word, " ")
      if (!rest && word[1] == "version") { settle(); version = word[2]; time = word[3]; continue }
      if (!rest && word[1] == "@@") { rest = lines(word[2]) + lines(word[3]); continue }
      if (text ~ /^\\/) fail("a file does not end with a whole line in")
      if (!rest) {
        if (text ~ /^(---|\+\+\+) [ab]\/(signers|people)\/[0-9a-f][0-9a-f](\.csv)?$/) file = text ~ /people/ ? "people" : "signers"
        else if (text ~ /^(---|\+\+\+) / && text !~ /\/dev\/null$/) fail("a file has a name that none has, in")
        continue
      }
      rest--
      if (file == "people") {
        if (substr(text, 2) == "person,groups,joined,left") continue
        if (substr(text, 2) !~ entry) fail("a person is listed in another form in")
        split(substr(text, 2), word, ",")
        if (text ~ /^-/) went[word[1]] = substr(text, 2)
        else if (word[1] in row) fail("a person is listed twice in")
        else row[word[1]] = substr(text, 2)
        continue
      }
      split(substr(text, 2), word, " "); key = word[3] " " word[4]
      if (text ~ /^-/) { gone[key] = 1; continue }
      if (substr(text, 2) !~ form) fail("a key is listed in a form that means something else to others, in")
      if (key in come) fail("a key is listed twice in")
      come[key] = word[1]; line[key] = text
    }
    if (!lost) settle()
  }
' >"$work/told-of-keys"
! grep -q '^bad ' "$work/told-of-keys" || bad "$(sed -n 's/^bad //p' "$work/told-of-keys")"
sed -n 's/^key //p' "$work/told-of-keys" >"$work/entered"
cut -d' ' -f3,4 "$work/entered" | ssh-keygen -lf - 2>/dev/null | cut -d' ' -f2 >"$work/prints"
[ "$(wc -l <"$work/prints")" -eq "$(wc -l <"$work/entered")" ] || bad "a key of the registry is none"
paste -d' ' "$work/prints" "$work/entered" >"$work/keys" # FINGERPRINT PERSON VERSION KEY
awk -v keys="$work/keys" '
  BEGIN { while ((getline line < keys) > 0) { split(line, part, " "); print_of[part[4], part[5]] = part[1] } }
  $1 == "end" { print $2, print_of[$3, $4], $5, $6, $7 }
' "$work/told-of-keys" >"$work/ended"
# Its other files are in the form that people read them in, and nothing of it ever goes.
{
  g log --format= --name-only --no-renames --diff-filter=DT refs/writ/registry
  g log --format= --name-only --no-renames --diff-filter=M refs/writ/registry -- enrolments vouches
} | sed '/^$/d' >"$work/lost"
[ ! -s "$work/lost" ] || bad "$(sed -n 1p "$work/lost") of the registry is gone or was changed"
seed=$(g cat-file blob "$first:registry.yml" | sed -n 1p)
served=
for version in $(g rev-list --reverse refs/writ/registry -- roles.yml registry.yml); do
  g cat-file blob "$version:roles.yml" >"$work/roles-then" && g cat-file blob "$version:registry.yml" >"$work/settings" ||
    bad "$version has no roles or settings"
  ! grep -qvE '^[a-z0-9-]+: \[[a-z0-9-]+(, [a-z0-9-]+)*\]$' "$work/roles-then" &&
    [ -z "$(cut -d: -f1 "$work/roles-then" | sort | uniq -d)" ] || bad "roles are written in another form in $version"
  ! grep -qvE '^(seed: [0-9a-f]+|threshold: [1-9][0-9]*|ledger: [a-z0-9][a-z0-9-]*|passkey-[a-z]+: .+)$' "$work/settings" &&
    [ -z "$(cut -d: -f1 "$work/settings" | sort | uniq -d)" ] && [ "$(sed -n 1p "$work/settings")" = "$seed" ] &&
    [ "$(sed -n 's/^threshold: //p' "$work/settings")" -le "$(sed -n 's/^registrar: //p' "$work/roles-then" | tr , '\n' | wc -l)" ] ||
    bad "the settings in $version are not those of a registry, or another seed's"
  ! grep -q '^ledger: ' "$work/settings" || served=yes
  [ -z "$served" ] || grep -q '^ledger: ' "$work/settings" || bad "the receipts are given up in $version"
done
! grep -q "^$maker $maker_key " "$work/ended" || bad "MANIFEST is signed with a key of $maker that had ended"
entered() { # entered PERSON FINGERPRINT VERSION: that version of the registry has the key
  place=$(sed -n "s|^refs/writ/registry $3 ||p" "$work/places")
  since=$(awk -v who="$1" -v mark="$2" '$1 == mark && $2 == who { print $3 }' "$work/keys")
  [ -n "$place" ] && [ -n "$since" ] && [ "$since" -le "$place" ]
}

# The chains are single lines, so a place in one is a number, and what was there before what is a comparison.
links() { g rev-list --first-parent --reverse "$1" 2>/dev/null | awk -v ref="$1" '{ print ref, $1, NR }'; }
said chain | while read -r ref id count; do links "$ref"; done >"$work/places"

# When did what arrive, as the server's receipts say? Each goes on from the one before it, for every ref.
update='%(trailers:key=Writ-Update,valueonly)'
{ g log --reverse refs/writ/ledger --format="receipt %H $(field Writ-Time)%n$update" 2>/dev/null || :; } |
  awk '
    function fail(why) { print "bad", why; lost = 1; exit }
    function settle(   i, left, moved, part, ref) {
      for (left = lines; left > 0; left--) {
        moved = 0
        for (i = 1; i <= lines && !moved; i++) {
          if (line[i] == "") continue
          split(line[i], part, " "); ref = part[5]
          if (part[1] != (ref in state ? state[ref] : none)) continue
          if (part[4] > time || part[4] < latest[ref]) fail("is not in the order of time: " receipt)
          state[ref] = part[2]; latest[ref] = part[4]; line[i] = ""; moved = 1
          print part[5], part[2], part[4], part[3], receipt
        }
        if (!moved) fail("does not go on from the one before it: " receipt)
      }
      lines = 0; split("", from)
    }
    BEGIN { none = "0000000000000000000000000000000000000000" }
    /^receipt / {
      settle(); if ($3 < time) fail("is older than the one before it: " $2)
      receipt = $2; time = $3; next
    }
    NF == 5 && $5 != "refs/writ/ledger" && !from[$5, $1]++ { line[++lines] = $0; next }
    NF { fail("has a line of another form: " receipt) }
    END { if (!lost) settle() }
  ' >"$work/updates"
! grep -q '^bad ' "$work/updates" || bad "a receipt $(sed -n 's/^bad //p' "$work/updates")"
awk '{ gsub(/[-:TZ]/, "", $3); print $1, $2, $3 }' "$work/updates" >"$work/arrivals"
# What came with the first push is older than the receipts are.
began=$(sed -n 's|^refs/writ/registry [0-9a-f]* ||p' "$work/arrivals" | sed -n 1p)
# Each link came with the first update that brought it.
awk -v arrivals="$work/arrivals" '
  BEGIN { while ((getline line < arrivals) > 0) { split(line, part, " "); if (!((part[1], part[2]) in when)) when[part[1], part[2]] = part[3] } }
  { ref[NR] = $1; link[NR] = $2 }
  END {
    for (i = NR; i > 0; i--) {
      if (ref[i] != ref[i + 1]) time = ""
      if ((ref[i], link[i]) in when) time = when[ref[i], link[i]]
      if (time != "") print ref[i], link[i], time
    }
  }' "$work/places" >"$work/came"
received() { # received REF COMMIT: when it came; nothing without a receipt
  sed -n "s|^$1 $2 ||p" "$work/came"
}
arrival() { # arrival REF COMMIT: the same, and nothing for what is older than the receipts
  received "$1" "$2" | grep -vxF "${began:-none}" || :
}
tips() { # tips VERSION: where the chains stood whose keys it ended
  g log -1 --format='%(trailers:key=Writ-Tip,valueonly)' "$1"
}

# Whether a key signed a link that had ended by then. Whoever has a stolen key can say any time, so it is the
# receipt that decides; without one what lies beyond the place that the registry named came too late.
late() { # late REF COMMIT PERSON FINGERPRINT REGISTRY
  [ -s "$work/ended" ] && grep "^$3 $4 " "$work/ended" >"$work/end" || return 1
  read -r who mark until version how <"$work/end"
  case $1 in
  refs/writ/registry)
    [ "$2" != "$version" ] && g merge-base --is-ancestor "$version" "$2"
    return
    ;;
  refs/writ/ledger)
    g merge-base --is-ancestor "$version" "$5" 2>/dev/null
    return
    ;;
  esac
  [ "$(g log -1 "$digits" --format=%cd "$2")" -lt "$until" ] || return 0
  came=$(arrival "$1" "$2")
  if [ -n "$came" ]; then
    [ "$came" -ge "$until" ] || return 1
    # Where the moment does not lie before the version, what comes before the version does is in time.
    [ "$how" = end ] || return 0
    there=$(received refs/writ/registry "$version")
    [ -n "$there" ] && [ "$came" -ge "$there" ]
    return
  fi
  last=$(tips "$version" | sed -n "s|^$1 ||p")
  ! { [ -n "$last" ] && g merge-base --is-ancestor "$2" "$last" 2>/dev/null; }
}

# The keys as a version of the registry had them, in the list "keys-then".
keys_of() { keys "$1" >"$work/keys-then"; } # keys_of VERSION
# A later end takes nothing from a version of the registry, which is judged by the one before it, nor from a
# receipt, which is judged by the version that it names.
was_good() { # was_good REF COMMIT AUTHOR REGISTRY
  case $1$4 in
  refs/writ/registrynone) keys_of "$2" ;;
  refs/writ/registry?* | refs/writ/ledger?*) keys_of "$4" ;;
  *) return 1 ;;
  esac
  [ "$(keys=keys-then && g log -1 --format='%G? %GS' "$2")" = "G $3" ]
}

follows() { # follows OLD NEW: NEW is the same or a later one
  [ "$1" = "$2" ] || [ "$1" = none ] || g merge-base --is-ancestor "$1" "$2" 2>/dev/null
}
serves() { # serves PERSON REGISTRY: that version says that the person writes the receipts
  [ "$2" = "${asked-}" ] || asked=$2 server=$(g cat-file blob "$2:registry.yml" 2>/dev/null | sed -n 's/^ledger: //p')
  [ "$1" = "$server" ]
}

# 6. Is each record in its one form? What follows reads fields by their names and words by their places, so nothing may
# stand where something else is looked for.
said chain | while read -r ref id count; do
  case $ref in
  refs/heads/main) formats='root|merge' ;;
  refs/writ/registry) formats=registry ;;
  refs/writ/published) formats=publish ;;
  refs/writ/ledger) formats=receipt ;;
  refs/writ/acts/*) formats='review|steer' ;;
  *) formats='ack|vouch' ;;
  esac
  g rev-list --first-parent "$ref" | g cat-file --batch | awk -v formats="$formats" '
    function fail(why) { print id, why; lost = 1; exit }
    function settle(   kind) {
      kind = format; sub(/\/1$/, "", kind)
      if (format !~ ("^(" formats ")/1$")) fail("is a record of another kind")
      if (names !~ ("^Format Repository Person Sequence Previous " fields[kind] "Registry Ledger $"))
        fail("has other fields than " format)
      if (title != format " " person " " sequence || person != maker) fail("has another title or author than its fields")
    }
    BEGIN {
      fields["root"] = "Manifest "; fields["registry"] = "Version Manifest (Approval )*(Tip )*"
      fields["review"] = "Proposal Target Change-Digest Class Verdict Role Clause Comment "
      fields["merge"] = "Proposal Change-Digest Manifest Class (Approval )*"
      fields["publish"] = "Action Policy Version Class Tag Tag-Object Commit Blob Digest Effective Audience "
      fields["ack"] = "Action Reason Tag Tag-Object Path Blob Digest Shown Means Language Statement "
      fields["vouch"] = "Enrolment "; fields["steer"] = "Proposal Action With Comment "
      fields["receipt"] = "Time (Update )*"
    }
    !rest && separator { separator = 0; if ($0 != "") fail("does not end with a whole line"); next }
    !rest { id = $1; rest = $3; part = "head"; order = names = ""; next }
    {
      rest -= length($0) + 1
      if (rest < 0 || rest == 0 && part != "fields") fail("does not end with a line of its fields")
    }
    part == "head" && $0 == "" {
      if (order !~ /^tree (parent )?(parent )?author committer gpgsig $/) fail("has other headers than a record")
      part = "title"; next
    }
    part == "head" && /^ / { if (order !~ /gpgsig $/) fail("has a header of several lines"); next }
    part == "head" {
      order = order $1 " "
      if ($1 !~ /^(author|committer)$/) next
      if (NF != 5 || $2 !~ /^[a-z0-9][a-z0-9-]*$/ || $3 != "<" $2 "@writ.invalid>" || $4 !~ /^[0-9]+$/ || $5 != "+0000")
        fail("is made by nobody who could have")
      if ($1 == "committer" && ($2 != maker || $4 != made)) fail("has another author than committer")
      maker = $2; made = $4; next
    }
    part == "title" { title = $0; part = "gap"; next }
    part == "gap" { if ($0 != "") fail("has a title of several lines"); part = "fields"; next }
    {
      name = $0; sub(/:.*/, "", name); value = substr($0, length(name) + 3)
      if (name !~ /^Writ-[A-Z][A-Za-z-]*$/ || substr($0, length(name) + 1, 2) !~ /^:( |$)/) fail("has a line that is no field")
      sub(/^Writ-/, "", name); names = names name " "
      if (name !~ /^(Approval|Tip|Update|Statement|Comment|Clause|Shown)$/ && value !~ /^[!-~]+$/) fail("has several words in " name)
      if (name ~ /^(Approval|Tip)$/ && value !~ /^[!-~]+ [0-9a-f]+$/) fail("names nothing in " name)
      if (name == "Shown" && value !~ /^[a-z-]+( [0-9.]+)?$/) fail("was shown in no known way")
      if (name == "Format") format = value
      if (name == "Person") person = value
      if (name == "Sequence") sequence = value
      if (!rest) { settle(); separator = 1 }
    }
    END { if (!lost && rest) print id, "is cut off" }
  ' >"$work/odd"
  [ ! -s "$work/odd" ] || bad "$(cat "$work/odd")"
done

# 6. and 7. Is each chain whole, and each link signed by its author?
said fallen | sort >"$work/fallen"
: >"$work/fell"
said chain | while read -r ref id count; do
  # Before each link stand the places of the registry and of the receipt that it names, "-" for one that is not
  # here, that of the newest registry that had arrived, by what a receipt says itself, and that of the registry
  # which entered its key.
  g log --first-parent --reverse "$ref" --format="%H %G? %an $(field Writ-Sequence) $(
    field Writ-Previous) $(field Writ-Repository) $(field Writ-Registry) $(
    field Writ-Ledger) %GF %ct %GS" | awk -v places="$work/places" -v updates="$work/updates" \
    -v keys="$work/keys" '
    function place(ref, id) { return id == "none" ? 0 : ((ref, id) in at ? at[ref, id] : "-") }
    BEGIN {
      while ((getline line < places) > 0) { split(line, part, " "); at[part[1], part[2]] = part[3] }
      while ((getline line < updates) > 0) {
        split(line, part, " ")
        if (part[1] == "refs/writ/registry") brought[part[5]] = place(part[1], part[2])
      }
      while ((getline line < keys) > 0) { split(line, part, " "); since[part[2], part[1]] = part[3] }
    }
    {
      print place("refs/writ/registry", $7), place("refs/writ/ledger", $8), ($1 in brought ? brought[$1] : 0), \
        (($3, $9) in since ? since[$3, $9] : "-"), $0
    }
  ' >"$work/links"
  [ -z "$(g rev-list --first-parent --min-parents=3 "$ref")" ] || bad "$ref has a link of three parents"
  [ "$ref" = refs/heads/main ] || [ -z "$(g rev-list --min-parents=2 "$ref")" ] || bad "$ref is no single chain"
  number=0 previous=none known=0 received=0 latest=0
  while read -r cited told brought since commit good author sequence before repository registry seen print at signer; do
    number=$((number + 1)) fell=
    [ "$at" -ge "$latest" ] || bad "$commit says that it is older than the link before it"
    latest=$at
    if late "$ref" "$commit" "$author" "$print" "$registry"; then
      # Git, which goes by what it says itself, takes it for good or does not know the key any more.
      case $good$ref in
      [GU]refs/writ/records/* | [GU]refs/writ/acts/*) fell=yes && echo "$ref $commit" >>"$work/fell" ;;
      *) bad "$commit is signed with a key of $author that had ended" ;;
      esac
    elif [ "$good" != G ] || [ "$signer" != "$author" ]; then
      was_good "$ref" "$commit" "$author" "$registry" ||
        bad "$commit is not signed by its author"
    fi
    [ "$sequence $before" = "$number $previous" ] || bad "a link is missing before $commit"
    [ "$repository" = "$identity" ] || [ "$commit $repository" = "$first none" ] ||
      bad "$commit was made for another repository"
    if [ -z "$fell" ]; then
      [ "$cited" != - ] || bad "$commit names a registry that is not here"
      [ "$told" != - ] || bad "$commit names a receipt that is not here"
      [ "$cited" -ge "$known" ] || bad "$commit names an older registry than a link before it"
      [ "$told" -ge "$received" ] || bad "$commit names an older receipt than a link before it"
      if [ "$ref" = refs/writ/ledger ]; then
        serves "$author" "$registry" && [ "$brought" != - ] && [ "$brought" -le "$cited" ] ||
          bad "$commit is no receipt of the server that its registry names"
      fi
      # A version is decided by the people of the one before it, and the first one by the identity.
      [ "$ref" != refs/writ/registry ] || [ "$cited" -eq $((number - 1)) ] ||
        bad "$commit does not name the version before it"
      limit=$cited
      [ "$commit" != "$first" ] || limit=1
      [ "$since" != - ] && [ "$since" -le "$limit" ] ||
        bad "$commit is signed with a key that was not $author's in the registry that it names"
      known=$cited received=$told
    fi
    case $ref in
    refs/writ/records/* | refs/writ/acts/*) [ "$author" = "${ref##*/}" ] || bad "$commit is not $ref's" ;;
    esac
    previous=$(g cat-file commit "$commit" | sha)
  done <"$work/links"
  [ "$number" = "$count" ] || bad "$ref has $number links, and MANIFEST says $count"
  awk -v ref="$ref" 'NR == FNR { if ($1 == ref) here[$2] = 1; next } $1 == ref && !($2 in here) { print $2; exit }' \
    "$work/places" "$work/updates" >"$work/lost"
  [ ! -s "$work/lost" ] || bad "the server received $(cat "$work/lost") for $ref, and it is not here"
  sum=$(awk -v ref="$ref" '$1 == ref { id = $2; sum = $4 } END { print id, sum }' "$work/updates")
  [ "$sum" = " " ] || [ "$(g cat-file commit "${sum% *}" | sha)" = "${sum#* }" ] ||
    bad "the server received another object than ${sum% *} for $ref"
  ok "$ref is whole, each of its $count signed by its author"
done
sort "$work/fell" | cmp -s - "$work/fallen" ||
  bad "other records count for nothing than MANIFEST says: $(sort "$work/fell" | comm -3 - "$work/fallen")"
while read -r ref commit; do
  say "fell $commit of $ref counts for nothing: the key that signed it had ended"
done <"$work/fallen"
fallen() { grep -q " $1\$" "$work/fallen"; } # fallen COMMIT

# What the server received cannot be passed over in silence.
about=$(said person)
[ -z "$about" ] || about=refs/writ/records/$(printf %s "$about" | sha | cut -c1-2)/$about
for ref in refs/heads/main refs/writ/published $about; do
  ! grep -q "^$ref " "$work/updates" || said chain | grep -q "^$ref " ||
    bad "the server received $ref, and it is not here"
done
server=$(g cat-file blob refs/writ/registry:registry.yml | sed -n 's/^ledger: //p')
clock='s/\(....\)\(..\)\(..\)\(..\)\(..\)\(..\)/\1-\2-\3T\4:\5:\6Z/'
if [ -s "$work/updates" ]; then
  ok "the receipts go to $(cut -d' ' -f3 "$work/updates" | sort | tail -n 1); of what came later they say nothing"
elif [ -n "$server" ]; then
  say "note no receipt is here, though the registry names $server to write them: times are as declared"
fi

# 8. Are tags, publications, texts and acknowledgements about the same words, which stood on main?
said tag | while read -r ref id; do
  tagger=$(g for-each-ref --format='%(taggername)' "$ref")
  g verify-tag "$ref" >"$work/verdict" 2>&1 && grep -qF "Good \"git\" signature for $tagger with" "$work/verdict" ||
    bad "$ref is not signed by $tagger"
  echo "$ref $tagger $(sed -n "$mark" "$work/verdict")"
done >"$work/tags"
published=$(said chain | sed -n 's|^\(refs/writ/published\) .*|\1|p') # none before the first one
: >"$work/published"
[ -z "$published" ] || g log --reverse "$published" >"$work/published" "$digits" --format="$(field Writ-Tag) $(
  field Writ-Tag-Object) $(field Writ-Digest) %H %an $(field Writ-Registry) $(field Writ-Format) $(
  field Writ-Action) $(field Writ-Policy) $(field Writ-Version) $(field Writ-Commit) $(field Writ-Blob) %cd"
: >"$work/good"
: >"$work/withdrawn"
while read -r tag object digest commit author registry format action policy version source blob time; do
  [ "$format $tag" = "publish/1 refs/tags/policy/$policy/$version" ] || bad "$commit is no publication"
  if [ "$action" != publish ]; then
    grep -qF "$tag $object $digest $source $blob " "$work/good" && ! grep -qF "$tag " "$work/withdrawn" ||
      bad "$commit withdraws what does not stand"
    echo "$tag $time" >>"$work/withdrawn"
    continue
  fi
  [ "$(g rev-parse "$tag" "$tag^{commit}" "$source:policies/$policy/policy.md" 2>/dev/null)" = "$object
$source
$blob" ] || bad "$commit, its tag $tag and the text are not of one commit"
  grep -qE "^refs/heads/main $source [0-9]+$" "$work/places" || bad "$commit publishes what was never on main"
  [ "$(g cat-file blob "$blob" | sha)" = "$digest" ] || bad "$commit names another text"
  [ "$(g cat-file tag "$tag" | sed -n 's/^tag //p;s/^Writ-Digest: //p')" = "policy/$policy/$version
$digest" ] || bad "$tag was made for another version or text"
  ! grep -qF "$tag " "$work/good" || bad "$commit publishes a version once more"
  echo "$tag $object $digest $source $blob $time" >>"$work/good"
done <"$work/published"
said tag | while read -r tag id; do
  grep -qF "$tag $id " "$work/good" || bad "$tag was never published"
done

# The texts that are packed are those of the tags, in each language.
: >"$work/texts"
said tag | while read -r tag id; do
  version=${tag##*/} policy=${tag#refs/tags/policy/}
  policy=${policy%/*}
  for text in "texts/$policy-$version.md" "texts/$policy-$version".*.md; do
    [ -f "$text" ] || continue
    language=${text#"texts/$policy-$version"}
    g cat-file blob "$tag:policies/$policy/policy${language%.md}.md" 2>/dev/null | cmp -s - "$text" ||
      bad "$text is another text than $tag has"
    echo "$text" >>"$work/texts"
  done
done
sort "$work/texts" >"$work/fitting"
find . -type f -path './texts/*' | sed 's|^\./||' | sort | cmp -s - "$work/fitting" ||
  bad "there is a text of no version"

written_in() { # written_in BLOB: the language that a text says it is in; English where it says nothing
  g cat-file blob "$1" | sed '1d; /^---$/q' |
    sed -n "s/^[\"']*language[\"']* *: *[\"']*\([A-Za-z-]*\).*/\1/p" | grep . || echo en
}
scope=$(said policy)
said chain | while read -r ref id count; do
  case $ref in refs/writ/records/*) ;; *) continue ;; esac
  g log --reverse "$ref" --format="%H $(field Writ-Format) $(field Writ-Tag) $(field Writ-Tag-Object) $(
    field Writ-Path
  ) $(field Writ-Blob) $(field Writ-Digest) %cd $(field Writ-Action) $(field Writ-Language)|$(field Writ-Shown)|$(
    field Writ-Means)|$(field Writ-Statement)" "$digits" >"$work/said"
  while IFS='|' read -r words shown means sentence; do
    read -r commit format tag object path blob digest time action language <<EOF
$words
EOF
    [ "$format" = ack/1 ] && ! fallen "$commit" || continue
    read -r name target sum source text since <<EOF
$(grep -F "$tag $object $digest " "$work/good")
EOF
    [ "$tag" = "$name" ] || bad "$tag was not published so as $commit names it"
    policy=${tag#refs/tags/policy/}
    policy=${policy%/*}
    [ "$path $blob" = "policies/$policy/policy.md $text" ] || bad "$commit names another text than $tag has"
    g cat-file -e "$tag:policies/$policy/policy.$language.md" 2>/dev/null || [ "$language" = "$(written_in "$text")" ] ||
      bad "$tag was not published in the language that $commit names"
    came=$(arrival "$ref" "$commit") note=
    [ "${came:-$time}" -ge "$since" ] || bad "$commit says that it is older than $tag"
    gone=$(sed -n "s|^$tag ||p" "$work/withdrawn")
    [ "$action" != acknowledge ] || [ -z "$gone" ] || [ "${came:-$time}" -lt "$gone" ] ||
      note=", which had been withdrawn: it counts for nothing"
    [ -f "texts/$policy-${tag##*/}.md" ] || [ "${scope:-$policy}" != "$policy" ] || bad "the text of $tag is missing"
    say "said ${ref##*/}: $action ${tag#refs/tags/policy/} in $language, shown $shown, by $means, on $(
      echo "$time" | sed "$clock")${came:+, received $(echo "$came" | sed "$clock")}$note"
    say "     \"$(printf %s "$sentence" | tr -c ' -~' '?')\""
  done <"$work/said"
done
ok "tags, publications, texts and acknowledgements agree"

# 9. Did whoever began, published and changed the registry hold the role for it?
held() { # held ROLE PERSON REGISTRY
  case $1$2 in *[!a-z0-9-]*) return 1 ;; esac
  g cat-file blob "$3:roles.yml" | grep "^$1: " | grep -q "[[ ]$2[],]" &&
    g cat-file blob "$3:people/$(printf %s "$2" | sha | cut -c1-2).csv" | grep -q "^$2,[^,]*,[^,]*,\$"
}
# With receipts the newest registry that had arrived decides, and not the one that a signer chooses to name; one of
# two, where one came in the same second.
awk '$1 != "refs/writ/registry" { next } NR == FNR { came[$2] = $3; next } { print $2, came[$2] }' \
  "$work/came" "$work/places" >"$work/versions" # in their order: VERSION TIME, without a time where no receipt tells it
newest_by() { # newest_by REGISTRY TIME [STRICT]: that version, or the newest that came by then if it is later
  awk -v least="$1" -v moment="$2" -v strict="${3-}" '
    $1 == least || $2 != "" && ($2 + 0 < moment + 0 || !strict && $2 + 0 == moment + 0) { newest = $1 }
    END { print newest }
  ' "$work/versions"
}
held_then() { # held_then ROLE PERSON REGISTRY REF COMMIT: when that commit came
  moment=$(arrival "$4" "$5")
  if [ -z "$moment" ]; then held "$1" "$2" "$3"; return; fi
  held "$1" "$2" "$(newest_by "$3" "$moment")" || held "$1" "$2" "$(newest_by "$3" "$moment" strict)"
}
root=$(g rev-list --first-parent --max-parents=0 refs/heads/main)
g log -1 --format="%an $(field Writ-Registry)" "$root" | {
  read -r author registry
  held registrar "$author" "$registry" || bad "$author began main and was no registrar"
}
g rev-list --min-parents=1 refs/writ/registry | while read -r commit; do
  author=$(g log -1 --format=%an "$commit")
  held registrar "$author" "$commit^" || bad "$author was no registrar and made $commit"
done
while read -r tag object digest commit author registry format action rest; do
  read -r ref tagger print <<EOF
$(awk -v tag="$tag" '$1 == tag' "$work/tags")
EOF
  held_then publisher "$author" "$registry" refs/writ/published "$commit" ||
    bad "$author was no publisher any more when $commit came"
  [ "$action" = publish ] || continue # who takes a version back need not be who made it
  held publisher "$tagger" "$registry" || bad "$tagger was no publisher at $commit"
  held_then publisher "$tagger" "$registry" refs/writ/published "$commit" ||
    bad "$tagger was no publisher any more when $commit came"
  entered "$tagger" "$print" "$registry" || bad "$tag is signed with a key that was not $tagger's at $commit"
done <"$work/published"
ok "who began, published and changed the registry held the role for it"

# 10. Was each change of main and of the registry approved, word for word, by others, and by enough?
side() {
  case $2 in *[!0]*) echo "$1 $(g cat-file blob "$2" | sha)" ;; *) echo '- -' ;; esac
}
change() {
  g diff-tree -r --no-renames "$1" "$2" | tr '\t' ' ' |
    while read -r before after old new status path; do
      echo "$path $(side "${before#:}" "$old") $(side "$after" "$new")"
    done | sort | sha
}
# Whether a commit of a proposal is older than the end of its key: main or an open proposal had it by then, as
# the registry says, or a receipt does, which alone is believed of a time before the end was known.
early() { # early REF COMMIT PERSON FINGERPRINT
  grep "^$3 $4 " "$work/ended" >"$work/end" || return 0
  read -r who mark until version how <"$work/end"
  {
    tips "$version" | sed -n 's|^refs/heads/main ||p'
    [ "$how" = cut-off ] && [ -s "$work/arrivals" ] ||
      tips "$version" | sed -n 's|^refs/heads/proposals/[^ ]* ||p'
    awk -v ref="$1" -v until="$until" '$1 == ref && $3 < until { print $2 }' "$work/arrivals"
  } >"$work/heads"
  while read -r head; do
    ! g merge-base --is-ancestor "$2" "$head" 2>/dev/null || return 0
  done <"$work/heads"
  return 1
}
# Whether a registrar's review counts for a version of the registry. A later end takes nothing from a version that
# was made; an earlier one all that stands beyond the place that it named, whatever the receipts say.
stood() { # stood ACTS REVIEW PERSON VERSION
  [ -s "$work/ended" ] && grep "^$3 $(g log -1 --format=%GF "$2") " "$work/ended" >"$work/end" || return 0
  read -r who mark until version how <"$work/end"
  follows "$version" "$4^" || return 0
  last=$(tips "$version" | sed -n "s|^$1 ||p")
  [ "$(g log -1 "$digits" --format=%cd "$2")" -lt "$until" ] && [ -n "$last" ] &&
    g merge-base --is-ancestor "$2" "$last" 2>/dev/null
}
counts() { # counts REF COMMIT ACTS REVIEW PERSON: the key of the review had not ended for that change
  if [ "$1" = refs/heads/main ]; then ! fallen "$4"; else stood "$3" "$4" "$5" "$2"; fi
}
signed() { # signed REF REGISTRY COMMITS…: all are, and by their authors, who are listed in "authors"
  name=$1 at=$2
  shift 2
  g log --format='%H %G? %an %GF %GS' "$@" >"$work/proposed" || bad "the proposal $1 is not here"
  while read -r id good author print signer; do
    [ "$good" = G ] && [ "$signer" = "$author" ] || bad "what was proposed in $1 is not signed"
    [ -z "$name" ] || early "$name" "$id" "$author" "$print" ||
      bad "$id is signed with a key of $author that had ended"
    entered "$author" "$print" "$at" || bad "$id is signed with a key that was not $author's at its merge"
    echo "$author" >>"$work/authors"
  done <"$work/proposed"
}

# The approval rules of the writ.yml that comes in, as lines "path RULE GLOB" and "need RULE ROLE
# NUMBER". It reads the forms that people write, and ends with 1 at anything that it is not sure of.
rules() {
  awk '
    function unsure() { lost = 1; exit }
    function word(text) {
      if (text ~ /^"[^"]*"$/) text = substr(text, 2, length(text) - 2)
      else if (text !~ /^[A-Za-z0-9]/) unsure()
      if (text !~ /^[A-Za-z0-9._\/*?-]+$/) unsure()
      return text
    }
    function path(text) { paths[rule]++; print "path", rule, word(text) }
    function need(text) {
      if (text !~ /^[a-z0-9-]+: +[1-9][0-9]?[0-9]?$/) unsure()
      split(text, part, /: +/); needs[rule]++; print "need", rule, part[1], part[2]
    }
    function each(text, kind,   parts, count, i) {
      text = substr(text, 2, length(text) - 2); gsub(/^ +| +$/, "", text)
      count = split(text, parts, / *, */)
      for (i = 1; i <= count; i++) if (kind == "paths") path(parts[i]); else need(parts[i])
    }
    # No text goes on over several lines, where something else could look like a rule.
    /[\t\r]|\302\205|\342\200\250|\342\200\251/ { unsure() }
    /^ *(#.*)?$/ { next }
    {
      line = $0; gsub(/"([^"\\]|\\.)*"/, "", line); sub(/ #.*/, "", line)
      if (line ~ /"|(^|[ :,[{-])\047/) unsure()
      if (gsub(/\[/, "", line) != gsub(/\]/, "", line)) unsure()
      if (gsub(/\{/, "", line) != gsub(/\}/, "", line)) unsure()
      text = $0; sub(/ +#.*$/, "", text); sub(/ +$/, "", text)
    }
    /^[^ ]/ {
      if (text !~ /^[a-z-]+:( |$)/) unsure()
      inside = text == "approvals:"
      if (text ~ /^approvals:/ && (!inside || found++)) unsure()
      next
    }
    inside {
      start = match(text, /[^ -]/); rest = substr(text, start)
      dash = text ~ /^ *- +[^ -]/ ? index(text, "-") : 0
      if (dash && rest ~ /^(paths|needs):/) {
        if (rule++ && dash != margin) unsure()
        margin = dash; column = start
      }
      if (rest ~ /^(paths|needs):/ && start == column) {
        kind = substr(rest, 1, 5); rest = substr(rest, 7); sub(/^ +/, "", rest)
        if (known[rule, kind]++) unsure()
        level = 0
        if (rest == "") next
        if (rest !~ (kind == "paths" ? "^[[].*[]]$" : "^[{].*[}]$")) unsure()
        each(rest, kind); kind = ""
        next
      }
      # What stands deeper than the first of its list goes on with the one before it.
      if (!level) level = start
      if (start != level) unsure()
      if (kind == "paths" && dash >= column) path(rest)
      else if (kind == "needs" && !dash && start > column) need(rest)
      else unsure()
    }
    END {
      for (i = 1; i <= rule; i++) if (!paths[i] || !needs[i]) lost = 1
      if (lost || !rule) exit 1
    }
  '
}

# What the rules in the file $1 ask for where the paths that come in were changed: "ROLE NUMBER"
# lines, the largest number of each role; "nobody 0" where no rule fits.
wanted() {
  awk -v file="$1" '
    function form(glob,   parts, count, i, text) {
      count = split(glob, parts, "/")
      for (i = 1; i <= count; i++) {
        if (parts[i] == "**") { text = text "([^/]+/)*"; continue }
        gsub(/\./, "[.]", parts[i]); gsub(/\?/, "[^/]", parts[i]); gsub(/\*/, "[^/]*", parts[i])
        text = text parts[i] "/"
      }
      return "^" text "$"
    }
    BEGIN {
      while ((getline line < file) > 0) {
        split(line, part, " ")
        if (part[1] == "path") { glob[++globs] = form(part[3]); of[globs] = part[2] }
        else asked[part[2]] = asked[part[2]] part[3] " " part[4] ";"
      }
    }
    {
      for (i = 1; i <= globs && ($0 "/") !~ glob[i]; i++);
      if (i > globs) { none = 1; exit }
      count = split(asked[of[i]], list, ";")
      for (j = 1; j < count; j++) {
        split(list[j], part, " "); if (part[2] > most[part[1]]) most[part[1]] = part[2]
      }
    }
    END {
      if (none) print "nobody", 0; else for (role in most) print role, most[role]
    }
  '
}

# A further key of somebody needs the consent of an older one, or two registrars.
consented() { # consented COMMIT PERSON KEY
  g diff-tree -r --name-only --diff-filter=A "$1^" "$1" -- vouches | grep "/$2/" >"$work/vouches" || return 1
  while read -r path; do
    request=$(g cat-file blob "$1:enrolments/${path#vouches/}" | g hash-object -t commit -w --stdin)
    vouch=$(g cat-file blob "$1:$path" | g hash-object -t commit -w --stdin)
    word=$(g -c gpg.ssh.allowedSignersFile="$work/consenting" log --no-walk "$vouch" \
      --format="%G? %GS $(field Writ-Format) $(field Writ-Enrolment)")
    [ "$word" != "G $2 vouch/1 $request" ] ||
      [ "$(g log --no-walk --format="$(field Writ-Key)" "$request")" != "$3" ] || return 0
  done <"$work/vouches"
  return 1
}
confirmed() { # confirmed COMMIT: of a version that one registrar made
  keys "$1^" >"$work/before"
  # A key that has ended by then consents to nothing, whatever time its consent claims.
  awk -v now="$(g log -1 "$digits" --format=%cd "$1")" -v story="$work/told-of-keys" '
    BEGIN { while ((getline line < story) > 0) { split(line, part, " "); if (part[1] == "end") ended[part[3], part[4]] = 1 } }
    !match($2, /valid-before="[0-9]+Z"/) || !(($3, $4) in ended) && substr($2, RSTART + 14, 14) > now
  ' "$work/before" >"$work/consenting"
  keys "$1" | while read -r person options key; do
    ! grep -qF " $key" "$work/before" && grep -q "^$person " "$work/before" || continue
    consented "$1" "$person" "$key" || bad "one registrar alone gave $person a further key, $1"
  done
}

# Whether the approvers, one role a line in "roles", are enough by the rules before a change.
enough_registrars() { # enough_registrars COMMIT
  needed=$(g cat-file blob "$1^:registry.yml" | sed -n 's/^threshold: //p')
  registrars=$(($(wc -l <"$work/roles") + 1))
  [ "$registrars" -ge "$needed" ] || bad "$registrars of $needed registrars agreed to $1"
  [ "$registrars" -ge 2 ] || confirmed "$1"
}
enough() { # enough MERGE
  g diff-tree -r --no-renames --name-only "$1^1" "$1" >"$work/changed"
  if ! g cat-file blob "$1^1:writ.yml" | rules >"$work/rules"; then
    echo "  git show $1^1:writ.yml; git show --stat --first-parent $1" >>"$work/unsure"
    return
  fi
  if grep -qx writ.yml "$work/changed" && [ "$(wc -l <"$work/changed")" -gt 1 ]; then
    g cat-file blob "$1:writ.yml" | rules | sort >"$work/after" || :
    sort "$work/rules" | cmp -s - "$work/after" || bad "$1 changes its own approval rules"
  fi
  wanted "$work/rules" <"$work/changed" >"$work/wanted"
  [ -s "$work/wanted" ] || bad "$1 changed nothing"
  while read -r role number; do
    [ "$number" -gt 0 ] || bad "a file that $1 changed matches no approval rule"
    [ "$(grep -cx "$role" "$work/roles")" -ge "$number" ] ||
      bad "$1 needed $number of the role $role, and fewer approved"
  done <"$work/wanted"
}

proposed() { # proposed MERGE DIGEST CLASS: what was merged is what the newest commit of the proposal proposes
  [ "$(g log -1 --format="$(field Writ-Format) $(field Writ-Repository) $(field Writ-Person) $(
    field Writ-Class)" "$1^2")" = "proposal/1 $identity $(g log -1 --format=%an "$1^2") $3" ] ||
    bad "$1 merges what is no proposal for it"
  for base in $(g merge-base --all "$1^1" "$1^2"); do
    [ "$(change "$base" "$1^2")" != "$2" ] || return 0
  done
  bad "$1 is not what was proposed"
}

: >"$work/unsure"
words="$(field Writ-Format) $(field Writ-Verdict) $(field Writ-Change-Digest) $(
  field Writ-Registry) $(field Writ-Role) $(field Writ-Proposal) $(field Writ-Target) $(
  field Writ-Class)"
: >"$work/merged"
{
  g rev-list --first-parent --min-parents=1 refs/heads/main | sed 's|^|refs/heads/main |'
  g rev-list --min-parents=1 refs/writ/registry | sed 's|^|refs/writ/registry |'
} | while read -r ref commit; do
  made=$(change "$commit^1" "$commit")
  time=$(g log -1 --format=%ct "$commit")
  came=$(arrival "$ref" "$commit")
  g log -1 --format=%an "$commit" >"$work/authors"
  : >"$work/roles"
  : >"$work/proposals"
  if [ "$ref" = refs/heads/main ]; then
    [ "$made" = "$(g log -1 --format="$(field Writ-Change-Digest)" "$commit")" ] ||
      bad "$commit makes another change than it says"
    : >"$work/authors"
    same="$(g log -1 --format="$(field Writ-Proposal) $(field Writ-Class)" "$commit")"
    now=$(g log -1 --format="$(field Writ-Registry)" "$commit")
    proposed "$commit" "$made" "${same#* }"
    signed "refs/heads/proposals/${same% *}" "$now" "$commit^1..$commit^2"
    g rev-list "$commit^1..$commit^2" >"$work/new"
  else
    now=$(g rev-parse "$commit^")
  fi
  g log -1 --format='%(trailers:key=Writ-Approval,valueonly)' "$commit" | sed '/^$/d' \
    >"$work/approvals"
  [ -z "$(cut -d' ' -f1 "$work/approvals" | sort | uniq -d)" ] || bad "$commit counts one twice"
  while read -r person review; do
    acts=$(said chain | cut -d' ' -f1 | grep -x "refs/writ/acts/[0-9a-f]*/$person") &&
      g merge-base --is-ancestor "$review" "$acts" 2>/dev/null ||
      bad "$person's approval of $commit is not here"
    counts "$ref" "$commit" "$acts" "$review" "$person" || bad "$person approved $commit with a key that had ended"
    g log -1 --format="$words" "$review" >"$work/review"
    read -r format verdict digest registry role proposal target class <"$work/review"
    [ "$format $verdict $digest" = "review/1 approve $made" ] ||
      bad "$person approved something else than $commit"
    if [ "$ref" = refs/heads/main ]; then
      [ "$proposal $class" = "$same" ] && grep -qx "$target" "$work/new" ||
        bad "$person approved another proposal or class than $commit"
    else
      [ "$role" = registrar ] || bad "$person approved $commit in another role"
      keys_of "$commit^"
      keys=keys-then
      signed '' "$now" "$target" --not "$commit^"
      keys=
      echo "$proposal" >>"$work/proposals"
      [ "$(tips "$target" | sed '/^$/d')" = "$(tips "$commit" | sed '/^$/d')" ] ||
        bad "$person approved other ends of chains than $commit names"
    fi
    ! grep -qx "$person" "$work/authors" && [ "$person" != "${proposal%%/*}" ] ||
      bad "$person approved a change of their own, $commit"
    g merge-base --is-ancestor "$registry" refs/writ/registry 2>/dev/null &&
      if [ "$ref" = refs/heads/main ]; then
        held_then "$role" "$person" "$registry" "$acts" "$review" && held_then "$role" "$person" "$now" "$ref" "$commit"
      else held "$role" "$person" "$registry" && held "$role" "$person" "$now"; fi ||
      bad "$person was no $role when approving $commit, or at the merge"
    # The newest verdict before the merge: receipts are compared with receipts, and else what is declared.
    last=$(g log --format="%H %ct $(field Writ-Proposal) $(field Writ-Verdict)" "$acts" |
      while read -r id at about verdict; do
        [ "$about" = "$proposal" ] && [ "$verdict" != comment ] || continue
        counts "$ref" "$commit" "$acts" "$id" "$person" || continue
        then=$time
        if [ "$ref" = refs/heads/main ] && [ -n "$came" ]; then
          seen=$(arrival "$acts" "$id")
          [ -z "$seen" ] || at=$seen then=$came
        fi
        [ "$at" -lt "$then" ] || {
          [ "$id" = "$review" ] && { [ "$ref" != refs/heads/main ] || [ "$at" -eq "$then" ]; }
        } || continue
        echo "$id" && break
      done)
    [ "$last" = "$review" ] || bad "$person said something else before $commit"
    echo "$role" >>"$work/roles"
  done <"$work/approvals"
  if [ "$ref" = refs/heads/main ]; then enough "$commit"; else enough_registrars "$commit"; fi
  # What was approved is done once: else one registrar alone could bring back what two have taken away.
  sort -u "$work/proposals" >"$work/proposal"
  [ "$(wc -l <"$work/proposal")" -le 1 ] || bad "the approvals of $commit are of several proposals"
  # (For the grep of busybox an empty list holds everything.)
  [ ! -s "$work/proposal" ] || ! grep -qxF -f "$work/proposal" "$work/merged" ||
    bad "$(cat "$work/proposal") was merged more than once"
  cat "$work/proposal" >>"$work/merged"
done
ok "each approval that main and the registry name is here, for exactly that change"
say "note people/ and redlines/ are the words of $maker; the lines \"said\" above are from the signed records"
if [ -s "$work/unsure" ]; then
  echo "READ the rules before these changes, which are written in another form than this can read:" >&2
  say "$(cat "$work/unsure")" >&2
  echo "All else in this pack is good"
  : >"$work/told"
  exit 2
fi
ok "they are as many as the rules before each change ask for"
echo "Everything in this pack is good"

/// `verify.sh`: what checks a pack with a shell, Git and OpenSSH alone.
enum EvidenceScript {
  static let text = #"""
    #!/bin/sh
    # Checks this pack with Git and OpenSSH alone: sh verify.sh [IDENTITY]
    #
    # It reads this folder, writes to a scratch folder that it removes, needs no connection, and
    # runs nothing that the pack brings along. VERIFY.md says what each step proves.
    set -eu

    # Nothing of whoever runs it counts: no settings, no aliases, no other programs.
    if [ "${1-}" != --clean ]; then
      exec /usr/bin/env -i PATH=/usr/bin:/bin:/usr/local/bin:/opt/homebrew/bin \
        sh "$0" --clean "$@"
    fi
    shift
    umask 077
    cd "$(dirname "$0")"
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    mkdir "$work/home"
    export HOME="$work/home" TZ=UTC LC_ALL=C
    export GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null GIT_NO_REPLACE_OBJECTS=1

    ok() { echo "ok   $*"; }
    bad() {
      echo "BAD  $*" >&2
      exit 1
    }
    sha() {
      if command -v sha256sum >/dev/null; then sha256sum; else shasum -a 256; fi | cut -d' ' -f1
    }
    said() { sed -n "s/^$1 //p" MANIFEST; }
    g() {
      git --git-dir="$work/git" -c core.hooksPath=/dev/null -c core.fsmonitor=false \
        -c gpg.format=ssh -c gpg.ssh.program=ssh-keygen \
        -c gpg.ssh.allowedSignersFile="$work/signers" "$@"
    }

    # 1. Who made this list, and did they sign it?
    [ "$(sed -n 1p MANIFEST)" = writ-evidence/1 ] || bad "MANIFEST is of another form"
    maker=$(said made-by)
    case $maker in *[!a-z0-9-]* | '') bad "MANIFEST names nobody who made it" ;; esac
    [ -f "signers/$maker" ] || bad "there is no key of $maker"
    ! grep -qvE '^([A-Za-z0-9+/=]{1,70}|-----(BEGIN|END) SSH SIGNATURE-----)$' MANIFEST.sig ||
      bad "MANIFEST.sig is no plain signature"
    sed 's/namespaces="git"/namespaces="writ-evidence"/' "signers/$maker" >"$work/maker"
    ssh-keygen -Y verify -f "$work/maker" -I "$maker" -n writ-evidence -s MANIFEST.sig \
      -O verify-time="$(said made-at | tr -d 'T:-')" <MANIFEST >/dev/null 2>&1 ||
      bad "MANIFEST is not signed by $maker"
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
    cat signers/* >"$work/signers"
    g ls-tree -r --name-only refs/writ/registry signers/ | while read -r path; do
      g cat-file blob "refs/writ/registry:$path"
    done >"$work/registry"
    ! grep -vxF -f "$work/registry" "$work/signers" || bad "a key is not in the registry"
    ok "the keys are the registry's"

    # 6. and 7. Is each chain whole, and each link signed by its author?
    field() { echo "%(trailers:key=$1,valueonly,separator=)"; }
    said chain | while read -r ref id count; do
      g log --first-parent --reverse "$ref" \
        --format="%H %G? %GS %an $(field Writ-Sequence) $(field Writ-Previous)" >"$work/links"
      number=0 previous=none
      while read -r commit good signer author sequence before; do
        number=$((number + 1))
        [ "$good" = G ] && [ "$signer" = "$author" ] || bad "$commit is not signed by its author"
        [ "$sequence $before" = "$number $previous" ] || bad "a link is missing before $commit"
        case $ref in
        refs/writ/records/* | refs/writ/acts/*) [ "$author" = "${ref##*/}" ] || bad "$commit is not $ref's" ;;
        esac
        previous=$(g cat-file commit "$commit" | sha)
      done <"$work/links"
      [ "$number" = "$count" ] || bad "$ref has $number links, and MANIFEST says $count"
      if g rev-parse -q --verify refs/writ/ledger >/dev/null && [ "$ref" != refs/writ/ledger ]; then
        for receipt in $(g log --format='%(trailers:key=Writ-Update,valueonly)' refs/writ/ledger |
          sed -n "s|^[0-9a-f]* \([0-9a-f]*\) [0-9a-f]* [^ ]* $ref\$|\1|p"); do
          g merge-base --is-ancestor "$receipt" "$id" 2>/dev/null ||
            bad "the server received $receipt for $ref, and it is not here"
        done
      fi
      ok "$ref is whole, each of its $count signed by its author"
    done

    # 8. Are tags, publications, texts and acknowledgements about the same words?
    said tag | while read -r ref id; do
      tagger=$(g for-each-ref --format='%(taggername)' "$ref")
      g verify-tag "$ref" 2>&1 | grep -qF "Good \"git\" signature for $tagger with" ||
        bad "$ref is not signed by $tagger"
    done
    g log --format="$(field Writ-Tag) $(field Writ-Tag-Object) $(field Writ-Digest)" \
      refs/writ/published >"$work/published"
    said chain | while read -r ref id count; do
      case $ref in refs/writ/records/*) ;; *) continue ;; esac
      g log "$ref" --format="$(field Writ-Format) $(field Writ-Tag) $(field Writ-Tag-Object) $(
        field Writ-Path
      ) $(field Writ-Digest)" >"$work/said"
      while read -r format tag object path digest; do
        [ "$format" = ack/1 ] || continue
        [ "$(g rev-parse "$tag")" = "$object" ] || bad "$ref names another tag than $tag"
        grep -qxF "$tag $object $digest" "$work/published" || bad "$tag was not published so"
        [ "$(g cat-file blob "$tag:$path" | sha)" = "$digest" ] || bad "$tag has another text"
        text=texts/$(echo "${tag#refs/tags/policy/}" | tr / -).md
        [ ! -f "$text" ] || [ "$(sha <"$text")" = "$digest" ] || bad "$text is another text"
      done <"$work/said"
    done
    ok "tags, publications, texts and acknowledgements agree"

    # 9. Was each change of main and of the registry approved, word for word, and by others?
    side() {
      case $2 in *[!0]*) echo "$1 $(g cat-file blob "$2" | sha)" ;; *) echo '- -' ;; esac
    }
    change() {
      g diff-tree -r --no-renames "$1" "$2" | tr '\t' ' ' |
        while read -r before after old new status path; do
          echo "$path $(side "${before#:}" "$old") $(side "$after" "$new")"
        done | sort | sha
    }
    words="$(field Writ-Format) $(field Writ-Verdict) $(field Writ-Change-Digest) $(
      field Writ-Registry) $(field Writ-Role) $(field Writ-Proposal)"
    {
      g rev-list --first-parent --min-parents=1 refs/heads/main
      g rev-list --min-parents=1 refs/writ/registry
    } | while read -r commit; do
      made=$(change "$commit^1" "$commit")
      time=$(g log -1 --format=%ct "$commit")
      g log -1 --format=%an "$commit" >"$work/authors"
      if g rev-parse -q --verify "$commit^2" >/dev/null; then
        [ "$made" = "$(g log -1 --format="$(field Writ-Change-Digest)" "$commit")" ] ||
          bad "$commit makes another change than it says"
        g log --format='%G? %GS %an' "$commit^1..$commit^2" >"$work/proposed"
        while read -r good signer author; do
          [ "$good" = G ] && [ "$signer" = "$author" ] || bad "what $commit merged is not signed"
        done <"$work/proposed"
        cut -d' ' -f3 <"$work/proposed" >"$work/authors"
      fi
      g log -1 --format='%(trailers:key=Writ-Approval,valueonly)' "$commit" | sed '/^$/d' \
        >"$work/approvals"
      [ -z "$(cut -d' ' -f1 "$work/approvals" | sort | uniq -d)" ] || bad "$commit counts one twice"
      while read -r person review; do
        acts=$(said chain | cut -d' ' -f1 | grep -x "refs/writ/acts/[0-9a-f]*/$person") &&
          g merge-base --is-ancestor "$review" "$acts" 2>/dev/null ||
          bad "$person's approval of $commit is not here"
        g log -1 --format="$words" "$review" >"$work/review"
        read -r format verdict digest registry role proposal <"$work/review"
        [ "$format $verdict $digest" = "review/1 approve $made" ] ||
          bad "$person approved something else than $commit"
        ! grep -qx "$person" "$work/authors" && [ "$person" != "${proposal%%/*}" ] ||
          bad "$person approved a change of their own, $commit"
        g merge-base --is-ancestor "$registry" refs/writ/registry 2>/dev/null &&
          g cat-file blob "$registry:roles.yml" | grep "^$role: " | grep -q "[[ ]$person[],]" ||
          bad "$person was no $role when approving $commit"
        last=$(g log --format="%H %ct $(field Writ-Proposal) $(field Writ-Verdict)" "$acts" |
          while read -r id at about verdict; do
            [ "$about" = "$proposal" ] && [ "$verdict" != comment ] || continue
            [ "$at" -lt "$time" ] || [ "$id" = "$review" ] || continue
            echo "$id" && break
          done)
        [ "$last" = "$review" ] || [ -n "$(said 'chain refs/writ/ledger')" ] ||
          bad "$person said something else before $commit"
      done <"$work/approvals"
    done
    ok "each approval that main and the registry name is here, for exactly that change"
    echo "Everything in this pack is good"

    """#
}

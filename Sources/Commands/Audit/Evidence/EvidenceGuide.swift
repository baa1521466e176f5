import Records

/// `VERIFY.md`: what is in a pack and what checking it proves.
struct EvidenceGuide {
  private let scope: VerificationScope

  init(_ scope: VerificationScope) { self.scope = scope }

  var text: String {
    let subject =
      scope.person.map { "what `\($0)` signed" } ?? "who signed the policy `\(scope.policy ?? "")`"
    return """
      # Checking this pack

      It proves \(subject). You need a Unix shell, Git 2.35 or newer and OpenSSH 8.9 or newer; no other
      program, and no connection. Read `verify.sh` first, or compare it with the one of a
      Writ that you trust (`sha256sum verify.sh`; each release has one for all packs). Then:

          sh verify.sh IDENTITY

      `IDENTITY` is the policy repository's identity: 64 hexadecimal digits that you should have from
      somebody other than who gave you this pack. Without it the script prints the one in here.

      ## What the script checks

      1. `MANIFEST` is signed by the person whom it names, with a key that the registry lists and has not ended.
      2. Every file is here with the SHA-256 that `MANIFEST` says, and no other file.
      3. `repository.bundle` holds the chains and tags that `MANIFEST` says, and `git fsck` finds no fault.
      4. The repository is the one of that identity.
      5. The keys in `signers` are lines of that repository's registry. From version to version of it, keys only come or get an
         end: none changes, goes, moves to somebody else or comes twice, whoever has left has none in use, and each line has
         the one form that means the same to everybody. No file of it goes, and its seed and receipts stay.
      6. Each record has the fields of its kind in their order, and nothing else. Each chain stands where it belongs and is whole: no link
         says that it is older than the one before it, every link names its number and the SHA-256 of the one before it, up to the
         number that `MANIFEST` says, and was made for this repository, under a version of the registry
         that is here. A record that was left out is noticed. Where there is a ledger, what
         the server received is here: `main`, the publications, the person's own chain, and of each chain all up to the
         newest receipt. The script says up to when the receipts go; whether later ones were left out is
         the word of who signed `MANIFEST`.
      7. Each commit of these chains is signed, and by its author, with a key that the registry which it names has for
         them (a version of the registry: the version before it); each tag is signed. A key that the registry
         ended signed nothing that came after its end, by the server's receipts or else by where the chains
         stood as the registry says (`Writ-Tip`), whatever time it claims. What did come later `MANIFEST` names
         as `fallen`: it counts for nothing, and the script says so.
      8. Each version was published from a commit of `main` with the text that stood there, in each language, and each
         acknowledgement names it, in a language that there is, and is no older than it. What each person signed, and
         how, the script says in lines that begin with `said`, from the signed records.
      9. Whoever began `main`, published, or signed a version of the registry held the role for it.
      10. What was merged is what its proposal proposed. Each approval that a merge or a change of the registry names is
          here: the reviewer's own signed record, in a whole chain, for exactly these files and words (`Writ-Change-Digest`, counted anew), by somebody who
          held the role then and at the merge, and made none of the change, and no other verdict of theirs came
          between. What was proposed is signed by its authors, with keys that had not ended. An approval that was
          left out is noticed. They are as many as the rules before the change ask for: those of `writ.yml`, or the
          registry's `threshold`, and a further key of somebody needs an older one's consent or two registrars.

      It ends with 0 if all of that is so, and with 1 and a line that begins with `BAD` if not. It reads
      `writ.yml` in the forms that people commonly write. Where the rules before a change are written in another,
      as with single quotes or anchors, it ends with 2 and names the changes whose rules are left for you to read.

      ## What is in it

      - `people/`: in words, what each person signed, when, and how their keys came into the registry.
      - `texts/`: the texts that were signed. `redlines/`: what had changed since the version signed before.
        The pages in `people/` and `redlines/` are in the words of who made the pack; nothing but their SHA-256 is checked.
      - `signers/`: for each person the keys, in OpenSSH's `allowed_signers` form.
      - `repository.bundle`: the signed objects themselves, with what was proposed; `git clone repository.bundle` shows them.

      ## What it does not prove

      That a version has the number, class and notice that the rules ask for, that a person was in its audience, and that the
      sentence in a record, which is printed, is the one that was asked for, is checked by `writ verify`; this script leaves it out.
      A pack about a policy has those who signed it, as its maker says; who is not in it may have signed, too.

      Of a signature that somebody made with a passkey in a browser, Git and OpenSSH check the key, but not on
      which page it was used and whether a PIN was asked for; `writ verify` does.

      Without receipts (no chain `refs/writ/ledger` in `MANIFEST`) times are what the signers' computers
      said, and that the last records of a chain were not left out is the word of who signed `MANIFEST`.

      """
  }
}

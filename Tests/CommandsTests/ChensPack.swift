import Testing

/// A pack of evidence about chen, in the hands of ana, who made it and can sign its list anew.
struct ChensPack {
  /// The folder of its files.
  let folder: String
  private let session: Session

  init(_ session: Session) {
    self.session = session
    folder = session.work + "/writ-evidence-chen"
  }

  /// Packs the repository as it is now.
  func make() throws {
    try session.good(
      "rm -rf \(folder) && writ evidence --person chen -o $WORK/p.zip && cd $WORK"
        + " && python3 -m zipfile -e p.zip . && cd $WORK/acme"
    )
  }

  /// What its script says, ending with the exit status that is wanted.
  func said(_ wanted: Int32 = 1) throws -> String {
    let (output, status) = try session.shell("sh \(folder)/verify.sh")
    #expect(status == wanted, "\(output)")
    return output
  }

  /// Edits the list by a `sed` script, and signs it anew.
  func claim(_ edit: String) throws {
    try session.good(
      """
      cd \(folder) && sed -i.old '\(edit)' MANIFEST && rm MANIFEST.old MANIFEST.sig
      ssh-keygen -q -Y sign -n writ-evidence -f $WORK/ana MANIFEST; cd $WORK/acme
      """
    )
  }

  /// Bundles the chains and tags that the list names, as they are now, with the proposals, and signs a list that fits.
  func bundle() throws {
    try session.good(
      """
      git bundle create -q \(folder)/repository.bundle $(sed -n \
        's/^chain \\([^ ]*\\) .*/\\1/p; s/^tag \\([^ ]*\\) .*/\\1/p' \(folder)/MANIFEST) \
        $(git for-each-ref --format='%(objectname)' refs/heads/proposals)
      """
    )
    let sum = try session.good("sha256sum <\(folder)/repository.bundle | cut -d' ' -f1").dropLast()
    try claim("s|^file [0-9a-f]* repository.bundle|file \(sum) repository.bundle|")
  }

  /// Edits the list and packs the chains that it names then.
  func anew(_ edit: String, fallen: [Substring] = [], on ref: String = "") throws {
    let lines = fallen.map { "fallen \(ref) \($0)\n" }.joined()
    try session.good(
      "sed -i.old '\(edit)' \(folder)/MANIFEST && printf '\(lines)' >>\(folder)/MANIFEST"
    )
    try bundle()
  }

  /// The same for chains that are other ones now, or new, with the keys of everybody.
  func anew(_ refs: [String]) throws {
    for ref in refs {
      try session.good(
        """
        sed -i.old '\\|^chain \(ref) |d' \(folder)/MANIFEST
        echo "chain \(ref) $(git rev-parse \(ref)) $(git rev-list --first-parent --count \(ref))" \
          >>\(folder)/MANIFEST
        """
      )
    }
    try signers()
    try bundle()
  }

  /// Lists everybody's keys as the registry has them now.
  private func signers() throws {
    try session.good(
      """
      for person in ana bruno chen; do
        git archive refs/writ/registry signers | tar -xO | grep -E "^\"?$person\"? " \
          >\(folder)/signers/$person
        sed -i.old "\\| signers/$person\\$|d" \(folder)/MANIFEST
        echo "file $(sha256sum <\(folder)/signers/$person | cut -d' ' -f1) signers/$person" \
          >>\(folder)/MANIFEST
      done
      """
    )
  }
}

import Foundation
import Testing

/// Disks that may not be written or are full, made of real mounts.
@Suite(.enabled(if: Mounting.isPossible, "this user may not mount in a namespace of its own"))
struct FaultyDiskTests {
  private static let commands = [
    "writ ack social-media --yes",
    "writ people add dora --key $WORK/dora.pub",
    "writ propose -m 'One more'",
    "writ publish travel",
    "writ policy new gifts",
    "writ hooks install",
    "writ people invite eve",
    "EDITOR=true writ edit social-media -m x",
  ]

  @Test(arguments: commands)
  func `A disk that may not be written is named, with the next command`(command: String) throws {
    let session = try company()
    let (output, status) = try session.shell(
      """
      git for-each-ref > $WORK/before; unshare -rm sh -c 'mount --bind "$PWD" "$PWD" && \
      mount -o remount,ro,bind "$PWD" && cd "$PWD" && \(command)'
      """
    )
    #expect(status == 2, "\(output)")
    #expect(output.contains("ead-only") || output.contains("read only"), "\(output)")
    #expect(output.contains("hint: writ doctor"), "\(output)")
    #expect(try session.shell("git for-each-ref | cmp - $WORK/before").status == 0)
    #expect(try session.shell(command).status == 0)
  }

  /// A tag alone may stay: it is no publication, and the next try adopts it.
  ///
  /// How much is free, in KiB: none, and so little that each step in turn finds no room.
  @Test(arguments: [0, 4, 8, 12, 16, 24])
  func `A full disk leaves everything as before or as after`(free: Int) throws {
    let session = try company()
    let steps = Self.commands.map { command in
      """
      head -c 64m /dev/zero > ../fill 2>/dev/null; truncate -s -\(free)k ../fill
      git for-each-ref refs/heads refs/writ > $WORK/before
      sh -c '\(command.replacing("'", with: "\""))' > $WORK/said 2>&1; s=$?
      rm ../fill
      if [ $s != 0 ]; then
        [ $s = 2 ] && grep -q '^hint: ' $WORK/said || { echo "BAD: ended with $s"; cat $WORK/said; }
        git for-each-ref refs/heads refs/writ | cmp - $WORK/before || echo "BAD: moved after \(command)"
      fi
      writ verify > $WORK/said || { echo "BAD: verify after \(command)"; cat $WORK/said; }
      git fsck --strict --no-dangling > $WORK/said 2>&1 || { echo 'BAD: fsck'; cat $WORK/said; }
      find .git -name '*.lock' ! -name writ.lock | sed 's/^/BAD: left over /'
      """.replacing("\\(command)", with: command)
    }
    let script = """
      mkdir $WORK/small && mount -t tmpfs -o size=8m tmpfs $WORK/small || exit 3
      cp -R $WORK/acme $WORK/small/ && cd $WORK/small/acme || exit 3
      \(steps.joined(separator: "\n"))
      """
    try script.write(toFile: session.work + "/full.sh", atomically: true, encoding: .utf8)
    let (output, status) = try session.shell("unshare -rm sh $WORK/full.sh")
    #expect(status == 0 && !output.contains("BAD"), "\(output)")
  }

  @Test func `A full disk fails a sync on the receiving side and loses nothing`() throws {
    let session = try Session()
    try session.setUp("shared")
    try session.good("cd $WORK/at-chen && writ ack social-media --yes && writ sync; cd $WORK/acme")
    let script = """
      mkdir $WORK/small && mount -t tmpfs -o size=8m tmpfs $WORK/small || exit 3
      cp -R $WORK/acme $WORK/small/ && cd $WORK/small/acme || exit 3
      git for-each-ref > $WORK/before
      head -c 64m /dev/zero > ../fill 2>/dev/null
      writ sync; echo "status $?"
      git for-each-ref | cmp - $WORK/before && echo unmoved
      rm ../fill; writ sync
      """
    try script.write(toFile: session.work + "/full.sh", atomically: true, encoding: .utf8)
    let output = try session.good("unshare -rm sh $WORK/full.sh")
    #expect(output.contains("status 2") && output.contains("unmoved"), "\(output)")
    #expect(output.contains("hint: "), "\(output)")
    #expect(output.contains("Received: 1 acknowledgement"), "\(output)")
  }

  @Test func `A server whose disk is full accepts nothing, and all once there is room`() throws {
    let session = try Session()
    try session.setUp("ledgered")
    try session.good("cd $WORK/at-chen && writ sync && writ ack social-media --yes")
    let script = """
      mkdir $WORK/small && mount -t tmpfs -o size=8m tmpfs $WORK/small || exit 3
      cp -R $WORK/shared.git $WORK/shared.git.spool $WORK/small/ || exit 3
      git -C $WORK/small/shared.git for-each-ref > $WORK/before
      head -c 64m /dev/zero > $WORK/small/fill 2>/dev/null
      git push $WORK/small/shared.git refs/writ/records/3a/chen; echo "status $?"
      git -C $WORK/small/shared.git for-each-ref | cmp - $WORK/before && echo unmoved
      rm $WORK/small/fill
      git push $WORK/small/shared.git refs/writ/records/3a/chen && echo accepted
      writ ledger seal --repository $WORK/small/shared.git
      writ verify --repository $WORK/small/shared.git
      """
    try script.write(toFile: session.work + "/full.sh", atomically: true, encoding: .utf8)
    let output = try session.shell("unshare -rm sh $WORK/full.sh").output
    #expect(output.contains("status 1") && output.contains("unmoved"), "\(output)")
    #expect(output.contains("accepted") && output.contains("are good"), "\(output)")
  }

  /// A company with something to write of each kind.
  private func company() throws -> Session {
    let session = try Session()
    try session.setUp("published")
    try session.good("ssh-keygen -q -t ed25519 -N '' -f $WORK/dora")
    try session.good("git init -q --bare $WORK/shared.git")
    try session.good("git remote add origin $WORK/shared.git && writ sync")
    try session.good("writ policy new travel --owner role:legal --review-by 2027-01-01")
    try session.good("writ propose travel -m Travel --as travel")
    try session.good("writ review travel --approve --person bruno --key $WORK/bruno")
    try session.good("rm -r policies/travel && writ merge travel && writ sync")
    try session.good("echo '# one more' >> goals.yml && rm .git/hooks/pre-commit")
    return session
  }
}

/// Whether this user may mount, as root or in a user namespace of their own.
enum Mounting {
  static let isPossible: Bool = {
    guard let session = try? Session(),
      let probe = try? session.shell("unshare -rm sh -c 'mount -t tmpfs tmpfs \"$WORK\"'")
    else { return false }
    return probe.status == 0
  }()
}

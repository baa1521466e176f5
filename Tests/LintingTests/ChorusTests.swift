import Testing

@testable import Linting

/// The same words under several names.
struct ChorusTests {
  private static let words = "I work at Example, and our new lamp is a joy at night."

  @Test func threePeopleWithTheSameWordsAreAChorus() {
    let voices = [
      voice("a.md", "ana", Self.words), voice("b.md", "ben", "\(Self.words) @example #NightRide"),
      voice("c.md", "chen", Self.words.uppercased()), voice("d.md", "dora", "Something of my own."),
    ]
    let notices = Chorus.notices(voices.compactMap(\.self))
    #expect(notices.keys.sorted() == ["a.md", "b.md", "c.md"])
    #expect(notices["a.md"]?.hasPrefix("2 colleagues say the same") == true)
  }

  @Test func onePersonTwiceOrTwoPeopleAreNone() {
    let voices = [
      voice("a.md", "ana", Self.words), voice("b.md", "ana", Self.words),
      voice("c.md", "ben", Self.words),
    ]
    #expect(Chorus.notices(voices.compactMap(\.self)).isEmpty)
  }

  @Test func officialPostsGreetingsAndProtectedWordsHaveNoVoice() {
    #expect(voice("a.md", "ana", Self.words, .official) == nil)
    #expect(voice("a.md", "ana", "Happy new year!") == nil)
    #expect(voice("a.md", nil, Self.words) == nil)
    #expect(voice("a.md", "ana", Self.words, .own, notices: [ProtectedSpeech.notice]) == nil)
  }

  private func voice(
    _ path: String,
    _ author: String?,
    _ text: String,
    _ account: Account = .own,
    notices: [String] = []
  ) -> Chorus.Voice? {
    var post = Post(path: path, text: text, account: account, channels: [.x])
    post.author = author
    var report = Report(path: path, account: account)
    report.notices = notices
    return Chorus.Voice(post, report)
  }
}

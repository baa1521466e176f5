import Testing

@testable import Linting

/// What an edit makes of a match.
struct MatchEditTests {
  @Test(arguments: [
    ("a=b", "$2=$1", "b=a"), ("a=b, c=d", "${2}0=$1", "b0=a, d0=c"), ("a=b", "$12", "a2"),
    ("a=b", "$3 ${9} $ $0 ${1", "$3 ${9} $ $0 ${1"), ("$2=b", "$1$1", "$2$2"),
    ("a=${1}", "$2", "${1}"),
  ])
  func groupsFillATemplateOnce(text: String, template: String, edited: String) throws {
    let edit = try #require(try MatchEdit(["regex", #"(\w|\$2)=(\w|\$\{1\})"#, template]))
    #expect(try edit.result(of: text) == edited)
  }

  @Test func eachMatchIsReplaced() throws {
    let edit = try #require(try MatchEdit(["regex", "(a)b", "$1"]))
    let text = String(repeating: "ab ", count: 500)
    #expect(try edit.result(of: text) == String(repeating: "a ", count: 500))
  }

  @Test func whatStaysAsItIsIsNoEdit() throws {
    let edit = try #require(try MatchEdit(["trim_left", "x"]))
    #expect(try edit.result(of: "a") == nil)
  }
}

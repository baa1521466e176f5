import Pages
import Policies
import Testing

/// A redline shows both texts: leave out what was put in and the older one is left, and the other way.
struct RedlinePageTests {
  @Test func bothTextsCanBeReadOutOfARedline() throws {
    let old = "## A {#A-1}\nOne two three four.\n\n- five\n- six\n\n## B {#B-1}\nSame.\n"
    let new = "## A {#A-1}\nOne 2 three four more.\n\n- five\n\nSeven.\n\n## B {#B-1}\nSame.\n"
    let page = PageOutline(try SamplePages.redline(old, new))
    let chrome: Set = [".unseen", ".legend", ".badge", ".id", ".number"]
    #expect(
      page.words(in: "main", without: chrome.union(["ins"])) == [
        "A", "One", "two", "three", "four.", "five", "six", "B", "Same.",
      ]
    )
    #expect(
      page.words(in: "main", without: chrome.union(["del"])) == [
        "A", "One", "2", "three", "four", "more.", "five", "Seven.", "B", "Same.",
      ]
    )
  }

  @Test func movedClausesAreLinkedBothWays() throws {
    let page = try SamplePages.redline(SamplePages.old, SamplePages.new)
    #expect(page.contains("<p class=\"move stub\" id=\"_was-SM-3\""))
    #expect(page.contains("<a href=\"#SM-3\">See it where it stands now</a>"))
    #expect(page.contains("<a href=\"#_was-SM-3\">It stood after SM-2 before.</a>"))
  }

  @Test func movedSentencesAreLinkedBothWays() throws {
    let page = try SamplePages.redline(SamplePages.old, SamplePages.new)
    #expect(page.contains("href=\"#_to-1\">Moved to SM-5</a>"))
    #expect(page.contains("href=\"#_from-1\">Moved here from SM-1</a>"))
    #expect(page.contains("(<a href=\"#SM-3\">1, Be kind to all</a>)"))
  }

  @Test func theSummaryNamesEveryChange() throws {
    let outline = PageOutline(try SamplePages.redline(SamplePages.old, SamplePages.new))
    let heading = outline.all("h2").first { $0.attributes["id"] == "_contents" }
    #expect(heading?.text == "3 clauses changed, 1 added, 1 removed, 1 moved")
    let badges = outline.all("span").filter {
      $0.path.contains("nav") && $0.attributes["class"]?.hasPrefix("badge") == true
    }
    #expect(
      badges.map(\.text) == [
        "moved", "renamed", "changed", "changed", "added", "changed", "removed",
      ]
    )
  }

  @Test func onlyTheChangesAreShownToSomebodyWhoSigned() throws {
    let old = "## A {#A-1}\nOne.\n\n## B {#B-1}\nSame.\n"
    let page = try SamplePages.redline(old, old.replacing("One", with: "Two"), .changes)
    #expect(page.contains("id=\"A-1\""))
    #expect(!page.contains("id=\"B-1\""))
    #expect(page.contains("Clauses that did not change are left out."))
  }

  @Test func theSameTextHasAPageThatSaysSo() throws {
    let page = try SamplePages.redline(SamplePages.old, SamplePages.old)
    #expect(page.contains(">No word changed</h2>"))
    #expect(!page.contains("<ins>") && !page.contains("<del>"))
  }

  @Test func listsStayLists() throws {
    let page = try SamplePages.redline(SamplePages.old, SamplePages.old)
    #expect(
      page.contains(
        """
        <ul>
        <li>in plain words<ul>
        <li>and in short ones</li></ul>
        </li></ul>
        <ol>
        <li value="1">once</li></ol>
        """
      )
    )
    #expect(page.contains("<pre>You   fool!\n  Go away.</pre>"))
  }

  @Test func markdownMarksChangesAndNothingElse() throws {
    let old = "## A {#A-1}\nOne two *three* `four`.\n\n- five\n"
    let new = "## A {#A-1}\nOne <b>2</b> *three* `four` #1 [x](y).\n\n- five\n- \\~six\\~\n"
    #expect(
      RedlineMarkdown(try SamplePages.comparison(old, new)).text == """
        # Policy

        From **1.0**, in force from 2026-01-05, SHA-256 `aa`  
        To **\\<2.0\\>**, "announced", SHA-256 `bb`

        1 clause changed. ~~Struck through~~ was taken out, **bold** was put in.

        ## A-1 A (changed)

        One ~~two~~ **\\<b\\>2\\</b\\>** three ~~four.~~ **four #1 x (y).**

        …

        - **\\~six\\~**

        """
    )
  }

  @Test func markdownSaysWhatMoved() throws {
    let text = RedlineMarkdown(try SamplePages.comparison(SamplePages.old, SamplePages.new)).text
    #expect(text.contains("*Moved to SM-5:* Put it before the link, where people see …"))
    #expect(text.contains("*Moved here from SM-1:*\n\n> Put it before"))
    #expect(
      text.contains("## SM-3 Be kind to all (moved, renamed, changed)\n\n*It stood after SM-2")
    )
    #expect(text.contains("Title: Be kind **to all**"))
  }
}

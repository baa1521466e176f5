import Documents
import Pages
import Policies

/// Policies made of a few lines, and pages of them.
enum SamplePages {
  static let old = """
    # Policy

    Why we have this.

    ## Be open {#SM-1}
    Say that you work here when you praise our products.

    Put it before the link, where people see it, [see](#SM-3).

    - in plain words
      - and in short ones
    1. once

    ## Be quiet {#SM-2}
    Never post secrets that somebody told you.

    ## Be kind {#SM-3}
    **Do**

    ```post dont account=own
    You   fool!
      Go away.
    ```

    | a | b |
    |---|---|
    | c | d |

    ## Be brief {#SM-4}
    Gone with the next version.

    """

  /// SM-1 split, SM-2 changed, SM-3 moved and renamed, SM-4 taken out.
  static let new = """
    # Policy

    Why we have this.

    ## Be kind to all {#SM-3}
    **Do**

    ```post dont account=own
    You   fool!
      Go off.
    ```

    | a | b |
    |---|---|
    | c | e |

    ## Be open {#SM-1}
    Say that you work here when you praise our products.

    - in plain words
      - and in short ones
    1. once

    ### Where {#SM-5}
    Put it before the link, where people see it, [see](#SM-3).

    ## Be quiet {#SM-2}
    Do not post secrets that somebody told you.

    A new paragraph of its own.

    """

  static let hostile = """
    # <script>document.title='pwned'</script>

    ## <img src=x onerror="document.title='pwned'"> "><b {#SM-1}
    <script>document.title='pwned'</script>

    <img src="https://example.com/x.png" onerror="document.title='pwned'">

    Inline <script>document.title='pwned'</script> and <b onclick="x()">bold</b>.

    [a](javascript:document.title='pwned') [b](JaVaScRiPt:alert(1)) [c](data:text/html,x)
    [d](vbscript:x) [e](file:///etc/passwd) [f](//example.com/x) ![g](https://example.com/g.png)
    [h](https://example.com/"onmouseover="x) <javascript:alert(1)> [i](#SM-1"><script>)

    `"><script>` and **“<script>”** and \u{202E}reversed\u{1B}[2J

    ```post do "><script>
    </pre><script>document.title='pwned'</script>
    ```

    ```"><script>
    </code></pre><script>document.title='pwned'</script>
    ```

    - </li></ul><script>document.title='pwned'</script>

    | </td><script> | b |
    |---|---|
    | c | d |

    """

  static func policy(_ body: String, title: String = "Policy", language: String = "en") throws
    -> PolicyDocument
  {
    let top = "---\nid: social-media\ntitle: '\(title)'\nlanguage: '\(language)'\n---\n"
    return try PolicyDocument(parsing: Array((top + body).utf8))
  }

  static func comparison(_ old: String, _ new: String, title: String = "Policy") throws
    -> Comparison
  {
    Comparison(
      policy: "social-media",
      title: title,
      language: "en",
      older: ComparedText(name: "1.0", detail: "in force from 2026-01-05", digest: "aa"),
      newer: ComparedText(name: "<2.0>", detail: "\"announced\"", digest: "bb"),
      redline: Redline(from: try policy(old, title: title), to: try policy(new, title: title))
    )
  }

  static func reading(_ body: String, title: String = "Policy", language: String = "en") throws
    -> String
  {
    let text = ComparedText(name: "1.0", detail: "in force from 2026-01-05", digest: "aa")
    return try ReadingPage(policy(body, title: title, language: language), as: text).html()
  }

  static func redline(_ old: String, _ new: String, _ scope: RedlinePage.Scope = .wholeText) throws
    -> String
  {
    try RedlinePage(comparison(old, new), showing: scope).html()
  }

  /// Pages of every kind, of an honest and of a hostile text.
  static func all() throws -> [String] {
    let title = "<script>document.title='\"pwned\"'</script>".replacing("'", with: "''")
    let hostileRedline = RedlinePage(
      try comparison(hostile.replacing("SM-1", with: "SM-9"), hostile, title: title),
      showing: .wholeText
    )
    return [
      try reading(new), try redline(old, new), try redline(old, new, .changes),
      try redline(old, old), try reading(hostile, title: title, language: "\"><script>"),
      try redline(old, hostile), try redline(hostile, old, .changes), try hostileRedline.html(),
    ]
  }
}

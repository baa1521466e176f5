# Homebrew formula; builds from source: brew install --HEAD ./packaging/homebrew/writ.rb
#
# Until releases have an address, the source is the checkout that this file lies in.
class Writ < Formula
  desc "Keep a company's policies, and the signed record of who agreed to them"
  license "Apache-2.0"
  head "file://#{File.expand_path("../..", __dir__)}", using: :git, branch: "main"

  depends_on "pkgconf" => :build
  depends_on xcode: ["26.0", :build]
  depends_on "cmark-gfm"
  depends_on "hunspell"
  depends_on "libgit2"
  depends_on macos: :sequoia
  depends_on "pcre2"

  uses_from_macos "swift" => :build

  def install
    commit = Utils.safe_popen_read("sh", "packaging/commit").strip
    with_env(WRIT_COMMIT: commit) do
      system "swift", "build", "--disable-sandbox", "-c", "release", "--product", "writ"
    end
    system "sh", "packaging/install", ".build/release/writ", prefix
  end

  test do
    assert_match(/^writ .*commit \h{7}/, shell_output("#{bin}/writ --version"))
    system "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", "key"
    system bin/"writ", "init", "policies", "--organisation", "Example", "--person", "ana", "--key", "key"
    assert_match "are good", shell_output("#{bin}/writ verify --repository policies")
  end
end

import Git
import Policies
import Testing

@testable import Records

/// The one canonical form of a record's message.
struct RecordFormatTests {
  @Test func everyFormatHasASample() {
    #expect(Samples.all.map(\.format) == RecordFormat.allCases)
  }

  @Test(arguments: RecordFormat.allCases)
  func aRecordReadsBackAsItWasWritten(format: RecordFormat) throws {
    let record = try #require(Samples.all.first { $0.format == format })
    let read = try Record(parsing: record.encoded)
    #expect(read == record)
    #expect(read.encoded == record.encoded)
  }

  @Test func aStatementReadsBackAsItWasMade() throws {
    #expect(try Review(Samples.record(Samples.review)) == Samples.review)
    #expect(try Merge(Samples.record(Samples.merge)) == Samples.merge)
    #expect(try Publication(Samples.record(Samples.publication)) == Samples.publication)
    #expect(try RegistryChange(Samples.record(Samples.registry)) == Samples.registry)
    let said = try Acknowledgement(Samples.record(Samples.acknowledgement))
    #expect(said == Samples.acknowledgement)
  }

  @Test(arguments: RecordFormat.allCases)
  func noLineMayBeMissingRepeatedOrOutOfPlace(format: RecordFormat) throws {
    let record = try #require(Samples.all.first { $0.format == format })
    let lines = String(decoding: record.encoded, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    for index in lines.indices {
      // A line that may occur any number of times may also be missing.
      let mayMiss = ["Writ-Approval", "Writ-Tip", "Writ-Update"].contains {
        lines[index].hasPrefix($0)
      }
      var missing = lines
      missing.remove(at: index)
      #expect(mayMiss || refusal(missing) == .record, "without '\(lines[index])'")
      var repeated = lines
      repeated.insert(lines[index], at: index)
      #expect(refusal(repeated) == .record, "'\(lines[index])' twice")
      guard index + 1 < lines.count else { continue }
      var swapped = lines
      swapped.swapAt(index, index + 1)
      #expect(refusal(swapped) == .record, "'\(lines[index])' too late")
    }
  }

  @Test(arguments: RecordFormat.allCases)
  func noByteMayBeChangedInAWayThatReadsTheSame(format: RecordFormat) throws {
    let record = try #require(Samples.all.first { $0.format == format })
    for index in record.encoded.indices {
      var bytes = record.encoded
      bytes[index] ^= 0x20
      guard let read = try? Record(parsing: bytes) else { continue }
      #expect(read != record && read.encoded == bytes, "byte \(index)")
    }
  }

  @Test(arguments: RecordFormat.allCases)
  func aRecordThatIsCutOffIsRefused(format: RecordFormat) throws {
    let record = try #require(Samples.all.first { $0.format == format })
    for count in record.encoded.indices {
      #expect(throws: Refusal.self) { try Record(parsing: Array(record.encoded[..<count])) }
    }
  }

  @Test func approvalsAreSortedAndEachNamedOnce() {
    let text = String(decoding: Samples.record(Samples.merge).encoded, as: UTF8.self)
    let first = "Writ-Approval: ana \(ObjectID.emptyTree)\n"
    let second = "Writ-Approval: bruno \(ObjectID.emptyTree)\n"
    #expect(text.contains(first + second))
    for other in [second + first, first + first + second, first + second + second] {
      #expect(refusal(text.replacing(first + second, with: other)) == .record)
    }
  }

  private func refusal(_ lines: ArraySlice<Substring>) -> Refusal.Code? {
    refusal(lines.joined(separator: "\n") + "\n")
  }

  private func refusal(_ text: String) -> Refusal.Code? {
    do throws(Refusal) {
      _ = try Record(parsing: Array(text.utf8))
      return nil
    } catch {
      return error.code
    }
  }
}

import Foundation
import Git
import Policies
import Records
import TestTools

// Makes a large policy repository for measuring: many policies, versions, people and records, all
// signed as people would sign them.
//
// Usage: SampleData FOLDER PEOPLE POLICIES VERSIONS SIGNED
// FOLDER is an empty Git repository; each person signs SIGNED policies. The founder is 'ana', who
// approves nothing alone; 'bruno' is legal too. Everybody's key is made from their id.
//
// Usage: SampleData rate
// Prints how many Ed25519 signatures a second the library verifies on all cores.

let words = CommandLine.arguments.dropFirst()
if words == ["rate"] {
  print(Int(try RawRate.measure(seconds: 2)))
  exit(0)
}
guard words.count == 5, let folder = words.first,
  case let numbers = words.dropFirst().compactMap({ Int($0) }), numbers.count == 4
else {
  print("usage: SampleData FOLDER PEOPLE POLICIES VERSIONS SIGNED")
  exit(2)
}
let company = try await SampleCompany(in: folder, policies: numbers[1])
try await company.enter(people: numbers[0])
try await company.publish(versions: numbers[2])
try await company.sign(each: numbers[3])

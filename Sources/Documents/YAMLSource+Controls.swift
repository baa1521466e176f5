extension YAMLSource {
  /// Refuses characters that libYAML takes for line ends or skips, while other readers do not.
  func refuseControls() throws(DocumentError) {
    if bytes.allSatisfy({ ($0 >= 0x20 && $0 < 0x7F) || $0 == 0x0A }) { return }
    var offset = 0
    for scalar in text.unicodeScalars {
      if isStray(scalar, at: offset) {
        throw DocumentError(
          "the character \(TerminalText.code(of: scalar)) is not allowed in YAML",
          at: position(ofByte: offset)
        )
      }
      offset += UTF8.width(scalar)
    }
  }

  private func isStray(_ scalar: Unicode.Scalar, at offset: Int) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A: false
    case 0x0D: offset + 1 >= bytes.count || bytes[offset + 1] != 0x0A
    case 0x00...0x1F, 0x7F...0x9F, 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF: true
    default: false
    }
  }
}

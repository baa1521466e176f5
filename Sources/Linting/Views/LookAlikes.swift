/// Letters that look like a Latin one: other scripts' letters, small capitals, letters in boxes.
///
/// A selection of the confusable characters of Unicode's UTS #39, those that an ordinary font shows
/// alike; compatibility forms such as full-width letters need no list (NFKC).
enum LookAlikes {
  /// What a character looks like; nil when it looks like itself only.
  static func latin(_ scalar: Unicode.Scalar) -> UInt8? {
    if let letter = single[scalar.value] { return letter }
    for (start, first) in alphabets where (start..<start + 26).contains(scalar.value) {
      return first + UInt8(scalar.value - start)
    }
    return nil
  }

  /// Whether it belongs to a script whose letters are taken for Latin ones.
  static func isForeign(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0370...0x03FF, 0x0400...0x052F, 0x0531...0x0587, 0x13A0...0x13F5, 0x2C80...0x2CFF: true
    default: false
    }
  }

  /// Letters in dark circles and boxes, which compatibility forms leave alone.
  private static let alphabets: [(UInt32, UInt8)] = [
    (0x1F150, 65), (0x1F170, 65), (0x1F130, 65),
  ]

  private static let single: [UInt32: UInt8] = {
    var table: [UInt32: UInt8] = [:]
    for (letters, foreign) in pairs {
      for (letter, scalar) in zip(letters.utf8, foreign.unicodeScalars) {
        table[scalar.value] = letter
      }
    }
    return table
  }()

  /// Latin letters, and beside each the letter that looks like it.
  private static let pairs: [(String, String)] = [
    // Cyrillic
    ("aceopxyijshdqwgvru", "асеорхуіјѕһԁԛԝԍѵгц"),
    ("ABCEHIJKMOPSTXYGQWV", "АВСЕНІЈКМОРЅТХУԌԚԜѴ"),
    ("klmtnb", "кӏмтпЬ"),
    // Greek
    ("oviupkxyanw", "ονιυρκχγαηω"), ("ABEZHIKMNOPTYX", "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ"), ("cco", "ϲςσ"),
    // Armenian, Cherokee
    ("ohunqgS", "օհսոզցՏ"), ("DRTisAJEWHYGZVLCPKB", "ᎠᎡᎢᎥᏚᎪᎫᎬᎳᎻᎽᏀᏃᏙᏞᏟᏢᏦᏴ"),
    // Latin letters of other uses: phonetic, small capitals, without their dot
    ("giloavuy", "ɡıǀɵɑⱱʋʏ"),
    ("abcdefghijklmnopqrstuvwyz", "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘǫʀꜱᴛᴜᴠᴡʏᴢ"),
    ("lIl", "ӀⅠ∣"), ("oO", "๐੦"),
  ]
}

internal import CPCRE2

/// Sole owner of one compiled pattern and what it needs to run; freed once, when it leaves scope.
struct PatternHandle: ~Copyable {
  /// Just-in-time compilation waits until this many bytes have been searched.
  ///
  /// Measured with 25 rules: it adds 0.2 ms and gains nothing on one short post, and makes a check
  /// of thousands of posts twice as fast.
  private static let jitThreshold = 64 << 10

  /// Steps for one starting place; some 20 ms.
  private static let matchLimit: UInt32 = 1_000_000
  private static let depthLimit: UInt32 = 250_000
  private static let heapLimitKiB: UInt32 = 32 << 10

  let code: OpaquePointer
  let data: OpaquePointer
  let context: OpaquePointer
  private var bytesUntilJIT = jitThreshold

  init(_ source: String, _ options: Pattern.Options) throws(PatternError) {
    let code = try Self.compile(source, options)
    guard let data = pcre2_match_data_create_from_pattern_8(code, nil) else {
      pcre2_code_free_8(code)
      throw PatternError(message: "out of memory")
    }
    guard let context = pcre2_match_context_create_8(nil) else {
      pcre2_match_data_free_8(data)
      pcre2_code_free_8(code)
      throw PatternError(message: "out of memory")
    }
    pcre2_set_match_limit_8(context, Self.matchLimit)
    pcre2_set_depth_limit_8(context, Self.depthLimit)
    pcre2_set_heap_limit_8(context, Self.heapLimitKiB)
    (self.code, self.data, self.context) = (code, data, context)
  }

  deinit {
    pcre2_match_context_free_8(context)
    pcre2_match_data_free_8(data)
    pcre2_code_free_8(code)
  }

  var groupCount: Int { Int(pcre2_get_ovector_count_8(data)) - 1 }

  func group(named name: String) -> Int? {
    let number = name.utf8CString.withUnsafeBufferPointer { name in
      name.withMemoryRebound(to: UInt8.self) {
        pcre2_substring_number_from_name_8(code, $0.baseAddress)
      }
    }
    return number > 0 ? Int(number) : nil
  }

  /// Turns to machine code once enough text has come by; without JIT the interpreter goes on.
  mutating func account(for bytes: Int) {
    guard bytesUntilJIT > 0 else { return }
    bytesUntilJIT -= bytes
    if bytesUntilJIT <= 0 { _ = pcre2_jit_compile_8(code, UInt32(PCRE2_JIT_COMPLETE)) }
  }

  private static func compile(
    _ source: String,
    _ options: Pattern.Options
  ) throws(PatternError) -> OpaquePointer {
    guard let context = pcre2_compile_context_create_8(nil) else {
      throw PatternError(message: "out of memory")
    }
    defer { pcre2_compile_context_free_8(context) }
    pcre2_set_newline_8(context, UInt32(PCRE2_NEWLINE_ANYCRLF))
    var error: Int32 = 0
    var offset = 0
    let bytes = Array(source.utf8) + [0]
    let code = pcre2_compile_8(
      bytes,
      bytes.count - 1,
      flags(for: options),
      &error,
      &offset,
      context
    )
    guard let code else { throw PatternError(message: message(for: error)) }
    return code
  }

  /// `\C` would split characters; the offset limit lets a long text be searched in steps.
  private static func flags(for options: Pattern.Options) -> UInt32 {
    var flags = PCRE2_UTF | PCRE2_UCP | PCRE2_MULTILINE | PCRE2_NEVER_BACKSLASH_C
    flags |= PCRE2_USE_OFFSET_LIMIT
    if options.contains(.ignoringCase) { flags |= PCRE2_CASELESS }
    if options.contains(.namedGroupsOnly) { flags |= PCRE2_NO_AUTO_CAPTURE }
    return flags
  }

  private static func message(for error: Int32) -> String {
    var buffer = [UInt8](repeating: 0, count: 256)
    let length = pcre2_get_error_message_8(error, &buffer, buffer.count)
    return String(decoding: buffer.prefix(max(0, Int(length))), as: UTF8.self)
  }
}

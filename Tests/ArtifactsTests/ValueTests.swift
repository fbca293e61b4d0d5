import Artifacts
import Testing

@Suite struct ValueTests {
    struct Settings: Codable, Hashable {
        enum Method: Codable, Hashable { case fixed(words: Int, fanIn: Int), whole }
        var method = Method.fixed(words: 450, fanIn: 6)
        var rate = 1.0
        var seeds: [UInt64] = [1, .max]
        var name: String? = nil
        var weights: [String: Double] = ["b": -0.0, "a": 0.1]
        var heights: [Int: String] = [2: "two", 10: "ten"]
        var kinds: Set<String> = ["rating", "comparison", "halt", "ranking"]
        var tags: [Digest: Int] = [Digest(of: "x"): 1, Digest(of: "y"): 2]
        var free: Value = ["deep": [1, 1.0, .null, true, "é\n\"\u{1}"]]
    }

    @Test func `settings come back from their value and from its JSON`() throws {
        let settings = Settings()
        let value = try Value(encoding: settings)
        #expect(try value.decode(Settings.self) == settings)
        #expect(try Value(json: value.json) == value)
        #expect(try Value(json: value.prettyJSON) == value)
    }

    @Test func `whole numbers and fractions stay apart`() throws {
        #expect(try Value(encoding: 1.0) == .double(1))
        #expect(try Value(encoding: 1) == .int(1))
        #expect(try Value(json: "[1, 1.0, 1e2, -0.0]") == [1, 1.0, 100.0, .double(-0.0)])
        #expect(Value.double(1).json == "1.0")
    }

    @Test func `sets and dictionaries are sorted, whatever Swift's hash seed`() throws {
        #expect(try Value(encoding: Set(["b", "c", "a"])) == ["a", "b", "c"])
        let tags = [Digest(of: "1"): 1, Digest(of: "2"): 2]
        let values = tags.sorted { $0.key < $1.key }.flatMap {
            [Value.string($0.key.description), .int($0.value)]
        }
        #expect(try Value(encoding: tags) == .array(values))
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity])
    func `a number that is not finite is refused`(number: Double) {
        #expect(throws: EncodingError.self) { try Value(encoding: ["rate": number]) }
    }

    @Test func `what does not fit is named with its path`() throws {
        struct Inner: Codable { var words: Int }
        struct Outer: Codable { var cut: [Inner] }
        let value: Value = ["cut": [["words": 1], ["words": "many"]]]
        let error = #expect(throws: DecodingError.self) { try value.decode(Outer.self) }
        guard case .typeMismatch(_, let context) = error else { return #expect(Bool(false)) }
        #expect(context.codingPath.map(\.stringValue) == ["cut", "1", "words"])
        #expect(context.debugDescription == "wanted Int, found \"many\"")
    }

    @Test(arguments: [
        "", "{", "[1,]", "{\"a\" 1}", "tru", "1 2", "\"a", "\"\\x\"", "01x", "\"\\ud800\\n\"", "nan", "-",
        String(repeating: "[", count: 100_000),
    ])
    func `what is no JSON is refused`(text: String) {
        #expect(throws: JSONError.self) { try Value(json: text) }
    }

    @Test func `escapes are read`() throws {
        #expect(try Value(json: #""\u00e9\ud83d\ude00\n\/""#) == .string("é😀\n/"))
    }
}

@Suite struct CanonicalBytesTests {
    static let different: [Value] = [
        .null, true, false, 0, 1, 0.0, .double(-0.0), 1.0, "", "1", "a", [], [:], [.null], ["a"], ["a", "b"],
        ["ab"],
        ["a": "b"], ["a": ["b"]], [["a"], "b"], ["a": .null], [[], []], [[[]]], ["ab": "c"], ["a": "bc"], -1,
        "n", "t", .string("é"), ["", ""], [[:]],
    ]

    @Test func `no two values that differ have the same bytes`() {
        let digests = Self.different.map { value in
            var bytes = CanonicalBytes(domain: "test")
            bytes.append(value)
            return bytes.digest
        }
        #expect(Set(digests).count == Self.different.count)
    }

    // The digest was computed with Python's struct and hashlib from the format's description.
    @Test func `the format is frozen`() {
        var bytes = CanonicalBytes(domain: "quire.test")
        bytes.append(["b": [1, 2.5, .null], "a": "text", "c": ["d": true]])
        bytes.append(UInt64?.none)
        bytes.append(UInt64.max)
        bytes.append(Digest(of: "abc"))
        #expect(
            bytes.digest.description == "72e04303b1371e82884351c790e426eb798e67fee9a7ad101edd861026cb8008")
    }
}

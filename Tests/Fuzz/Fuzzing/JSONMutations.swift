/// Changes of JSON that know where its words and numbers stand.
enum JSONMutations {
    private static let numbers = [
        "0", "-1", "1", "2", "3", "7", "40", "1000000", "9223372036854775807", "-9223372036854775808",
        "4611686018427387904", "1099511627776", "0.5", "1e308", "-1e308", "1e-320",
    ]
    private static let texts = [
        "", "a", "0", "0.0", "0.1", "0.0.0.0.0.0.0.0", "gold", "comparison", "demonstration", "book-1", "漢",
        "\\u0000", "\\n", "a b c. D e.",
    ]

    static let spices = [
        "0", "-1", "1", "9223372036854775807", "-9223372036854775808", "9223372036854775808", "1e308",
        "-1e308", "1e999", "1e-320", "0.5", "4611686018427387904",
        "null", "true", "[]", "{}", "\"\"", "\"\\u0000\"", "\"\\ud800\"", "\"é漢👩‍👩‍👧\"", "[[]]", "[null]",
        "[1e308,1e308]", "{\"a\":1}", "1000000000000000000", "65536", "\"0\"",
        "\"comparison\"", "\"demonstration\"", "\"ranking\"", "\"answer\"", "\"undo\"", "\"halt\"",
        "\"skip\"", "{\"points\":5}", "{\"winner\":1}", "{\"points\":9,\"scale\":2}",
        "{\"text\":\"a\"}", "[{\"answer\":\"1\",\"side\":1}]", "[1,2]", "[2,1]",
        "{\"total\":9223372036854775807,\"hidden\":-1}", "{\"total\":1}", "NaN", "Infinity", "\"nan\"",
        "\"inf\"",
        ",", ":", "{", "}", "[", "]", "\"", "\\", "\\u", "\u{FEFF}", "\u{0}", "\n", "\r\n", "//", "-",
    ]

    /// Lines one after another, a third of them changed; some have parts of other `lines`.
    static func changed(_ chosen: [[UInt8]], _ lines: [[UInt8]], others: [String], _ dice: inout Dice)
        -> [UInt8]
    {
        var chosen = chosen
        for place in chosen.indices where dice.once(in: 3) {
            if dice.once(in: 8) {
                chosen[place] = ByteMutations.spliced(chosen[place], dice.pick(lines), &dice)
            }
            apply(to: &chosen[place], others: others, &dice)
        }
        var bytes = chosen.flatMap(\.self)
        if dice.once(in: 4) { ByteMutations.apply(to: &bytes, spices: spices, most: 3, &dice) }
        return bytes
    }

    /// Makes a few changes; `others` are words that may stand where a text stands, such as digests.
    static func apply(to bytes: inout [UInt8], others: [String], _ dice: inout Dice) {
        for _ in 0...dice.below(3) {
            let tokens = tokens(in: bytes)
            guard !tokens.isEmpty, !dice.once(in: 5) else {
                ByteMutations.apply(to: &bytes, spices: spices, most: 3, &dice)
                continue
            }
            var token = dice.pick(tokens)
            // Without its keys a value is refused at once: most changes are of what stands under them.
            for _ in 0..<4
            where token.upperBound < bytes.count && bytes[token.upperBound] == UInt8(ascii: ":") {
                token = dice.pick(tokens)
            }
            let isNumber = bytes[token.lowerBound] != UInt8(ascii: "\"")
            if dice.below(10) < 7 {
                let text =
                    isNumber
                    ? dice.pick(numbers) : "\"" + dice.pick(others.isEmpty ? texts : texts + others) + "\""
                bytes.replaceSubrange(token, with: text.utf8)
                continue
            }
            switch dice.below(5) {
            case 0: bytes.replaceSubrange(token, with: Array(bytes[dice.pick(tokens)]))
            case 1 where !others.isEmpty:
                bytes.replaceSubrange(token, with: ("\"" + dice.pick(others) + "\"").utf8)
            case 2 where dice.once(in: 20):
                let deep = dice.pick(["[", "{\"a\":"])
                bytes.replaceSubrange(
                    token, with: String(repeating: deep, count: dice.pick([10, 600, 100_000])).utf8)
            default: bytes.replaceSubrange(token, with: dice.pick(spices).utf8)
            }
        }
    }

    /// Texts and numbers.
    private static func tokens(in bytes: [UInt8]) -> [Range<Int>] {
        var tokens: [Range<Int>] = []
        var index = 0
        while index < bytes.count, tokens.count < 20_000 {
            let start = index
            if bytes[index] == UInt8(ascii: "\"") {
                index += 1
                while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
                    index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
                }
                index = min(bytes.count, index + 1)
                tokens.append(start..<index)
            } else if bytes[index] == UInt8(ascii: "-")
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[index])
            {
                while index < bytes.count, !",]} \n".utf8.contains(bytes[index]) { index += 1 }
                tokens.append(start..<index)
            } else {
                index += 1
            }
        }
        return tokens
    }
}

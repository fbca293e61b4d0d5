import Pipeline

/// Changes of a pipeline file that know what YAML and the language are.
enum PipelineMutations {
    private static let keys =
        Set(Schema.all.flatMap { $0.keys.map(\.name) }).sorted()
        + [
            "train.by", "with", "epochs", "hidden", "leaf", "inner", "root", "path", "split", "include",
            "vars",
        ]

    private static let values: [String] = [
        "0", "-1", "1", "2", "0.5", "1e308", "1e999", "-1e308", "1e-320", "9223372036854775807",
        "-9223372036854775808", "9223372036854775808", "99999999999999999999999999", "4611686018427387904",
        ".nan", ".inf", "-.inf", "nan", "null", "~", "true", "false", "True", "1:30", "0x1F", "0o17", "1_000",
        "all", "leaves", "first-leaves", "first-subtree", "height-0", "height-1",
        "height-99999999999999999999",
        "[]", "{}", "[[]]", "[{}]", "{a: {}}", "[1, 1]", "''", "\"\"", "\"\\0\"", "\"\\u0000\\U0010FFFF\"",
        "$cut", "$seed", "$$x", "$nobody", "$", "rl", "trees", "reward", "bc", "books.train", "books.",
        ".books",
        "extractive", "lead", "transformer", "server", "command", "ppo", "rloo", "dpo", "reward", "best-of",
        "comparison", "demonstration", "ranking", "rating", "simulated", "human", "replay", "model", "fixed",
        "structure", "texttiling", "whole", "accuracy", "gold", "rouge-1", "kl", "splits", "height", "node",
        "é", "漢字", "\u{202E}rtl", "👩‍👩‍👧", "a\u{0301}", "\u{FEFF}", "\u{85}", "\u{2028}", "\u{7F}", "\u{1}",
        "../../../../etc/passwd", "/", "books/*", "{a,b}{a,b}{a,b}{a,b}", "**", "[a-", "~root", "/dev/zero",
        "/dev/stdin", "{{a,b},{c,d}}",
        String(repeating: "{a,b}", count: 60), "0s", "1h",
        "99999999999999h", "-5m", "1e9d",
    ]

    private static let yaml: [String] = [
        "&a ", "*a", "!!str ", "!x ", "!!python/object/apply:os.system ", "<<: *a", "<<: {a: 1}", "---\n",
        "...\n",
        "%YAML 1.1\n", "%TAG ! tag:x,2000:\n", "? ", "? [a, b]\n: c", "|\n  text\n", ">-\n  text\n", "|9\n",
        "- ", "-",
        "[", "]", "{", "}", ": ", ":", ",", "#", "\"", "'", "\t", "\r\n", "\r", "\n\n", "@", "`",
        "a: &x [*x]",
        "{[a]: b}", "[a: b]", "- - - ", "a: b: c", "\u{0}", "${x}", "\"\\x\"",
    ]

    /// Pieces for changes of bytes.
    static let spices =
        values + yaml + ["include: [other.yaml]", "matrix: {cut: [fixed, whole]}", "model: rl"]

    /// Changes words: keys to other keys, values to other types and to huge ones.
    static func changeWords(_ bytes: inout [UInt8], _ dice: inout Dice) {
        let words = words(in: bytes)
        guard !words.isEmpty else { return }
        let word = dice.pick(words)
        let isKey = word.upperBound < bytes.count && bytes[word.upperBound] == UInt8(ascii: ":")
        let text: String
        switch dice.below(isKey ? 4 : 8) {
        case 0, 1: text = dice.pick(isKey ? keys : values)
        case 2: text = String(decoding: bytes[dice.pick(words)], as: UTF8.self)
        case 3: text = dice.pick(keys)
        case 4: text = dice.pick(yaml)
        case 5: text = String(Int64(bitPattern: dice.next()) >> Int64(dice.below(63)))
        case 6: text = long(&dice)
        default: text = "[" + dice.pick(values) + ", " + dice.pick(values) + "]"
        }
        bytes.replaceSubrange(word, with: text.utf8)
    }

    /// Changes a number to another one that may well be right.
    static func changeNumber(_ bytes: inout [UInt8], _ dice: inout Dice) {
        let numbers = words(in: bytes).filter { word in
            bytes[word].allSatisfy {
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: ".")
            }
        }
        guard !numbers.isEmpty else { return }
        let text = dice.pick([
            "0", "1", "2", "3", "7", "0.1", "0.5", "12", "20", "100", "1000", "1e6", "1000000000",
        ])
        bytes.replaceSubrange(dice.pick(numbers), with: text.utf8)
    }

    /// Swaps two words.
    static func swapWords(_ bytes: inout [UInt8], _ dice: inout Dice) {
        let words = words(in: bytes)
        guard words.count > 1 else { return }
        let (a, b) = (dice.below(words.count), dice.below(words.count))
        guard a != b else { return }
        let (first, second) = (words[min(a, b)], words[max(a, b)])
        let (one, two) = (Array(bytes[first]), Array(bytes[second]))
        bytes.replaceSubrange(second, with: one)
        bytes.replaceSubrange(first, with: two)
    }

    /// Puts a piece of YAML that pipelines do not use, or a whole section, where a line begins.
    static func insertFeature(_ bytes: inout [UInt8], _ dice: inout Dice) {
        let starts = [0] + bytes.indices.filter { bytes[$0] == 0x0A }.map { $0 + 1 }
        let indent = String(repeating: " ", count: dice.below(5))
        let piece =
            dice.once(in: 2)
            ? dice.pick(yaml)
            : "\(dice.pick(keys)): \(dice.once(in: 3) ? dice.pick(yaml) : dice.pick(values))"
        bytes.insert(contentsOf: (indent + piece + "\n").utf8, at: dice.pick(starts))
    }

    private static func long(_ dice: inout Dice) -> String {
        String(repeating: dice.pick(["x", "9", "漢", "[", "a b ", "$"]), count: dice.pick([61, 300, 5_000]))
    }

    private static func words(in bytes: [UInt8]) -> [Range<Int>] {
        var words: [Range<Int>] = []
        var start: Int?
        for (index, byte) in bytes.enumerated() {
            let isWord =
                byte >= 0x80
                || [UInt8(ascii: "$"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: ".")].contains(byte)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
            if isWord, start == nil { start = index }
            if !isWord, let begun = start {
                words.append(begun..<index)
                start = nil
            }
        }
        if let start { words.append(start..<bytes.count) }
        return words
    }
}

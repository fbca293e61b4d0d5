/// Pipeline files that are made to be too much: too deep, too many, without end.
enum PipelineMonsters {
    private static let kinds = 24
    /// How many monsters there are: each kind in three sizes.
    static let count = 3 * kinds

    /// A monster's text. Names of the form `endless-N.yaml` are files that include the next one, and
    /// `fan-N.yaml` files that include a hundred others: ``included(_:)``.
    ///
    /// - Parameter number: below ``count``.
    static func text(_ number: Int, _ dice: inout Dice) -> String {
        let many = [100, 3_000, 100_000][number / kinds]
        switch number % kinds {
        case 0: return repeated(dice.pick(["[", "{a: ", "{", "- ", "? ", "[[{a: ", "!a ", "&a "]), many)
        case 1: return "a: " + repeated("[", many) + repeated("]", many)
        case 2: return lines(min(many, 2_000)) { String(repeating: " ", count: $0) + "a:" }
        case 3:
            // Each alias stands for ten of the one before.
            return "a0: &a0 [x]\n"
                + lines(60) { "a\($0 + 1): &a\($0 + 1) [" + repeated("*a\($0),", 10) + "]" }
        case 4: return matrix(axes: 9, values: 10, stages: "$a0 $a1 $a2 $a3 $a4 $a5 $a6 $a7 $a8")
        case 5: return matrix(axes: 2, values: 20_000, stages: "$a0 $a1")
        case 6: return matrix(axes: 3, values: 27, stages: "$a0 $a1 $a2")
        case 7:
            return matrix(
                axes: many > 3_000 ? 300 : 40, values: 2,
                stages: (0..<40).map { "$a\($0)" }.joined(separator: " "))
        case 8: return "include: [endless-1.yaml]\n"
        case 9: return "include: [fan-1.yaml]\n"
        case 10: return "include: [main.yaml]\n"
        case 11:
            return "include: [" + (0..<min(many, 3_000)).map { "part-\($0).yaml" }.joined(separator: ", ")
                + "]\n"
        case 12:
            return head + "stages:\n"
                + lines(min(many, 3_000)) {
                    "  s\($0): {decompose: books, by: fixed\($0 > 0 ? ", after: s\($0 - 1)" : "")}"
                }
        case 13:
            return head + "stages:\n"
                + lines(min(many, 3_000)) { "  s\($0): {decompose: books, by: fixed, after: s\($0 + 1)}" }
        case 14:
            return head + "stages:\n  s: {decompose: books, by: fixed, after: ["
                + (0..<many).map { "n\($0)" }.joined(separator: ", ") + "]}\n"
        case 15: return lines(many) { "k\($0): 1" }
        case 16: return lines(many) { _ in "name: a" }
        case 17:
            return head + "stages:\n  s: {decompose: books, by: fixed, note: \""
                + repeated(dice.pick(["x", "é", "\\n", "\u{2028}"]), 20 * many) + "\"}\n"
        case 18: return "vars:\n" + lines(min(many, 3_000)) { "  v\($0): $v\($0 + 1)" } + "name: $v0\n"
        case 19:
            return head + "stages:\n  r: {rlhf: t, from: extractive, rounds: ["
                + (0..<min(many, 3_000)).map { _ in "{for: comparison, count: 1}" }.joined(separator: ", ")
                + "], overseer: reader}\n"
        case 20:
            return repeated(
                dice.pick(["a", "\"", "'", "#", "\n", " ", "\t", ":", "\r", "|", "%", "\u{0}", "é"]),
                20 * many)
        case 21:
            return head + "matrix: {a: [" + (0..<min(many, 19_000)).map { String($0) }.joined(separator: ", ")
                + "]}\nstages:\n  s: {decompose: books, by: fixed, seed: $a}\n  q: {evaluate: t, metrics: [words]}\n"
                + "  t: {recompose: s, policy: extractive}\n  v: {compare: q, across: a, baseline: 0}\n"
        case 22:
            return head + "stages:\n  s: {decompose: books, by: fixed}\n"
                + lines(min(many / 30, 600)) { line in
                    "  r\(line): {rlhf: s, from: extractive, overseer: reader, rounds: ["
                        + (0..<30).map { _ in "{for: comparison, count: 1}" }.joined(separator: ", ") + "]}"
                }
        default:
            return head + "stages:\n"
                + lines(min(many, 3_000)) { "  s\($0): {decompose: nobody\($0), bye: fixed}" }
        }
    }

    /// The text of a file that only exists when it is asked for; nil for other names.
    static func included(_ name: String) -> String? {
        let last = name.split(separator: "/").last ?? ""
        if last.hasPrefix("endless-"), let number = number(last, "endless-") {
            return "include: [endless-\(number + 1).yaml]\nk\(number): 1\n"
        }
        if last.hasPrefix("fan-"), let number = number(last, "fan-") {
            return "include: [" + (0..<100).map { "fan-\(number * 100 + $0).yaml" }.joined(separator: ", ")
                + "]\n"
        }
        if last.hasPrefix("part-"), let number = number(last, "part-") { return "k\(number): 1\n" }
        return nil
    }

    private static func number(_ name: Substring, _ prefix: String) -> Int? {
        guard let number = Int(name.dropFirst(prefix.count).prefix { $0.isNumber }), number < 1 << 50 else {
            return nil
        }
        return number
    }

    private static let head = """
        quire: 1
        name: monster
        data: {books: {path: "books/*.txt"}}
        task: {instruction: Summarise., max_words: {leaf: 20}}
        decomposers: {fixed: {kind: fixed, leaf_words: 40, fan_in: 3}}
        overseers: {reader: {kind: simulated, gold: coverage}}

        """

    private static func matrix(axes: Int, values: Int, stages: String) -> String {
        let words = stages.split(separator: " ")
        return head + "matrix:\n"
            + lines(axes) { axis in
                "  a\(axis): [" + (0..<values).map { String($0 + 2) }.joined(separator: ", ") + "]"
            }
            + "stages:\n  s: {decompose: books, by: fixed, seed: $a0, retries: $a1}\n"
            + lines(words.count) {
                "  t\($0): {decompose: books, by: fixed, seed: \(words[$0])\($0 > 0 ? ", after: t\($0 - 1)" : "")}"
            }
    }

    private static func repeated(_ text: String, _ count: Int) -> String {
        String(repeating: text, count: count)
    }

    private static func lines(_ count: Int, _ line: (Int) -> String) -> String {
        (0..<count).map { line($0) + "\n" }.joined()
    }
}

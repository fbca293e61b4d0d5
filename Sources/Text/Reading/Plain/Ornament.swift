/// Lines without words that separate scenes: `* * *`, `***`, `#`, `---`, `⁂`.
enum Ornament {
    /// Ornaments that break a scene on their own; the others have to be repeated three times.
    private static let strong: Set<Character> = ["*", "#", "⁂", "•", "❦", "☙", "❧", "✻", "✽", "⁎", "∗", "◆"]
    private static let weak: Set<Character> = ["-", "–", "—", "_", "=", "~", "·", ".", "+"]
    private static let longest = 160

    static func isOrnament(_ draft: Draft, _ range: Range<Int>) -> Bool {
        // Nearly every paragraph begins with a letter, so that the first byte decides.
        guard range.count <= longest,
            let first = range.first(where: { draft[$0] > 0x20 }).map({ draft[$0] }),
            !isLetter(first)
        else { return false }
        var counts: [Character: Int] = [:]
        for character in draft.string(range) where !character.isWhitespace {
            guard strong.contains(character) || weak.contains(character) else { return false }
            counts[character, default: 0] += 1
        }
        return counts.contains { strong.contains($0.key) }
            || counts.contains { $0.value >= 3 }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte & 0xDF
    }
}

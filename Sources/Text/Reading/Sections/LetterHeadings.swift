/// The letters of a novel in letters that does not number them: `THE JOHN GRIER HOME,` `February 15.`
/// `Dear Judy:`.
///
/// A letter begins at the first line above its salutation that stands close to it; without a salutation, at an
/// address with a day under it.
struct LetterHeadings {
    /// The first letter stands near the book's beginning; others are quoted in a story.
    private static let reach = 12
    private static let fewest = 5
    /// Lines of an address, a day, and a salutation.
    private static let mostLines = 6

    private let manuscript: Manuscript

    static func candidates(in manuscript: Manuscript) -> [Heading] {
        let letters = LetterHeadings(manuscript: manuscript)
        let found = manuscript.blocks.indices.compactMap(letters.heading)
        guard found.count >= fewest, let first = found.first, first.blocks.lowerBound < reach else {
            return []
        }
        return found
    }

    private func heading(endingAt index: Int) -> Heading? {
        guard isSalutation(index) || isDay(index) && isAddress(index - 1) && !isSalutation(index + 1) else {
            return nil
        }
        var start = index
        while start > 0, start > index - Self.mostLines, isLine(start - 1), !isSignature(start - 1),
            manuscript.blocks[start].gap <= 1 || start == index && isDay(start - 1)
        {
            start -= 1
        }
        // Without a gap above it, what stands there has to be a day or to follow the letter before: speeches are
        // short lines, too.
        guard
            start == 0 || manuscript.blocks[start].gap > 1 || isSignature(start - 1)
                || start < index && isDay(start)
        else { return nil }
        let lines = (start...index).map { manuscript.title(manuscript.blocks[$0]) }
        return Heading(blocks: start..<index + 1, title: lines.joined(separator: " "), rank: 1)
    }

    /// `Dear Judy:`, `May 16. Good morning, my dear Judy!`, `Madam:`
    private func isSalutation(_ index: Int) -> Bool {
        guard index < manuscript.blocks.count, isLine(index) else { return false }
        let text = manuscript.title(manuscript.blocks[index])
        guard let last = text.last, ":,!".contains(last) else { return false }
        let words = text.split { !$0.isLetter && $0 != "'" && $0 != "’" }.map { $0.lowercased() }
        if words.count <= 3, ["madam", "sir", "sirs", "gentlemen"].contains(words[words.count - 1]) {
            return true
        }
        guard let place = words.lastIndex(where: { $0 == "dear" || $0 == "dearest" }) else { return false }
        // At least one word for the person, at most four; before it nothing but a day and a greeting.
        let name = words.count - 1 - place
        return 1...4 ~= name && words.count <= 9
    }

    /// A short line that begins with a capital and is no speech.
    private func isLine(_ index: Int) -> Bool {
        let block = manuscript.blocks[index]
        guard block.range.count <= 70, !block.isAfterRule || block.gap > 1,
            manuscript.draft.mayOpen(
                block.range, besides: "_", with: { UInt8(ascii: "A")...UInt8(ascii: "Z") ~= $0 })
        else { return false }
        let text = manuscript.string(block)
        guard let first = text.first(where: { !$0.isWhitespace && $0 != "_" }) else { return false }
        return first.isUppercase && !text.contains("\n")
    }

    /// `SALLIE.`, which closes the letter before; a line of an address ends in a comma.
    private func isSignature(_ index: Int) -> Bool {
        let text = manuscript.title(manuscript.blocks[index])
        return text.last == "." && text.allSatisfy { !$0.isLowercase } && !isDay(index)
    }

    /// `JOHN GRIER HOME,` after a gap.
    private func isAddress(_ index: Int) -> Bool {
        guard index >= 0, isLine(index), manuscript.blocks[index].gap > 1 || index == 0 else { return false }
        let text = manuscript.title(manuscript.blocks[index])
        return text.last == "," && text.allSatisfy { !$0.isLowercase }
    }

    private func isDay(_ index: Int) -> Bool {
        guard isLine(index) else { return false }
        let text = manuscript.title(manuscript.blocks[index])
        return CalendarDay.isWeekday(text) || CalendarDay(opening: text) != nil
    }
}

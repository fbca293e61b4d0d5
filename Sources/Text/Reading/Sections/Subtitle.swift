/// Tells whether the paragraph after a chapter's number is its title.
struct Subtitle {
    private let manuscript: Manuscript
    /// Whether nearly every lone number in the book is followed by a short line, which then is a title in any
    /// case.
    private let isCustom: Bool

    /// - Parameter numbers: the blocks that are a number and nothing else.
    init(_ manuscript: Manuscript, after numbers: [Int]) {
        self.manuscript = manuscript
        let followers = numbers.map { $0 + 1 }.filter { $0 < manuscript.blocks.count }
        let short = followers.count { Self.isShortLine(manuscript, $0) }
        isCustom = short >= 3 && short * 5 >= followers.count * 4
    }

    /// Whether block `index` is the title of the number before it.
    func isTitle(_ index: Int) -> Bool {
        guard index < manuscript.blocks.count else { return false }
        let block = manuscript.blocks[index]
        guard block.range.count <= 160, !block.isAfterRule, block.entry == nil else { return false }
        let text = manuscript.string(block)
        if isCustom, Self.isShortLine(manuscript, index) { return true }
        guard text.split(separator: "\n").count <= 3 else { return false }
        return Self.isCapitals(text) || Self.isTitleCase(text)
    }

    private static func isShortLine(_ manuscript: Manuscript, _ index: Int) -> Bool {
        let block = manuscript.blocks[index]
        guard block.range.count <= 75 else { return false }
        let text = manuscript.title(block)
        // `"MIGHT I HAVE A BIT OF EARTH?"` is a title, but few are.
        if isCapitals(text.trimming { "\"“”‘’' \n".contains($0) }) { return true }
        guard let first = text.first, first.isLetter || first == "(", let last = text.last else {
            return false
        }
        return !".,;:—-\"”’'".contains(last) && !text.contains(where: \.isNumber)
    }

    /// `THE SLAVE'S SOCIAL CIRCLE.`, also with a few words in small letters; never what a person says.
    static func isCapitals(_ text: some StringProtocol) -> Bool {
        guard let first = text.first(where: { !$0.isWhitespace && !"_*(".contains($0) }),
            first.isLetter || first.isNumber,
            text.last(where: { !$0.isWhitespace }) != ","
        else { return false }
        let large = text.count { $0.isUppercase }
        let small = text.count { $0.isLowercase }
        return large >= 3 && large >= small * 2
    }

    /// `The Rassendylls--With a Word on the Elphbergs`: every long word begins with a capital, no full stop.
    static func isTitleCase(_ text: some StringProtocol) -> Bool {
        let bare = text.trimming { $0.isWhitespace || "_*".contains($0) }
        guard let first = bare.first, first.isUppercase, let last = bare.last, !".,;:—-\"”’".contains(last),
            !bare.contains(where: \.isNumber), bare.utf8.count <= 100
        else { return false }
        let long = bare.split { !$0.isLetter && $0 != "'" && $0 != "’" }.filter { $0.count >= 5 }
        guard !long.isEmpty else { return !"!?".contains(last) && bare.split(separator: " ").count <= 4 }
        return long.allSatisfy { $0.first?.isUppercase == true }
    }
}

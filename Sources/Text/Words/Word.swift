/// A word of a text in the form in which words are compared.
package struct Word: Hashable, Sendable {
    /// Where it stands, without punctuation around it.
    package var span: Span
    /// Lower case, straight apostrophes, no possessive *'s*: `Hale’s` is `hale`.
    package var form: String
    /// Whether it begins with an upper-case letter.
    package var isCapitalised: Bool
}

/// The words of a text in order: runs of letters, digits and marks, with apostrophes inside (`don't`) and points
/// and commas between digits (`1,000`). Hyphens and dashes separate.
package func words(in text: String) -> [Word] {
    var found: [Word] = []
    found.reserveCapacity(text.utf8.count / 6)
    forEachWord(in: text) { found.append($0) }
    return found
}

/// Calls `body` with each of the ``words(in:)``, one after another, without a list of them all.
func forEachWord(in text: String, _ body: (Word) -> Void) {
    withCharacters(of: text) { characters in
        var scanner = WordScanner(characters: characters)
        while let word = scanner.next() { body(word) }
    }
}

/// The forms of the words of a text (see ``Word/form``), in order.
package func terms(in text: String) -> [String] {
    var forms: [String] = []
    forms.reserveCapacity(text.utf8.count / 6)
    forEachWord(in: text) { forms.append($0.form) }
    return forms
}

/// Walks over a text from word to word.
struct WordScanner {
    let characters: Characters
    var offset = 0

    init(characters: Characters) {
        self.characters = characters
    }

    mutating func next() -> Word? {
        let end = characters.count
        while offset < end && wordLength(at: offset, first: true) == 0 {
            offset += characters[offset] < 0x80 ? 1 : characters.scalar(at: offset).length
        }
        guard offset < end else { return nil }
        let start = offset
        while offset < end {
            let length = wordLength(at: offset, first: false)
            if length > 0 {
                offset += length
            } else if let joint = joint(at: offset) {
                offset += joint
            } else {
                break
            }
        }
        let first = characters.scalar(at: start).value
        return Word(
            span: Span(start: start, end: offset),
            form: form(start, offset),
            isCapitalised: first.isASCII ? first.value &- 0x41 < 26 : first.properties.isUppercase)
    }

    /// The length of the letter, digit or mark at `offset`, or 0; a word does not begin with a mark.
    private func wordLength(at offset: Int, first: Bool) -> Int {
        let byte = characters[offset]
        if byte < 0x80 { return Characters.isAlphanumeric(byte) ? 1 : 0 }
        if characters.isPunctuation(at: offset) { return 0 }
        let (value, length) = characters.scalar(at: offset)
        return value.isWordScalar || (!first && value.isMark) ? length : 0
    }

    /// The length of an apostrophe between letters, or of a point or comma between digits.
    private func joint(at offset: Int) -> Int? {
        let byte = characters[offset]
        if byte == 0x27 || isCurlyApostrophe(at: offset) {
            let length = byte == 0x27 ? 1 : 3
            return offset + length < characters.count && wordLength(at: offset + length, first: true) > 0
                ? length : nil
        }
        guard byte == 0x2E || byte == 0x2C, offset + 1 < characters.count else { return nil }
        return characters[offset - 1] &- 0x30 < 10 && characters[offset + 1] &- 0x30 < 10 ? 1 : nil
    }

    private func isCurlyApostrophe(at offset: Int) -> Bool {
        characters.isPunctuation(at: offset) && offset + 2 < characters.count
            && characters[offset + 2] == 0x99
    }

    private func form(_ start: Int, _ end: Int) -> String {
        var isASCII = true
        let lowered = String(unsafeUninitializedCapacity: end - start) { buffer in
            var length = 0
            var offset = start
            while offset < end {
                var byte = characters[offset]
                if byte >= 0x80 {
                    if isCurlyApostrophe(at: offset) {
                        byte = 0x27
                        offset += 2
                    } else {
                        isASCII = false
                    }
                } else if byte &- 0x41 < 26 {
                    byte |= 0x20
                }
                buffer[length] = byte
                length += 1
                offset += 1
            }
            if length > 2 && buffer[length - 1] == 0x73 && buffer[length - 2] == 0x27 { length -= 2 }
            return length
        }
        return isASCII ? lowered : lowered.lowercased()
    }
}

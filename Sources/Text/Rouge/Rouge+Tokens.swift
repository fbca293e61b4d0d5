extension Rouge {
    /// Numbers for words, in order of first sight, so that words are compared as numbers.
    struct Vocabulary {
        private var numbers: [String: Int] = [:]

        var count: Int { numbers.count }

        mutating func number(of word: String) -> Int {
            let next = numbers.count
            let number = numbers[word, default: next]
            if number == next { numbers[word] = next }
            return number
        }
    }

    /// The words of a text: lower case, runs of a-z and 0-9, stemmed when longer than three letters.
    func tokens(of text: String, _ vocabulary: inout Vocabulary) -> [Int] {
        var found: [Int] = []
        var word: [UInt8] = []
        func finish() {
            if word.isEmpty { return }
            let plain = String(decoding: word, as: UTF8.self)
            let token = stem && word.count > 3 ? PorterStemmer.stem(plain) : plain
            if !token.isEmpty { found.append(vocabulary.number(of: token)) }
            word.removeAll(keepingCapacity: true)
        }
        withCharacters(of: text) { characters in
            var offset = 0
            while offset < characters.count {
                let byte = characters[offset]
                if byte < 0x80 {
                    if byte &- 0x41 < 26 {
                        word.append(byte | 0x20)
                    } else if Characters.isAlphanumeric(byte) {
                        word.append(byte)
                    } else {
                        finish()
                    }
                    offset += 1
                    continue
                }
                let (value, length) = characters.scalar(at: offset)
                // The only letters outside ASCII whose lower case begins with one of ASCII: the Kelvin sign, and the
                // dotted capital I, which becomes i and a combining dot.
                if value == "\u{212A}" {
                    word.append(0x6B)
                } else {
                    if value == "\u{130}" { word.append(0x69) }
                    finish()
                }
                offset += length
            }
        }
        finish()
        return found
    }

    /// The words of each line that is not empty; of each sentence, when sentences are asked for.
    func lines(of text: String, _ vocabulary: inout Vocabulary) -> [[Int]] {
        var lines: [[Int]] = []
        for line in text.utf8.split(separator: 0x0A) {
            let line = String(Substring(line))
            let pieces = splitsSentences ? sentences(in: line).map { String(line.utf8(in: $0)) } : [line]
            for piece in pieces { lines.append(tokens(of: piece, &vocabulary)) }
        }
        return lines
    }
}

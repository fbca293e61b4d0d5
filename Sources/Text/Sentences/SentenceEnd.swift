// Whether a sentence ends at a mark, from the word before and the words after.

extension SentenceScanner {
    /// Decides for a mark that is followed by white space within a paragraph; `next` is what follows the white space.
    func endsSentence(_ mark: EndMark, next: Int) -> Bool {
        let (first, opens) = skipOpeners(from: next)
        guard first < characters.count else { return true }
        let follower = characters.scalar(at: first).value
        if follower.properties.isLowercase { return false }
        if mark.isSingleStop { return !isAbbreviation(before: mark.start, next: first, opens: opens) }
        if mark.isEllipsis && !mark.isExclamation && !opens && isPronounI(at: first) { return false }
        if mark.closesQuotation && (mark.isExclamation || mark.isEllipsis) && !opens {
            return !isSpeechTag(at: first)
        }
        return true
    }

    /// Where the first letter after opening quotation marks, brackets and dashes stands, and whether there were any.
    private func skipOpeners(from offset: Int) -> (offset: Int, opens: Bool) {
        var position = offset
        while position < characters.count {
            let (value, length) = characters.scalar(at: position)
            let isDash = value == "-" || value == "–" || value == "—"
            guard isDash || "\"'([{_*“‘„«‹「『¿¡.…".unicodeScalars.contains(value) else { break }
            position += length
            if isDash { position = characters.skipWhitespace(from: position).end }
        }
        return (position, position > offset)
    }

    private func isAbbreviation(before stop: Int, next: Int, opens: Bool) -> Bool {
        let begin = tokenStart(before: stop)
        guard begin < stop, stop - begin <= 12 else { return false }
        let written = String(decoding: characters.bytes[begin..<stop], as: UTF8.self)
        let token = written.lowercased()
        let isCapitalised = written != token
        if Abbreviations.joining.contains(token) { return true }
        if Abbreviations.finalBeforeCapital.contains(token) { return false }
        if isEnumerator(written, at: begin) { return true }
        if Abbreviations.numbering.contains(token) && isNumber(at: next) { return true }
        if isCapitalised && Abbreviations.titles.contains(token) { return !opens }
        let isInitial = isCapitalised && written.unicodeScalars.count == 1
        if written == "I" { return !opens && isInitialLetter(at: next) }
        guard isInitial || (token.contains(".") && isCapitalised) || Abbreviations.ambiguous.contains(token)
        else {
            return false
        }
        if opens { return false }
        return isInitialLetter(at: next) || !Stopwords.contains(word(at: next))
    }

    /// The start of the run of letters, digits and inner stops before `offset`, at most 24 bytes back.
    private func tokenStart(before offset: Int) -> Int {
        var begin = offset
        while begin > start, offset - begin < 24 {
            let byte = characters[begin - 1]
            let isInner = byte == 0x2E || byte == 0x26 || Characters.isAlphanumeric(byte)
            // Letters outside ASCII count as letters; general punctuation (E2 80 xx) does not.
            let isLetter = byte >= 0x80 && !(begin >= 3 && characters.isPunctuation(at: begin - 3))
            guard isInner || isLetter else { break }
            begin -= 1
        }
        return begin
    }

    /// A number that counts what follows: at the sentence's beginning (*4. The cellar*), or after a word such as
    /// chapter (*CHAPTER IV. The Storm*).
    private func isEnumerator(_ token: String, at begin: Int) -> Bool {
        guard token.utf8.allSatisfy({ $0 &- 0x30 < 10 || "IVXLCDM".utf8.contains($0) }) else { return false }
        var before = begin
        while before > start, characters[before - 1] < 0x30, characters[before - 1] != 0x2E { before -= 1 }
        if before == start { return true }
        let previous = tokenStart(before: before)
        return Abbreviations.headingWords.contains(
            String(decoding: characters.bytes[previous..<before], as: UTF8.self).lowercased())
    }

    /// Whether a number stands here, in digits or in capital Roman numerals.
    private func isNumber(at offset: Int) -> Bool {
        if characters[offset] &- 0x30 < 10 { return true }
        var end = offset
        while end < characters.count, "IVXLC".utf8.contains(characters[end]) { end += 1 }
        return end > offset && (end == characters.count || !Characters.isAlphanumeric(characters[end]))
    }

    /// A capital letter and a full stop: the initial of a name.
    private func isInitialLetter(at offset: Int) -> Bool {
        let (value, length) = characters.scalar(at: offset)
        return value.properties.isUppercase && offset + length < characters.count
            && characters[offset + length] == 0x2E
    }

    private func isPronounI(at offset: Int) -> Bool {
        guard characters[offset] == 0x49 else { return false }
        return offset + 1 == characters.count || !Characters.isAlphanumeric(characters[offset + 1])
    }

    /// The lower-case word here, at most 16 bytes of it.
    private func word(at offset: Int) -> String {
        var end = offset
        while end < characters.count, end - offset < 16,
            Characters.isAlphanumeric(characters[end]) || characters[end] == 0x27
        { end += 1 }
        return String(decoding: characters.bytes[offset..<end], as: UTF8.self).lowercased()
    }

    /// Whether up to three capitalised words and a verb of speaking stand here: *“Stop!” Mr. Hale cried.*
    private func isSpeechTag(at offset: Int) -> Bool {
        var position = offset
        for index in 0..<4 {
            guard position < characters.count else { return false }
            let word = word(at: position)
            if index > 0 && Abbreviations.speechVerbs.contains(word) { return true }
            let isCapital = characters[position] &- 0x41 < 26
            guard isCapital, !word.isEmpty, word == "i" || !Stopwords.contains(word) else { return false }
            position += word.utf8.count
            if position < characters.count, characters[position] == 0x2E { position += 1 }
            let space = characters.skipWhitespace(from: position)
            guard space.end > position, space.lines < 2 else { return false }
            position = space.end
        }
        return false
    }
}

// What Porter's rules ask about a stem: vowels, consonants and the measure m of [C](VC){m}[V].

extension PorterStemmer {
    /// A letter other than a, e, i, o, u, and other than y after a consonant.
    static func isConsonant(_ word: ArraySlice<UInt8>, _ offset: Int) -> Bool {
        let index = word.startIndex + offset
        if isPlainVowel(word[index]) { return false }
        guard word[index] == letter("y") else { return true }
        // In a run of y's consonants and vowels alternate, from what stands before the run.
        var first = index
        while first > word.startIndex && word[first - 1] == letter("y") { first -= 1 }
        let startsAsConsonant = first == word.startIndex || isPlainVowel(word[first - 1])
        return (index - first).isMultiple(of: 2) == startsAsConsonant
    }

    /// The number of times that a vowel is followed by a consonant.
    static func measure(_ word: ArraySlice<UInt8>) -> Int {
        var count = 0
        var before = true
        forEachFlag(word) { isConsonant in
            if isConsonant && !before { count += 1 }
            before = isConsonant
        }
        return count
    }

    static func containsVowel(_ word: ArraySlice<UInt8>) -> Bool {
        var found = false
        forEachFlag(word) { if !$0 { found = true } }
        return found
    }

    static func endsDoubleConsonant(_ word: [UInt8]) -> Bool {
        let count = word.count
        return count >= 2 && word[count - 1] == word[count - 2] && isConsonant(word[...], count - 1)
    }

    /// Condition *o, and NLTK's addition: a word of a vowel and a consonant.
    static func endsConsonantVowelConsonant(_ word: ArraySlice<UInt8>) -> Bool {
        let count = word.count
        if count == 2 { return !isConsonant(word, 0) && isConsonant(word, 1) }
        guard count >= 3, let last = word.last else { return false }
        return isConsonant(word, count - 3) && !isConsonant(word, count - 2) && isConsonant(word, count - 1)
            && last != letter("w") && last != letter("x") && last != letter("y")
    }

    static func letter(_ character: Unicode.Scalar) -> UInt8 { UInt8(truncatingIfNeeded: character.value) }

    private static func isPlainVowel(_ byte: UInt8) -> Bool {
        byte == letter("a") || byte == letter("e") || byte == letter("i") || byte == letter("o")
            || byte == letter("u")
    }

    private static func forEachFlag(_ word: ArraySlice<UInt8>, _ body: (Bool) -> Void) {
        var before: Bool?
        for byte in word {
            let isConsonant = byte == letter("y") ? !(before ?? false) : !isPlainVowel(byte)
            before = isConsonant
            body(isConsonant)
        }
    }
}

extension [UInt8] {
    func ends(_ suffix: String) -> Bool {
        let tail = suffix.utf8
        return count >= tail.count && self[(count - tail.count)...].elementsEqual(tail)
    }
}
